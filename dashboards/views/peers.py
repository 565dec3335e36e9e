"""Pembanding: apps of other cities, by rates and never by volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards import charts, charts_compared, comparison, data, filters, layout, pictures
from dashboards.data import Door
from dashboards.filters import View
from pantau.domain.measures import Change, Mean, Share
from pantau.store.marts_screen import Counters, Standing
from pantau.texts import common
from pantau.texts import dashboard as words
from pantau.texts import dashboard_peers as said


@dataclass(frozen=True, slots=True)
class Peer:
    """One app beside the city's own, which comes first and has no `against`."""

    name: str
    standing: Standing
    score: float | None
    against: Change | None = None


def main() -> None:
    door, view = data.door(), filters.current()
    ids = door.peers()
    if not ids:
        layout.empty(said.NO_PEERS_TITLE, said.NO_PEERS)
        return
    peers = _peers(door, view, ids)
    layout.note(said.NOT_A_RANKING)
    _negative(peers)
    _stars(peers)
    _table(peers)


def _peers(door: Door, view: View, ids: Sequence[str]) -> list[Peer]:
    span = view.period.span
    counters = door.counters(span)
    own = Peer(door.city_app, door.standing(view, span), _own_score(counters))
    named = sorted((door.app_names.get(i, i), i) for i in ids)
    others = [Peer(name, door.peer_standing(i, span), _score(counters, i)) for name, i in named]
    pairs = [
        (p.name, comparison.negative(p.standing), comparison.negative(own.standing)) for p in others
    ]
    judged = [change for _, change, _, _ in comparison.tested(pairs)]
    return [
        own,
        *(Peer(p.name, p.standing, p.score, c) for p, c in zip(others, judged, strict=True)),
    ]


def _score(counters: Sequence[Counters], app_id: str) -> float | None:
    return next((c.score for c in counters if c.app_id == app_id), None)


def _own_score(counters: Sequence[Counters]) -> float | None:
    own = [c for c in counters if c.scope == "own" and c.score and c.n_ratings]
    n = sum(c.n_ratings or 0 for c in own)
    return sum((c.score or 0) * (c.n_ratings or 0) for c in own) / n if n else None


def _negative(peers: Sequence[Peer]) -> None:
    layout.section(said.NEGATIVE)
    _dots(peers, [comparison.negative(p.standing) for p in peers], said.NEGATIVE, (0, 1), ".0%")


def _stars(peers: Sequence[Peer]) -> None:
    layout.section(said.STARS)
    _dots(peers, [comparison.stars(p.standing) for p in peers], said.STARS, (1, 5), "d")


def _dots(
    peers: Sequence[Peer],
    measures: Sequence[Share | Mean],
    title: str,
    domain: tuple[float, float],
    form: str,
) -> None:
    colours = layout.colours()
    rows = [
        _row(peer, measure, colours.accent if peer.against is None else colours.soft_text)
        for peer, measure in zip(peers, measures, strict=True)
        if measure.n >= comparison.MIN_CELL
    ]
    if not rows:
        layout.empty(words.EMPTY_PERIOD_TITLE, words.EMPTY_PERIOD)
        return
    pictures.show(
        charts_compared.interval_dots, rows, colours, title, domain, form, key=f"g_{form}"
    )
    if len(rows) < len(peers):
        layout.note(said.TOO_FEW)


def _row(peer: Peer, measure: Share | Mean, colour: str) -> charts.Row:
    between = measure.interval
    shown = comparison.shown(measure)
    return {
        "id": peer.name,
        "title": peer.name,
        "name": f"{peer.name} · {shown} · n {common.number(measure.n)}",
        "value": measure.value,
        "low": between.low if between else measure.value,
        "high": between.high if between else measure.value,
        "n": measure.n,
        "shown": shown,
        "colour": colour,
    }


def _table(peers: Sequence[Peer]) -> None:
    layout.section(said.TABLE, said.TESTED)
    layout.table(said.HEADERS, [_cells(p) for p in peers])


def _cells(peer: Peer) -> tuple[str, ...]:
    negative, stars = comparison.negative(peer.standing), comparison.stars(peer.standing)
    return (
        peer.name,
        comparison.shown(negative),
        common.number(negative.n),
        common.DASH if peer.against is None else said.compared(peer.against),
        comparison.shown(stars),
        common.number(stars.n),
        common.DASH if peer.score is None else common.number(peer.score, 2),
        comparison.shown(comparison.answered(peer.standing)),
    )


main()
