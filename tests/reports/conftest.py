"""One published sample and one report made of it, for all tests that only read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pantau.config import Config
from pantau.domain.period import Quarter
from pantau.reports import quarterly
from pantau.reports.facts import QuarterFacts
from pantau.reports.letterhead import letterhead
from tests.reports import warehouse

QUARTER = Quarter(2026, 3)
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return warehouse.published(tmp_path_factory.mktemp("sample"), warehouse.sample())


@pytest.fixture(scope="session")
def sample_facts(sample_config: Config) -> QuarterFacts:
    head = letterhead(sample_config.office)
    return quarterly.read_facts(sample_config, head, QUARTER, NOW)


@pytest.fixture(scope="session")
def report_dir(sample_config: Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laporan")
    quarterly.write(sample_config, QUARTER, folder, now=NOW)
    return folder
