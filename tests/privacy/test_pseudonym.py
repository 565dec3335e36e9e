from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pantau.errors import ConfigError
from pantau.privacy.pseudonym import Pseudonymiser, load_secret, write_secret

SECRET = b"s" * 32
posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")


def test_one_author_at_one_source_always_gets_one_key() -> None:
    first, second = Pseudonymiser(SECRET), Pseudonymiser(SECRET)
    assert first.key("google_play", "Contoh Warga 1") == second.key("google_play", "Contoh Warga 1")
    assert re.fullmatch(r"p:[0-9a-f]{32}", first.key("google_play", "Contoh Warga 1"))


def test_author_source_and_secret_all_change_the_key() -> None:
    keys = {
        Pseudonymiser(secret).key(source, author)
        for secret in (SECRET, b"t" * 32)
        for source in ("google_play", "rss")
        for author in ("a", "b")
    }
    assert len(keys) == 8


def test_no_author_has_no_key() -> None:
    assert Pseudonymiser(SECRET).key("rss", "") == ""


def test_a_key_given_back_comes_out_as_it_is() -> None:
    pseudonyms = Pseudonymiser(SECRET)
    key = pseudonyms.key("google_play", "Contoh Warga 1")
    assert pseudonyms.key("google_play", key) == key
    assert pseudonyms.key("google_play", key + "0") != key + "0"


def test_an_author_of_broken_signs_gets_a_key_too() -> None:
    assert Pseudonymiser(SECRET).key("rss", "\ud800").startswith("p:")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ConfigError, match="at least 32 bytes"):
        Pseudonymiser(b"short")


def test_a_written_secret_is_read_back_and_differs_each_time(tmp_path: Path) -> None:
    write_secret(tmp_path / "new" / "one")
    write_secret(tmp_path / "two")
    one, two = load_secret(tmp_path / "new" / "one"), load_secret(tmp_path / "two")
    assert one != two
    assert len(one) == 64


@posix_only
def test_a_written_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_secret(tmp_path / "secret")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_an_existing_secret_is_never_overwritten(tmp_path: Path) -> None:
    write_secret(tmp_path / "secret")
    before = load_secret(tmp_path / "secret")
    with pytest.raises(ConfigError, match="exists already"):
        write_secret(tmp_path / "secret")
    assert load_secret(tmp_path / "secret") == before


def test_a_missing_secret_is_answered_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="pantau init"):
        load_secret(tmp_path / "secret")


@pytest.mark.parametrize("content", ["", "\n", "x" * 31])
def test_an_empty_or_short_secret_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="at least 32"):
        load_secret(path)


@posix_only
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_secret_open_to_others_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret"
    write_secret(path)
    path.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        load_secret(path)


def test_a_folder_in_place_of_the_secret_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load_secret(tmp_path)
