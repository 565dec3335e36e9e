"""A Google service account: a signed claim is exchanged for a token that lives an hour."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from pantau.connectors.http import HttpClient
from pantau.errors import AccessDeniedError, SchemaDriftError

_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFETIME: Final = timedelta(hours=1)
_MARGIN: Final = timedelta(minutes=2)
_NEEDED: Final = ("client_email", "private_key")


def load_key(variable: str) -> Mapping[str, Any]:
    """The account's key from the environment: its JSON, or the path of the file that holds it.

    Raises `AccessDeniedError`, so that other sources are read all the same; it never shows the key.
    """
    value = os.environ.get(variable, "").strip()
    if not value:
        raise AccessDeniedError(
            f"set {variable} to the path of the service account's key file (JSON)"
        )
    try:
        key = json.loads(value if value.startswith("{") else Path(value).read_text("utf-8"))
    except (OSError, ValueError) as error:
        kind = type(error).__name__
        raise AccessDeniedError(
            f"{variable}: the service account's key can't be read: {kind}"
        ) from None
    if not isinstance(key, dict) or not all(isinstance(key.get(name), str) for name in _NEEDED):
        raise AccessDeniedError(
            f"{variable}: not a service account's key, {' or '.join(_NEEDED)} is missing"
        )
    return key


class ServiceAccount:
    """Tokens for one scope; asks for a new one shortly before the old one ends."""

    def __init__(
        self,
        key: Mapping[str, Any],
        scope: str,
        http: HttpClient,
        path: str,
        now: Callable[[], datetime],
    ) -> None:
        self._key = key
        self._scope = scope
        self._http = http
        self._path = path
        self._now = now
        self._token = ""
        self._ends_at: datetime | None = None

    @property
    def n_requests(self) -> int:
        return self._http.n_requests

    def close(self) -> None:
        self._http.close()

    def token(self) -> str:
        """A token that is good for at least two minutes. Raises as `HttpClient.request` does."""
        if self._ends_at is None or self._now() >= self._ends_at - _MARGIN:
            self._renew()
        return self._token

    def forget(self) -> None:
        """The token was refused: ask for a new one next time."""
        self._ends_at = None

    def _renew(self) -> None:
        now = self._now()
        form = urlencode({"grant_type": _GRANT, "assertion": self._claim(now)})
        answer = self._http.request(
            "POST",
            self._path,
            content=form.encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
            accept=(400, 401),
        )
        if answer.status != 200:
            raise AccessDeniedError(
                f"Google refuses the service account ({_error(answer.body)}): is the key still valid, and "
                "is this machine's clock right?"
            )
        self._token, seconds = _token(answer.body)
        self._ends_at = now + timedelta(seconds=seconds)

    def _claim(self, now: datetime) -> str:
        import jwt  # with cryptography: slow to import, needed only where this route is set up

        issued = int(now.timestamp())
        claim = {
            "iss": self._key["client_email"],
            "scope": self._scope,
            "aud": f"{self._http.base_url}{self._path}",
            "iat": issued,
            "exp": issued + int(_LIFETIME.total_seconds()),
        }
        try:
            return jwt.encode(claim, self._key["private_key"], algorithm="RS256")
        except (jwt.PyJWTError, ValueError) as error:
            kind = type(error).__name__
            raise AccessDeniedError(
                f"the service account's private key can't sign: {kind}"
            ) from None


def _token(body: bytes) -> tuple[str, int]:
    try:
        said = json.loads(body)
        return str(said["access_token"]), int(said.get("expires_in", 0))
    except (ValueError, KeyError, TypeError):
        raise SchemaDriftError("Google's token answer can't be read") from None


def _error(body: bytes) -> str:
    """The error's short name, such as `invalid_grant`; never the description, which may quote us."""
    try:
        name = json.loads(body).get("error", "")
    except (ValueError, AttributeError):
        return "unreadable"
    return name if isinstance(name, str) and name.replace("_", "").isalnum() else "unknown"
