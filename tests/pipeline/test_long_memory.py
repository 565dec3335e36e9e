"""What is remembered across nights: absences, where a backfill stopped, when a host wants us back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pantau.connectors.base import Budget
from pantau.errors import TransientError
from pantau.pipeline.work import Reading
from tests.pipeline.conftest import House
from tests.pipeline.scripted import NOON, Answer, Scripted, mention, page

ALL = {"list": page(mention(1), mention(2, days_old=1), mention(3, days_old=2))}
WITHOUT_2 = {"list": page(mention(1), mention(3, days_old=2))}
DELETED = "SELECT external_id FROM mention WHERE deleted_at IS NOT NULL"


def whole(answers: dict[str, Answer]) -> Scripted:
    return Scripted(dict(answers), lists_everything=True)


def every_night(house: House) -> None:
    house.reading = Reading(complete_days=1)


def test_one_complete_walk_without_a_review_deletes_nothing(house: House) -> None:
    every_night(house)
    house.collect(whole(ALL))
    house.collect(whole(WITHOUT_2))
    assert house.rows(DELETED) == []
    assert house.rows("SELECT n_walks FROM absence") == [(1,)]


def test_two_complete_walks_without_it_make_a_tombstone(house: House) -> None:
    every_night(house)
    house.collect(whole(ALL))
    house.collect(whole(WITHOUT_2))
    house.collect(whole(WITHOUT_2))
    assert house.rows(DELETED) == [("r2",)]
    assert house.rows("SELECT count(*) FROM absence") == [(0,)]


def test_a_review_that_comes_back_stands_again(house: House) -> None:
    every_night(house)
    for answers in (ALL, WITHOUT_2, WITHOUT_2, ALL):
        house.collect(whole(answers))
    assert house.rows(DELETED) == []


def test_absence_is_counted_in_a_row_only(house: House) -> None:
    every_night(house)
    for answers in (ALL, WITHOUT_2, ALL, WITHOUT_2):
        house.collect(whole(answers))
    assert house.rows(DELETED) == []


def test_a_broken_or_empty_walk_is_no_complete_walk(house: House) -> None:
    every_night(house)
    house.collect(whole(ALL))
    cut: dict[str, Answer] = {
        "list": page(mention(1), onward="list/b"),
        "list/b": TransientError("no route"),
    }
    for answers in (cut, cut, {"list": page()}, {"list": page()}):
        house.collect(whole(answers))
    assert house.rows(DELETED) == []
    assert house.rows("SELECT count(*) FROM absence") == [(0,)]


def test_a_walk_that_stops_at_what_it_knows_deletes_nothing(house: House) -> None:
    house.reading = Reading(complete_days=0)
    for answers in (ALL, WITHOUT_2, WITHOUT_2, WITHOUT_2):
        house.collect(whole(answers))
    assert house.rows(DELETED) == []


def test_a_source_that_does_not_list_everything_deletes_nothing(house: House) -> None:
    every_night(house)
    for answers in (ALL, WITHOUT_2, WITHOUT_2):
        house.collect(Scripted(dict(answers)))
    assert house.rows(DELETED) == []


def test_the_complete_walk_comes_round_after_its_days(house: House) -> None:
    old: dict[str, Answer] = {
        "list": page(mention(1), onward="list/b"),
        "list/b": page(mention(2, days_old=30), onward="list/c"),
        "list/c": page(mention(3, days_old=60)),
    }
    pages_read = [house.collect(whole(old)).n_pages for _ in range(9)]
    assert pages_read == [3, 2, 2, 2, 2, 2, 2, 3, 2]


def test_a_backfill_goes_on_where_it_stopped(house: House) -> None:
    house.reading = Reading("backfill")
    long: dict[str, Answer] = {
        "list": page(mention(1), onward="list/b"),
        "list/b": page(mention(2, days_old=400), onward="list/c"),
        "list/c": page(mention(3, days_old=800)),
    }
    short = Scripted(dict(long), budget=Budget(max_pages=2, pace_seconds=0))
    assert house.collect(short).verdict == "partial"
    second = Scripted(dict(long))
    assert house.collect(second).n_new == 1
    assert second.asked == ["list/c"]
    third = Scripted(dict(long))
    assert house.collect(third).verdict == "quiet"
    assert third.asked == ["list", "list/b", "list/c"]


def test_a_backfill_ends_at_its_day(house: House) -> None:
    house.reading = Reading("backfill", until=date(2026, 1, 1))
    long: dict[str, Answer] = {"list": page(mention(1), onward="list/1")}
    long |= {
        f"list/{n}": page(mention(n + 1, days_old=100 * n), onward=f"list/{n + 1}")
        for n in range(1, 9)
    }
    connector = Scripted(long)
    assert house.collect(connector).stop_reason == "reached_known"
    assert connector.asked[-1] == "list/3"


def test_a_host_that_named_a_time_is_not_asked_before_it(house: House) -> None:
    refusing = Scripted({"list": TransientError("429", is_blocked=True, retry_after=30 * 3600)})
    assert house.collect(refusing).verdict == "blocked"
    house.now = NOON + timedelta(hours=20)
    early = Scripted(dict(ALL))
    run = house.collect(early)
    assert (run.verdict, early.asked) == ("blocked", [])
    assert "2026-09-02 05:00 UTC" in run.message
    house.now = NOON + timedelta(hours=25)
    assert house.collect(Scripted(dict(ALL))).verdict == "new"


def test_a_cool_down_from_a_clock_that_ran_ahead_is_not_kept(house: House) -> None:
    house.now = NOON + timedelta(days=900)
    house.collect(Scripted({"list": TransientError("429", is_blocked=True, retry_after=3600)}))
    house.now = NOON
    assert house.collect(Scripted(dict(ALL))).verdict == "new"


def test_a_tombstone_keeps_the_text_and_says_when(house: House) -> None:
    every_night(house)
    for answers in (ALL, WITHOUT_2, WITHOUT_2):
        house.collect(whole(answers))
    [(text, deleted_at)] = house.rows(
        "SELECT text, deleted_at FROM mention WHERE deleted_at IS NOT NULL"
    )
    assert text == "contoh 2"
    assert deleted_at == (NOON + timedelta(days=2)).replace(tzinfo=None)


def test_an_edited_review_under_the_same_id_is_not_an_absence(house: House) -> None:
    every_night(house)
    house.collect(whole(ALL))
    edited = replace(mention(2, days_old=-1), text="diubah")
    run = house.collect(whole({"list": page(edited, mention(1), mention(3, days_old=2))}))
    assert run.n_revised == 1
    assert house.rows("SELECT count(*) FROM absence") == [(0,)]
