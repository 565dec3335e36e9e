"""Published snapshots for the dashboard's tests: grown, empty, and one that holds a single text."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import pictures
from pantau.cli.launch import app_path
from tests.dashboards import sample_database as sample

Opened = Callable[..., AppTest]


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration and 600 invented mentions over 18 months."""
    folder = tmp_path_factory.mktemp("grown")
    sample.write_config(folder)
    sample.publish(folder / "data" / "published", sample.grown(random.Random(7), 600))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a configuration and nothing published."""
    sample.write_config(tmp_path)
    return tmp_path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """AppTest leaves an event loop open in each run; it is swept up in the test that made it."""
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens a page of the app on a folder's data: `visit(folder, "views/voices.py", jenis="question")`.

    Every chart that is drawn is checked against Vega-Lite's schema.
    """
    monkeypatch.setattr(pictures, "CHECKED", True)

    def open_page(folder: Path, page: str = "", **query: str) -> AppTest:
        monkeypatch.setenv("PANTAU_CONFIG", str(folder / "pantau.toml"))
        app = AppTest.from_file(str(app_path()), default_timeout=60)
        _set(app, query)
        app.run()
        if page:
            app.switch_page(page)
            _set(app, query)  # the first page has rewritten the address by its own filters
            app.run()
        return app

    yield open_page
    gc.collect()


def _set(app: AppTest, query: dict[str, str]) -> None:
    for name, value in query.items():
        app.query_params[name] = value


def shown(app: AppTest) -> str:
    """All HTML the page shows, as one string."""
    assert not app.exception, app.exception
    return "\n".join(str(h.proto.body) for h in app.get("html"))


def parameter(app: AppTest, name: str) -> str:
    """One parameter of the page's address; AppTest gives what was set from outside as a list."""
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]
