"""The dashboard in a real browser that can reach nothing but this machine.

Needs Debian's Chromium and playwright; skipped, with the reason, where either is missing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboards import screenshots
from dashboards.navigation import ENTRIES, Entry
from dashboards.screenshots import Browser, Page, settled, visiting
from pantau.texts import dashboard as words
from tests.dashboards import sample_database as sample
from tests.dashboards.sample_texts import HOSTILE_TEXTS

pytest.importorskip("playwright", reason="playwright is not installed (pip install '.[dev]')")
pytestmark = [
    pytest.mark.skipif(
        not screenshots.CHROMIUM.is_file(),
        reason=f"no Chromium at {screenshots.CHROMIUM} (apt-get install chromium)",
    ),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def base(grown: Path) -> Iterator[str]:
    with screenshots.serving(grown / "pantau.toml") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with screenshots.browsing() as opened:
        yield opened


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Page]:
    with visiting(browser, 1280, 900) as visit:
        yield visit.page
    assert visit.outside == []


def n_found(page: Page) -> int:
    line = page.get_by_text("teks cocok").first.inner_text()
    return int(line.split(" ")[0].replace(".", ""))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_every_page_fits_its_width_and_asks_no_outside_host(
    base: str, browser: Browser, entry: Entry, width: int, tmp_path: Path
) -> None:
    with visiting(browser, width, 900) as visit:
        visit.page.goto(f"{base}/{entry.url_path}?periode=2026-Q2")
        settled(visit.page)
        assert visit.page.get_by_role("heading", level=1).inner_text() == entry.title
        overflow = visit.page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return m.scrollWidth - m.clientWidth; }"
        )
        screenshots.whole_page(visit.page, tmp_path / "page.png", width)
    assert overflow <= 0
    assert visit.outside == []
    assert (tmp_path / "page.png").stat().st_size > 10_000


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_no_page_shows_an_error_box_or_a_missing_page(
    base: str, laptop: Page, entry: Entry
) -> None:
    laptop.goto(f"{base}/{entry.url_path}")
    settled(laptop)
    assert laptop.locator('[data-testid="stException"]').count() == 0
    assert laptop.get_by_text("Page not found").count() == 0


def test_a_click_on_a_bar_opens_its_texts(base: str, laptop: Page) -> None:
    laptop.goto(f"{base}/?periode=2026-Q2")
    settled(laptop)
    chart = laptop.locator('[data-testid="stVegaLiteChart"]').last
    chart.scroll_into_view_if_needed()
    chart.click(position={"x": 20, "y": 30})
    laptop.wait_for_url("**/suara-warga*")
    settled(laptop)
    query = parse_qs(urlsplit(laptop.url).query)
    assert len(query["jenis"]) == 1
    assert query["periode"] == ["2026-Q2"]
    assert n_found(laptop) >= 5


def test_filtering_changes_the_address_and_a_pasted_link_shows_the_same(
    base: str, browser: Browser, laptop: Page
) -> None:
    laptop.goto(f"{base}/suara-warga?periode=2026-Q2")
    settled(laptop)
    before = n_found(laptop)
    laptop.get_by_label(words.SEARCH).fill("cctv")
    laptop.keyboard.press("Enter")
    laptop.wait_for_function("() => location.search.includes('cari=cctv')")
    settled(laptop)
    after, link = n_found(laptop), laptop.url
    assert 0 < after < before
    with visiting(browser, 390, 844) as other:
        other.page.goto(link)
        settled(other.page)
        assert n_found(other.page) == after


def test_the_download_holds_the_selection_and_no_formula(
    base: str, laptop: Page, tmp_path: Path
) -> None:
    laptop.goto(f"{base}/suara-warga?periode=2026-Q2&jenis=question")
    settled(laptop)
    with laptop.expect_download() as waiting:
        laptop.get_by_role("button", name=words.DOWNLOAD_CSV).click()
    waiting.value.save_as(tmp_path / "teks.csv")
    text = (tmp_path / "teks.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == list(words.CSV_HEADERS)
    assert len(rows) - 1 == n_found(laptop)
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))]


def test_the_period_stays_when_the_reader_turns_to_another_page(base: str, laptop: Page) -> None:
    laptop.goto(f"{base}/?periode=2026-01")
    settled(laptop)
    laptop.get_by_role("link", name=words.HEALTH).click()
    laptop.wait_for_url("**/kesehatan-data*")
    settled(laptop)
    assert parse_qs(urlsplit(laptop.url).query)["periode"] == ["2026-01"]


def test_hostile_text_runs_nothing_and_makes_no_link(browser: Browser, tmp_path: Path) -> None:
    sample.write_config(tmp_path)
    rows = [
        sample.mention(i, sample.RELEASES[-1][0], text, 1) for i, text in enumerate(HOSTILE_TEXTS)
    ]
    sample.publish(tmp_path / "data" / "published", {"mention": rows})
    with (
        screenshots.serving(tmp_path / "pantau.toml") as base,
        visiting(browser, 390, 844) as visit,
    ):
        visit.page.goto(f"{base}/suara-warga?periode=2026")
        settled(visit.page)
        cards = visit.page.locator(".p-cards")
        assert visit.page.title() == words.APP_TITLE
        assert cards.locator("script, img, a").count() == 0
        assert "<script>" in cards.inner_text()
        assert "**tebal**" in cards.inner_text()
    assert visit.outside == []
