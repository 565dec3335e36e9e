"""What the Graph API's refusals mean. They come as HTTP 400, whatever they are; the code in the body counts.

A message of ours never repeats the provider's: theirs may quote what was sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pantau.connectors.social_pages import Json, at, count
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)

SLOW_ABOVE: Final = 80  # percent of the allowance; above it we go slower
_TOKEN: Final = frozenset({102, 190})
_PERMISSION: Final = frozenset({3, 10, *range(200, 300)})
_THROTTLE: Final = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
_PASSING: Final = frozenset({1, 2})
_POLICY: Final = 368
_BAD_PARAMETER, _NO_SUCH_OBJECT = 100, 33
_EXPIRED: Final = frozenset({463, 467})
_HOUR: Final = 3600.0  # the allowance is of a rolling hour where no other time is given
_PERMISSION_NAME = re.compile(r"\b(?:instagram|pages|business|public)_[a-z_]+\b")
_COUNTERS: Final = ("call_count", "total_cputime", "total_time")


def is_missing_object(answer: Json) -> bool:
    """The answer says that what was asked for isn't there (any more)."""
    error = answer.get("error")
    codes = count(at(error, "code")), count(at(error, "error_subcode"))
    return codes == (_BAD_PARAMETER, _NO_SUCH_OBJECT)


def error_of(
    answer: Json, status: int, headers: Mapping[str, str], who: str, variable: str, needs: str
) -> ConnectorError:
    """The error that an answer stands for. `needs` names the permissions this source asks for."""
    error = answer.get("error")
    code, subcode = count(at(error, "code")), count(at(error, "error_subcode"))
    said = f"{who}: error {code or status}"
    if code in _THROTTLE or (status == 429 and not code):
        wait = minutes_to_wait(headers) * 60 or _HOUR
        return TransientError(
            f"{said}, the hour's allowance is used up", retry_after=wait, is_blocked=True
        )
    if code in _TOKEN or (status == 401 and not code):
        return AccessDeniedError(
            f"{said}, {_token_trouble(error, subcode)}; the variable: {variable}"
        )
    if code in _PERMISSION or (status == 403 and not code):
        names = _PERMISSION_NAME.findall(str(at(error, "message")))
        return AccessDeniedError(
            f"{said}, the token lacks a permission: {', '.join(names) or needs}; grant it to the app "
            "and make a new token"
        )
    if code == _POLICY:
        return AccessDeniedError(
            f"{said}, the app is blocked for breaking a rule; see its dashboard"
        )
    if code in _PASSING or at(error, "is_transient") is True:
        return TransientError(f"{said}, couldn't answer now")
    if is_missing_object(answer) or status == 404:
        return TargetGoneError(f"{said}, no such account, or not one this token may see")
    return SchemaDriftError(f"{said}, our request isn't understood")


def _token_trouble(error: Any, subcode: int) -> str:
    if subcode in _EXPIRED:
        return "the access token has expired: make a new one"
    if "parse" in str(at(error, "message")).lower():
        return "the access token isn't one for this address (Instagram's and Facebook's differ)"
    return "the access token is no longer valid: make a new one"


def usage_percent(headers: Mapping[str, str]) -> int:
    """How much of the allowance is used, the fullest of all counters; 0 where nothing is said."""
    return max(
        (count(entry.get(name)) for entry in _usages(headers) for name in _COUNTERS), default=0
    )


def minutes_to_wait(headers: Mapping[str, str]) -> int:
    name = "estimated_time_to_regain_access"  # in minutes, unlike anybody else's
    return max((count(entry.get(name)) for entry in _usages(headers)), default=0)


def _usages(headers: Mapping[str, str]) -> Iterator[Json]:
    """Every set of counters in the two usage headers; unreadable ones are none."""
    app = _read(headers.get("x-app-usage"))
    if isinstance(app, dict):
        yield app
    business = _read(headers.get("x-business-use-case-usage"))
    for entries in business.values() if isinstance(business, dict) else ():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                yield entry


def _read(header: str | None) -> Any:
    try:
        return json.loads(header or "null")
    except ValueError:
        return None
