"""Suara Warga: what is listed, how it is narrowed, and that hostile text stays text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pantau.domain.readiness import Part
from pantau.texts import dashboard as words
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, parameter, shown
from tests.dashboards.sample_texts import HOSTILE_TEXTS, SAMPLES, Sample
from tests.dashboards.test_overview import asked

PAGE = "views/voices.py"
QUARTER = "FROM mention WHERE scope = 'own' AND local_date BETWEEN '2026-04-01' AND '2026-06-30'"


def n_found(page: str) -> int:
    line = next(part for part in page.split(">") if "teks cocok" in part)
    return int(line.split(" ")[0].replace(".", ""))


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ({}, "true"),
        ({"jenis": "app_problem"}, "list_contains(string_split(feedback, ','), 'app_problem')"),
        ({"sentimen": "positive,neutral"}, "sentiment IN ('positive', 'neutral')"),
        ({"bintang": "1"}, "rating = 1"),
        ({"topik": "cctv"}, "topics LIKE '%cctv%'"),
        ({"dijawab": "ya"}, "reply_text <> ''"),
        ({"bertentangan": "ya"}, "rating >= 4 AND sentiment = 'negative'"),
        ({"kelengkapan": "omong kosong"}, "true"),
        ({"cari": "OTP daftar"}, "text ILIKE '%otp%' AND text ILIKE '%daftar%'"),
        ({"sumber": "file"}, "source = 'file'"),
    ],
)
def test_a_link_shows_as_many_texts_as_a_query_of_our_own_finds(
    grown: Path, visit: Opened, query: dict[str, str], condition: str
) -> None:
    page = shown(visit(grown, PAGE, periode="2026-Q2", **query))
    (n,) = asked(grown, f"SELECT count(*) {QUARTER} AND {condition}")
    assert n
    assert n_found(page) == n


COMPLAINTS = (
    ("Lampu padam di Jl. Veteran sejak 3 Mei", "service_complaint", "street_light"),
    ("Lampu jalan gajah mada padam kemarin", "service_complaint", "street_light"),
    ("Parit di Sungai Jawi penuh sampah", "service_complaint", "drainage"),
    ("Lampu jalan padam tadi malam", "service_complaint", "street_light"),
    ("Payah di Siantan Hulu sejak kemarin", "service_complaint", ""),
    ("OTP tidak masuk sejak 3 Mei", "app_problem", "login_account"),
    ("OTP tidak masuk terus", "app_problem", "login_account"),
    ("Terima kasih, lampu Jl. Veteran sudah menyala tadi malam", "compliment", "street_light"),
)


@pytest.mark.parametrize(
    ("asked_for", "n"), [("siap", 3), ("apa", 1), ("di-mana", 1), ("kapan", 2)]
)
def test_complaints_are_chosen_by_what_they_lack_as_their_cards_say(
    folder: Path, visit: Opened, asked_for: str, n: int
) -> None:
    rows = []
    for number, (text, kind, topic) in enumerate(COMPLAINTS):
        row = sample.mention(number, date(2026, 9, 2), text, None)
        rows.append(sample.labelled(row, Sample(text, (kind,), "negative"), topics=topic))
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, PAGE, kelengkapan=asked_for))
    assert n_found(page) == n
    said = words.readiness(() if asked_for == "siap" else (Part(asked_for),))
    assert page.count(f"{said}</span>") == n


def test_a_page_holds_twenty_texts_and_the_next_one_goes_on(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE, periode="2026-Q2")
    assert shown(app).count("<article") == 20
    next(b for b in app.button if b.label == words.NEXT_PAGE).click().run()
    assert "Halaman 2 dari" in shown(app)
    assert parameter(app, "halaman") == "2"


def test_a_page_past_the_end_shows_the_last(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, PAGE, periode="2026-Q2", halaman="999999"))
    assert "<article" in page


def test_filters_stand_in_the_address_and_can_be_taken_away(grown: Path, visit: Opened) -> None:
    app = visit(grown, PAGE, periode="2026-Q2", jenis="question", cari="hp")
    assert parameter(app, "jenis") == "question"
    next(b for b in app.button if b.label == words.RESET).click().run()
    assert "jenis" not in app.query_params
    assert "cari" not in app.query_params


def test_nothing_found_says_what_to_do(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, PAGE, periode="2026-Q2", cari="zzzzzz"))
    assert words.EMPTY_VOICES in page


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_hostile_text_stays_text(folder: Path, visit: Opened, number: int) -> None:
    text = HOSTILE_TEXTS[number]
    row = sample.mention(1, date(2026, 9, 2), text, 1, title=text[:80], reply_text=text)
    row["app_version"] = "<b>9</b>"
    rows = [sample.labelled(row, SAMPLES[0], topics="<i>topik</i>")]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, PAGE))
    cards = page[page.index('<div class="p-cards">') :]
    for forbidden in ("<script", "<img", "<b>9", "<i>topik", "javascript:alert(1)'"):
        assert forbidden not in cards
    assert "<article" in cards


def test_a_text_nobody_has_labelled_is_shown_as_such(folder: Path, visit: Opened) -> None:
    rows = [sample.mention(1, date(2026, 9, 2), "", None)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, PAGE))
    assert words.NOT_LABELLED in page
    assert words.EMPTY_TEXT in page


def test_an_empty_database_has_no_texts_to_show(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {})
    assert words.EMPTY_VOICES in shown(visit(folder, PAGE))
