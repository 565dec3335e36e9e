"""What is built, and what it costs to ask."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pantau.config import GooglePlay, Rss, Sources
from pantau.connectors import registry
from tests.fakes import NOON


def test_every_source_of_the_configuration_is_registered_and_the_other_way_round() -> None:
    assert set(registry.names()) == set(Sources.model_fields)


def test_only_sources_that_are_switched_on_are_built() -> None:
    on = Sources(google_play=GooglePlay(enabled=True), rss=Rss(enabled=False))
    assert [connector.source for connector in registry.build(on)] == ["google_play"]


@pytest.mark.parametrize("name", registry.names())
def test_each_connector_bears_the_name_it_is_registered_by(name: str) -> None:
    connector = registry.build_one(Sources(), name, lambda: NOON)
    assert connector.source == name
    assert {target.source for target in connector.targets()} <= {name}
    connector.close()


def test_asking_for_the_names_loads_no_http_client() -> None:
    code = (
        "import sys; from pantau.connectors import registry; registry.names(); "
        "assert not {'httpx', 'feedparser', 'google_play_scraper', 'jwt'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
