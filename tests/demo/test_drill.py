"""Every known fault of Google Play, played to the real pipeline: its verdict, nothing lost, nothing twice."""

from __future__ import annotations

import pytest

from pantau.demo.drill import drill
from pantau.demo.faults import BY_NAME

# What each fault must be called. A fault without an expectation here fails the suite.
EXPECTED = {
    "too_many": ("blocked", 4),
    "too_many_seconds": ("blocked", 4),
    "too_many_date": ("blocked", 4),
    "unavailable": ("unreachable", 4),
    "forbidden": ("blocked", 4),
    "consent_page": ("blocked", 4),
    "consent_redirect": ("blocked", 4),
    "other_host": ("blocked", 4),
    "gateway_error": ("blocked", 4),
    "in_band_error": ("unreachable", 4),
    "null_payload": ("unreachable", 4),
    "truncated_json": ("unreachable", 4),
    "empty_body": ("unreachable", 4),
    "html": ("layout_changed", 4),
    "wrong_content_type": ("new", 0),
    "repeated_token": ("partial", 3),
    "token_to_start": ("partial", 3),
    "empty_with_token": ("suspect_empty", 5),
    "hung": ("unreachable", 4),
    "cut_off": ("unreachable", 4),
    "oversized": ("layout_changed", 4),
    "gzip_bomb": ("layout_changed", 4),
    "one_broken": ("new", 0),
    "all_broken": ("layout_changed", 4),
    "no_ids": ("layout_changed", 4),
    "no_times": ("layout_changed", 4),
    "no_words": ("layout_changed", 4),
    "suddenly_empty": ("suspect_empty", 5),
    "unknown_app": ("new", 0),
    "broken_details": ("new", 0),
}


def test_every_fault_has_an_expectation_and_there_are_at_least_twenty() -> None:
    assert set(EXPECTED) == set(BY_NAME)
    assert len(BY_NAME) >= 20


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_fault_gets_its_verdict_and_costs_no_review(name: str) -> None:
    [done] = drill((BY_NAME[name],))
    assert (done.verdict, done.exit_code) == EXPECTED[name]
    assert (done.n_lost, done.n_doubled) == (0, 0)
    assert done.healed in ("new", "quiet")
