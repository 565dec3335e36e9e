from __future__ import annotations

import pytest

from pantau.domain.readiness import Part, lacking


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Lampu di Jl. Veteran padam sejak 3 Mei", ()),
        ("lampu jalan gajah mada padam dari tadi malam", ()),
        ("Di depan Puskesmas Siantan Hilir got mampet, kemarin banjir lagi", ()),
        ("Parit di sungai jawi penuh sampah", (Part.WHEN,)),
        ("Parit di Kelurahan Tengah penuh, jam 7 pagi sudah meluap", ()),
        ("Lampu jalan rusak tanggal 12 belum diperbaiki", (Part.WHERE,)),
        ("jalan rusak terus, di tengah kota lagi", (Part.WHERE, Part.WHEN)),
        ("Air PDAM mati, mei lalu juga begitu, mana tanggung jawabnya", (Part.WHERE, Part.WHEN)),
        ("Di Jl. Veteran sampah sudah seminggu tidak diangkut", ()),
        ("Di Jl. Veteran truk sampah cuma seminggu sekali", (Part.WHEN,)),
        ("sehari-hari kami pakai jalan itu, penuh lubang", (Part.WHERE, Part.WHEN)),
    ],
)
def test_what_a_complaint_about_a_service_lacks(text: str, lacks: tuple[Part, ...]) -> None:
    assert lacking(text, ["service_complaint"], ["jalan"]) == lacks


def test_without_a_topic_nobody_knows_what_it_is_about() -> None:
    lacks = lacking("Payah sekali di Jl. Veteran tadi pagi", ["service_complaint"], [])
    assert lacks == (Part.WHAT,)


def test_a_problem_of_the_app_happens_in_the_app() -> None:
    assert lacking("OTP tidak masuk sejak 3 Mei", ["app_problem"], ["masuk"]) == ()
    both = lacking("OTP tidak masuk sejak 3 Mei", ["service_complaint", "app_problem"], ["masuk"])
    assert both == (Part.WHERE,)


def test_what_is_no_complaint_is_not_judged() -> None:
    assert lacking("CCTV lancar, terima kasih", ["compliment"], ["cctv"]) is None
    assert lacking("belum dilabeli", (), ()) is None
