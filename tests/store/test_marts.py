from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from pantau.domain.mention import AppSnapshot, Kind
from pantau.store.db import Connection
from pantau.store.labels import save_predictions, stale, unlabelled
from pantau.store.marts import (
    Holdings,
    copies,
    coverage,
    holdings,
    kept_apart,
    rating_growth,
    replies,
    set_kept_apart,
    sources,
    versions,
)
from pantau.store.marts_screen import Selection, Terms, codes, count, standings, terms, texts
from pantau.store.mentions import upsert
from pantau.store.runs import add_app_snapshot, begin_run, finish_run
from tests.store.mentions import NOW, sample
from tests.store.test_runs import done, run

YEAR = Selection(date(2026, 1, 1), date(2026, 12, 31))
APRIL = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)


def put(con: Connection, *batch: object, now: datetime = NOW, scope: str = "own") -> None:
    upsert(con, batch, scope=scope, run_id="r", now=now, since=None)  # type: ignore[arg-type]


def label(
    con: Connection, sentiment: str, *, version: str = "1", now: datetime = NOW, n: int = 999
) -> None:
    keys = pa.concat_tables([unlabelled(con, n), stale(con, [("fast", version, "1.1")], n)]).slice(
        0, n
    )
    k = keys.num_rows
    labels = pa.table(
        {
            "sentiment": [sentiment] * k,
            "sentiment_score": pa.array([0.9] * k, pa.float32()),
            "feedback": [["app_problem", "suggestion"]] * k,
            "feedback_score": pa.array([0.8] * k, pa.float32()),
            "topics": [["cctv"]] * k,
            "mode": ["co_assessment"] * k,
            "is_unsure": [False] * k,
        }
    )
    given = {"model": "fast", "model_version": version, "codebook_version": "1.1"}
    save_predictions(con, keys, labels, **given, now=now)


def test_holdings_of_nothing_are_nothing(con: Connection) -> None:
    assert holdings(con) == Holdings(0, 0, 0, 0, None, None)


def test_holdings_leave_tombstones_out_and_count_texts_apart(con: Connection) -> None:
    put(con, sample(1), sample(2, text=""), sample(3))
    con.execute("UPDATE mention SET deleted_at = posted_at WHERE external_id = 'contoh-3'")
    label(con, "negative")
    found = holdings(con)
    assert (found.n_mentions, found.n_texts, found.n_labelled) == (2, 1, 1)
    assert found.first == found.last == date(2026, 3, 1)


def test_words_are_counted_once_a_text_and_brackets_hold_none(con: Connection) -> None:
    put(
        con,
        sample(1, text="CCTV mati, cctv lagi mati [nomor]"),
        sample(2, text="Kamera CCTV bagus"),
        sample(3, text=""),
    )
    assert terms(con, YEAR, 1).counts == {
        "cctv": 2, "mati": 1, "lagi": 1, "kamera": 1, "bagus": 1
    }  # fmt: skip
    assert terms(con, YEAR, 2) == Terms(2, {"cctv": 2})
    assert terms(con, YEAR, 1, ("kamera", "banjir")) == Terms(2, {"kamera": 1})


def test_words_of_a_part_of_the_texts_say_how_many_were_read(con: Connection) -> None:
    put(con, *(sample(n, text="kamera mati") for n in range(1, 25)))
    found = terms(con, YEAR, 1, one_in=3)
    assert 0 < found.n < 24
    assert found.counts == {"kamera": found.n, "mati": found.n}


def test_waiting_is_counted_per_clock_as_of_a_moment(con: Connection) -> None:
    put(
        con,
        sample(1, posted_at=APRIL),
        sample(2, posted_at=APRIL - timedelta(days=4)),
        sample(3, posted_at=APRIL, reply_text="Contoh", reply_at=APRIL + timedelta(hours=10)),
        sample(4, posted_at=APRIL, reply_text="Contoh", reply_at=APRIL + timedelta(hours=30)),
        sample(5, posted_at=APRIL, reply_text="Contoh", reply_at=APRIL - timedelta(hours=1)),
        sample(6, posted_at=APRIL, kind=Kind.POST),
    )
    found = replies(con, YEAR, APRIL + timedelta(days=10))
    assert (found.n_reviews, found.n_answered, found.n_timed) == (5, 3, 2)
    assert found.median_hours == 20
    assert found.slowest_tenth_hours == pytest.approx(28)
    assert found.waiting == {3: 2, 5: 2, 14: 1, 60: 0}


def test_no_reviews_have_no_waiting_time(con: Connection) -> None:
    found = replies(con, YEAR, NOW)
    assert (found.n_reviews, found.median_hours) == (0, None)
    assert found.waiting == {3: 0, 5: 0, 14: 0, 60: 0}


def test_versions_carry_their_bases(con: Connection) -> None:
    put(
        con,
        sample(1, app_version="1.0", rating=1),
        sample(2, app_version="1.0", rating=4),
        sample(3, app_version=""),
        sample(900, app_version="1.1", rating=None),
    )
    label(con, "negative")
    newest, oldest = versions(con, YEAR)
    assert (newest.version, newest.n, newest.n_rated, newest.mean_stars) == ("1.1", 1, 0, None)
    assert (oldest.version, oldest.n, oldest.mean_stars) == ("1.0", 2, 2.5)
    assert (oldest.n_coded, oldest.n_negative, oldest.n_positive, oldest.n_problems) == (2, 2, 0, 2)


def counted(con: Connection, day: int, *stars: int, version: str = "1.0") -> None:
    """The app's counters on a night of March 2026."""
    taken_at = datetime(2026, 3, day, 18, 30, tzinfo=UTC)
    one, two, three, four, five = stars
    snapshot = AppSnapshot(
        "google_play",
        "contoh.app",
        taken_at,
        histogram=(one, two, three, four, five),
        n_ratings=sum(stars),
        version=version,
    )
    add_app_snapshot(con, snapshot, scope="own", run_id=f"r{day}")


def test_a_review_without_a_version_counts_to_the_one_on_offer_and_is_marked_inferred(
    con: Connection,
) -> None:
    counted(con, 1, 0, 0, 0, 0, 1, version="1.0")
    counted(con, 10, 0, 0, 0, 0, 1, version="1.1")
    at = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    put(
        con,
        sample(1, app_version="1.0", posted_at=at),
        sample(2, app_version="", posted_at=at),
        sample(3, app_version="", posted_at=at.replace(day=15)),
        sample(4, app_version="", posted_at=at.replace(month=1)),
    )
    newest, oldest = versions(con, YEAR)
    assert (newest.version, newest.n, newest.n_inferred) == ("1.1", 1, 1)
    assert (oldest.version, oldest.n, oldest.n_inferred) == ("1.0", 2, 1)


def test_new_ratings_are_the_difference_of_two_nights_and_a_recount_is_called_one(
    con: Connection,
) -> None:
    counted(con, 1, 5, 0, 0, 0, 10)
    counted(con, 2, 6, 0, 0, 1, 13)
    counted(con, 5, 6, 0, 0, 1, 11)
    first, second = rating_growth(con, YEAR.first, YEAR.last)
    assert (first.local_date, first.n_days) == (date(2026, 3, 3), 1)
    assert (first.growth, first.is_recount) == ((1, 0, 0, 1, 3), False)
    assert (second.n_days, second.growth, second.is_recount) == (3, (0, 0, 0, 0, -2), True)


def test_sources_tell_citizens_from_office_and_news(con: Connection) -> None:
    put(
        con,
        sample(1),
        sample(2, source="rss", kind=Kind.ARTICLE),
        sample(3, source="rss", is_official=True),
        sample(4, source="rss", text=""),
    )
    put(con, sample(5, app_id="lain"), scope="peer")
    play, rss = sources(con, YEAR.first, YEAR.last)
    assert (play.source, play.n, play.n_texts) == ("google_play", 1, 1)
    assert (rss.n, rss.n_texts, rss.n_official, rss.n_articles, rss.n_gone) == (1, 0, 1, 1, 0)


def test_a_day_is_covered_when_every_target_was_read_healthily(con: Connection) -> None:
    for row in (
        done(run(1), "quiet"),
        done(run(2), "blocked"),
        done(run(3), "blocked"),
        replace(done(run(3), "new"), run_id="later"),
        done(run(4), "new"),
        done(run(5, run_id="other", target="lain", started_at=run(4).started_at), "blocked"),
        done(run(6, scope="peer"), "new"),
    ):
        begin_run(con, row)
    days = coverage(con, date(2026, 7, 1), date(2026, 7, 7), "google_play")
    assert [d.local_date.day for d in days] == [1, 2, 3, 4, 5, 6, 7]
    assert [d.is_covered for d in days] == [False, True, False, True, False, False, False]
    assert (days[4].n_targets, days[4].n_healthy) == (2, 1)


def test_a_finished_run_covers_its_day(con: Connection) -> None:
    begin_run(con, run(1))
    assert not coverage(con, date(2026, 7, 2), date(2026, 7, 2), "google_play")[0].is_covered
    finish_run(con, done(run(1)))
    assert coverage(con, date(2026, 7, 2), date(2026, 7, 2), "google_play")[0].is_covered


def then(days: int) -> Selection:
    return replace(YEAR, as_of=NOW + timedelta(days=days, hours=1))


def moods(con: Connection, chosen: Selection) -> tuple[int, int, int]:
    found = standings(con, chosen)
    return (found[0].n_negative, found[0].n_neutral, found[0].n_positive) if found else (0, 0, 0)


def test_what_was_known_then_is_the_form_and_the_label_of_then(con: Connection) -> None:
    put(con, sample(1, text="Contoh lama", rating=1))
    label(con, "negative")
    later = NOW + timedelta(days=2)
    put(con, sample(1, text="Contoh baru", rating=5), sample(2), now=later)
    label(con, "positive", now=later)
    assert count(con, then(-1)) == 0
    assert [t.text for t in texts(con, then(0), "terbaru", 9, 0)] == ["Contoh lama"]
    assert moods(con, then(0)) == (1, 0, 0)
    assert moods(con, then(2)) == moods(con, YEAR) == (0, 0, 2)
    assert codes(con, then(0))[0].topics == ("cctv",)


def test_before_it_was_labelled_a_text_was_unlabelled(con: Connection) -> None:
    put(con, sample(1))
    label(con, "negative", now=NOW + timedelta(days=3))
    assert (count(con, then(1)), moods(con, then(1))) == (1, (0, 0, 0))


def test_a_relabelling_does_not_change_what_was_known(con: Connection) -> None:
    put(con, sample(1))
    label(con, "negative")
    label(con, "positive", version="2", now=NOW + timedelta(days=5))
    assert moods(con, then(1)) == (1, 0, 0)
    assert moods(con, then(6)) == (0, 0, 1)


def test_what_was_taken_down_later_still_stood_then(con: Connection) -> None:
    put(con, sample(1))
    gone = (NOW + timedelta(days=3)).replace(tzinfo=None)
    con.execute("UPDATE mention SET deleted_at = ?", [gone])
    assert (count(con, YEAR), count(con, then(1)), count(con, then(4))) == (0, 1, 0)


def test_a_source_that_is_kept_apart_is_shown_but_not_counted(con: Connection) -> None:
    put(con, sample(1), sample(2, source="youtube", kind=Kind.COMMENT))
    assert count(con, YEAR) == 2
    set_kept_apart(con, ["youtube"])
    assert kept_apart(con) == ("youtube",)
    assert count(con, YEAR) == 1
    assert count(con, replace(YEAR, with_apart=True)) == 2
    set_kept_apart(con, [])
    assert count(con, YEAR) == 2


def test_each_group_of_copies_counts_once(con: Connection) -> None:
    put(con, sample(1), sample(2), sample(3))
    label(con, "negative")
    keys = [sample(n).key for n in (1, 2)]
    for key in keys:
        con.execute(
            "INSERT INTO near_duplicate SELECT mention_key, text_hash, ?, 2, 1, true FROM mention "
            "WHERE mention_key = ?",
            [keys[0], key],
        )
    found = copies(con, YEAR)
    assert (found.n_texts, found.n_negative, found.n_copies, found.n_bursts) == (2, 2, 1, 1)
