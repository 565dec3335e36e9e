"""ZIP files and JSON lines."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from pantau.connectors import zip_members
from pantau.connectors.file_import import FileImport
from pantau.connectors.table_layout import ImportOptions
from pantau.errors import ConnectorError, InputError
from tests.connectors.tables import read, reasons, texts, workbook
from tests.fakes import read_all

TABLE = "Isi,Tanggal\nsatu,01/04/2026\n"


def archive(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def names(path: Path) -> list[str]:
    connector = FileImport([path])
    found = [target.name for target in connector.targets()]
    connector.close()
    return found


def test_each_file_in_a_zip_is_a_table(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"Data": [("Isi", "Tanggal"), ("dua", "02/04/2026")]})
    line = json.dumps({"text": "tiga", "date": "2026-04-03"})
    members = {"a.csv": TABLE, "map/b.xlsx": book.read_bytes(), "c.jsonl": line}
    path = archive(tmp_path / "semua.zip", members)
    assert names(path) == ["semua.zip/a.csv", "semua.zip/b.xlsx", "semua.zip/c.jsonl"]
    assert [texts(read(path, table=number)) for number in range(3)] == [["satu"], ["dua"], ["tiga"]]


def test_paths_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"../../keluar.csv": TABLE, "..\\lain.csv": TABLE})
    assert names(path) == ["a.zip/keluar.csv", "a.zip/lain.csv"]
    read(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip"]


def test_files_of_one_name_in_a_zip_are_told_apart(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip", {"mei/x.csv": TABLE, "juni/x.csv": TABLE, "juli/x.csv": TABLE}
    )
    assert names(path) == ["a.zip/x.csv", "a.zip/x.csv (2)", "a.zip/x.csv (3)"]


def test_what_systems_add_to_a_zip_is_passed_over(tmp_path: Path) -> None:
    litter = {"__MACOSX/._a.csv": b"\0\1", ".DS_Store": b"x", "a.csv": TABLE}
    assert names(archive(tmp_path / "a.zip", litter)) == ["a.zip/a.csv"]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "bom.zip", {"a.csv": b"a" * 30_000_000})
    with pytest.raises(InputError, match=r"bom\.zip: .*ZIP bomb"):
        FileImport([path])


def test_a_zip_that_states_too_much_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_members, "MAX_UNPACKED_MEGABYTES", 1)
    path = archive(tmp_path / "a.zip", {"a.csv": bytes(range(256)) * 8000})
    with pytest.raises(InputError, match="2 MB unpacked, the limit is 1 MB"):
        FileImport([path])


def test_a_zip_within_a_zip_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("a.csv", TABLE)
    path = archive(tmp_path / "luar.zip", {"dalam.zip": inner.getvalue()})
    with pytest.raises(InputError, match=r"luar\.zip/dalam\.zip: a ZIP within a ZIP"):
        FileImport([path])


def test_an_empty_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        FileImport([archive(tmp_path / "a.zip", {})])


def test_a_protected_zip_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": TABLE})
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        raw[raw.index(mark) + place] |= 1
    path.write_bytes(raw)
    with pytest.raises(InputError, match="password"):
        FileImport([path])


def test_a_damaged_member_is_an_error_of_the_source(tmp_path: Path) -> None:
    rows = "".join(f"baris {number * 7919 % 10007},01/04/2026\n" for number in range(20_000))
    path = archive(tmp_path / "a.zip", {"a.csv": f"Isi,Tanggal\n{rows}"})
    raw = bytearray(path.read_bytes())
    middle = len(raw) * 3 // 4
    raw[middle : middle + 64] = bytes(64)
    path.write_bytes(raw)
    connector = FileImport([path])
    with pytest.raises(ConnectorError, match=r"a\.zip/a\.csv: damaged"):
        read_all(connector)
    connector.close()


def jsonl(folder: Path, *lines: object) -> Path:
    path = folder / "data.jsonl"
    said = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(said), encoding="utf-8")
    return path


def test_json_lines_are_read_by_dotted_paths(tmp_path: Path) -> None:
    said = {"snippet": {"textOriginal": "halo", "publishedAt": "2026-04-01T00:00:00Z"}, "n": [1, 2]}
    options = ImportOptions(columns={"text": "snippet.textOriginal", "date": "snippet.publishedAt"})
    assert texts(read(jsonl(tmp_path, said), options)) == ["halo"]


def test_a_json_file_without_the_needed_columns_is_refused_with_those_it_has(
    tmp_path: Path,
) -> None:
    path = jsonl(tmp_path, {"snippet": {"isiPesan": "x"}, "createdAt": "2026-04-01"})
    with pytest.raises(InputError, match=r"no column for text; .*snippet\.isiPesan, createdAt"):
        FileImport([path])


def test_bad_json_lines_are_rejected_by_line_and_the_rest_goes_in(tmp_path: Path) -> None:
    good = {"text": "a\ud83d", "date": "2026-04-01", "likes": None, "id": 12345678901234567890}
    lines = [good, "{broken", "", "[1]", "[" * 100_000, '{"text": "' + "x" * 1_100_000 + '"}', good]
    reading = read(jsonl(tmp_path, *lines), rows_a_page=10)
    assert {m.external_id for m in reading.mentions} == {"12345678901234567890"}
    assert reasons(reading) == ["not a JSON object"] * 4
    assert [r.reason.partition(":")[0] for r in reading.rejected] == [
        f"data.jsonl, line {number}" for number in (2, 4, 5, 6)
    ]


def test_one_json_list_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text('[{"text": "a", "date": "2026-04-01"}]', encoding="utf-8")
    with pytest.raises(InputError, match="one object a line"):
        FileImport([path])
