"""Raw pages come back as they were, expire by their day, and unreadable ones keep only their shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pantau.connectors.base import RawPage, Target
from pantau.pipeline.archive import Archive, masked
from tests.pipeline.scripted import NOON

PAGE = RawPage(
    target=Target("scripted", "app.contoh", app_id="app.contoh"),
    cursor="list/abc",
    fetched_at=NOON,
    url="http://loopback/",
    body=b'line one\n{"nama": "Contoh 17"}',
    meta={"language": "id"},
)


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save(PAGE, "run-1", 1)
    assert list(archive.pages("scripted")) == [PAGE]


def test_days_past_keeping_are_dropped_and_younger_ones_stay(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save(PAGE, "run-1", 1)
    assert archive.purge(date(2026, 10, 1), keep_days=30) == 0
    assert archive.purge(date(2026, 10, 2), keep_days=30) == 1
    assert list(archive.pages("scripted")) == []


def test_a_page_that_could_not_be_read_keeps_its_shape_and_nobodys_words() -> None:
    kept = masked(replace(PAGE, body=b'{"nama": "Contoh 17", "tel": "0812"}'))
    assert kept.body == b'{"xxxx": "xxxxxx 99", "xxx": "9999"}'
