"""The configuration: refused with the nearest known name, overridden by variables, paths made absolute."""

from __future__ import annotations

from pathlib import Path

import pytest

from pantau.config import Config, find, load
from pantau.errors import ConfigError
from pantau.pipeline.setup import template, write_setup


def written(folder: Path, text: str) -> Path:
    path = folder / "pantau.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_init_writes_is_valid_and_equals_the_defaults_where_it_says_nothing(
    tmp_path: Path,
) -> None:
    config_path, secret = write_setup(tmp_path)
    config = load(config_path)
    assert config.sources.google_play == Config().sources.google_play
    assert config.storage.data_dir == tmp_path / "data"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert config.storage.data_dir not in secret.parents
    assert not config.sources.rss.enabled


def test_init_never_replaces_a_secret_and_never_a_configuration_unasked(tmp_path: Path) -> None:
    _, secret = write_setup(tmp_path)
    before = secret.read_bytes()
    with pytest.raises(ConfigError, match="--force"):
        write_setup(tmp_path)
    write_setup(tmp_path, force=True)
    assert secret.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = 1\n[sources.google_play]\nbse_url = 'http://x'\n", "did you mean `base_url`"),
        ("version = 1\n[storag]\n", "did you mean `storage`"),
        ("version = 1\n[[sources.google_play.apps]]\nid = 'a.b'\nrle = 'own'\n", "did you mean `role`"),
        ("version = 2\n", "version = 1"),
        ("[storage]\n", "version = 1"),
        ("version = 1\n[storage]\nkeep_snapshots = 0\n", "storage.keep_snapshots"),
        ("version = 1\n[sources.google_play]\nbase_url = 'file:///etc'\n", "http(s)"),
        ("version = 1\n[sources.google_play]\nbase_url = 'http://u:p@h'\n", "without user name"),
        ("version = \n", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_variable_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(
        tmp_path, "version = 1\n[sources.google_play]\nbase_url = 'http://file'\npage_size = 7\n"
    )
    monkeypatch.setenv("PANTAU_SOURCES__GOOGLE_PLAY__BASE_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PANTAU_SOURCES__GOOGLE_PLAY__APPS", '[{"id": "app.contoh"}]')
    play = load(path).sources.google_play
    assert play.base_url == "http://127.0.0.1:9"
    assert (play.page_size, play.apps[0].id) == (7, "app.contoh")


def test_a_variable_that_names_no_section_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "version = 1\n")
    monkeypatch.setenv("PANTAU_SORCES__RSS__ENABLED", "false")
    with pytest.raises(ConfigError, match="did you mean `sources`"):
        load(path)


def test_without_a_file_the_error_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PANTAU_CONFIG", raising=False)
    with pytest.raises(ConfigError, match="pantau init"):
        find(None)


def test_the_template_holds_no_secret_and_explains_itself() -> None:
    lines = template().splitlines()
    assert sum(line.lstrip().startswith("#") for line in lines) >= 8
    assert not any("token =" in line or "password =" in line for line in lines)
