"""The monthly report and the weekly message."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from pantau.config import Config
from pantau.errors import ReportError
from pantau.reports import monthly, weekly
from pantau.reports.period import Month, Week
from pantau.texts import common
from tests.reports.reading import pdf_text, plain
from tests.reports.warehouse import Seed, World, published


def test_a_month_makes_two_pages_and_the_same_bytes(sample_config: Config, tmp_path: Path) -> None:
    paths = monthly.write(sample_config, Month(2026, 9), tmp_path / "a")
    assert [p.name for p in paths] == ["laporan-2026-09.pdf", "fakta-2026-09.json"]
    again = monthly.write(sample_config, Month(2026, 9), tmp_path / "b")
    assert [p.read_bytes() for p in paths] == [p.read_bytes() for p in again]
    assert len(pypdf.PdfReader(paths[0]).pages) == 2


def test_a_month_counts_its_own_days_against_the_month_before_and_a_year_ago(
    sample_config: Config, tmp_path: Path
) -> None:
    paths = monthly.write(sample_config, Month(2026, 9), tmp_path)
    facts = json.loads(paths[1].read_text("utf-8"))
    assert (facts["n_mentions"], facts["n_previous"]) == (30, 22)
    assert facts["change"]["previous"]["against"] == "2026-08"
    assert facts["change"]["year_ago"]["against"] == "2025-09"
    text = pdf_text(paths[0])
    assert "Ada 30 ulasan dan kiriman warga, 30 berisi teks." in text
    assert plain(common.INDEX_DISCLAIMER) in text


def test_a_quiet_month_says_so_and_a_future_one_is_refused(
    sample_config: Config, tmp_path: Path
) -> None:
    paths = monthly.write(sample_config, Month(2026, 10), tmp_path)
    text = pdf_text(paths[0])
    assert "Tidak ada ulasan atau kiriman warga pada masa ini." in text
    assert "BULAN MASIH BERJALAN" in text
    with pytest.raises(ReportError, match="November 2026 belum dimulai"):
        monthly.write(sample_config, Month(2026, 11), tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_the_weekly_message_is_of_the_last_whole_week_and_counts_rather_than_shares(
    tmp_path: Path,
) -> None:
    at = datetime(2026, 10, 6, 5, tzinfo=UTC)  # a Tuesday; the data were read on Friday the 16th
    seeds = [
        Seed("Login gagal", at, "negative", ("app_problem",), ("login_account",), rating=1),
        Seed("Bagus", at, "positive", rating=5, reply_at=at + timedelta(hours=2)),
        Seed("Bagus sekali", at - timedelta(days=7), "positive", rating=5),
    ]
    said = weekly.text(published(tmp_path, World(seeds, [date(2026, 10, 14)])))
    lines = said.splitlines()
    assert lines[0] == "*Pantau JePin: 5–11 Oktober 2026*"
    assert "Ulasan: 2 (minggu lalu 1), 2 berisi teks" in lines
    assert "Sentimen: negatif 1, netral 0, positif 1" in lines
    assert "Dikeluhkan: Login, OTP, dan akun (1)" in lines
    assert "Menunggu jawaban: 1 ulasan, 1 negatif" in lines
    assert "Dibanding sebelumnya: tidak ada yang berbeda nyata" in lines
    assert "IIU tidak dihitung: kurang dari 30 teks, n = 2" in lines
    assert len(lines) <= 15


def test_a_week_without_a_word_says_so(sample_config: Config) -> None:
    said = weekly.text(sample_config, date(2026, 10, 12))
    assert "Minggu masih berjalan" in said
    assert "Tidak ada ulasan atau kiriman warga pada masa ini." in said


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-0", "2026", "26-09", "2026-09-01", "", "2026-00"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_months_and_weeks_know_their_neighbours() -> None:
    january = Month.parse("2026-01")
    assert (january.previous, january.year_ago) == (Month(2025, 12), Month(2025, 1))
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(2026, 12).last_day == date(2026, 12, 31)
    week = Week.of(date(2026, 10, 11))
    assert (week.first_day, week.last_day) == (date(2026, 10, 5), date(2026, 10, 11))
    assert week.previous.last_day == date(2026, 10, 4)
    assert week.year_ago.first_day.weekday() == 0
    with pytest.raises(ValueError, match="Monday"):
        Week(date(2026, 10, 6))
