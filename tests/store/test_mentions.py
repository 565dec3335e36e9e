from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from pantau.domain.mention import SafeMention
from pantau.errors import StoreError
from pantau.store.db import Connection, open_warehouse, transaction
from pantau.store.mentions import UpsertCounts, n_of_target, newest_keys, upsert
from tests.store.mentions import EARLY, NOW, sample

LATER = NOW + timedelta(days=1)


def put(
    con: Connection,
    *batch: SafeMention,
    now: datetime = NOW,
    run_id: str = "r1",
    since: datetime | None = None,
) -> UpsertCounts:
    with transaction(con):
        return upsert(con, batch, scope="own", run_id=run_id, now=now, since=since)


def one(con: Connection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    assert row is not None
    return row[0]


def label_all(con: Connection) -> None:
    con.execute("UPDATE mention SET sentiment = 'negative', feedback = 'app_problem', model = 'm'")


def test_a_new_mention_is_stored_with_its_local_day(con: Connection) -> None:
    at = datetime.fromisoformat("2026-03-31T20:00:00+00:00")  # 1 April 03:00 in Pontianak
    assert put(con, sample(posted_at=at)) == UpsertCounts(n_new=1)
    assert str(one(con, "SELECT local_date FROM mention")) == "2026-04-01"
    assert one(con, "SELECT posted_at FROM mention") == datetime.fromisoformat("2026-03-31T20:00")


def test_a_mention_read_again_is_left_alone(con: Connection) -> None:
    put(con, sample())
    assert put(con, sample(n_likes=9), now=LATER, run_id="r2") == UpsertCounts(n_unchanged=1)
    assert one(con, "SELECT last_run_id FROM mention") == "r1"
    assert one(con, "SELECT count(*) FROM mention_revision") == 0


def test_an_edit_keeps_the_old_form(con: Connection) -> None:
    put(con, sample(text="Contoh lama", rating=1))
    counts = put(con, sample(text="Contoh baru", rating=5), now=LATER, run_id="r2")
    assert counts == UpsertCounts(n_revised=1)
    assert con.execute("SELECT text, rating, revision, last_run_id FROM mention").fetchall() == [
        ("Contoh baru", 5, 2, "r2")
    ]
    old = "SELECT text, rating, revision, known_until = $1, run_id FROM mention_revision"
    assert con.execute(old, [LATER.replace(tzinfo=None)]).fetchall() == [
        ("Contoh lama", 1, 1, True, "r2")
    ]


def test_an_older_copy_does_not_undo_an_edit(con: Connection) -> None:
    put(con, sample(text="Contoh baru", posted_at=EARLY + timedelta(days=3)))
    stale = sample(text="Contoh lama", posted_at=EARLY)
    assert put(con, stale, now=LATER) == UpsertCounts(n_unchanged=1)
    assert one(con, "SELECT text FROM mention") == "Contoh baru"


def test_a_reply_is_a_revision_that_keeps_the_label(con: Connection) -> None:
    put(con, sample())
    label_all(con)
    put(con, sample(reply_text="Contoh jawaban", reply_at=NOW), now=LATER)
    assert one(con, "SELECT sentiment FROM mention") == "negative"
    assert one(con, "SELECT revision FROM mention") == 2


def test_new_words_lose_the_old_label(con: Connection) -> None:
    put(con, sample())
    label_all(con)
    put(con, sample(text="Contoh kata lain"), now=LATER)
    assert con.execute("SELECT sentiment, feedback, model FROM mention").fetchall() == [
        (None, None, None)
    ]


def test_two_forms_in_one_batch_become_the_later_one(con: Connection) -> None:
    late = sample(text="Contoh baru", edited_at=EARLY + timedelta(days=2))
    assert put(con, late, sample(text="Contoh lama")) == UpsertCounts(n_new=1)
    assert one(con, "SELECT text FROM mention") == "Contoh baru"


def test_the_same_batch_twice_changes_nothing(con: Connection) -> None:
    batch = [sample(n) for n in range(50)]
    put(con, *batch)
    before = con.execute("FROM mention ORDER BY mention_key").fetchall()
    assert put(con, *batch, now=LATER, run_id="r2") == UpsertCounts(n_unchanged=50)
    assert con.execute("FROM mention ORDER BY mention_key").fetchall() == before


def test_a_tombstone_is_lifted_when_the_mention_returns(con: Connection) -> None:
    put(con, sample(1), sample(2))
    con.execute("UPDATE mention SET deleted_at = now()::TIMESTAMP")
    put(con, sample(1), sample(2, text="Contoh berubah"), now=LATER)
    assert one(con, "SELECT count(*) FROM mention WHERE deleted_at IS NOT NULL") == 0


def test_new_ones_older_than_the_last_read_are_late(con: Connection) -> None:
    put(con, sample(1))
    counts = put(con, sample(1), sample(2), sample(9), since=EARLY + timedelta(hours=5))
    assert counts == UpsertCounts(n_new=2, n_unchanged=1, n_late=1)


def test_a_failed_transaction_stores_nothing(con: Connection) -> None:
    with pytest.raises(RuntimeError, match="killed"), transaction(con):  # noqa: PT012
        upsert(con, [sample()], scope="own", run_id="r", now=NOW, since=None)
        raise RuntimeError("killed")
    assert one(con, "SELECT count(*) FROM mention") == 0
    assert put(con, sample()) == UpsertCounts(n_new=1)


def test_half_a_surrogate_pair_and_nul_can_be_stored(con: Connection) -> None:
    put(con, sample(text="Contoh \ud83d rusak \x00"))
    assert one(con, "SELECT text FROM mention") == "Contoh ? rusak \x00"
    assert put(con, sample(text="Contoh \ud83d rusak \x00")) == UpsertCounts(n_unchanged=1)


def test_likes_beyond_all_bounds_are_held_in_bounds(con: Connection) -> None:
    put(con, sample(1, n_likes=2**40), sample(2, n_likes=-1))
    assert one(con, "SELECT max(n_likes) FROM mention") == 2**31 - 1
    assert one(con, "SELECT min(n_likes) FROM mention") == 0


def test_an_empty_batch_is_nothing(con: Connection) -> None:
    assert put(con) == UpsertCounts()


def test_canaries_are_the_newest_that_stand(con: Connection) -> None:
    put(con, *(sample(n) for n in range(5)), sample(9, source="rss", channel="x", app_id=""))
    gone = sample(4).key
    con.execute("UPDATE mention SET deleted_at = now()::TIMESTAMP WHERE mention_key = ?", [gone])
    assert newest_keys(con, "google_play", "contoh.app", limit=2) == [sample(3).key, sample(2).key]
    assert n_of_target(con, "google_play", "contoh.app") == 4
    assert n_of_target(con, "rss", "", "x") == 1
    assert n_of_target(con, "rss", "", "y") == 0


def test_a_naive_clock_is_refused(con: Connection) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        upsert(con, [sample()], scope="own", run_id="r", now=naive, since=None)


def test_large_batches_find_what_is_held(con: Connection) -> None:
    batch = [sample(n) for n in range(3000)]
    put(con, *batch)
    edited = replace(batch[7], mention=replace(batch[7].mention, text="Contoh lain"))
    counts = put(con, *batch[:7], edited, *batch[8:], sample(5000))
    assert counts == UpsertCounts(n_new=1, n_revised=1, n_unchanged=2999)


def test_a_store_that_another_process_damaged_says_what_to_do(tmp_path: Any) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"bukan basis data " * 1000)
    with pytest.raises(StoreError, match=r"warehouse\.duckdb: damaged; restore it"):
        open_warehouse(path)
