"""The files of a report, read back: the same numbers everywhere, the same bytes every time."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pikepdf
import pytest

from pantau.config import Config
from pantau.errors import ReportError
from pantau.reports import facts_json, quarterly
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import letterhead
from pantau.texts import common
from pantau.texts import report as words
from tests.reports.conftest import NOW, QUARTER
from tests.reports.reading import csv_tables, docx_text, pdf_text, plain, xlsx_tables

GOLDEN = Path(__file__).parent / "golden_facts.json"
NAMES = [
    "laporan-2026-Q3.pdf",
    "laporan-2026-Q3.docx",
    "laporan-2026-Q3.xlsx",
    "laporan-2026-Q3-csv.zip",
    "facts.json",
]


def test_the_files_are_those_promised_and_no_draft_stays_behind(report_dir: Path) -> None:
    assert sorted(p.name for p in report_dir.iterdir()) == sorted(NAMES)


def test_the_facts_of_the_sample_are_the_golden_ones(sample_facts: QuarterFacts) -> None:
    made = facts_json.as_plain(sample_facts)
    for moving in ("provenance", "score_card"):  # they change with every version of the code
        made.pop(moving)
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert made == golden


def _sentences(facts: QuarterFacts) -> list[str]:
    """Figures as they are worded, one of every kind."""
    return [
        common.number(facts.volume.n_mentions),
        words.index(facts.index.now),
        words.mean(facts.stars.mean),
        *(words.share(s.share) for s in facts.sentiment),
        *(words.share(f.any) for f in facts.feedback),
        *(words.share(t.share) for t in facts.topics),
        *(words.share(c.share) for c in facts.responses.clocks),
        *(words.share(m.share) for m in facts.modes.modes),
        *(words.share_with_n(p.negative) for p in facts.peers),
        words.share_with_n(facts.modes.beyond),
        words.READINGS[facts.modes.reading],
        *(p.problem.title for p in facts.plan),
    ]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_every_kind_of_figure_is_found_in_what_is_read(
    report_dir: Path, sample_facts: QuarterFacts, form: str
) -> None:
    read = {"pdf": pdf_text, "docx": docx_text}[form]
    text = read(report_dir / f"laporan-2026-Q3.{form}")
    missing = [s for s in map(plain, _sentences(sample_facts)) if s not in text]
    assert missing == []


def test_the_spreadsheet_and_the_csv_hold_the_numbers_of_the_facts(
    report_dir: Path, sample_facts: QuarterFacts
) -> None:
    sheets = xlsx_tables(report_dir / "laporan-2026-Q3.xlsx")
    files = csv_tables(report_dir / "laporan-2026-Q3-csv.zip")
    assert sheets.keys() == files.keys()
    for i, fact in enumerate(sample_facts.sentiment):
        for row in (sheets["sentimen"][i], files["sentimen"][i]):
            assert row["id"] == fact.id
            assert int(str(row["jumlah"])) == fact.share.n_hits
            assert int(str(row["n"])) == fact.share.n
            assert float(str(row["bagian"])) == pytest.approx(fact.share.share)
            assert float(str(row["lalu_selisih"])) == pytest.approx(fact.change.previous.difference)
    index = next(row for row in sheets["utama"] if row["angka"] == "iiu")
    assert (index["nilai"], index["n"]) == (sample_facts.index.now.value, sample_facts.index.now.n)
    assert [row["jumlah"] for row in sheets["bintang"]] == list(sample_facts.stars.histogram)


def test_every_column_of_the_annex_is_explained_in_its_dictionary(report_dir: Path) -> None:
    sheets = xlsx_tables(report_dir / "laporan-2026-Q3.xlsx")
    explained = {(row["tabel"], row["kolom"]) for row in sheets["kamus"] if row["arti"]}
    used = {
        (name, c) for name, rows in sheets.items() if name != "kamus" for c in (rows or [{}])[0]
    }
    assert used <= explained


def test_the_json_file_is_the_facts(report_dir: Path, sample_facts: QuarterFacts) -> None:
    assert facts_json.read(report_dir) == facts_json.as_plain(sample_facts)


def test_the_index_never_stands_without_its_line(report_dir: Path) -> None:
    for text in (
        pdf_text(report_dir / NAMES[0]),
        docx_text(report_dir / NAMES[1]),
        (report_dir / NAMES[2]).read_bytes() and _notes(report_dir / NAMES[2]),
    ):
        assert plain(common.INDEX_DISCLAIMER) in plain(text)


def _notes(path: Path) -> str:
    import openpyxl

    sheet = openpyxl.load_workbook(path).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_same_data_make_the_same_bytes(
    report_dir: Path, sample_config: Config, tmp_path: Path
) -> None:
    later = NOW + timedelta(days=30)
    paths = quarterly.write(sample_config, QUARTER, tmp_path, now=later)
    assert [p.name for p in paths] == NAMES
    changed = [p.name for p in paths if p.read_bytes() != (report_dir / p.name).read_bytes()]
    assert changed == []


def test_the_pdf_says_that_it_is_tagged_and_which_standards_it_meets(report_dir: Path) -> None:
    with pikepdf.open(report_dir / NAMES[0]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "id-ID"
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert pdf.docinfo["/Title"] == "Laporan Kepuasan Warga JePin Triwulan III 2026"
        assert len(pdf.pages) > 8


def test_every_picture_of_the_pdf_has_an_alternative_text_with_its_n(report_dir: Path) -> None:
    with pikepdf.open(report_dir / NAMES[0]) as pdf:
        figures = [
            str(o.Alt)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure" and "/Alt" in o
        ]
    assert len(figures) >= 5
    assert all("Grafik" in alt and ("n =" in alt or "dari" in alt) for alt in figures)


def test_the_docx_has_real_headings_captions_tables_and_alternative_texts(report_dir: Path) -> None:
    made = docx.Document(str(report_dir / NAMES[1]))
    styles = [p.style.name for p in made.paragraphs if p.style]
    assert styles.count("Heading 1") == 7
    assert styles.count("Caption") >= len(made.tables) - 1
    assert all("tblHeader" in table.rows[0]._tr.xml for table in made.tables)
    pictures = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert len(pictures) == 5
    assert all(pictures)
    assert made.core_properties.language == "id-ID"


def test_an_incomplete_quarter_says_so_on_the_cover_and_beside_each_figure(
    sample_facts: QuarterFacts, sample_config: Config, tmp_path: Path
) -> None:
    from pantau.reports.compose import compose, made_at
    from pantau.reports.document import Figure, KeyFigures, Table
    from pantau.reports.pdf import pdf

    holed = replace(sample_facts.completeness, is_complete=False, reasons=("gaps",), n_gap_days=12)
    facts, head = replace(sample_facts, completeness=holed), letterhead(sample_config.office)
    document = compose(facts, head)
    assert "12 hari tidak terjangkau" in document.cover.marks[-1]
    shown = [
        b
        for b in document.blocks
        if isinstance(b, Figure) or (isinstance(b, Table) and b.holds_figures)
    ]
    assert all(words.INCOMPLETE_SHORT in b.caption for b in shown)
    (keys,) = (b for b in document.blocks if isinstance(b, KeyFigures))
    assert all(words.INCOMPLETE_SHORT in item.detail for item in keys.items)
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf(document, head, made_at(facts)))
    assert "TRIWULAN BELUM LENGKAP" in pdf_text(path)


def test_a_refused_report_leaves_nothing_behind(sample_config: Config, tmp_path: Path) -> None:
    out = tmp_path / "laporan"
    with pytest.raises(ReportError):
        quarterly.write(sample_config, QUARTER.next.next, out, now=NOW)
    assert not out.exists()


def test_a_folder_that_can_not_be_written_is_told(sample_config: Config, tmp_path: Path) -> None:
    blocked = tmp_path / "laporan"
    blocked.write_text("a file, not a folder", "utf-8")
    with pytest.raises(ReportError, match="can't be written"):
        quarterly.write(sample_config, QUARTER, blocked, now=NOW)
    assert blocked.read_text("utf-8") == "a file, not a folder"


def test_the_survey_is_a_chapter_of_its_own(sample_config: Config, tmp_path: Path) -> None:
    survey = tmp_path / "survei.csv"
    header = "persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,pengaduan,sarana"
    survey.write_text("\n".join([header, *["4,3,3,4,3,4,4,3,3"] * 6]), "utf-8")
    quarterly.write(sample_config, QUARTER, tmp_path / "out", now=NOW, skm=survey)
    text = pdf_text(tmp_path / "out" / NAMES[0])
    assert "VI Survei Kepuasan Masyarakat" in text
    assert "IKM 86,11, mutu B (Baik), dari n = 6 responden" in text
    with zipfile.ZipFile(tmp_path / "out" / NAMES[3]) as archive:
        assert b"IKM,6,,,86.11,B" in archive.read("skm.csv")


def test_without_a_survey_no_ikm_is_claimed(report_dir: Path) -> None:
    text = pdf_text(report_dir / NAMES[0])
    assert "IKM" not in text
    assert "mutu" not in text


def test_an_independent_checker_finds_nothing_wrong(report_dir: Path) -> None:
    import pdfua

    report = pdfua.validate(str(report_dir / NAMES[0]))
    faults = [f for f in report.findings if f.severity >= pdfua.Severity.WARNING]
    assert faults == []
