"""What stands beside the quarter's own figures: peer apps, restatements, evidence filed, quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pantau.domain.agreement import cohens_kappa
from pantau.domain.period import Quarter, Span
from pantau.domain.taxonomy import Sentiment
from pantau.reports import stats
from pantau.reports.facts import (
    AgreementFact,
    EventFact,
    EvidenceFact,
    PeerFact,
    QuoteFact,
    RestatedFact,
)
from pantau.reports.figures import ShareFact
from pantau.reports.material import QUOTE_LENGTH, Material, Texts
from pantau.reports.tally import Tally, counted, is_problem, tally, within
from pantau.store.marts_report import CodePairRow, CodeRow, CountRow, EventRow, QuoteRow

# A share that moved by less is a rounding, not a restatement.
_SAME = 1e-9


def peers(
    rows: Sequence[CountRow], quarter: Quarter, names: Mapping[str, str]
) -> tuple[PeerFact, ...]:
    """Shares of other cities' apps in the same quarter, each against ours; never their volumes."""
    span = Span.of_quarter(quarter)
    own = tally(counted(rows, span))
    ours = stats.share(own.n_negative, own.n_coded)
    standing = [
        r
        for r in within(rows, span)
        if r.scope == "peer" and not r.is_official and not r.is_gone and r.kind != "article"
    ]
    facts = [
        _peer(app_id, names.get(app_id) or app_id, [r for r in standing if r.peer == app_id], ours)
        for app_id in sorted({r.peer for r in standing})
    ]
    family = stats.as_single_family([f.difference for f in facts])
    return tuple(
        PeerFact(f.app_id, f.name, f.n, f.stars, f.negative, change)
        for f, change in zip(facts, family, strict=True)
    )


def _peer(app_id: str, name: str, rows: Sequence[CountRow], ours: ShareFact) -> PeerFact:
    of = tally(rows)
    negative = stats.share(of.n_negative, of.n_coded)
    return PeerFact(
        app_id=app_id,
        name=name,
        n=of.n,
        stars=stats.mean(of.stars),
        negative=negative,
        difference=stats.change_of_shares(app_id, ours, negative),
    )


def restated(rows: Material) -> tuple[RestatedFact, ...]:
    """What changed since each quarter was settled: late, edited and withdrawn texts, new labels."""
    return tuple(
        fact
        for quarter, settled in rows.settled
        for fact in _restated(quarter, _tally(settled, quarter), _tally(rows.now, quarter))
        if _differs(fact)
    )


def _tally(texts: Texts, quarter: Quarter) -> Tally:
    return tally(counted(texts.counts, Span.of_quarter(quarter)))


def _restated(quarter: Quarter, then: Tally, now: Tally) -> list[RestatedFact]:
    def fact(figure: str, value: Callable[[Tally], tuple[float | None, int]]) -> RestatedFact:
        was, n_was = value(then)
        known, n_known = value(now)
        return RestatedFact(str(quarter), figure, was, known, n_was, n_known)

    return [
        fact("mentions", lambda t: (float(t.n), t.n)),
        fact("texts", lambda t: (float(t.n_texts), t.n)),
        fact("stars", lambda t: (stats.mean(t.stars).mean, t.n_rated)),
        fact("index", lambda t: (stats.index(t.sentiments).value, t.n_coded)),
        fact("negative", lambda t: (stats.share(t.n_negative, t.n_coded).share, t.n_coded)),
        fact("positive", lambda t: (stats.share(t.n_positive, t.n_coded).share, t.n_coded)),
    ]


def _differs(fact: RestatedFact) -> bool:
    if fact.then is None or fact.now is None:
        return fact.then != fact.now or fact.n_then != fact.n_now
    return abs(fact.then - fact.now) > _SAME or fact.n_then != fact.n_now


# Where a text is filed as evidence: by feedback type and topic, never by stars, and never as a
# score, for an element of the SKM is measured only by its questionnaire. Types and topics that
# stand nowhere here are filed nowhere.
_FILING: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "persyaratan": (frozenset(), frozenset({"login_account", "civil_registry", "licensing"})),
    "prosedur": (frozenset({"question"}), frozenset({"app_design", "village_office"})),
    "waktu": (frozenset(), frozenset({"app_performance"})),
    "biaya": (frozenset(), frozenset({"local_tax", "budget"})),
    "produk": (
        frozenset({"feature_request", "citizen_monitoring"}),
        frozenset({"food_prices", "city_news", "tourism", "events", "map"}),
    ),
    "kompetensi": (frozenset(), frozenset({"officers"})),
    "perilaku": (frozenset(), frozenset({"officers"})),
    "pengaduan": (
        frozenset({"follow_up", "suggestion"}),
        frozenset({"feedback_channel", "emergency_numbers"}),
    ),
    "sarana": (
        frozenset({"app_problem"}),
        frozenset({"cctv", "public_wifi", "app_update", "notifications"}),
    ),
}
_RISK_TOPICS = frozenset({"app_privacy", "login_account"})


def skm_evidence(rows: Sequence[CodeRow]) -> tuple[EvidenceFact, ...]:
    """One row per element; a text may stand under several."""
    return tuple(
        _evidence(
            element,
            [r for r in rows if types.intersection(r.types) or topics.intersection(r.topics)],
        )
        for element, (types, topics) in _FILING.items()
    )


def pemdi_evidence(rows: Sequence[CodeRow]) -> tuple[EvidenceFact, ...]:
    """Aspect 9 of Pemdi weighs benefit against cost and risk (second-hand source)."""
    return (
        _evidence("benefit", [r for r in rows if "compliment" in r.types]),
        _evidence("cost", [r for r in rows if is_problem(r)]),
        _evidence("risk", [r for r in rows if _RISK_TOPICS.intersection(r.topics)]),
    )


def _evidence(name: str, rows: Sequence[CodeRow]) -> EvidenceFact:
    return EvidenceFact(
        id=name,
        n=sum(r.n for r in rows),
        n_negative=sum(r.n for r in rows if r.sentiment == Sentiment.NEGATIVE),
        n_positive=sum(r.n for r in rows if r.sentiment == Sentiment.POSITIVE),
    )


def agreement(rows: Sequence[CodePairRow]) -> tuple[AgreementFact, ...]:
    """Of each pair of coders that coded anything twice."""
    pairs = sorted({r.pair for r in rows}, reverse=True)
    return tuple(_agreement(pair, [r for r in rows if r.pair == pair]) for pair in pairs)


def _agreement(pair: str, rows: Sequence[CodePairRow]) -> AgreementFact:
    def kappa(
        first: Callable[[CodePairRow], str], second: Callable[[CodePairRow], str]
    ) -> float | None:
        found = cohens_kappa(
            [first(r) for r in rows for _ in range(r.n)],
            [second(r) for r in rows for _ in range(r.n)],
        )
        return None if found is None else round(found, 4)

    return AgreementFact(
        pair=pair,
        n=sum(r.n for r in rows),
        sentiment_kappa=kappa(lambda r: r.first_sentiment, lambda r: r.second_sentiment),
        primary_kappa=kappa(lambda r: r.first_primary, lambda r: r.second_primary),
    )


def events(rows: Sequence[EventRow]) -> tuple[EventFact, ...]:
    return tuple(EventFact(r.first_on.isoformat(), r.last_on.isoformat(), r.title) for r in rows)


def quotes(rows: Sequence[QuoteRow]) -> tuple[QuoteFact, ...]:
    return tuple(
        QuoteFact(
            type=row.type,
            month=f"{row.month:%Y-%m}",
            rating=row.rating,
            source=row.source,
            sentiment=row.sentiment,
            text=shortened(row.text),
            is_cut=shortened(row.text) != " ".join(row.text.split()),
        )
        for row in rows
    )


def shortened(text: str) -> str:
    """On one line, and cut at a word where it is longer than a quotable text."""
    flat = " ".join(text.split())
    longest = QUOTE_LENGTH[1]
    if len(flat) <= longest:
        return flat
    head = flat[:longest].rsplit(" ", 1)[0] if " " in flat[: longest // 2] else flat[:longest]
    return head.rstrip() + "\N{HORIZONTAL ELLIPSIS}"
