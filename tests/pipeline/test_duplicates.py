"""Grouping near-duplicates on a warehouse in memory: only around what is new, and never stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pantau.domain.mention import Mention, mention_key
from pantau.pipeline.duplicates import group_duplicates
from pantau.privacy.gate import PrivacyGate
from pantau.store import mentions
from pantau.store.db import Connection, open_warehouse, transaction

START = datetime(2026, 4, 1, 3, tzinfo=UTC)
CALL = "contoh kata yang disalin orang banyak tentang jembatan di kota ini tanpa diubah sedikit pun"
OTHER = (
    "contoh lain yang bercerita tentang hal berbeda yaitu antrean panjang di kantor kelurahan kami"
)


@pytest.fixture
def con() -> Iterator[Connection]:
    con = open_warehouse(":memory:")
    yield con
    con.close()


def said(
    number: int, text: str = CALL, *, author: str = "", hours: float = 1, **more: object
) -> Mention:
    at = START + timedelta(hours=hours * number)
    mention = Mention("file", f"contoh-{number}", text, at, author=author or f"Contoh {number}")
    return replace(mention, **more)  # type: ignore[arg-type]


def store(con: Connection, *batch: Mention) -> None:
    gate = PrivacyGate(b"0" * 32)
    safe = [gate.safe(mention) for mention in batch]
    with transaction(con):
        mentions.upsert(con, safe, scope="own", run_id="r", now=START, since=None)


def row(con: Connection, number: int) -> tuple[str, int, int, bool] | None:
    sql = (
        "SELECT group_id, n_in_group, n_authors, is_burst FROM near_duplicate WHERE mention_key = ?"
    )
    return con.execute(sql, [key(number)]).fetchone()  # type: ignore[return-value]


def key(number: int) -> str:
    return mention_key("file", "", f"contoh-{number}")


def test_copies_are_grouped_and_counted_with_their_authors(con: Connection) -> None:
    store(con, said(0, author="A"), said(1, author="B"), said(2, OTHER), said(3, author="A"))
    assert group_duplicates(con) == 3
    assert row(con, 3) == (key(0), 3, 2, False)
    assert row(con, 2) == (key(2), 1, 1, False)


def test_a_later_copy_joins_the_group_it_belongs_to(con: Connection) -> None:
    store(con, said(0), said(1))
    group_duplicates(con)
    store(con, said(2))
    group_duplicates(con)
    assert {row(con, number) for number in range(3)} == {(key(0), 3, 3, False)}


def test_a_night_without_news_changes_nothing(con: Connection) -> None:
    store(con, said(0), said(1))
    group_duplicates(con)
    before = con.execute("SELECT * FROM near_duplicate ORDER BY 1").fetchall()
    assert group_duplicates(con) == 2
    assert con.execute("SELECT * FROM near_duplicate ORDER BY 1").fetchall() == before


def test_an_edited_text_leaves_its_group(con: Connection) -> None:
    store(con, said(0), said(1))
    group_duplicates(con)
    store(con, said(1, OTHER))
    assert group_duplicates(con) == 0
    assert row(con, 0) == (key(0), 1, 1, False)
    assert row(con, 1) == (key(1), 1, 1, False)


def test_a_deleted_text_is_not_counted_and_one_that_returns_is(con: Connection) -> None:
    store(con, said(0), said(1))
    group_duplicates(con)
    con.execute("UPDATE mention SET deleted_at = now()::TIMESTAMP WHERE mention_key = ?", [key(1)])
    assert group_duplicates(con) == 0
    con.execute("UPDATE mention SET deleted_at = NULL")
    assert group_duplicates(con) == 2


def test_the_offices_own_texts_are_not_looked_at(con: Connection) -> None:
    store(con, said(0), said(1, is_official=True))
    assert group_duplicates(con) == 0
    assert row(con, 1) is None


@pytest.mark.parametrize(
    ("authors", "hours", "is_burst"),
    [
        ("AAABB", 1, True),
        ("ABCDE", 1, False),
        ("AAABB", 24 * 3, False),
        ("AABB", 1, False),
    ],
)
def test_a_burst_is_many_copies_in_a_week_by_few(
    con: Connection, authors: str, hours: float, is_burst: bool
) -> None:
    store(con, *(said(n, author=name, hours=hours) for n, name in enumerate(authors)))
    group_duplicates(con)
    found = row(con, 0)
    assert found is not None
    assert found[3] is is_burst


def test_authors_nobody_knows_make_no_burst(con: Connection) -> None:
    store(con, *(replace(said(number), author="") for number in range(6)))
    group_duplicates(con)
    assert row(con, 0) == (key(0), 6, 0, False)
