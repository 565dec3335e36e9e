"""The monthly file of Play Console, as it is downloaded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.connectors.file_import import FileImport
from pantau.domain.mention import Mention
from tests.fakes import NOON, SCRUBBERS, Reading, read_all

HEAD = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,"
    "Review Submit Date and Time,Review Submit Millis Since Epoch,"
    "Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,"
    "Review Title,Review Text,Developer Reply Date and Time,"
    "Developer Reply Millis Since Epoch,Developer Reply Text,Review Link"
)
LINK = "https://play.google.com/console/developers/1/app/2/user-feedback/review-details?reviewId=gp%3AContohA&corpus=PUBLIC_REVIEWS"
FULL = (
    "id.contoh,240,2.4.0,id,a12,2026-03-31T20:00:00Z,1774987200713,2026-04-01T20:00:00Z,1775073600713,"
    f'5,,"lawar, benar",2026-04-02T00:00:00Z,1775088000000,Terima kasih,{LINK}'
)
RATING_ONLY = "id.contoh,,,id,a12,2026-04-03T04:05:06Z,1775189106000,2026-04-03T04:05:06Z,1775189106000,1,,,,,,"


def read(folder: Path, rows: list[str], head: str = HEAD, encoding: str = "utf-16") -> Reading:
    path = folder / "reviews_id.contoh_202604.csv"
    path.write_bytes("\r\n".join([head, *rows, ""]).encode(encoding))
    connector = FileImport([path], lambda: NOON)
    assert connector.targets()[0].app_id == "id.contoh"
    return read_all(connector)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_a_review_is_the_one_the_public_sees(tmp_path: Path, encoding: str) -> None:
    (mention,) = read(tmp_path, [FULL], encoding=encoding).mentions
    assert mention == Mention(
        source="google_play",
        external_id="gp:ContohA",
        text="lawar, benar",
        posted_at=datetime(2026, 3, 31, 20, tzinfo=UTC),
        edited_at=datetime(2026, 4, 1, 20, tzinfo=UTC),
        app_id="id.contoh",
        rating=5,
        app_version="2.4.0",
        reply_text="Terima kasih",
        reply_at=datetime(2026, 4, 2, tzinfo=UTC),
        language="id",
    )


def test_a_rating_without_words_is_kept_as_a_rating(tmp_path: Path) -> None:
    (mention,) = read(tmp_path, [RATING_ONLY]).mentions
    assert (mention.text, mention.rating) == ("", 1)
    assert mention.external_id.startswith("sha:")
    assert read(tmp_path, [RATING_ONLY]).mentions == [mention]


def test_older_months_lack_columns_and_are_read_all_the_same(tmp_path: Path) -> None:
    head = (
        "Package Name,App Version Name,Device,Review Submit Date and Time,Star Rating,Review Title,"
        "Review Text,Developer Reply Text,Review Link"
    )
    legacy = "https://play.google.com/apps/publish?account=1#ReviewPlace:id=gp%3AContohB"
    row = f"id.contoh,1.0,a12,2019-05-01T03:00:00Z,4,Bagus,Terbantu,,{legacy}"
    (mention,) = read(tmp_path, [row], head, "utf-8").mentions
    assert (mention.external_id, mention.title) == ("gp:ContohB", "Bagus")
    assert mention.posted_at == datetime(2019, 5, 1, 3, tzinfo=UTC)
    assert mention.edited_at is None


def test_a_broken_row_is_rejected_and_the_rest_goes_in(tmp_path: Path) -> None:
    broken = RATING_ONLY.replace(",1,,,,,,", ",0,,,,,,")
    undated = "id.contoh,,,id,a12,,,,,5,,x,,,,"
    reading = read(tmp_path, [broken, FULL, undated])
    assert len(reading.mentions) == 1
    assert [r.reason.split(": ", 1)[1] for r in reading.rejected] == [
        "the rating '0' is not 1 to 5",
        "no readable time",
    ]


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    for month in ("202603", "202604"):
        name = f"reviews_id.contoh_{month}.csv"
        (tmp_path / name).write_text(f"{HEAD}\n{FULL}\n", encoding="utf-8")
    (tmp_path / "catatan.txt").write_text("x", encoding="utf-8")
    names = [target.name for target in FileImport([tmp_path]).targets()]
    assert names == ["reviews_id.contoh_202603.csv", "reviews_id.contoh_202604.csv"]


def test_the_device_does_not_reach_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "reviews_id.contoh_202604.csv"
    path.write_text(f"{HEAD}\n{FULL.replace('a12', 'ponsel-contoh')}\n", encoding="utf-8")
    connector = FileImport([path], lambda: NOON)
    (page,) = read_all(connector).pages
    scrubbed = connector.scrub(page, SCRUBBERS)
    assert b"ponsel-contoh" in page.body
    assert b"ponsel-contoh" not in scrubbed.body
    assert connector.parse(scrubbed) == connector.parse(page)
