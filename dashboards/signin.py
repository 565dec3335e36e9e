"""Who is looking, and what they may do. While sign-in is enabled, nobody unknown sees anything.

Streamlit does the OpenID Connect part and keeps the secrets in a file of its own; here an e-mail address
becomes a role by the lists of the configuration, anew on every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboards import layout
from pantau.config import Dashboard, SignIn
from pantau.texts import dashboard_office as said


class Role(StrEnum):
    """`VIEWER` reads; `CODER` also writes notes, imports and codes."""

    VIEWER = "lihat"
    CODER = "koder"


@dataclass(frozen=True, slots=True)
class Visitor:
    """`role` is `None` for those who see nothing; `email` is empty for those who haven't signed in."""

    role: Role | None
    email: str = ""
    may_write: bool = False

    @property
    def is_known(self) -> bool:
        return self.role is not None


def visitor(settings: Dashboard) -> Visitor:
    """Whoever opened this page. Without sign-in, whoever can reach it may do what is configured."""
    if not settings.sign_in.enabled:
        return Visitor(Role.CODER, may_write=settings.may_write)
    email = email_of(st.user.to_dict())
    role = role_of(email, settings.sign_in)
    return Visitor(role, email, settings.may_write and role is Role.CODER)


def email_of(claims: Mapping[str, object]) -> str:
    """The address the provider vouches for; empty where it doesn't."""
    if claims.get("is_logged_in") is not True:
        return ""
    if str(claims.get("email_verified", True)).casefold() == "false":
        return ""
    return str(claims.get("email") or "").strip().casefold()


def role_of(email: str, lists: SignIn) -> Role | None:
    if not email:
        return None
    if email in lists.coders:
        return Role.CODER
    return Role.VIEWER if email in lists.viewers else None


def admit(who: Visitor, lists: SignIn) -> bool:
    """Whether to show the page; draws what is to be done instead where not."""
    if not lists.enabled:
        return True
    if who.is_known:
        _signed_in(who)
        return True
    if st.user.to_dict().get("is_logged_in") is True:
        layout.empty(said.UNKNOWN_TITLE, said.UNKNOWN)
        st.button(said.SIGN_OUT, on_click=st.logout)
    else:
        layout.empty(said.SIGN_IN_TITLE, said.SIGN_IN_WHY)
        if st.button(said.SIGN_IN, type="primary"):
            _begin(lists.provider)
    return False


def _begin(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAuthError:
        layout.banner(said.SIGN_IN_UNREADY, "warn")


def _signed_in(who: Visitor) -> None:
    assert who.role is not None
    with st.sidebar:
        layout.note(said.signed_in(who.email, who.role))
        st.button(said.SIGN_OUT, on_click=st.logout)
