"""The first step: a commented configuration and the secret for pseudonyms."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pantau.config import DEFAULT_CONFIG_NAME
from pantau.errors import ConfigError
from pantau.privacy.pseudonym import write_secret

SECRET_NAME = "pantau.secret"  # noqa: S105 - the name of a file


def template() -> str:
    """The commented pantau.toml for JePin."""
    return files("pantau.pipeline").joinpath("pantau.toml").read_text(encoding="utf-8")


def write_setup(folder: Path, *, force: bool = False) -> list[Path]:
    """Write what is missing and return it. The secret is never replaced: a new one would make every
    known author a stranger."""
    config_path, secret_path = folder / DEFAULT_CONFIG_NAME, folder / SECRET_NAME
    if config_path.exists() and not force:
        raise ConfigError(f"{config_path} is there already; `--force` writes it anew")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        config_path.write_text(template(), encoding="utf-8")
        if secret_path.exists():
            return [config_path]
        write_secret(secret_path)
    except OSError as error:
        raise ConfigError(f"{folder}: can't be written: {error}") from error
    return [config_path, secret_path]
