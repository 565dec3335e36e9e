"""Texts that a source's terms let us keep only for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pantau.store.db import Connection
from pantau.store.expiry import erase_unrefreshed
from pantau.store.mentions import upsert
from pantau.store.runs import begin_run, finish_run
from tests.store.mentions import NOW, sample
from tests.store.test_runs import done, run

MONTH = timedelta(days=30)


def put(con: Connection, number: int, days_ago: int, **more: object) -> None:
    told = sample(number, source="youtube", app_id="", channel="kanal", **more)
    upsert(con, [told], scope="own", run_id="r", now=NOW - timedelta(days=days_ago), since=None)


def texts(con: Connection) -> list[str]:
    return [t for (t,) in con.execute("SELECT text FROM mention ORDER BY external_id").fetchall()]


def test_what_was_not_read_again_for_thirty_days_is_erased_and_its_row_stays(
    con: Connection,
) -> None:
    put(con, 1, 31)
    put(con, 2, 5)
    assert erase_unrefreshed(con, "youtube", NOW - MONTH) == 1
    first, second = texts(con)
    assert first == ""
    assert second != ""


def test_a_complete_walk_of_the_channel_is_a_refresh(con: Connection) -> None:
    put(con, 1, 90)
    walked = replace(
        run(1), source="youtube", target="kanal", since=None, started_at=NOW - timedelta(days=3)
    )
    begin_run(con, walked)
    finish_run(con, done(walked, "quiet"))
    assert erase_unrefreshed(con, "youtube", NOW - MONTH) == 0


def test_what_is_gone_at_the_source_is_erased_at_once_also_its_earlier_forms(
    con: Connection,
) -> None:
    put(con, 1, 5)
    put(con, 1, 4, text="contoh diubah", edited_at=NOW)
    con.execute("UPDATE mention SET deleted_at = posted_at")
    assert erase_unrefreshed(con, "youtube", NOW - MONTH) == 1
    assert texts(con) == [""]
    assert con.execute("SELECT text FROM mention_revision").fetchall() == [("",)]


def test_other_sources_keep_their_texts(con: Connection) -> None:
    upsert(con, [sample(1)], scope="own", run_id="r", now=NOW - timedelta(days=400), since=None)
    assert erase_unrefreshed(con, "youtube", NOW - MONTH) == 0
    assert texts(con) != [""]
