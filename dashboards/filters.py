"""Controls above every page: period, source, app. What they say is a `View`, kept in the URL.

The URL is read once, when a session begins; afterwards the controls lead and the URL follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboards import address, periods
from dashboards.periods import Period
from pantau.domain.period import Span
from pantau.texts import common
from pantau.texts import dashboard as words

_VIEW = "view"
_PAGE = "page_parameters"
KIND, FROM, TO, SOURCES, APPS = "f_kind", "f_from", "f_to", "f_sources", "f_apps"


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in the snapshot. Days are None while it holds no mention."""

    first_day: date
    last_day: date
    sources: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    app_names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """Everything the figures of a page depend on. Empty `sources` and `apps` mean all."""

    snapshot: str
    period: Period
    sources: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        return {
            "snapshot": self.snapshot,
            "periode": self.period.code,
            "sumber": ",".join(self.sources),
            "aplikasi": ",".join(self.apps),
        }


def current() -> View:
    """The view of this run, for the pages."""
    view: View = st.session_state[_VIEW]
    return view


def begin_page() -> None:
    """Before a page runs: it has no filters of its own until it says so."""
    st.session_state[_PAGE] = {}


def keep_in_url(parameters: dict[str, str]) -> None:
    """A page's own filters, to stand in the URL beside the common ones."""
    st.session_state[_PAGE] = parameters


def page_parameters() -> dict[str, str]:
    parameters: dict[str, str] = st.session_state[_PAGE]
    return parameters


def controls(snapshot: str, choices: Choices) -> View:
    """Draws the controls and returns what they say."""
    _seed(choices)
    with st.container(horizontal=True, gap="small", key="kendali"):
        period = _period(choices)
        sources = _several(
            words.SOURCE, SOURCES, choices.sources, common.source_title, words.ALL_SOURCES
        )
        names = choices.app_names
        apps = _several(words.APP, APPS, choices.apps, lambda a: names.get(a, a), words.ALL_APPS)
    view = View(snapshot, period, sources, apps)
    st.session_state[_VIEW] = view
    return view


def without_controls(snapshot: str, choices: Choices) -> View:
    """For a page that has no use for the filters: what they last said, or the address."""
    before: View | None = st.session_state.get(_VIEW)
    if before is None:
        sources = tuple(address.many("sumber", choices.sources))
        apps = tuple(address.many("aplikasi", choices.apps))
        before = View(snapshot, _asked(choices), sources, apps)
    view = replace(before, snapshot=snapshot)
    st.session_state[_VIEW] = view
    return view


def _seed(choices: Choices) -> None:
    """From the URL when the session begins; later from what was last shown, because a switch of pages
    by the program drops both the controls' state and the parameters."""
    if KIND in st.session_state:
        return
    view: View | None = st.session_state.get(_VIEW)
    period = view.period if view else _asked(choices)
    st.session_state[KIND] = period.kind
    st.session_state[_code_key(period.kind)] = period.code
    st.session_state[FROM], st.session_state[TO] = period.span.first, period.span.last
    sources = view.sources if view else address.many("sumber", choices.sources)
    apps = view.apps if view else address.many("aplikasi", choices.apps)
    st.session_state[SOURCES] = [s for s in sources if s in choices.sources]
    st.session_state[APPS] = [a for a in apps if a in choices.apps]


def _asked(choices: Choices) -> Period:
    asked = periods.parse(address.text("periode"), choices.last_day)
    return asked or periods.default(choices.last_day)


def _code_key(kind: str) -> str:
    return f"f_code_{kind}"


def _period(choices: Choices) -> Period:
    kind = st.segmented_control(
        words.PERIOD_KIND,
        periods.KINDS,
        key=KIND,
        required=True,
        format_func=words.PERIOD_KINDS.__getitem__,
        persist_state="session",
    )
    if kind == "bebas":
        return _free_period(choices)
    return _calendar_period(kind or "triwulan", choices)


def _calendar_period(kind: str, choices: Choices) -> Period:
    key = _code_key(kind)
    codes = periods.choices(kind, choices.first_day, choices.last_day)
    chosen = st.session_state.get(key)
    if chosen is None:
        st.session_state[key] = _around(kind, choices)
    elif chosen not in codes:  # a link to a period without data: say so rather than jump elsewhere
        codes.append(chosen)
    code = st.selectbox(
        words.PERIOD,
        codes,
        key=key,
        format_func=lambda c: _title(c, choices.last_day),
        width=230,
        persist_state="session",
        filter_mode=None,
    )
    return periods.parse(code, choices.last_day) or periods.default(choices.last_day)


def _around(kind: str, choices: Choices) -> str:
    """Changing the kind stays where the reader is: the period of the last day looked at."""
    before: View | None = st.session_state.get(_VIEW)
    day = before.period.span.last if before else choices.last_day
    return periods.make(kind, periods.whole_of(kind, day), choices.last_day).code


def _title(code: str, last_day: date) -> str:
    period = periods.parse(code, last_day)
    return period.title if period else code


def _free_period(choices: Choices) -> Period:
    low, high = date(2000, 1, 1), max(choices.last_day, date(2000, 1, 2)) + timedelta(days=1)
    for key in (FROM, TO):
        st.session_state[key] = min(max(st.session_state.get(key, choices.last_day), low), high)
    first = _day(words.PERIOD_FROM, FROM, low, high)
    last = _day(words.PERIOD_TO, TO, low, high)
    span = Span(min(first, last), max(first, last))
    return periods.make("bebas", span, choices.last_day)


def _day(label: str, key: str, low: date, high: date) -> date:
    chosen = st.date_input(
        label, key=key, min_value=low, max_value=high, format="DD/MM/YYYY", width=150,
        persist_state="session",
    )  # fmt: skip
    assert isinstance(chosen, date)
    return chosen


def _several(
    label: str, key: str, options: Sequence[str], title: Callable[[Any], str], none: str
) -> tuple[str, ...]:
    """A multiple choice where nothing chosen means all; left out where there is no choice."""
    if len(options) < 2:
        return ()
    chosen = st.multiselect(
        label,
        options,
        key=key,
        format_func=title,
        placeholder=none,
        width=260,
        persist_state="session",
    )
    return tuple(chosen)
