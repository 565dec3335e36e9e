"""Whatever a citizen, an office or a file brings: it is shown as text, or refused in words."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from pantau.config import Office
from pantau.errors import ReportError
from pantau.reports import fonts, quarterly
from pantau.reports.cells import as_csv_text, printable
from pantau.reports.letterhead import letterhead
from tests.reports.conftest import NOW, QUARTER
from tests.reports.reading import csv_tables, docx_text, pdf_text
from tests.reports.warehouse import Seed, World, published

TEXTS = {
    "typst": '#set page(fill: red) $x^2$ *tebal* _miring_ `kode` #image("/etc/passwd") @rujuk <label> //',
    "html": "<script>alert(1)</script> &amp; <b>tebal</b> <!-- --> ]]>",
    "sheet": '=HYPERLINK("http://contoh.example";"klik di sini dulu ya")',
    "plus": "+6281 sudah disamarkan, tolong hubungi saya lagi nanti",
    "rtl": "السلام عليكم aplikasi ini \u202eterbalik\u202c bagus sekali untuk warga",
    "emoji": "👍👍🏽 keluarga 👨‍👩‍👧 bendera 🇮🇩 angka 1️⃣ hati ❤️ sangat membantu",
    "cjk": "aplikasi 漢字 dan ꦱꦸꦫ tidak ada hurufnya pada fon laporan ini",
    "control": "nol\x00 dering\x07 hapus\x7f \ue000 privat \ufffe selesai di sini juga",
    "zalgo": "t\u0336\u0301\u0335e\u0338k\u0337s\u0334 berhias terlalu banyak tanda di atasnya",
    "long_word": "a" * 10_000,
    "long_text": "sangat panjang sekali " * 500,
}
TYPES = ("follow_up", "service_complaint", "app_problem", "citizen_monitoring", "suggestion",
         "feature_request", "question", "compliment", "co_commissioning", "co_design",
         "co_performing")  # fmt: skip


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    at = datetime(2026, 8, 3, 5, tzinfo=UTC)
    seeds = [
        Seed(text.replace("\x00", ""), at, types=(kind,), name=name)
        for (name, text), kind in zip(TEXTS.items(), TYPES, strict=True)
    ]
    nights = [date(2026, 6, 25) + timedelta(days=i) for i in range(0, 110, 4)]
    config = published(
        folder / "data",
        World(seeds, nights),
        lines=('PEMERINTAH "KOTA" & <KABUPATEN>', "#DINAS $KOMUNIKASI* _DAN_ INFORMATIKA"),
        address="Jl. Contoh No. 1 & 2 <Pontianak>",
        signer_name="Nama Contoh, S.Kom. & 'M.Si.'",
        app_name='JePin & "Kawan"',
    )
    quarterly.write(config, QUARTER, folder / "out", now=NOW, allow_incomplete=True)
    return folder / "out"


def test_markup_of_every_kind_stays_text(hostile_report: Path) -> None:
    for text in (
        pdf_text(hostile_report / "laporan-2026-Q3.pdf"),
        docx_text(hostile_report / "laporan-2026-Q3.docx"),
    ):
        assert '#set page(fill: red) $x^2$ *tebal* _miring_ `kode` #image("/etc/passwd")' in text
        assert "<script>alert(1)</script> &amp; <b>tebal</b> <!-- --> ]]>" in text
        assert 'PEMERINTAH "KOTA" & <KABUPATEN>' in text
        assert "#DINAS $KOMUNIKASI* _DAN_ INFORMATIKA" in text
        assert "Nama Contoh, S.Kom. & 'M.Si.'" in text


def test_what_looks_like_a_formula_is_a_text_in_the_sheet_and_marked_in_the_csv(
    hostile_report: Path,
) -> None:
    book = openpyxl.load_workbook(hostile_report / "laporan-2026-Q3.xlsx")
    cells = [cell for row in book["kutipan"].iter_rows() for cell in row]
    formula = next(c for c in cells if str(c.value).startswith("=HYPERLINK"))
    assert formula.data_type == "s"
    assert not any(c.data_type == "f" or c.hyperlink for c in cells)
    quoted = [
        row["teks_kutipan"]
        for row in csv_tables(hostile_report / "laporan-2026-Q3-csv.zip")["kutipan"]
    ]
    assert any(text.startswith("'=HYPERLINK") for text in quoted)
    assert not any(text.startswith(("=", "+", "-", "@")) for text in quoted)


def test_a_text_without_end_is_cut_and_stays_on_the_page(hostile_report: Path) -> None:
    assert "a" * 500 not in pdf_text(hostile_report / "laporan-2026-Q3.pdf")


def test_letters_the_fonts_lack_become_one_mark_and_turning_signs_are_dropped() -> None:
    assert fonts.showable("a漢字b") == f"a{fonts.MISSING}b"
    assert fonts.showable("a\u202eb\u2066c\x07d") == "abcd"
    assert fonts.showable("👍🏽 ❤️ سلام é") == "👍🏽 ❤️ سلام é"
    assert fonts.showable("satu\r\ndua\ttiga") == "satu\ndua tiga"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@nama", "  =1", "\t=1", "\r=1"])
def test_a_csv_cell_that_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert as_csv_text(text).startswith("'")


def test_a_harmless_csv_cell_is_left_alone() -> None:
    assert as_csv_text("a = b") == "a = b"
    assert printable("a\x00b\ud800c") == "abc"


def png(width: int, height: int, body: bytes | None = None) -> bytes:
    """A grey picture, or one with a broken body."""
    rows = b"".join(b"\x00" + b"\x80" * width for _ in range(min(height, 200)))

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(rows) if body is None else body
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_sound_logo_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png(40, 50))
    head = letterhead(Office(logo=path))
    assert head.logo is not None
    assert head.logo.kind == "png"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        (b"\x89PNG" + b"\x00" * 40_000_000, "make it smaller than 2 MB"),
        (b"bukan gambar", "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (png(40, 50, b"rusak"), "not a PNG or JPEG"),
        (png(100_000, 100_000), "not a PNG or JPEG"),
        (b"\xff\xd8\xff\xe0 bukan jpeg", "not a PNG or JPEG"),
        (b"", "not a PNG or JPEG"),
    ],
    ids=["missing", "40 MB", "text", "svg", "broken", "huge canvas", "no jpeg", "empty"],
)
def test_a_logo_that_can_not_be_used_is_refused_in_words(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportError, match=said):
        letterhead(Office(logo=path))


def test_a_long_id_may_break_after_its_dots_but_reads_as_it_was(tmp_path: Path) -> None:
    app_id = "id.go.contohkota.layananpintarsekali"
    at = datetime(2026, 8, 3, 5, tzinfo=UTC)
    seeds = [
        Seed("satu", at, "positive"),
        Seed("dua", at, "positive", scope="peer", app_id=app_id),
    ]
    config = published(tmp_path / "data", World(seeds))
    quarterly.write(config, QUARTER, tmp_path / "out", now=NOW, allow_incomplete=True)
    text = pdf_text(tmp_path / "out" / "laporan-2026-Q3.pdf")
    assert app_id in text.replace(" ", "")


def test_a_screen_gets_the_same_report_as_pictures_and_files(tmp_path: Path) -> None:
    at = datetime(2026, 8, 3, 5, tzinfo=UTC)
    config = published(tmp_path / "data", World([Seed("satu", at, "positive")]))
    shown = quarterly.render(config, QUARTER, now=NOW, allow_incomplete=True, ppi=20)
    paths = quarterly.write(config, QUARTER, tmp_path / "out", now=NOW, allow_incomplete=True)
    assert shown.files == {p.name: p.read_bytes() for p in paths}
    assert len(shown.pages) > 8
    assert all(page.startswith(b"\x89PNG") for page in shown.pages)
