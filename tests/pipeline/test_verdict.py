"""A test per verdict: what the evidence must look like, and what the shell hears."""

from __future__ import annotations

import pytest

from pantau.domain.verdict import (
    Evidence,
    Failure,
    Outcome,
    StopReason,
    Verdict,
    decide_verdict,
    outcome_of,
)

END = StopReason.EXHAUSTED


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (Evidence(END, n_fetched=3, n_new=1), Verdict.NEW),
        (Evidence(END, n_fetched=3, n_revised=1), Verdict.NEW),
        (Evidence(END, n_fetched=3, n_known_before=3, known_seen=True), Verdict.QUIET),
        (Evidence(StopReason.NOT_MODIFIED, n_known_before=3), Verdict.QUIET),
        (Evidence(END, n_fetched=0, n_known_before=0), Verdict.QUIET),
        (Evidence(END, n_fetched=0, n_known_before=8), Verdict.SUSPECT_EMPTY),
        (Evidence(END, n_fetched=0, ratings_moved=4), Verdict.SUSPECT_EMPTY),
        (Evidence(END, n_fetched=3, known_seen=False), Verdict.SUSPECT_EMPTY),
        (Evidence(StopReason.EMPTY_WITH_TOKEN), Verdict.SUSPECT_EMPTY),
        (Evidence(StopReason.PAGE_LIMIT, n_fetched=9, n_new=9), Verdict.PARTIAL),
        (Evidence(StopReason.REPEATED_TOKEN, n_fetched=9, n_new=9), Verdict.PARTIAL),
        (Evidence(StopReason.ERROR, Failure.BLOCKED, n_fetched=9), Verdict.PARTIAL),
        (Evidence(StopReason.ERROR, Failure.BLOCKED), Verdict.BLOCKED),
        (Evidence(StopReason.ERROR, Failure.DENIED), Verdict.BLOCKED),
        (Evidence(StopReason.ERROR, Failure.UNREACHABLE), Verdict.UNREACHABLE),
        (Evidence(StopReason.ERROR, Failure.GONE), Verdict.UNREACHABLE),
        (Evidence(StopReason.ERROR, Failure.LAYOUT), Verdict.LAYOUT_CHANGED),
        (Evidence(END, n_fetched=0, n_rejected=5), Verdict.LAYOUT_CHANGED),
    ],
)
def test_the_evidence_decides(evidence: Evidence, verdict: Verdict) -> None:
    assert decide_verdict(evidence) is verdict


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        ([], Outcome.DONE),
        ([Verdict.NEW, Verdict.QUIET], Outcome.DONE),
        ([Verdict.BLOCKED], Outcome.BLOCKED),
        ([Verdict.UNREACHABLE, Verdict.LAYOUT_CHANGED], Outcome.BLOCKED),
        ([Verdict.SUSPECT_EMPTY], Outcome.SUSPECT_EMPTY),
        ([Verdict.SUSPECT_EMPTY, Verdict.NEW], Outcome.SUSPECT_EMPTY),
        ([Verdict.PARTIAL], Outcome.PARTIAL),
        ([Verdict.BLOCKED, Verdict.NEW], Outcome.PARTIAL),
        ([Verdict.BLOCKED, Verdict.SUSPECT_EMPTY], Outcome.BLOCKED),
    ],
)
def test_a_night_says_the_worst_that_is_true_of_it(
    verdicts: list[Verdict], outcome: Outcome
) -> None:
    assert outcome_of(verdicts) is outcome
