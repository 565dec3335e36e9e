"""What the pages that write share: may they, what if the night has the lock, and on to what was published.

Pages write through `pantau.pipeline` only, under its lock, so an open page never holds up a night: it is
the page that is told to wait.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboards import layout, signin, snapshots
from pantau.config import Config
from pantau.errors import ConfigError, LockedError, StoreError
from pantau.texts import dashboard_office as said

Result = TypeVar("Result")
_DONE = "written"


def is_allowed(settings: Config) -> bool:
    """Whether this visitor may write here at all; says why not. Asked again before anything is written,
    for a page that is hidden in the menu may still be open in a window."""
    if not signin.visitor(settings.dashboard).may_write:
        layout.empty(said.NOT_ALLOWED_TITLE, said.NOT_ALLOWED)
        return False
    if not settings.warehouse_path.is_file():
        layout.empty(said.NO_WAREHOUSE_TITLE, said.NO_WAREHOUSE)
        return False
    return True


def attempt(write: Callable[[], Result]) -> Result | None:
    """What `write` gives; `None` where it could not be done, which the page then says."""
    try:
        return write()
    except LockedError:
        layout.banner(said.LOCKED, "warn")
    except (StoreError, ConfigError):
        layout.banner(said.NOT_WRITTEN, "warn")
    return None


def go_on(message: str) -> None:
    """The next run reads what was just published, and begins with the message."""
    snapshots.forget()
    tell(message)
    st.rerun()


def tell(message: str) -> None:
    """To be said by the next run."""
    st.session_state[_DONE] = message


def told() -> None:
    """What the run before has done, once."""
    message = st.session_state.pop(_DONE, "")
    if message:
        layout.banner(message, "done")
