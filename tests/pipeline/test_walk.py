"""The walk's guards: every way a list of pages can end, and that a bad end is never called a good one."""

from __future__ import annotations

from datetime import timedelta

from pantau.connectors.base import Budget
from pantau.domain.mention import ParsedPage
from pantau.domain.verdict import Failure, StopReason
from pantau.errors import (
    AccessDeniedError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from pantau.pipeline.walk import Walk, WalkEnd
from tests.pipeline.scripted import NOON, Answer, Scripted, counters, mention, page


def walked(connector: Scripted, *, since_days: float | None = None, ticks: float = 0) -> WalkEnd:
    since = None if since_days is None else NOON - timedelta(days=since_days)
    clock = iter(range(1_000_000))
    walk = Walk(
        connector,
        connector.targets()[0],
        {},
        since,
        sleep=lambda seconds: None,
        monotonic=lambda: next(clock) * ticks,
    )
    for _ in walk:
        pass
    return walk.end


def chain(n_pages: int, *, per_page: int = 2, days_apart: float = 1.0) -> dict[str, Answer]:
    """Pages list, list/1, list/2, … each `days_apart` older than the one before."""
    pages: dict[str, Answer] = {}
    for number in range(n_pages):
        cursor = f"list/{number}" if number else "list"
        onward = f"list/{number + 1}" if number < n_pages - 1 else None
        items = [
            mention(number * per_page + i, days_old=number * days_apart) for i in range(per_page)
        ]
        pages[cursor] = page(*items, onward=onward)
    return pages


def test_a_walk_without_a_last_known_day_reads_to_the_end() -> None:
    end = walked(Scripted(chain(5)))
    assert (end.stop_reason, end.n_pages, end.n_mentions) == (StopReason.EXHAUSTED, 5, 10)


def test_a_walk_stops_after_the_first_page_that_is_wholly_older_than_the_window() -> None:
    end = walked(Scripted(chain(10)), since_days=2.5)
    assert (end.stop_reason, end.n_pages) == (StopReason.REACHED_KNOWN, 4)


def test_one_old_item_out_of_order_does_not_end_the_walk() -> None:
    answers: dict[str, Answer] = {
        "list": page(mention(1), mention(2, days_old=300), onward="list/b"),
        "list/b": page(mention(3, days_old=1)),
    }
    assert walked(Scripted(answers), since_days=7).n_mentions == 3


def test_a_source_that_is_not_newest_first_is_read_to_the_end() -> None:
    connector = Scripted(chain(5), is_newest_first=False)
    assert walked(connector, since_days=0.5).n_pages == 5


def test_the_page_budget_ends_a_walk_without_a_real_end() -> None:
    connector = Scripted(chain(9), budget=Budget(max_pages=3, pace_seconds=0))
    end = walked(connector)
    assert (end.stop_reason, end.n_pages) == (StopReason.PAGE_LIMIT, 3)
    assert not end.stop_reason.is_real_end


def test_the_request_budget_of_a_night_ends_a_walk_without_a_real_end() -> None:
    connector = Scripted(chain(9), budget=Budget(max_requests=4, pace_seconds=0))
    end = walked(connector)
    assert (end.stop_reason, end.n_pages) == (StopReason.REQUEST_LIMIT, 4)


def test_the_time_budget_ends_a_walk_without_a_real_end() -> None:
    connector = Scripted(chain(9), budget=Budget(max_seconds=2.5, pace_seconds=0))
    end = walked(connector, ticks=1.0)
    assert end.stop_reason is StopReason.TIME_LIMIT
    assert 0 < end.n_pages < 9


def test_a_token_that_comes_back_ends_the_walk() -> None:
    answers: dict[str, Answer] = {
        "list": page(mention(1), onward="list/b"),
        "list/b": page(mention(2), onward="list/b"),
    }
    end = walked(Scripted(answers))
    assert (end.stop_reason, end.n_pages) == (StopReason.REPEATED_TOKEN, 2)


def test_ever_new_tokens_that_lead_to_the_same_page_end_the_walk() -> None:
    answers: dict[str, Answer] = {
        "list": page(mention(1), onward="list/b"),
        "list/b": page(mention(1), onward="list/c"),
        "list/c": page(mention(1), onward="list/d"),
    }
    assert walked(Scripted(answers)).stop_reason is StopReason.REPEATED_TOKEN


def test_an_empty_page_with_a_token_is_followed() -> None:
    answers: dict[str, Answer] = {
        "list": page(onward="list/b"),
        "list/b": page(mention(1)),
    }
    end = walked(Scripted(answers))
    assert (end.stop_reason, end.n_mentions) == (StopReason.EXHAUSTED, 1)


def test_endless_empty_pages_with_tokens_end_the_walk() -> None:
    answers: dict[str, Answer] = {"list": page(onward="list/1")}
    answers |= {f"list/{n}": page(onward=f"list/{n + 1}") for n in range(1, 50)}
    end = walked(Scripted(answers))
    assert (end.stop_reason, end.n_pages) == (StopReason.EMPTY_WITH_TOKEN, 3)


def test_each_error_is_told_apart() -> None:
    cases = {
        Failure.BLOCKED: TransientError("429", is_blocked=True, retry_after=60),
        Failure.UNREACHABLE: TransientError("no route"),
        Failure.GONE: TargetGoneError("404"),
        Failure.DENIED: AccessDeniedError("403"),
        Failure.LAYOUT: SchemaDriftError("odd page"),
    }
    for failure, error in cases.items():
        end = walked(Scripted({"list": error}))
        assert (end.failure, end.stop_reason) == (failure, StopReason.ERROR)
        assert end.messages == [str(error)]


def test_a_blocked_host_is_not_asked_for_its_other_lanes() -> None:
    connector = Scripted(
        {"list": TransientError("429", is_blocked=True), "details": counters(9)},
        first=("list", "details"),
    )
    walked(connector)
    assert connector.asked == ["list"]


def test_a_failing_side_lane_leaves_the_reviews_in_good_order() -> None:
    connector = Scripted(
        {"list": page(mention(1)), "details": SchemaDriftError("odd details")},
        first=("list", "details"),
    )
    end = walked(connector)
    assert (end.failure, end.side_failure) == (None, Failure.LAYOUT)
    assert end.stop_reason is StopReason.EXHAUSTED


def test_the_bad_end_of_one_lane_is_not_covered_by_the_good_end_of_another() -> None:
    answers: dict[str, Answer] = {
        "id": page(mention(1), onward="id"),
        "en": page(mention(2)),
    }
    end = walked(Scripted(answers, first=("id", "en")))
    assert (end.stop_reason, end.n_mentions) == (StopReason.REPEATED_TOKEN, 2)


def test_not_modified_is_an_end_of_its_own() -> None:
    connector = Scripted({"list": ParsedPage()}, not_modified=frozenset({"list"}))
    assert walked(connector).stop_reason is StopReason.NOT_MODIFIED
