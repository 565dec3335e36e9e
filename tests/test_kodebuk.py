"""The codebook that people read says the same as the one the code works by."""

from __future__ import annotations

import re
from pathlib import Path

from pantau.domain.taxonomy import CODEBOOK_VERSION, FEEDBACK_IDS, FEEDBACK_TYPES, MODE_TITLES
from pantau.texts.common import INDEX_DISCLAIMER, VERDICT_TITLES

DOCS = Path(__file__).parent.parent / "docs"
KODEBUK = (DOCS / "kodebuk.md").read_text("utf-8")
PANDUAN = (DOCS / "panduan.md").read_text("utf-8")


def test_it_names_the_version_the_code_works_by() -> None:
    assert f"Version {CODEBOOK_VERSION}." in KODEBUK


def test_each_type_stands_in_the_table_with_its_title_and_mode() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", KODEBUK.partition("### Rules")[0], re.M))
    assert rows == {kind.id: kind.title for kind in FEEDBACK_TYPES}


def test_the_primary_type_follows_the_same_order() -> None:
    rule = KODEBUK.partition("2. Primary type")[2].partition("3. Negators")[0]
    assert re.findall(r"`(\w+)`", rule) == list(FEEDBACK_IDS)


def test_each_mode_is_listed_with_its_title() -> None:
    assert [m for m, title in MODE_TITLES.items() if f"| `{m}` | {title} |" not in KODEBUK] == []


def test_the_user_guide_explains_every_type_and_every_verdict_under_its_screen_name() -> None:
    titles = [f"| {kind.title} |" for kind in FEEDBACK_TYPES]
    titles += [f"| **{title}** |" for title in VERDICT_TITLES.values()]
    assert [title for title in titles if title not in PANDUAN] == []


def test_the_user_guide_carries_the_disclaimer_word_for_word() -> None:
    assert INDEX_DISCLAIMER in PANDUAN
