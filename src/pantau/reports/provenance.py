"""What one needs to make the same report again: snapshot, code, labels, configuration."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pantau import __version__
from pantau.config import Config
from pantau.domain.taxonomy import CODEBOOK_VERSION
from pantau.errors import ReportError
from pantau.reports.facts import ModelUse, Provenance
from pantau.reports.letterhead import Letterhead, fingerprint
from pantau.store.marts_report import ModelRow

# Where a thing lies and which port serves it doesn't change a figure.
_PLACES = {"storage", "dashboard", "privacy"}


def published_at(snapshot: str) -> datetime:
    """The moment a snapshot's name carries, to the end of its second: rows of that second count."""
    found = re.match(r"(\d{8}T\d{6})Z", snapshot)
    if not found:
        raise ReportError(f"{snapshot}: the snapshot's name carries no time")
    second = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return second + timedelta(microseconds=999_999)


def provenance(
    config: Config,
    head: Letterhead,
    topics: Path,
    snapshot: str,
    known_at: datetime,
    *,
    is_as_of: bool,
    models: Sequence[ModelRow],
) -> Provenance:
    return Provenance(
        snapshot=snapshot,
        known_at=known_at.astimezone(UTC).isoformat(timespec="microseconds"),
        is_as_of=is_as_of,
        code_version=__version__,
        codebook_version=CODEBOOK_VERSION,
        models=tuple(ModelUse(*_row(m)) for m in models),
        config_hash=config_hash(config, head),
        topics_hash=file_hash(topics),
    )


def _row(model: ModelRow) -> tuple[str, str, str, int]:
    return (model.model, model.model_version, model.codebook_version, model.n)


def config_hash(config: Config, head: Letterhead) -> str:
    """Over every key that can change a figure or a word, and over the logo's bytes."""
    kept = {k: v for k, v in config.model_dump(mode="json").items() if k not in _PLACES}
    kept["office"]["logo"] = fingerprint(head.logo)
    kept["model"] = {"tier": config.model.tier}
    written = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Empty where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
