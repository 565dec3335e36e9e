"""Pictures of every page at the width of a laptop and of a phone, for docs and for looking at.

    python dashboards/screenshots.py [--config pantau.toml] [--folder docs/screenshots]

Without a configuration the demo's data are made first, in a folder that is thrown away. Needs
playwright and Debian's Chromium (`apt-get install chromium`). Everything but this machine is blocked
while the browser runs; what it tried to reach outside is reported as an error.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from dashboards.navigation import ENTRIES
from pantau.cli import launch

CHROMIUM = Path(os.environ.get("PANTAU_CHROMIUM", "/usr/bin/chromium"))
WIDTHS = {"laptop": (1280, 800), "ponsel": (390, 844)}
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
_READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Every chart has its picture; the first render comes some time after the script has run.
_DRAWN = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
    .every(chart => chart.querySelector('canvas, svg'))"""
# playwright's; a development dependency that mypy may not find
Browser: TypeAlias = Any
Page: TypeAlias = Any


@dataclass
class Visit:
    """An open page, and every address outside this machine that it asked for."""

    page: Page
    outside: list[str] = field(default_factory=list)


@contextlib.contextmanager
def serving(config_path: Path) -> Iterator[str]:
    """The dashboard on a free port; gives its address and stops it at the end."""
    port = _free_port()
    arguments, environment = launch.command(config_path, "127.0.0.1", port)
    server = subprocess.Popen(  # noqa: S603 - our own command
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard ended with exit code {server.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the dashboard did not answer on port {port} within {seconds:.0f} s")


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def visiting(browser: Browser, width: int, height: int, theme: str = "light") -> Iterator[Visit]:
    """A page of that size, in a session of its own, in which only loopback can be reached."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="id-ID",
        timezone_id="Asia/Pontianak",
        color_scheme=theme,
        accept_downloads=True,
    )
    visit = Visit(context.new_page())
    context.route("**/*", lambda route: _only_loopback(route, visit.outside))
    try:
        yield visit
    finally:
        context.close()


def _only_loopback(route: Any, outside: list[str]) -> None:
    address = urlsplit(route.request.url)
    if address.scheme in ("data", "blob") or address.hostname in ("127.0.0.1", "localhost"):
        route.continue_()
        return
    outside.append(route.request.url)
    route.abort()


def settled(page: Page) -> None:
    """Waits until the script has run and the charts are drawn."""
    page.wait_for_selector(_READY, timeout=60_000)
    page.wait_for_timeout(300)
    page.wait_for_selector(_READY, timeout=60_000)
    page.wait_for_function(_DRAWN, timeout=60_000)


def whole_page(page: Page, path: Path, width: int) -> None:
    """Streamlit scrolls inside a box, so the window is made as tall as the content first."""
    tall = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('[data-testid=stMain], "
        "[data-testid=stMainBlockContainer]')].map(e => e.scrollHeight))"
    )
    page.set_viewport_size({"width": width, "height": min(int(tall) + 20, 12_000)})
    page.wait_for_timeout(700)
    page.screenshot(path=str(path))
    _make_small(path)


def _make_small(path: Path) -> None:
    """256 colours are enough for a screen, and a third of the bytes."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256)
    small.save(path, optimize=True)


def take(config_path: Path, folder: Path, query: str = "", theme: str = "light") -> list[str]:
    """One picture per page and width into `folder`; the outside addresses asked for, hopefully none."""
    folder.mkdir(parents=True, exist_ok=True)
    outside: list[str] = []
    with serving(config_path) as base, browsing() as browser:
        for name, (width, height) in WIDTHS.items():
            for entry in ENTRIES:
                with visiting(browser, width, height, theme) as visit:
                    visit.page.goto(f"{base}/{entry.url_path}?{query}")
                    settled(visit.page)
                    whole_page(visit.page, folder / f"{entry.name}-{name}.png", width)
                    outside += visit.outside
    return outside


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--config", type=Path, default=None)
    parser.add_argument("--folder", type=Path, default=Path("docs/screenshots"))
    parser.add_argument(
        "--query", default="", help="parameters of the address, such as periode=2026-Q3"
    )
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    given = parser.parse_args()
    with _data(given.config) as config_path:
        outside = take(config_path, given.folder, given.query, given.theme)
    for address in outside:
        sys.stderr.write(f"asked for an outside host: {address}\n")
    return 1 if outside else 0


@contextlib.contextmanager
def _data(config_path: Path | None) -> Iterator[Path]:
    """The configuration given, or that of a demo made for the purpose."""
    if config_path is not None:
        yield config_path
        return
    from pantau.demo import show

    with tempfile.TemporaryDirectory(prefix="pantau-screenshots-") as folder:
        yield show.run(Path(folder)).config_path


if __name__ == "__main__":
    sys.exit(main())
