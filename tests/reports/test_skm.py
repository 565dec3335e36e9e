"""The SKM calculator against sheets worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pantau.errors import InputError
from pantau.reports import skm

HEADER = "persyaratan,prosedur,waktu,biaya,produk,kompetensi,perilaku,pengaduan,sarana"


def survey(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "survei.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def test_all_fours_are_a_hundred_and_all_ones_are_twenty_five(tmp_path: Path) -> None:
    best = skm.compute(survey(tmp_path, "4,4,4,4,4,4,4,4,4"))
    assert (best.ikm, best.band, best.n) == (100.0, "A", 1)
    worst = skm.compute(survey(tmp_path, "1,1,1,1,1,1,1,1,1"))
    assert (worst.ikm, worst.band) == (25.0, "D")


def test_the_three_published_weights_give_their_three_results(tmp_path: Path) -> None:
    # Published: 91.48, 91.38 (cut off, not rounded) and 90.56 for such means.
    totals = [3659] * 8 + [3660]
    results = {w: skm.from_totals(1000, totals, {}, w).ikm for w in skm.WEIGHTS}
    assert results == {"1/9": 91.48, "0.111": 91.39, "0.11": 90.56}


@pytest.mark.parametrize(
    ("ikm", "band"),
    [
        ("25.00", "D"),
        ("64.99", "D"),
        ("65.00", "C"),
        ("76.60", "C"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.31", "A"),
        ("100.00", "A"),
    ],
)
def test_every_edge_of_a_band_falls_on_the_right_side(ikm: str, band: str) -> None:
    assert skm.band_of(Decimal(ikm)) == band


def test_the_value_is_rounded_before_it_is_banded() -> None:
    # 64.9968 would be D by its digits; rounded to two decimals it is 65.00, a C.
    total = Decimal("64.9968") / 25 * 9
    n = 10_000
    sums = [int(total / 9 * n)] * 9
    found = skm.from_totals(n, sums, {}, "1/9")
    assert (found.ikm, found.band) == (65.0, "C")


def test_swapped_columns_are_told_by_name(tmp_path: Path) -> None:
    usual = skm.compute(survey(tmp_path, "4,4,4,4,4,4,4,1,3"))
    swapped_header = HEADER.replace("pengaduan,sarana", "sarana,pengaduan")
    swapped = skm.compute(survey(tmp_path, "4,4,4,4,4,4,4,3,1", header=swapped_header))
    assert usual.elements == swapped.elements


def test_full_names_numbers_and_semicolons_are_read(tmp_path: Path) -> None:
    header = (
        "U1. Persyaratan;U2. Sistem, Mekanisme, dan Prosedur;Waktu Penyelesaian;Biaya/Tarif;"
        "Produk Spesifikasi Jenis Pelayanan;Kompetensi Pelaksana;Perilaku Pelaksana;"
        "Sarana dan Prasarana;Penanganan Pengaduan, Saran dan Masukan;Kecamatan"
    )
    rows = ["4;3;4;4;4;4;4;4;2,0;Barat"] * 5
    found = skm.compute(survey(tmp_path, *rows, header=header))
    assert [e.mean for e in found.elements] == [4, 3, 4, 4, 4, 4, 4, 2, 4]
    assert [(g.column, g.value, g.n) for g in found.groups] == [("Kecamatan", "Barat", 5)]


def test_groups_under_five_are_not_shown_nor_to_be_had_by_subtraction(tmp_path: Path) -> None:
    lines = ["4,4,4,4,4,4,4,4,4,Barat"] * 6 + ["3,3,3,3,3,3,3,3,3,Timur"] * 7
    lines += ["1,1,1,1,1,1,1,1,1,Utara"] * 2
    found = skm.compute(survey(tmp_path, *lines, header=HEADER + ",Kecamatan"))
    assert [g.value for g in found.groups] == ["Timur"]
    assert found.n_hidden_groups == 2


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("0", "0 is not from 1 to 4"),
        ("5", "5 is not from 1 to 4"),
        ("", "is blank"),
        ("3.5", "3.5 is not a whole number"),
        ('"3,5"', "3,5 is not a whole number"),
        ("baik", "'baik' is not a number"),
        ("-2", "-2 is not from 1 to 4"),
    ],
)
def test_a_wrong_cell_is_named_with_line_and_column(tmp_path: Path, cell: str, said: str) -> None:
    path = survey(tmp_path, "4,4,4,4,4,4,4,4,4", f"4,4,{cell},4,4,4,4,4,4")
    with pytest.raises(InputError) as caught:
        skm.compute(path)
    assert f"line 3, column 'waktu': {said}" in str(caught.value)


def test_missing_doubled_and_absent_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 1: no column for pengaduan, sarana"):
        skm.compute(
            survey(tmp_path, "4,4,4,4,4,4,4", header=HEADER.removesuffix(",pengaduan,sarana"))
        )
    with pytest.raises(InputError, match="are both waktu"):
        skm.compute(survey(tmp_path, "4", header=HEADER + ",waktu pelayanan"))
    with pytest.raises(InputError, match="no respondents"):
        skm.compute(survey(tmp_path))
    (tmp_path / "kosong.csv").write_text("", "utf-8")
    with pytest.raises(InputError, match="empty"):
        skm.compute(tmp_path / "kosong.csv")
    with pytest.raises(InputError, match="can't be read"):
        skm.compute(tmp_path / "tidak-ada.csv")


def test_every_fault_is_told_at_once_but_not_thousands_of_them(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        skm.compute(survey(tmp_path, *["0,0,0,0,0,0,0,0,0"] * 10))
    assert "line 2, column 'persyaratan'" in str(caught.value)
    assert "and 70 more" in str(caught.value)


def test_a_result_is_had_again_from_the_sums_it_holds(tmp_path: Path) -> None:
    from dataclasses import asdict

    lines = ["4,3,2,4,1,4,3,4,4,Barat"] * 9 + ["2,3,2,4,1,2,3,4,4,Timur"] * 8
    found = skm.compute(survey(tmp_path, *lines, header=HEADER + ",Kecamatan"), weight="0.111")
    assert skm.again(asdict(found)) == found
