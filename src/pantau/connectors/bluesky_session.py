"""A session at Bluesky: signed in with an app password, renewed when it runs out, kept in memory only.

A signed-in account's own server passes the search on; without one it is often refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

from pantau.connectors.http import HttpClient, Response, retry_after_seconds
from pantau.connectors.social_pages import Json, read_object, to_json
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)

WHO: Final = "Bluesky"
_ERRORS: Final = (400, 401, 403, 404, 429)
# Names of errors after which a session is renewed, or another is begun.
_STALE: Final = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"})
_LONGEST: Final = 60  # of a name in a message


class Session:
    """Asks in the name of one account. `password` is asked for only when it is needed."""

    def __init__(
        self,
        http: HttpClient,
        handle: str,
        password: Callable[[], str],
        variable: str,
        now: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._handle = handle
        self._password = password
        self._variable = variable
        self._now = now
        self._access = ""
        self._refresh = ""

    def get(self, call: str, params: Mapping[str, str]) -> Response:
        """The answer of a query, signed in: renewed once where the session has run out."""
        if not self._access:
            self._sign_in()
        answer = self._query(call, params)
        if answer.status != 200:
            self._renew()
            answer = self._query(call, params)
        if answer.status != 200:
            raise AccessDeniedError(f"{WHO}: a new session is refused as well ({answer.status})")
        return answer

    def _query(self, call: str, params: Mapping[str, str]) -> Response:
        """An answer that is good, or one that asks for another session; all others are raised."""
        return self._http.request(
            "GET",
            f"/xrpc/{call}",
            params=params,
            headers=_bearer(self._access),
            accept=_ERRORS,
            check=self._check_query,
        )

    def _check_query(self, answer: Response) -> None:
        said = read_object(answer.body, WHO)
        if answer.status != 200 and _name(said) not in _STALE:
            raise _error(answer, said, self._now())

    def _sign_in(self) -> None:
        credentials = {"identifier": self._handle, "password": self._password()}
        answer = self._begin("createSession", credentials, {})
        if answer.status != 200:
            raise AccessDeniedError(
                f"{WHO}: {self._handle} can't sign in ({_name(read_object(answer.body, WHO))}); make a "
                f"new app password and put it into {self._variable}"
            )
        self._take(answer)

    def _renew(self) -> None:
        answer = self._begin("refreshSession", None, _bearer(self._refresh))
        if answer.status == 200:
            self._take(answer)
        else:
            self._sign_in()

    def _begin(self, call: str, sent: Json | None, headers: Mapping[str, str]) -> Response:
        kind = {"content-type": "application/json"} if sent else {}
        return self._http.request(
            "POST",
            f"/xrpc/com.atproto.server.{call}",
            content=to_json(sent) if sent else None,
            headers={**headers, **kind},
            accept=_ERRORS,
            check=self._check_begin,
        )

    def _check_begin(self, answer: Response) -> None:
        said = read_object(answer.body, WHO)
        if answer.status in (404, 429):
            raise _error(answer, said, self._now())

    def _take(self, answer: Response) -> None:
        said = read_object(answer.body, WHO)
        access, refresh = said.get("accessJwt"), said.get("refreshJwt")
        if not isinstance(access, str) or not isinstance(refresh, str):
            raise SchemaDriftError(f"{WHO}: the session holds no tokens")
        self._access, self._refresh = access, refresh


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _name(said: Json) -> str:
    """The error's name: a word, so that nothing else the answer says gets into a message."""
    name = said.get("error")
    return name if isinstance(name, str) and name.isidentifier() and len(name) <= _LONGEST else "?"


def _error(answer: Response, said: Json, now: datetime) -> ConnectorError:
    place = f"{WHO}: {_name(said)} ({answer.status})"
    if answer.status == 429:
        wait = _wait(answer.headers, now)
        return TransientError(f"{place}, too many requests", retry_after=wait, is_blocked=True)
    if answer.status in (401, 403):
        return AccessDeniedError(f"{place}, the account may not search; check it in a browser")
    if answer.status == 404:
        return TargetGoneError(f"{place}, not found; check the address in the settings")
    return SchemaDriftError(f"{place}, our request isn't understood")


def _wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until the limit is lifted; `RateLimit-Reset` is in seconds since 1970."""
    reset = headers.get("ratelimit-reset", "").strip()
    if reset.isascii() and reset.isdecimal():
        return max(0.0, int(reset[:12]) - now.astimezone(UTC).timestamp())
    return retry_after_seconds(headers.get("retry-after"), now)
