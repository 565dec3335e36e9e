"""How the dashboard is started: the command line and the environment of `python -m streamlit`.

Plain `streamlit run` can't import `dashboards.*`, and a start from another folder would miss the
checkout, so the folder above this package goes first on PYTHONPATH. The flags repeat what must hold
whatever configuration files of Streamlit lie about; looks stand in `.streamlit/config.toml`.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from pantau.errors import ConfigError


def _dashboards() -> Path:
    """The folder of the package `dashboards`, found without importing it."""
    found = find_spec("dashboards")
    if found is None or found.origin is None:
        raise ConfigError("the package `dashboards` is missing: install Pantau anew")
    return Path(found.origin).resolve().parent


_FLAGS = (
    "--browser.gatherUsageStats=false",
    "--client.showErrorDetails=none",
    "--client.toolbarMode=minimal",
    "--server.headless=true",
    "--server.showEmailPrompt=false",
    "--server.fileWatcherType=none",
)


# benchmarks/beside.py: a reader who never rests lengthened a night by 70 % at 0, by 13 % at 19.
_NICENESS = 19


def app_path() -> Path:
    """The script that Streamlit runs."""
    return _dashboards() / "app.py"


def command(
    config_path: Path,
    address: str = "127.0.0.1",
    port: int = 8501,
    *,
    has_sign_in: bool = False,
    is_exposed: bool = False,
) -> tuple[list[str], dict[str, str]]:
    """The arguments and the environment to run.

    Without sign-in an address that other machines reach is refused with `ConfigError`, unless
    `is_exposed` says that this is meant; so is sign-in without the package it needs.
    """
    if not (has_sign_in or is_exposed or _is_loopback(address)):
        raise ConfigError(
            f"the dashboard has no sign-in and would be open to others on {address}; bind it to "
            "127.0.0.1 behind a reverse proxy that asks for a password, enable [dashboard.sign_in], "
            "or say --exposed if everybody there may see it and write to it"
        )
    if has_sign_in and find_spec("authlib") is None:
        raise ConfigError(
            "[dashboard.sign_in] needs the package Authlib: pip install 'pantau-jepin[signin]'"
        )
    bind = [
        f"--server.address={address}",
        f"--server.port={port}",
        f"--browser.serverAddress={address}",
    ]
    arguments = [sys.executable, "-m", "streamlit", "run", str(app_path()), *bind, *_FLAGS]
    return arguments, environment(config_path)


def give_way() -> None:
    """Lets the night's work and whatever else the server does go before this process and its children."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def environment(config_path: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables to run with: PANTAU_CONFIG names the file, PYTHONPATH finds `dashboards`."""
    paths = [str(_dashboards().parent), *filter(None, base.get("PYTHONPATH", "").split(os.pathsep))]
    return {
        **base,
        "PANTAU_CONFIG": str(config_path.resolve()),
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
    }


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
