"""Kesehatan Data: how each source was read, what is missing, and what labelled the texts."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboards import calendar_grid, data, filters, layout, reach
from dashboards.data import Door
from dashboards.filters import View
from dashboards.layout import esc
from dashboards.theme import Palette
from pantau.domain.period import Span
from pantau.store.marts_report import ReadRow
from pantau.store.runs import RunRow
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_health as said


def main() -> None:
    door, view = data.door(), filters.current()
    _last_runs(door)
    _calendar(door, view.period.span)
    _coverage(door, view.period.span)
    _rejects(door, view.period.span)
    _counters(door, view.period.span)
    _models(door)
    _card(door)
    _words(door, view)


def _last_runs(door: Door) -> None:
    layout.section(words.LAST_RUNS, words.LAST_RUNS_LEAD)
    runs, colours = door.last_runs(), layout.colours()
    if not runs:
        layout.empty(words.NO_RUNS, words.NO_SNAPSHOT)
        return
    cards = "".join(_run_card(run, door.app_names, colours) for run in runs)
    st.html(f'<div class="p-runs">{cards}</div>')


def _run_card(run: RunRow, names: Mapping[str, str], colours: Palette) -> str:
    name = f"{common.source_title(run.source)}: {names.get(run.target, run.target)}"
    sign = words.SIGNS[run.verdict]
    reasons = [said.run_reason(run), *said.evidence(run)] if run.stop_reason else []
    message = f"<p class='p-soft'>{esc(' '.join(reasons))}</p>" if reasons else ""
    return (
        f'<article class="p-run" style="border-left-color:{colours.verdict[run.verdict]}">'
        f"<h3>{esc(name)}</h3><p><strong><span aria-hidden='true'>{sign}</span> "
        f"{esc(common.verdict_title(run.verdict))}</strong> · {esc(said.run_facts(run))}</p>"
        f"<p>{esc(common.verdict_sentence(run.verdict))}</p>"
        f"<p class='p-soft'>{esc(said.run_when(run))}</p>{message}</article>"
    )


def _calendar(door: Door, wanted: Span) -> None:
    layout.section(words.CALENDAR, words.CALENDAR_LEAD)
    span, colours = calendar_grid.shown_span(wanted), layout.colours()
    found = calendar_grid.by_target(door.run_days(span))
    if not found:
        layout.empty(words.NO_RUNS_HERE, words.OTHER_PERIOD)
        return
    titles = calendar_grid.names_of(found, door.app_names)
    grids = "".join(calendar_grid.grid(titles[t], days, span, colours) for t, days in found.items())
    verdicts = {run.verdict for days in found.values() for run in days.values()}
    legend = calendar_grid.legend(verdicts, colours)
    st.html(f'<div class="p-cals">{grids}</div>{legend}')


def _coverage(door: Door, wanted: Span) -> None:
    last_day = door.choices().last_day
    if wanted.first > last_day:
        return
    layout.section(words.COVERAGE, words.COVERAGE_LEAD)
    span = Span(wanted.first, min(wanted.last, last_day))
    reads = door.reads(span.first)
    late = {
        key: sum(r.n_late for r in reads if (r.source, r.target) == key) for key in _keys(reads)
    }
    rows = [
        _coverage_row(key, gaps, late[key], span, door.app_names)
        for key, gaps in reach.by_target(reads, span).items()
    ]
    if not rows:
        layout.empty(words.NO_RUNS_HERE, words.OTHER_PERIOD)
        return
    layout.table(said.COVERAGE_HEADERS, rows, common.span(span))
    layout.note(said.LATE_NOTE)


def _keys(reads: list[ReadRow]) -> set[tuple[str, str]]:
    return {(r.source, r.target) for r in reads}


def _coverage_row(
    key: tuple[str, str], gaps: list[Span], n_late: int, span: Span, names: Mapping[str, str]
) -> tuple[str, ...]:
    n_missing = sum(g.n_days for g in gaps)
    return (
        common.source_title(key[0]),
        names.get(key[1], key[1]),
        said.covered(span.n_days - n_missing, span.n_days),
        said.gaps([common.span(g) for g in gaps]),
        common.number(n_late),
    )


def _rejects(door: Door, span: Span) -> None:
    layout.section(words.REJECTS, words.REJECTS_LEAD)
    found = door.rejects(span)
    if not found:
        layout.note(words.NO_REJECTS)
        return
    rows = [
        (
            common.source_title(r.source),
            door.app_names.get(r.target, r.target),
            r.reason,
            common.number(r.n),
            common.timestamp(r.last_at),
        )
        for r in found
    ]
    layout.table(said.REJECT_HEADERS, rows)


def _counters(door: Door, span: Span) -> None:
    layout.section(words.COUNTERS, said.COUNTERS_NOTE)
    found = door.counters(span)
    if not found:
        layout.empty(words.NO_COUNTERS, words.OTHER_PERIOD)
        return
    _growth(door, span)
    layout.table(
        said.COUNTER_HEADERS,
        [
            (
                door.app_names.get(c.app_id, c.app_id),
                common.short_day(common.in_wib(c.taken_at).date()),
                said.or_nothing(c.score, 2),
                said.or_nothing(c.n_ratings, 0),
                said.or_nothing(c.n_reviews, 0),
                c.installs or common.DASH,
                c.version or common.DASH,
            )
            for c in found
        ],
    )


def _growth(door: Door, span: Span) -> None:
    """New ratings by the difference of two nights' counters; recounts are told, not counted."""
    nights = door.rating_growth(span)
    if not nights:
        return
    n_new = sum(sum(night.growth) for night in nights if not night.is_recount)
    layout.note(
        said.growth(n_new, door.n_reviews_with_text(span), sum(n.is_recount for n in nights))
    )


def _models(door: Door) -> None:
    layout.section(words.MODEL, words.MODEL_LEAD)
    found = door.models()
    if not found:
        layout.note(words.NO_MODEL)
        return
    rows = [
        (
            m.model,
            m.model_version,
            m.codebook_version,
            common.number(m.n),
            common.share(m.n_unsure, m.n),
        )
        for m in found
    ]
    layout.table(said.MODEL_HEADERS, rows)


def _card(door: Door) -> None:
    layout.section(said.CARD, said.CARD_NOTE)
    if not door.card:
        layout.note(words.NO_CARD)
        return
    rows = [
        (
            said.label_title(f.axis, f.label),
            said.score(f.f1),
            said.score(f.kappa),
            said.or_nothing(f.support, 0),
        )
        for f in door.card
    ]
    with st.expander(said.CARD_OPEN):
        layout.table(said.CARD_HEADERS, rows)
    doubtful = [
        said.label_title(f.axis, f.label) for f in door.card if f.label in door.unreliable()
    ]
    layout.note(said.doubtful(doubtful))


def _words(door: Door, view: View) -> None:
    """Counted only when asked for: thousands of texts are read for it."""
    layout.section(said.WORDS, said.WORDS_NOTE)
    if not st.toggle(said.WORDS_COUNT, key="h_words"):
        return
    found = door.unknown_words(view)
    if not found:
        layout.note(said.NO_WORDS)
        return
    layout.table(said.WORD_HEADERS, [(word, common.number(n)) for word, n in found])


main()
