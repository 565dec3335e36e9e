"""Collect, on a warehouse in memory: what is stored, what the ledger says, and when the mark moves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from pantau.connectors.base import Budget, RawPage, Target
from pantau.domain.mention import Mention, ParsedPage
from pantau.errors import SchemaDriftError, TransientError
from tests.pipeline.conftest import House
from tests.pipeline.scripted import NOON, Scripted, counters, mention, page

TWO_PAGES = {
    "list": page(mention(1), mention(2, days_old=1), onward="list/b"),
    "list/b": page(mention(3, days_old=2)),
}


def test_the_first_night_is_new_and_the_second_is_quiet(house: House) -> None:
    first, second = (
        house.collect(Scripted(dict(TWO_PAGES))),
        house.collect(Scripted(dict(TWO_PAGES))),
    )
    assert (first.verdict, first.n_new, first.n_pages) == ("new", 3, 2)
    assert (second.verdict, second.n_new, second.n_unchanged) == ("quiet", 0, 3)
    assert house.rows("SELECT count(*) FROM mention") == [(3,)]


def test_an_edit_keeps_the_earlier_text_with_its_time(house: House) -> None:
    house.collect(Scripted({"list": page(mention(1, text="OTP gagal", rating=1))}))
    edited = replace(mention(1, rating=5), text="sudah bisa", posted_at=NOON + timedelta(hours=3))
    run = house.collect(Scripted({"list": page(edited)}))
    assert (run.verdict, run.n_revised) == ("new", 1)
    assert house.rows("SELECT text, rating, revision FROM mention") == [("sudah bisa", 5, 2)]
    assert house.rows("SELECT text, rating, revision FROM mention_revision") == [
        ("OTP gagal 1", 1, 1)
    ]


def test_no_name_and_no_phone_number_reaches_the_store(house: House) -> None:
    told = replace(mention(1), text="hubungi 0812-3456-7890 ya", author="Nama Contoh Lengkap")
    house.collect(Scripted({"list": page(told)}))
    [(text, author)] = house.rows("SELECT text, author_key FROM mention")
    assert "7890" not in str(text)
    assert "Nama" not in str(author)
    assert len(str(author)) >= 32


def test_the_mark_moves_only_after_a_real_end(house: House) -> None:
    short = Scripted(dict(TWO_PAGES), budget=Budget(max_pages=1, pace_seconds=0))
    assert house.collect(short).verdict == "partial"
    assert house.rows("SELECT count(*) FROM checkpoint") == [(0,)]
    assert house.collect(Scripted(dict(TWO_PAGES))).n_new == 1
    assert house.rows("SELECT high_water_at FROM checkpoint") == [(NOON.replace(tzinfo=None),)]


def test_a_refusal_after_the_first_page_keeps_that_page_and_the_next_night_heals(
    house: House,
) -> None:
    broken = Scripted({**TWO_PAGES, "list/b": TransientError("429", is_blocked=True)})
    run = house.collect(broken)
    assert (run.verdict, run.n_new, run.message) == ("partial", 2, "429")
    healed = house.collect(Scripted(dict(TWO_PAGES)))
    assert (healed.verdict, healed.n_new, healed.n_unchanged) == ("new", 1, 2)


def test_a_crash_between_pages_leaves_whole_pages_and_an_open_run(house: House) -> None:
    class Crash(Scripted):
        def parse(self, page: RawPage) -> ParsedPage:
            if page.cursor == "list/b":
                raise KeyboardInterrupt
            return super().parse(page)

    long = {**TWO_PAGES, "list": page(mention(9), onward="list/a"), "list/a": TWO_PAGES["list"]}
    with pytest.raises(KeyboardInterrupt):
        house.collect(Crash(dict(long)))
    assert house.rows("SELECT ended_at, verdict FROM run") == [(None, "")]
    assert house.rows("SELECT count(*) FROM checkpoint") == [(0,)]
    assert house.collect(Scripted(dict(long))).verdict == "new"
    assert house.rows("SELECT count(*), count(DISTINCT external_id) FROM mention") == [(4, 4)]


def test_emptiness_after_mentions_is_suspect_and_moves_nothing(house: House) -> None:
    house.collect(Scripted(dict(TWO_PAGES)))
    before = house.rows("SELECT high_water_at, run_id FROM checkpoint")
    assert house.collect(Scripted({"list": page()})).verdict == "suspect_empty"
    assert house.rows("SELECT high_water_at, run_id FROM checkpoint") == before
    assert house.rows("SELECT count(*) FROM mention WHERE deleted_at IS NOT NULL") == [(0,)]


def test_a_new_app_without_reviews_is_quiet(house: House) -> None:
    assert house.collect(Scripted({"list": page()})).verdict == "quiet"


def test_ratings_that_moved_while_nothing_came_are_suspect(house: House) -> None:
    answers = {"list": page(), "details": counters(10)}
    assert house.collect(Scripted(answers, first=("list", "details"))).verdict == "quiet"
    answers = {"list": page(), "details": replace_counter(14)}
    run = house.collect(Scripted(answers, first=("list", "details")))
    assert run.verdict == "suspect_empty"
    assert json.loads(run.evidence)["ratings_moved"] == 4


def replace_counter(n_ratings: int) -> ParsedPage:
    taken = counters(n_ratings)
    assert taken.snapshot is not None
    return replace(taken, snapshot=replace(taken.snapshot, taken_at=NOON + timedelta(days=1)))


def test_late_reviews_are_counted_as_late(house: House) -> None:
    house.collect(Scripted({"list": page(mention(1))}))
    late = mention(2, days_old=1)
    run = house.collect(Scripted({"list": page(mention(1), late)}))
    assert (run.n_new, run.n_late) == (1, 1)


def test_a_changed_layout_keeps_the_shape_of_the_page_but_nobodys_words(house: House) -> None:
    class Drifted(Scripted):
        def fetch(self, *args: object) -> RawPage:  # type: ignore[override]
            return replace(super().fetch(*args), body=b'{"nama": "Contoh"}')  # type: ignore[arg-type]

        def parse(self, page: RawPage) -> ParsedPage:
            raise SchemaDriftError("no list of reviews on the page")

    run = house.collect(Drifted({"list": page()}))
    assert run.verdict == "layout_changed"
    [kept] = house.archive.pages("scripted")
    assert kept.body == b'{"xxxx": "xxxxxx"}'


def test_rejected_items_are_counted_and_listed_with_their_reason(house: House) -> None:
    run = house.collect(Scripted({"list": page(mention(1), n_rejected=2)}))
    assert (run.verdict, run.n_rejected) == ("new", 2)
    assert house.rows("SELECT reason FROM rejected") == [("contoh",), ("contoh",)]


def test_a_review_dated_in_the_future_does_not_push_the_mark_beyond_now(house: House) -> None:
    future: Mention = replace(mention(1), posted_at=NOON + timedelta(days=400))
    house.collect(Scripted({"list": page(future)}))
    assert house.rows("SELECT high_water_at FROM checkpoint") == [(NOON.replace(tzinfo=None),)]


def test_a_clock_set_back_reads_further_back_not_less(house: House) -> None:
    house.collect(Scripted(dict(TWO_PAGES)))
    house.now = NOON - timedelta(days=60)
    run = house.collect(Scripted(dict(TWO_PAGES)))
    assert run.since == NOON - timedelta(days=67)
    assert run.n_unchanged == 3


def test_a_review_of_first_april_in_pontianak_is_april_whatever_the_machine(
    house: House,
) -> None:
    early = replace(mention(1), posted_at=NOON.replace(month=3, day=31, hour=20))
    house.collect(Scripted({"list": page(early)}))
    assert str(house.rows("SELECT local_date FROM mention")[0][0]) == "2026-04-01"


def test_one_failing_target_does_not_stop_the_next(house: House) -> None:
    class Two(Scripted):
        def targets(self) -> Sequence[Target]:
            [app] = super().targets()
            return (replace(app, name="app.lain", app_id="app.lain"), app)

        def fetch(self, target: Target, *args: object) -> RawPage:  # type: ignore[override]
            if target.app_id == "app.lain":
                raise TransientError("no route")
            return super().fetch(target, *args)  # type: ignore[arg-type]

    runs = house.collect_all(Two(dict(TWO_PAGES)))
    assert [(r.target, r.verdict) for r in runs] == [
        ("app.lain", "unreachable"),
        ("app.contoh", "new"),
    ]


def test_a_quiet_night_is_doubted_when_the_busy_app_shows_nothing_fresh_either(
    house: House,
) -> None:
    house.collect(Scripted(dict(TWO_PAGES)))
    stale = page(mention(70, days_old=30))
    run = house.collect(Scripted(dict(TWO_PAGES), control=stale))
    assert run.verdict == "suspect_empty"
    assert json.loads(run.evidence)["control_seen"] is False
    fresh = page(mention(71, days_old=-1))
    assert house.collect(Scripted(dict(TWO_PAGES), control=fresh)).verdict == "quiet"
    assert house.rows("SELECT count(*) FROM mention") == [(3,)]


def test_the_busy_app_is_not_asked_when_our_own_brought_something_new(house: House) -> None:
    connector = Scripted(dict(TWO_PAGES), control=page())
    assert house.collect(connector).verdict == "new"
    assert connector.asked == ["list", "list/b"]


def test_a_busy_app_that_cannot_be_read_proves_nothing(house: House) -> None:
    house.collect(Scripted(dict(TWO_PAGES)))
    connector = Scripted(dict(TWO_PAGES), control=TransientError("no route"))
    assert house.collect(connector).verdict == "quiet"


def test_each_language_says_how_much_it_brought_that_no_other_had(house: House) -> None:
    answers = {"id": page(mention(1), mention(2)), "en": page(mention(2), mention(3))}
    run = house.collect(Scripted(answers, first=("id", "en")))
    assert json.loads(run.evidence)["by_lane"] == {
        "id": {"n_read": 2, "n_new": 2},
        "en": {"n_read": 2, "n_new": 1},
    }
