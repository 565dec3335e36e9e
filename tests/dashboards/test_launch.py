"""How the dashboard is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pantau.cli import launch
from pantau.errors import ConfigError


def test_the_command_binds_to_loopback_and_sends_no_statistics(tmp_path: Path) -> None:
    arguments, _ = launch.command(tmp_path / "pantau.toml")
    assert "--server.address=127.0.0.1" in arguments
    assert "--browser.gatherUsageStats=false" in arguments
    assert "--client.showErrorDetails=none" in arguments
    assert Path(arguments[4]).is_file()


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.10", "::", "pantau.example", ""])
def test_an_address_others_can_reach_is_refused_unless_meant(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="no sign-in"):
        launch.command(tmp_path / "pantau.toml", address)
    arguments, _ = launch.command(tmp_path / "pantau.toml", address, is_exposed=True)
    assert f"--server.address={address}" in arguments


def test_with_sign_in_any_address_may_be_bound(tmp_path: Path) -> None:
    pytest.importorskip("authlib", reason="Authlib is not installed (pip install '.[signin]')")
    arguments, _ = launch.command(tmp_path / "pantau.toml", "192.0.2.1", has_sign_in=True)
    assert "--server.address=192.0.2.1" in arguments


def test_sign_in_without_its_package_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(name: str) -> object:
        return None if name == "authlib" else found(name)

    found = launch.find_spec
    monkeypatch.setattr(launch, "find_spec", find)
    with pytest.raises(ConfigError, match="Authlib"):
        launch.command(tmp_path / "pantau.toml", has_sign_in=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_is_accepted_in_every_spelling(tmp_path: Path, address: str) -> None:
    launch.command(tmp_path / "pantau.toml", address)


def test_the_environment_names_the_configuration_and_finds_the_package(tmp_path: Path) -> None:
    found = launch.environment(tmp_path / "pantau.toml", {"PYTHONPATH": "/a", "HOME": "/h"})
    assert found["PANTAU_CONFIG"] == str(tmp_path / "pantau.toml")
    assert found["PYTHONPATH"].split(os.pathsep)[-1] == "/a"
    assert found["HOME"] == "/h"


def test_importing_the_dashboard_loads_no_training_code_and_no_http_client(tmp_path: Path) -> None:
    look = (
        "import importlib, pkgutil, sys, dashboards\n"
        "skip = {'dashboards.app', 'dashboards.screenshots'}\n"
        "names = [m.name for m in pkgutil.iter_modules(dashboards.__path__, 'dashboards.')]\n"
        "[importlib.import_module(n) for n in names if n not in skip]\n"
        "bad = {'httpx', 'sklearn', 'google_play_scraper', 'onnxruntime', 'torch'}\n"
        "print(sorted(bad & set(sys.modules)))\n"
    )
    environment = launch.environment(tmp_path / "pantau.toml")
    environment["PYTHONPATH"] += os.pathsep + str(launch.app_path().parent.parent / "src")
    done = subprocess.run(
        [sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
