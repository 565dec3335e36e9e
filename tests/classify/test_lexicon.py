from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pantau.classify import lexicon
from pantau.errors import ModelError

FOLDER = Path(__file__).parents[2] / "data" / "lexicon"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "lexicon"))


def test_the_pontianak_lexicon_has_at_least_200_entries_with_meaning_and_source() -> None:
    entries = lexicon.read_pontianak(FOLDER / "pontianak.csv")
    assert len(entries) >= 200
    assert all(e.meaning and e.source for e in entries)
    assert len({e.word for e in entries}) == len(entries)


def test_a_new_word_in_the_csv_is_used_and_changes_the_version(folder: Path) -> None:
    before = lexicon.load(folder)
    with (folder / "pontianak.csv").open("a", encoding="utf-8") as file:
        file.write("kelentong,rusak,negative,umum\n")
    after = lexicon.load(folder)
    assert after.words["kelentong"] == "rusak"
    assert after.polarity["kelentong"] == "negative"
    assert after.version != before.version


def test_an_empty_meaning_drops_the_entry_of_indonlp(folder: Path) -> None:
    assert "it" not in lexicon.load(folder).words


@pytest.mark.parametrize(
    ("line", "reason"),
    [("masin,jelek,buruk,umum", "polarity"), ("masin,jelek", "columns"), (",a,,b", "columns")],
)
def test_a_broken_line_is_named(folder: Path, line: str, reason: str) -> None:
    (folder / "pontianak.csv").write_text(f"word,meaning,polarity,source\n{line}\n")
    with pytest.raises(ModelError, match=rf"pontianak\.csv, line 2.*{reason}"):
        lexicon.load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "known.txt").unlink()
    with pytest.raises(ModelError, match=r"known\.txt"):
        lexicon.load(folder)
