"""Masalah & Layanan, Koproduksi, Tanggapan, Rilis, Pembanding: a figure of each, recomputed here."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pantau.texts import common, report
from pantau.texts import dashboard as words
from pantau.texts import dashboard_coproduction as coproduction
from pantau.texts import dashboard_issues as issues
from pantau.texts import dashboard_peers as peers
from pantau.texts import dashboard_releases as releases
from pantau.texts import dashboard_replies as replies
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, parameter, shown
from tests.dashboards.sample_texts import SAMPLES
from tests.dashboards.test_overview import CITIZENS, asked

DAY = date(2026, 9, 2)


def number(value: object) -> str:
    return common.number(float(str(value)))


def test_a_topic_shows_how_many_texts_name_it_and_how_many_of_them_are_negative(
    grown: Path, visit: Opened
) -> None:
    page = shown(visit(grown, "views/issues.py", periode="2026-Q2"))
    n, negative = asked(
        grown,
        "SELECT count(*), count(*) FILTER (sentiment = 'negative') "
        f"{CITIZENS} AND list_contains(string_split(topics, ','), 'cctv')",
    )
    row = page[page.index('<td data-th="Topik">CCTV</td>') :].split("</tr>")[0]
    assert f'<td data-th="Jumlah">{number(n)}</td>' in row
    assert common.percent(int(str(negative)) / int(str(n))) in row
    assert "Diskominfo" in row


def test_a_word_that_everyone_suddenly_writes_is_called_rising(folder: Path, visit: Opened) -> None:
    before = [sample.mention(i, date(2026, 5, 2), f"lancar nomor {i}", 4) for i in range(60)]
    after = [
        sample.mention(100 + i, DAY, f"kamera mati <b>tol{chr(97 + i % 20)}</b>", 1)
        for i in range(60)
    ]
    rows = [sample.labelled(r, SAMPLES[0]) for r in before + after]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, "views/issues.py", periode="2026-Q3"))
    assert f'<td data-th="{issues.TERM_HEADERS[0]}">kamera</td>' in page
    assert "100% (60 dari 60)" in page


def test_owners_are_listed_by_name_and_not_ranked(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, "views/issues.py", periode="2026-Q2"))
    cells = page.split(issues.OWNERS_NOTE)[1].split(f'data-th="{issues.OWNER_HEADERS[0]}">')[1:]
    names = [c.split("<")[0] for c in cells]
    assert len(names) > 1
    assert names == sorted(names)


def test_the_share_beyond_feedback_is_counted_over_all_labelled_texts(
    grown: Path, visit: Opened
) -> None:
    page = shown(visit(grown, "views/coproduction.py", periode="2026-Q2"))
    beyond = "['co_performing', 'co_design', 'co_commissioning']"
    hits, n = asked(
        grown,
        f"SELECT count(*) FILTER (list_has_any(string_split(feedback, ','), {beyond})), "
        f"count(sentiment) {CITIZENS}",
    )
    assert f"{number(hits)} dari {number(n)} {coproduction.BEYOND_BASIS} · rentang 95%" in page


def test_few_texts_allow_no_reading_of_participation(folder: Path, visit: Opened) -> None:
    rows = [sample.labelled(sample.mention(i, DAY, f"t {i}", 1), SAMPLES[0]) for i in range(12)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, "views/coproduction.py"))
    assert report.READINGS["too_few"] in page


def test_none_beyond_feedback_among_many_is_called_semu(folder: Path, visit: Opened) -> None:
    rows = [sample.labelled(sample.mention(i, DAY, f"t {i}", 1), SAMPLES[0]) for i in range(90)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, "views/coproduction.py"))
    assert report.READINGS["semu"] in page
    assert coproduction.NO_EXAMPLES in page


def test_answers_are_counted_and_timed(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, "views/replies.py", periode="2026-Q2"))
    n, answered, median = asked(
        grown,
        "SELECT count(*), count(*) FILTER (reply_text <> ''), "
        "median(CASE WHEN reply_at >= posted_at THEN epoch(reply_at - posted_at) / 3600 END) "
        f"{CITIZENS} AND kind = 'review'",
    )
    assert f"{number(answered)} dari {number(n)} {replies.REVIEWS}" in page
    assert common.hours(float(str(median))) in page


def test_stars_raised_after_an_answer_are_told_with_a_test(folder: Path, visit: Opened) -> None:
    tables: dict[str, list[sample.Row]] = {"mention": [], "mention_revision": []}
    for i in range(12):
        answered_at = sample.naive(DAY + timedelta(days=1))
        row = sample.mention(
            i, DAY, f"t {i}", 5, reply_text="Sudah.", reply_at=answered_at, revision=2
        )
        tables["mention"].append(row)
        tables["mention_revision"].append(sample.earlier_form(row, rating=1))
    sample.publish(folder / "data" / "published", tables)
    page = shown(visit(folder, "views/replies.py"))
    assert (
        "Dari 12 ulasan, 12 menaikkan bintang, 0 menurunkan, dan 0 tetap; di luar kebetulan" in page
    )


def test_reviews_never_answered_are_said_to_be_so(folder: Path, visit: Opened) -> None:
    rows = [sample.mention(i, DAY, f"t {i}", 3) for i in range(3)]
    sample.publish(folder / "data" / "published", {"mention": rows})
    page = shown(visit(folder, "views/replies.py"))
    assert replies.NEVER in page
    assert replies.NO_EFFECT in page


def test_a_release_is_compared_with_as_many_days_before(grown: Path, visit: Opened) -> None:
    app = visit(grown, "views/releases.py", rilis="3.2.0", jendela="60")
    page = shown(app)
    condition = "scope = 'own' AND local_date BETWEEN DATE '2026-01-16' AND DATE '2026-03-16'"
    (n,) = asked(grown, f"SELECT count(*) FROM mention WHERE {condition}")
    assert "Sebelum: 16 Januari – 16 Maret 2026. Sesudah: 17 Maret – 15 Mei 2026." in page
    assert f"(n {number(n)})" in page.split(releases.PER_DAY)[1]
    assert parameter(app, "jendela") == "60"


def test_without_releases_the_page_says_how_they_are_recognised(
    folder: Path, visit: Opened
) -> None:
    sample.publish(folder / "data" / "published", {"mention": [sample.mention(1, DAY, "t", 3)]})
    assert releases.NO_RELEASES in shown(visit(folder, "views/releases.py"))


def test_peers_are_compared_by_share_and_never_by_volume(grown: Path, visit: Opened) -> None:
    page = shown(visit(grown, "views/peers.py", periode="2026-Q2"))
    negative, n = asked(
        grown,
        "SELECT count(*) FILTER (sentiment = 'negative'), count(sentiment) "
        f"{CITIZENS.replace('own', 'peer')}",
    )
    row = page[page.index(f'<td data-th="{peers.HEADERS[0]}">{sample.PEER}</td>') :].split("</tr>")[
        0
    ]
    assert f'<td data-th="n teks">{number(n)}</td>' in row
    assert common.percent(int(str(negative)) / int(str(n))) in row
    assert peers.NOT_A_RANKING in page


def test_without_peers_the_page_says_how_to_add_them(folder: Path, visit: Opened) -> None:
    sample.publish(folder / "data" / "published", {"mention": [sample.mention(1, DAY, "t", 3)]})
    assert peers.NO_PEERS_TITLE in shown(visit(folder, "views/peers.py"))


def test_a_source_filter_reaches_every_page_of_figures(grown: Path, visit: Opened) -> None:
    (n,) = asked(grown, f"SELECT count(*) {CITIZENS} AND source = 'file'")
    page = shown(visit(grown, periode="2026-Q2", sumber="file"))
    assert f'<div class="p-value">{number(n)}</div>' in page
    assert words.TILE_TEXTS in page
