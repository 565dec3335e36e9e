"""What must go, what must stay. Numbers, names and addresses here are made up."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.privacy.redact import redact
from pantau.privacy.rules import RULES, Rule

REVIEWS = Path(__file__).parents[3] / "shared" / "datasets" / "reviews"

IDENTITY_NUMBERS = [
    "6171011708459999",
    "6171055708459999",
    "6171 0117 0845 9999",
    "61.71.01.170845.9999",
    "6171063102999999",
    "6171014001909999",
    "9901010101909999",
    "4111111111111111",
]

DISGUISES = [
    "٦١٧١٠١١٧٠٨٤٥٩٩٩٩",
    "６１７１０１１７０８４５９９９９",
    "𝟞𝟙𝟟𝟙𝟘𝟙𝟙𝟟𝟘𝟠𝟜𝟝𝟡𝟡𝟡𝟡",
    "⁶¹⁷¹⁰¹¹⁷⁰⁸⁴⁵⁹⁹⁹⁹",
    "6171\u200b0117\u200b0845\u200b9999",
    "6171\u00a00117\u00a00845\u00a09999",
    "6171\u20600117\ufeff0845\u00ad9999",
    "6171‑0117–0845—9999",
    "6\u200d171011708459999",
    "6\u03361\u03367\u03361\u0336011708459999",
    "6️⃣1️⃣7️⃣1️⃣0️⃣1️⃣1️⃣7️⃣0️⃣8️⃣4️⃣5️⃣9️⃣9️⃣9️⃣9️⃣",
    "6 1 7 1 0 1 1 7 0 8 4 5 9 9 9 9",
    "6171 - 0117 - 0845 - 9999",
    "6171\n0117\n0845\n9999",
    "6171/0117/0845/9999",
    "6171,0117,0845,9999",
]


@pytest.mark.parametrize("number", IDENTITY_NUMBERS + DISGUISES)
def test_sixteen_digits_go_however_they_are_written(number: str) -> None:
    assert redact(number) == "[nomor identitas]"
    assert redact(f"NIK saye {number}, kok ditolak") == "NIK saye [nomor identitas], kok ditolak"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nik 61710117084599 kurang", "nik [nomor identitas] kurang"),
        ("no KK saya 617101170845999", "no KK saya [nomor identitas]"),
        ("KTP: 6171 0117 0845 99", "KTP: [nomor identitas]"),
        ("NPWP 09.254.294.3-407.000", "NPWP [nomor identitas]"),
        ("hubungi 0812-3456-7890 ya", "hubungi [telepon] ya"),
        ("wa081234567890", "wa[telepon]"),
        ("+62 812 3456 7890", "[telepon]"),
        ("(+62)812.3456.7890", "[telepon]"),
        ("6281234567890", "[telepon]"),
        ("0062 812 34567890", "[telepon]"),
        ("O812 3456 7890", "[telepon]"),
        ("hub 081234567890 / 082345678901", "hub [telepon] / [telepon]"),
        ("0561-733111", "[telepon]"),
        ("telp (0561) 733 111", "telp [telepon]"),
        ("kantor 0561733111", "kantor [telepon]"),
        ("021-5551234", "[telepon]"),
        ("+60 12-345 6789", "[telepon]"),
        ("hp 8123456789", "hp [telepon]"),
        ("WA saya 812 3456 7890", "WA saya [telepon]"),
        ("nol delapan satu dua tiga empat lima enam tujuh delapan", "[telepon]"),
        ("kirim ke contoh.warga@gmail.com ya", "kirim ke [email] ya"),
        ("contoh @ gmail.com", "[email]"),
        ("contoh (at) gmail.com", "[email]"),
        ("@contoh_warga tolong", "[akun] tolong"),
        ("＠contoh_warga tolong", "[akun] tolong"),
        ("cek wa.me/6281234567890 kak", "cek [tautan] kak"),
        ("https://t.me/contohwarga", "[tautan]"),
        ("rek BCA 1234567890", "rek BCA [rekening]"),
        ("Bank Kalbar no 1234 5678 90", "Bank Kalbar no [rekening]"),
        ("motor KB 1234 XX parkir", "motor [pelat] parkir"),
        ("KB1234XY", "[pelat]"),
        ("kb 1234 xy tu", "[pelat] tu"),
        ("mobil B 1234 XYZ", "mobil [pelat]"),
        ("plat KB 4521", "plat [pelat]"),
        ("Jl. Gajah Mada No. 12A", "Jl. Gajah Mada No. [alamat]"),
        ("jl tanjung raya 2 no 5", "jl tanjung raya 2 no [alamat]"),
        ("Gg. Selat Sumba 3 nomor 12", "Gg. Selat Sumba 3 nomor [alamat]"),
        ("Jl. Gajah Mada 125, Pontianak", "Jl. Gajah Mada [alamat], Pontianak"),
        ("rumah di Gg. Contoh Mulia 21B", "rumah di Gg. Contoh Mulia [alamat]"),
        ("RT 03/RW 05 Saigon", "[alamat] Saigon"),
        ("rt 3 rw 4", "[alamat]"),
        ("RT.003/RW.012", "[alamat]"),
        ("RT/RW 03/05", "[alamat]"),
        ("Komplek Contoh Indah Blok C-12", "Komplek Contoh Indah [alamat]"),
        ("blok A5 no 3", "[alamat]"),
        ("Pak Budi di loket 3", "Pak [nama] di loket 3"),
        ("pak budi kasar", "pak [nama] kasar"),
        ("pak budi santoso kasar", "pak [nama] kasar"),
        ("Bpk.Budi", "Bpk.[nama]"),
        ("Bu Siti Aminah baik", "Bu [nama] baik"),
        ("kak rina ramah", "kak [nama] ramah"),
        ("Bang Hendra Wijaya", "Bang [nama]"),
        ("Pak Haji Rahmat", "Pak Haji [nama]"),
        ("Pak RT Budi", "Pak RT [nama]"),
        ("Halo Kak Rina, terima kasih", "Halo Kak [nama], terima kasih"),
        ("Bapak/Ibu Siti", "Bapak/Ibu [nama]"),
        ("a.n. Siti Aminah", "a.n. [nama]"),
        ("tolong pak budi, bu siti", "tolong pak [nama], bu [nama]"),
    ],
)
def test_personal_data_becomes_a_word_in_brackets(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bagus",
        "👨‍👩‍👧 mantap ❤️",
        "jalan Gajah Mada no stop",
        "ukuran 500 KB saja",
        "500 KB 1200 MB",
        "program KB di puskesmas, KB 3 bulan",
        "kb 12 bln",
        "rating 10/10",
        "Rp 1.500.000 jadi Rp10.000.000.000",
        "harga 12.000 13.000 14.000 15.000",
        "beras 13.500 / 15.000, gula 16.000 / 18.500",
        "versi 2.0.15",
        "12-03-2026 13-03-2026",
        "buka 08.00 - 16.00 tanggal 08-05-2026",
        "2026-05-03 10.30 sampai 11.45",
        "call center 112 dan 1708",
        "tahun 2026, Triwulan III 2026",
        "4 dari 10 CCTV mati, nomor 17 tu di mane",
        "loket no 3 antre 45 orang",
        "jalan di depan loket no 3",
        "jalan rusak nomor 1 di kota",
        "Jl. Tanjung Raya 2, Kelurahan Saigon",
        "Gang Selat Sumba 3 gelap",
        "Jalan Danau Sentarum, 21 Nov, pukul 16.05",
        "Jl. Tanjung Raya 2, 5 lubang",
        "Jl. Husein Hamzah 12 lubang",
        "12/03/2026,13/03/2026",
        "12.000/13.000/14.000/15.000",
        "saldo BCA 10.000.000",
        "Jalan Pak Kasih banjir, Jl Pak Benceng juga",
        "Pak RT dan Pak Wali datang",
        "Pak Wali Kota Pontianak",
        "Bu Lurah Saigon ramah",
        "Yth. Bapak/Ibu",
        "bu, tolong diperbaiki",
        "pak tolong diperbaiki",
        "Pak Tolong Diperbaiki",
        "PAK TOLONG DIPERBAIKI",
        "pak tolooong",
        "kak gimana ini",
        "ibu rumah tangga, ibu-ibu pasar, ibu kota",
        "bang ape pasal ni",
        "ko error terus",
        "Terima kasih Pak. Aplikasi Bagus",
        "KTP anak saya sudah 14 hari",
        "KK hilang 2 lembar",
        "blok di jalan, diblokir 3 kali",
        "cabai @10000 per ons",
        "tiket 20260503123 belum dijawab",
        "pesanan 3 kali, 1.000 pengguna",
    ],
)
def test_what_is_not_personal_stays_to_the_letter(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("number", ["0561-733111", "(0561) 733 111", "+62 561 733111"])
def test_an_office_number_on_the_allow_list_stays(number: str) -> None:
    assert redact(f"telp {number}", allowed_numbers=["0561733111"]) == f"telp {number}"
    assert redact(f"telp {number}", allowed_numbers=["0561733112"]) == "telp [telepon]"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}-{rule.hint}")
def test_each_placeholder_is_safe_from_every_rule(rule: Rule) -> None:
    placeholder = rule.placeholder
    assert redact(f"{placeholder} {placeholder}") == f"{placeholder} {placeholder}"


PIECES = st.sampled_from(
    [
        *IDENTITY_NUMBERS, *DISGUISES, "0812", "62", "+", "8", "3456-7890", "@", "a@b", ".", "-", " ",
        "\n", "\u200b", "\u200d", "️⃣", "Pak ", "kak ", "Halo ", "Budi", "siti ", "RT ", "KB ", "1234",
        " XX", "no ", "Jl. ", "Contoh ", "blok ", "BCA ", "NIK ", "WA ", "[telepon]", "[nama]", "(",
        ")", "/", "wa.me/", "12.000", "08.00", "٦١٧", "１２", "²", "İ", "ß",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80)


@given(TEXTS)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(
    st.integers(0, 10**16 - 1).map("{:016d}".format),
    st.lists(
        st.sampled_from(["", " ", ".", "-", ",", "/", "\u00a0", "\u200b", " - ", "–"]),
        min_size=15,
        max_size=15,
    ),
    st.text(alphabet="abc ,!?", max_size=20),
)
def test_no_separator_hides_sixteen_digits(digits: str, gaps: list[str], around: str) -> None:
    broken = "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))
    assert not re.search(r"\d", redact(f"{around} {broken} {around}"))


@pytest.mark.parametrize(
    "seed", ["pak ", "1 ", "a", "@", "jl a ", "0 8", "a.", "[", "rt 1/", "nol delapan ", "6\u200d"]
)
def test_ten_thousand_hostile_characters_come_back(seed: str) -> None:
    text = seed * (10_000 // len(seed))
    assert redact(redact(text)) == redact(text)


@pytest.mark.skipif(not REVIEWS.is_dir(), reason="real reviews (../shared/datasets) are not here")
def test_in_real_reviews_little_changes_and_no_long_number_survives() -> None:
    texts = [text for path in sorted(REVIEWS.glob("*.csv")) for text in _every_tenth(path)]
    redacted = [redact(text) for text in texts]
    n_changed = sum(a != b for a, b in zip(texts, redacted, strict=True))
    share = n_changed / len(texts)
    assert not [text for text in redacted if re.search(r"\d(?:[ .\-]?\d){15}", text)]
    assert share < 0.01, f"{n_changed} of {len(texts)} texts changed ({share:.2%})"


def _every_tenth(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)][::10]
