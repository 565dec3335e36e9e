"""Ringkasan, full, small and empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pantau.texts import common
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown
from tests.dashboards.sample_texts import SAMPLES


def asked(folder: Path, question: str) -> tuple[object, ...]:
    """One row, by SQL of the test's own."""
    name = (folder / "data" / "published" / "CURRENT").read_text().strip()
    path = folder / "data" / "published" / name
    with duckdb.connect(str(path), read_only=True) as con:
        row = con.execute(question).fetchone()
    assert row is not None
    return row


CITIZENS = """
    FROM mention
    WHERE scope = 'own' AND NOT is_official AND kind <> 'article' AND deleted_at IS NULL
        AND local_date BETWEEN '2026-04-01' AND '2026-06-30'
"""


def test_the_index_of_a_quarter_is_what_its_formula_gives(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, periode="2026-Q2"))
    index, n = asked(
        grown,
        "SELECT avg(CASE sentiment WHEN 'positive' THEN 100 WHEN 'neutral' THEN 50 ELSE 0 END),"
        f" count(sentiment) {CITIZENS}",
    )
    assert isinstance(index, float)
    assert isinstance(n, int)
    assert n >= 30
    assert f'<div class="p-value">{common.number(index, 1)}</div>' in page
    assert f"n {n} ·" in page


def test_the_share_of_negative_texts_carries_its_base_and_interval(
    grown: Path, visit: Opened
) -> None:
    page = shown(visit(grown, periode="2026-Q2"))
    hits, n = asked(
        grown, f"SELECT count(*) FILTER (sentiment = 'negative'), count(sentiment) {CITIZENS}"
    )
    assert f"{hits} dari {n} teks · rentang 95%" in page


def test_every_chart_has_words_for_those_who_cannot_see_it(grown: Path, visit: Opened) -> None:
    app = visit(grown, periode="2026-Q2")
    charts = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    assert len(charts) == 4
    assert all('"description"' in c.proto.spec for c in charts)


def test_changes_are_told_in_words_that_follow_the_tests(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, periode="2026-Q2"))
    assert "Apa yang berubah" in page
    assert "dibanding Triwulan I 2026" in page
    assert "Indeks Indikatif Ulasan" in page
    assert "Survei Kepuasan Masyarakat" in page


@pytest.mark.parametrize("n", [1, 29])
def test_under_thirty_texts_there_is_no_index_and_it_says_why(
    folder: Path, visit: Opened, n: int
) -> None:
    rows = [
        sample.labelled(sample.mention(i, date(2026, 9, 1 + i % 20), f"teks {i}", 1), SAMPLES[0])
        for i in range(n)
    ]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder))
    assert f"baru {n} teks" in page
    assert "mulai 30 teks" in page


def test_texts_without_labels_are_counted_but_give_no_index(folder: Path, visit: Opened) -> None:
    rows = [sample.mention(i, date(2026, 9, 2), f"teks {i}", 4) for i in range(40)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder))
    assert '<div class="p-value">40</div>' in page
    assert "Belum ada teks berlabel" in page


def test_an_empty_database_says_so(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {})
    assert "Belum ada data" in shown(visit(folder))


def test_a_period_without_texts_says_so_and_keeps_the_lines_over_time(
    grown: Path, visit: Opened
) -> None:
    page = shown(visit(grown, periode="2026-10-02..2026-10-03"))
    assert "Belum ada teks pada pilihan ini" in page


def test_news_office_posts_peers_and_deleted_reviews_do_not_count(
    folder: Path, visit: Opened
) -> None:
    day, seen = date(2026, 9, 2), sample.naive(date(2026, 9, 9))
    more = [
        {},
        {"kind": "article", "source": "rss"},
        {"is_official": True},
        {"scope": "peer"},
        {"deleted_at": seen},
    ]
    rows = [sample.mention(i, day, f"teks {i}", 4, **m) for i, m in enumerate(more)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    assert '<div class="p-value">1</div>' in shown(visit(folder))
