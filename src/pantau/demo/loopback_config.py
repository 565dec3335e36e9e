"""The configuration of a house that reads one app from a loopback Google Play server and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pantau.config import App, Config, GooglePlay, Privacy, Rss, Sources, Storage
from pantau.privacy.pseudonym import write_secret


def loopback_config(folder: Path, base_url: str, app_id: str, **play: Any) -> Config:
    """Data and a new secret in `folder`, no pause between pages; `play` are further keys of the source."""
    secret = folder / "contoh.secret"
    write_secret(secret)
    section = GooglePlay(base_url=base_url, apps=(App(id=app_id),), pace_seconds=0, **play)
    return Config(
        storage=Storage(data_dir=folder / "data"),
        privacy=Privacy(secret_file=secret),
        sources=Sources(google_play=section, rss=Rss(enabled=False)),
    )
