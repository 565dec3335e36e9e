"""Exports of known origin: recognised by their columns, read by them, and nothing else read."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.connectors.file_import import FileImport
from pantau.connectors.presets import PRESETS
from pantau.connectors.table_layout import ImportOptions
from pantau.domain.mention import Kind, Mention
from pantau.errors import InputError
from tests.connectors.tables import Cell, read, reasons, texts, workbook
from tests.fakes import NOON, SCRUBBERS, read_all

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "imports"
OLD_MELTWATER = (
    "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Country,Language,Tweet Id,"
    "Twitter Id,Twitter Screen Name,Alternate Date Format,Time"
)
NEW_MELTWATER = (
    "Date,Time,Document ID,URL,Input Name,Keywords,Information Type,Source Type,Source Name,"
    "Content Type,Author Name,Author Handle,Title,Opening Text,Hit Sentence,Language,Likes"
)


def table(folder: Path, head: str, *rows: str, name: str = "ekspor.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def one(path: Path, options: ImportOptions | None = None) -> Mention:
    (mention,) = read(path, options).mentions
    return mention


def preset_of(path: Path, options: ImportOptions | None = None) -> str:
    connector = FileImport([path], options=options)
    found = connector.preset(connector.targets()[0])
    connector.close()
    return found


def test_an_old_meltwater_export_holds_articles_and_posts(tmp_path: Path) -> None:
    article = (
        "12-Jan-2026 03:45PM,Judul contoh,https://contoh.example/b,Awal,Kalimat,Koran Contoh,"
        "Wartawan Contoh,Indonesia,Indonesian,,,,1/12/2026,3:45 PM"
    )
    post = (
        "13-Jan-2026 08:00AM,,https://x.example/1,,isi kicauan,Twitter,@contoh,Indonesia,Indonesian,"
        '"""1480000000000000001""",77,contoh,1/13/2026,8:00 AM'
    )
    path = table(tmp_path, OLD_MELTWATER, article, post)
    assert preset_of(path) == "meltwater_old"
    first, second = read(path).mentions
    assert (first.kind, first.channel, first.title) == (
        Kind.ARTICLE,
        "Koran Contoh",
        "Judul contoh",
    )
    assert first.posted_at == datetime(2026, 1, 12, 8, 45, tzinfo=UTC)
    assert (second.kind, second.author, second.text) == (Kind.POST, "contoh", "isi kicauan")
    assert second.external_id == "Twitter:1480000000000000001"


def test_a_new_meltwater_export_has_its_time_in_a_column_of_its_own(tmp_path: Path) -> None:
    row = (
        "2026-01-12,15:45,DOK123456,https://contoh.example/p,JePin,jepin,Social,Instagram,Instagram,"
        'Comment,Contoh,@contoh,,awal,isi komentar,id,"1.2K"'
    )
    path = table(tmp_path, NEW_MELTWATER, row)
    assert preset_of(path) == "meltwater"
    mention = one(path)
    assert (mention.kind, mention.channel, mention.n_likes) == (Kind.COMMENT, "Instagram", 1200)
    assert mention.posted_at == datetime(2026, 1, 12, 8, 45, tzinfo=UTC)
    assert mention.external_id == "Instagram:DOK123456"


def test_exported_comments_are_of_the_channel_that_stands_above_them(tmp_path: Path) -> None:
    head = (
        "", "Id", "SubId", "Name (click to view profile)", "Profile ID", "Date", "Likes",
        "Live video timestamp", "Comment", "(view source)",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        ("Exported by", "contoh"),
        ("https://www.instagram.com/p/contoh/",),
        ("Total", 2),
        (),
        head,
        (
            "",
            1,
            "",
            "Contoh A",
            "10001",
            "13.04.26 19:05:06",
            "1,2 rb",
            "",
            "bagus",
            "view comment",
        ),
        ("", 2, "", "Kominfo Contoh", "10002", "14.04.26 08:00:00", 0, "", "terima kasih", "view"),
    ]
    path = workbook(tmp_path / "comments.xlsx", {"Comments": rows})
    assert preset_of(path) == "exportcomments"
    first, second = read(path, ImportOptions(official=("kominfo contoh",))).mentions
    assert (first.channel, first.kind, first.author) == ("Instagram", Kind.COMMENT, "10001")
    assert (first.n_likes, first.is_official, second.is_official) == (1200, False, True)
    assert first.posted_at == datetime(2026, 4, 13, 12, 5, 6, tzinfo=UTC)


LAPOR = "No,Tracking ID,Judul Laporan,Isi Laporan,Tanggal Laporan,Nama Pelapor,No HP,Sifat,Tindak Lanjut"


def test_a_lapor_export_keeps_reports_and_drops_who_reported(tmp_path: Path) -> None:
    row = "1,8123456,Lampu mati,Lampu jalan mati,13/04/2026 10:00,Contoh Pelapor,08990000000,Publik,Selesai"
    path = table(tmp_path, LAPOR, row)
    assert preset_of(path) == "lapor"
    mention = one(path)
    assert (mention.kind, mention.channel, mention.author) == (Kind.REPORT, "LAPOR", "")
    assert mention.external_id == "LAPOR:8123456"
    assert mention.url == "https://www.lapor.go.id/pengaduan/8123456"
    assert (mention.title, mention.reply_text) == ("Lampu mati", "Selesai")


@pytest.mark.parametrize(
    ("sifat", "is_kept"),
    [
        ("Publik", True), ("Anonim", True), ("", True), ("Tidak", True),
        ("Rahasia", False), ("Ya", False), ("1", False), ("entah", False),
    ],
)  # fmt: skip
def test_secret_reports_are_left_out_and_so_is_what_may_be_secret(
    tmp_path: Path, sifat: str, is_kept: bool
) -> None:
    row = f"1,8123456,Judul,isi contoh,13/04/2026,Contoh,0899,{sifat},"
    connector = FileImport([table(tmp_path, LAPOR, row)], lambda: NOON)
    (page,) = read_all(connector).pages
    parsed = connector.parse(page)
    assert bool(parsed.mentions) is is_kept
    assert parsed.n_skipped == (0 if is_kept else 1)
    assert parsed.rejected == ()
    assert (b"isi contoh" in connector.scrub(page, SCRUBBERS).body) is is_kept


def test_a_lapor_export_that_tells_no_secrets_apart_is_pointed_out(tmp_path: Path) -> None:
    path = table(tmp_path, "Tracking ID,Isi Laporan,Tanggal", "8123456,isi,13/04/2026")
    assert any("which reports are secret" in note for note in read(path).parsed[0].notes)


def test_who_reported_can_not_be_mapped_back_in(tmp_path: Path) -> None:
    path = table(tmp_path, LAPOR, "1,8123456,Judul,isi,13/04/2026,Contoh,0899,,")
    with pytest.raises(InputError, match="keeps the identity of those who wrote out"):
        FileImport([path], options=ImportOptions(columns={"author": "Nama Pelapor"}))


def test_no_number_of_a_whatsapp_list_gets_into_a_page(tmp_path: Path) -> None:
    head = "Tanggal,Jam,Nomor WhatsApp,Nama,Pesan,Kategori"
    path = table(tmp_path, head, "13/04/2026,09.30,0899-0000-0000,Contoh,air mati,PDAM")
    assert preset_of(path) == "whatsapp"
    reading = read(path)
    (mention,) = reading.mentions
    assert (mention.author, mention.channel, mention.title) == ("", "WhatsApp", "PDAM")
    assert mention.posted_at == datetime(2026, 4, 13, 2, 30, tzinfo=UTC)
    scrubbed = FileImport([path]).scrub(reading.pages[0], SCRUBBERS)
    assert b"0899" not in scrubbed.body
    assert b"Contoh" not in scrubbed.body


def test_criticism_and_suggestion_are_one_text(tmp_path: Path) -> None:
    head = "ID,Tanggal,Nama,Email,Kritik,Saran,Tanggapan,Tanggal Tanggapan"
    row = "12,13/04/2026,Contoh,a@b.example,lambat,tambah server,terima kasih,15/04/2026"
    path = table(tmp_path, head, row)
    assert preset_of(path) == "umpan_balik"
    mention = one(path)
    assert mention.text == "lambat\ntambah server"
    assert mention.reply_at == datetime(2026, 4, 14, 17, tzinfo=UTC)
    assert mention.kind is Kind.REPORT


def test_a_mapping_names_columns_that_nothing_else_tells(tmp_path: Path) -> None:
    path = table(tmp_path, "Apa;Kapan;Siapa;Suka", "bagus sekali;1 Mei 2026;Contoh;3 jt")
    with pytest.raises(InputError, match=r"no column for text and date.*columns found: Apa, Kapan"):
        FileImport([path])
    options = ImportOptions(columns={"text": "apa", "date": "KAPAN"}, channel="Facebook")
    mention = one(path, options)
    assert (mention.text, mention.channel, mention.n_likes) == (
        "bagus sekali",
        "Facebook",
        3_000_000,
    )


def test_a_mapping_overrides_what_a_name_suggests(tmp_path: Path) -> None:
    path = table(tmp_path, "Isi,Pesan,Tanggal", "bukan ini,ini,01/04/2026")
    assert texts(read(path, ImportOptions(columns={"text": "Pesan"}))) == ["ini"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (ImportOptions(columns={"text": "Tidak Ada"}), "no column as in --map text=Tidak Ada"),
        (ImportOptions(columns={"teks": "Isi"}), "no such field; there are text, date"),
        (ImportOptions(preset="lapoor"), "no such preset; there are play_console"),
        (ImportOptions(preset="play_console", columns={"text": "Isi"}), "has no meaning"),
        (ImportOptions(preset="play_console"), "no heading as the preset play_console has it"),
    ],
)
def test_a_wrong_option_is_refused_with_what_there_is(
    tmp_path: Path, options: ImportOptions, said: str
) -> None:
    path = table(tmp_path, "Isi,Tanggal", "a,01/04/2026")
    with pytest.raises(InputError, match=said):
        FileImport([path], options=options)


def test_a_preset_may_be_named_where_it_is_not_recognised(tmp_path: Path) -> None:
    path = table(tmp_path, "Isi,Tanggal,Nama,Kategori", "a,01/04/2026,Contoh,PDAM")
    assert preset_of(path) == "generic"
    assert one(path, ImportOptions(preset="whatsapp")).author == ""


def test_a_file_known_byte_for_byte_is_not_read_again_unless_it_would_be_read_otherwise(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "Isi,Pesan,Tanggal", "a,b,01/04/2026")
    state = read(path).parsed[0].state

    def is_known(options: ImportOptions | None = None) -> bool:
        connector = FileImport([path], options=options)
        return connector.fetch(connector.targets()[0], "rows", state).is_not_modified

    assert is_known()
    assert not is_known(ImportOptions(columns={"text": "Pesan"}))
    table(tmp_path, "Isi,Pesan,Tanggal", "a,c,01/04/2026")
    assert not is_known()


def test_the_order_of_day_and_month_is_that_of_the_file_not_of_its_first_page(
    tmp_path: Path,
) -> None:
    rows = [f"{n},04/05/2026" for n in range(10)]
    american = read(table(tmp_path, "Isi,Tanggal", *rows, "akhir,04/13/2026"))
    assert {m.posted_at.month for m in american.mentions} == {4}
    ours = read(table(tmp_path, "Isi,Tanggal", *rows, "akhir,13/05/2026"))
    assert {m.posted_at.month for m in ours.mentions} == {5}
    unclear = read(table(tmp_path, "Isi,Tanggal", *rows))
    assert any("day/month" in note for note in unclear.parsed[0].notes)


def test_what_is_wrong_with_a_row_is_told_without_its_contents(tmp_path: Path) -> None:
    path = table(tmp_path, "Isi,Tanggal,Bintang", "a,Contoh Nama 0899,5", "b,01/04/2026,Contoh")
    assert reasons(read(path)) == [
        "the date 'xxxxxx xxxx 9999' can't be read",
        "the rating 'xxxxxx' is not 1 to 5",
    ]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs ../shared/samples/imports")
@pytest.mark.parametrize(
    ("name", "preset"),
    [
        ("meltwater_header_2019-2023.csv", "meltwater_old"),
        ("exportcomments_header.csv", "exportcomments"),
    ],
)
def test_the_headings_of_real_exports_are_recognised(name: str, preset: str) -> None:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [p for p in PRESETS.values() if p.marks and p.is_marked(header)] == [PRESETS[preset]]
