"""Who sees what while sign-in is enabled, and how the command line minds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboards.navigation import ENTRIES
from dashboards.signin import Role, email_of, role_of
from pantau.cli import app as command_line
from pantau.cli.launch import app_path
from pantau.config import SignIn, load
from pantau.errors import ConfigError
from pantau.texts import dashboard_office as said
from tests.dashboards import sample_database as sample
from tests.dashboards.conftest import Opened, shown

VIEWER, CODER = "kepala@contoh.example", "petugas@contoh.example"
LISTS = SignIn(enabled=True, viewers=(VIEWER,), coders=(CODER,))
SECRET_TEXT = "teks contoh yang tak boleh bocor"
Arrived = Callable[..., AppTest]


@pytest.fixture
def office(folder: Path) -> Path:
    """A folder with sign-in enabled, a warehouse and its snapshot."""
    with (folder / "pantau.toml").open("a", encoding="utf-8") as file:
        file.write(
            "[dashboard.sign_in]\nenabled = true\n"
            f'viewers = ["{VIEWER.upper()}"]\ncoders = ["{CODER}"]\n'
        )
    tables = {"mention": [sample.mention(1, date(2026, 9, 2), SECRET_TEXT, 4)]}
    sample.publish(folder / "data" / "published", tables)
    sample.write_database(folder / "data" / "warehouse.duckdb", tables)
    return folder


@pytest.fixture
def arrive(
    office: Path,
    visit: Opened,  # marks the test for what AppTest leaves open
    monkeypatch: pytest.MonkeyPatch,
) -> Arrived:
    """Opens a page as somebody with these claims."""

    def open_page(claims: Mapping[str, object], page: str = "") -> AppTest:
        monkeypatch.setenv("PANTAU_CONFIG", str(office / "pantau.toml"))
        app = AppTest.from_file(str(app_path()), default_timeout=60)
        app.user = dict(claims)
        app.run()
        if page:
            app.switch_page(page)
            app.run()
        return app

    return open_page


def claims(email: str, **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, **more}


@pytest.mark.parametrize("page", ["", *(f"views/{e.file}" for e in ENTRIES if not e.is_writing)])
@pytest.mark.parametrize(
    "who",
    [
        {},
        {"is_logged_in": False},
        {"email": CODER},  # an address that nobody vouches for
        claims("orang@lain.example"),
        claims(CODER, email_verified=False),
        claims(""),
    ],
    ids=["nobody", "signed_out", "no_sign_in", "stranger", "unverified", "no_address"],
)
def test_nobody_unknown_sees_anything(arrive: Arrived, who: dict[str, object], page: str) -> None:
    app = arrive(who, page)
    html = shown(app)
    assert said.SIGN_IN_TITLE in html or said.UNKNOWN_TITLE in html
    assert SECRET_TEXT not in html
    assert "Data per" not in html
    assert "p-title" not in html.split("<style>")[0]
    assert [b.label for b in app.button] in ([said.SIGN_IN], [said.SIGN_OUT])
    assert not app.selectbox
    assert not app.get("download_button")


def test_a_viewer_reads_and_has_no_page_that_writes(arrive: Arrived) -> None:
    assert SECRET_TEXT in shown(arrive(claims(VIEWER), "views/voices.py"))
    for entry in ENTRIES:
        if entry.is_writing:
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                arrive(claims(VIEWER), f"views/{entry.file}")


def test_a_coder_writes_under_the_own_address(arrive: Arrived) -> None:
    app = arrive(claims(CODER), "views/notes.py")
    assert said.NEW_NOTE in shown(app)
    assert app.text_input(key="c_name_0").value == CODER
    assert said.signed_in(CODER, "koder") in shown(app)


def test_whoever_is_taken_off_the_list_sees_nothing_at_the_next_click(
    arrive: Arrived, office: Path
) -> None:
    app = arrive(claims(VIEWER), "views/voices.py")
    config = office / "pantau.toml"
    text = config.read_text(encoding="utf-8").replace(VIEWER.upper(), "lain@contoh.example")
    config.write_text(text + "\n# lain\n", encoding="utf-8")
    app.run()
    assert said.UNKNOWN_TITLE in shown(app)
    assert SECRET_TEXT not in shown(app)


def test_without_a_provider_signing_in_says_what_is_missing(arrive: Arrived) -> None:
    app = arrive({"is_logged_in": False})
    app.button[0].click().run()
    assert said.SIGN_IN_UNREADY in shown(app)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (claims(CODER), Role.CODER),
        (claims(f"  {CODER.upper()} "), Role.CODER),
        (claims(VIEWER, email_verified=True), Role.VIEWER),
        (claims(VIEWER, email_verified="false"), None),
        (claims("orang@lain.example"), None),
        ({"is_logged_in": "true", "email": CODER}, None),
        ({"is_logged_in": True, "email": None}, None),
    ],
)
def test_a_role_comes_from_a_verified_address_on_a_list(
    who: dict[str, object], role: Role | None
) -> None:
    assert role_of(email_of(who), LISTS) is role


def write(folder: Path, section: str) -> Path:
    path = folder / "pantau.toml"
    path.write_text(f"version = 1\n{section}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("[dashboard.sign_in]\nenabled = true\n", "let nobody in"),
        ('[dashboard.sign_in]\nviewers = ["bukan surel"]\n', "dashboard.sign_in.viewers"),
        ('[dashboard.sign_in]\nviewer = ["a@b.example"]\n', "did you mean `viewers`"),
    ],
)
def test_a_wrong_list_is_refused_by_name(tmp_path: Path, section: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        load(write(tmp_path, section))


def test_the_command_refuses_an_open_address_and_names_the_ways_out(tmp_path: Path) -> None:
    config = write(tmp_path, "")
    result = CliRunner().invoke(
        command_line, ["dashboard", "--address", "0.0.0.0", "-c", str(config)]
    )
    assert isinstance(result.exception, ConfigError)
    assert "--exposed" in str(result.exception)
    assert "sign_in" in str(result.exception)
