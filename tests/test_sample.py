"""The sample is what the demo and the loopback server stand on: it must keep its promises."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
PEERS = ("peer_1.jsonl", "peer_2.jsonl")
ALL = ("reviews.jsonl", *PEERS)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / name).read_text("utf-8").splitlines()]


def app() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLE / "app.json").read_text("utf-8"))
    return loaded


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_build", SAMPLE / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up while it is made.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "sample_build", module)
        spec.loader.exec_module(module)
    return module


def moments(row: dict[str, Any]) -> list[datetime]:
    """Each time in a review, its own first."""
    replies = [row.get("reply"), *(edit.get("reply") for edit in row["edits"])]
    texts = [row["at"], row.get("visible_from"), row.get("deleted_at")]
    texts += [edit["at"] for edit in row["edits"]] + [reply["at"] for reply in replies if reply]
    return [datetime.fromisoformat(text) for text in texts if text]


def test_there_are_more_than_420_reviews_over_eighteen_months() -> None:
    months = {row["at"][:7] for row in rows("reviews.jsonl")}
    assert len(rows("reviews.jsonl")) >= 420
    assert (min(months), max(months), len(months)) == ("2025-04", "2026-09", 18)


@pytest.mark.parametrize("name", ALL)
def test_reviews_stand_in_order_of_time_with_unique_ids_and_users(name: str) -> None:
    found = rows(name)
    assert all(a["at"] <= b["at"] for a, b in pairwise(found))
    assert len({row["id"] for row in found}) == len({row["user"] for row in found}) == len(found)


@pytest.mark.parametrize("name", ALL)
def test_each_review_has_stars_a_sample_name_and_local_times_after_its_own(name: str) -> None:
    for row in rows(name):
        assert row["stars"] in {1, 2, 3, 4, 5}
        assert row["user"].startswith("Contoh ")
        assert all(moment.utcoffset() == timedelta(hours=7) for moment in moments(row))
        assert min(moments(row)) == moments(row)[0], row["id"]
        assert all(a["at"] < b["at"] for a, b in pairwise(row["edits"]))


def test_every_kind_of_event_occurs_often_enough() -> None:
    found = rows("reviews.jsonl")
    n_replied = sum(bool(row["reply"]) for row in found)
    assert 0.3 <= n_replied / len(found) <= 0.45
    assert sum(len(row["edits"]) for row in found) >= 20
    assert sum("visible_from" in row for row in found) >= 8
    assert sum("deleted_at" in row for row in found) >= 5
    assert 0.06 <= sum(row["version"] is None for row in found) / len(found) <= 0.14
    assert any(not row["text"] for row in found)
    assert any(edit.get("reply") for row in found for edit in row["edits"])


def test_edits_raise_and_lower_the_stars() -> None:
    changes = [
        edit["stars"] - row["stars"] for row in rows("reviews.jsonl") for edit in row["edits"]
    ]
    assert min(changes) < 0 < max(changes)


def test_late_reviews_show_a_day_or_two_after_they_were_written() -> None:
    for row in rows("reviews.jsonl"):
        if "visible_from" in row:
            late = datetime.fromisoformat(row["visible_from"]) - datetime.fromisoformat(row["at"])
            assert timedelta(hours=24) <= late <= timedelta(hours=48)


def test_a_review_names_only_a_version_that_was_out() -> None:
    out = {release["version"]: release["at"] for release in app()["releases"]}
    assert all(
        out[row["version"]] < row["at"]
        for row in rows("reviews.jsonl")
        if row["version"] is not None
    )


def test_the_story_can_be_seen_in_the_stars() -> None:
    def mean(first: str, last: str) -> float:
        stars = [r["stars"] for r in rows("reviews.jsonl") if first <= r["at"][:7] <= last]
        return float(sum(stars) / len(stars))

    assert mean("2025-11", "2025-11") < 2 < 3 < mean("2025-04", "2025-10")
    assert mean("2026-05", "2026-05") < 2.6
    assert mean("2026-07", "2026-09") > 4


def test_ratings_without_words_are_about_four_times_as_many() -> None:
    n_ratings = sum(sum(week["stars"]) for week in app()["ratings_only"])
    assert 3 <= n_ratings / len(rows("reviews.jsonl")) <= 5
    assert all(len(week["stars"]) == 5 for week in app()["ratings_only"])


def test_some_personal_numbers_are_there_for_redaction_to_find() -> None:
    from pantau.privacy.redact import redact

    texts = " ".join(row["text"] or "" for row in rows("reviews.jsonl"))
    placeholders = ("[telepon]", "[nomor identitas]", "[rekening]", "[pelat]", "[nama]")
    assert [word for word in placeholders if word not in redact(texts)] == []


def test_the_page_is_marked_as_sample_and_names_its_peers() -> None:
    assert app()["app_id"] == "id.idekite.pontianak_smartcity"
    assert app()["title"].endswith("(DATA CONTOH)")
    assert [peer["file"] for peer in app()["peers"]] == list(PEERS)
    assert all(len(rows(name)) >= 60 for name in PEERS)


def test_the_files_are_what_the_builder_makes_of_the_texts() -> None:
    build = builder()
    assert build.rows_of("texts.txt", "sample", "Contoh Warga") == rows("reviews.jsonl")
    assert build.rows_of("texts_peer_1.txt", "peer1", "Contoh Pengguna") == rows(PEERS[0])
    assert build.rows_of("texts_peer_2.txt", "peer2", "Contoh Pengguna") == rows(PEERS[1])
    assert build.app() == app()


def test_the_feed_is_marked_as_sample_and_partly_about_jepin() -> None:
    channel = ElementTree.parse(SAMPLE / "feed.xml").getroot()[0]
    titles = [item.findtext("title", "") for item in channel.iter("item")]
    assert "DATA CONTOH" in channel.findtext("title", "")
    assert len(titles) == 12
    assert sum("JePin" in title for title in titles) == 5
