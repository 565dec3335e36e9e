"""Where the files that ship with Pantau stand: model, topics, lexicon, sample, report templates.

In a checkout they are in `data/` at the top; in an installed wheel in `pantau/_share/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_SHARE = _PACKAGE / "_share"


def share_dir() -> Path:
    """The folder that holds `model/`, `lexicon/`, `sample/` and `topics.toml`."""
    return _WHEEL_SHARE if _WHEEL_SHARE.is_dir() else _PACKAGE.parent.parent / "data"


def model_dir() -> Path:
    return share_dir() / "model"


def topics_path() -> Path:
    return share_dir() / "topics.toml"


def lexicon_dir() -> Path:
    return share_dir() / "lexicon"


def sample_dir() -> Path:
    return share_dir() / "sample"
