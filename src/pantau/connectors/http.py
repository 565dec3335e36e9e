"""The one door to the network: bounded in time, size and tries, and never past the host it was made for.

An answer that is returned is one to be read; what the others mean is said in `http_status`. Which
page to ask for, and how long to pause between pages, is not decided here.
"""

from __future__ import annotations

import ipaddress
import logging
import random
import ssl
import time
import weakref
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from pantau import __version__
from pantau.connectors.http_status import (
    Response,
    place,
    raise_for_status,
    retry_after_seconds,
    without_query,
)
from pantau.errors import AccessDeniedError, SchemaDriftError, TransientError

__all__ = [
    "Clock",
    "HttpClient",
    "Limits",
    "OtherHostError",
    "Response",
    "is_loopback",
    "retry_after_seconds",
]

USER_AGENT: Final = f"Mozilla/5.0 (compatible; PantauJePin/{__version__})"
LONGEST_WAIT: Final = 60.0  # seconds; who asks for more is asked again by the next run
MAX_REDIRECTS: Final = 5
_BACKOFF_CAP = 30.0
_PIECE = 262_144  # bytes unpacked at a time
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# httpx logs whole addresses at INFO, and a query may hold a key.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class OtherHostError(AccessDeniedError):
    """The source sent us to another host, which is refused; `host` is where it pointed."""

    def __init__(self, message: str, host: str) -> None:
        super().__init__(message)
        self.host = host


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout_seconds` bounds the wait for a connection and for each piece of the answer;
    `total_seconds`, three times that unless given, bounds one try from first to last byte."""

    timeout_seconds: float = 20.0
    retries: int = 3
    max_bytes: int = 20_000_000
    total_seconds: float | None = None
    backoff_seconds: float = 1.0

    @property
    def deadline_seconds(self) -> float:
        return self.total_seconds or 3 * self.timeout_seconds


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the client sees it; tests bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    jitter: Callable[[], float] = random.random


class HttpClient:
    """Requests to one host. Close it, or use it as a context manager; `n_requests` counts every try."""

    def __init__(
        self,
        base_url: str,
        limits: Limits | None = None,
        *,
        clock: Clock | None = None,
        user_agent: str = USER_AGENT,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.n_requests = 0
        self._limits = limits or Limits()
        self._clock = clock or Clock()
        self._user_agent = user_agent
        self._client: httpx.Client | None = None

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (),
        check: Callable[[Response], None] | None = None,
    ) -> Response:
        """One answer, after as many tries as allowed. `path` may be an address on the same host.

        Statuses in `accept` are returned and not raised. `check` may raise a `TransientError` where an
        answer only looks like success; that is tried again as a 503 would be.
        """
        url = self._address(path, params)
        for left in range(self._limits.retries, -1, -1):
            try:
                answer = self._follow(method, url, content, dict(headers or {}))
                raise_for_status(answer, accept, self._clock.now())
                if check is not None:
                    check(answer)
                return answer
            except TransientError as error:
                if left == 0 or (error.retry_after or 0.0) > LONGEST_WAIT:
                    raise
                self._clock.sleep(self._pause(self._limits.retries - left, error))
        raise AssertionError("unreachable: the last try returns or raises")

    def _address(self, path: str, params: Mapping[str, str] | None) -> str:
        url = httpx.URL(path if "://" in path else self.base_url + "/" + path.lstrip("/"))
        if params:
            url = url.copy_merge_params(dict(params))
        self._refuse_other_host(urlsplit(str(url)))
        return str(url)

    def _pause(self, n_tries: int, error: TransientError) -> float:
        """Retry-After where given, else doubling, half of it by chance so that clients part ways."""
        if error.retry_after is not None:
            return error.retry_after
        whole = min(_BACKOFF_CAP, self._limits.backoff_seconds * 2.0**n_tries)
        return whole * (0.5 + 0.5 * self._clock.jitter())

    def _follow(
        self, method: str, url: str, content: bytes | None, headers: dict[str, str]
    ) -> Response:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._once(method, url, content, headers)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            url = urljoin(url, location)
            self._refuse_other_host(urlsplit(url))
            if answer.status == 303 or (answer.status in (301, 302) and method == "POST"):
                method, content = "GET", None
        raise SchemaDriftError(f"{place(url)}: more than {MAX_REDIRECTS} redirects")

    def _refuse_other_host(self, url: SplitResult) -> None:
        own = urlsplit(self.base_url)
        is_upgrade = own.scheme == "http" and url.scheme == "https" and own.port is None
        same = url.hostname == own.hostname and url.port == own.port
        if same and (url.scheme == own.scheme or is_upgrade):
            return
        raise OtherHostError(
            f"{own.hostname}: sent us to {url.hostname or url.scheme}, which is refused; if the source "
            "has moved, change its address in the configuration",
            url.hostname or "",
        )

    def _once(
        self, method: str, url: str, content: bytes | None, headers: dict[str, str]
    ) -> Response:
        self.n_requests += 1
        deadline = self._clock.monotonic() + self._limits.deadline_seconds
        try:
            with self._open().stream(method, url, content=content, headers=headers) as answer:
                body = b"".join(self._pieces(answer, url, deadline))
                lower = {name.lower(): value for name, value in answer.headers.items()}
                return Response(answer.status_code, lower, body, without_query(url))
        except httpx.TimeoutException as error:
            raise TransientError(f"{place(url)}: no answer in time") from error
        except httpx.ConnectError as error:
            raise TransientError(f"{place(url)}: no connection: {error}") from error
        except httpx.HTTPError as error:
            raise TransientError(f"{place(url)}: {type(error).__name__}") from error

    def _pieces(self, answer: httpx.Response, url: str, deadline: float) -> Iterator[bytes]:
        """The decoded body, given up where it grows past the limit: also while it is unpacked."""
        left = self._limits.max_bytes
        for piece in _decoded(answer, url):
            left -= len(piece)
            if left < 0:
                # Not transient: waiting doesn't make it smaller, and each try would cost the same.
                raise SchemaDriftError(
                    f"{place(url)}: the answer is larger than {self._limits.max_bytes:,} bytes; cut off"
                )
            if self._clock.monotonic() > deadline:
                raise TransientError(f"{place(url)}: the answer took too long; cut off")
            yield piece

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                verify=_tls(),
                timeout=self._limits.timeout_seconds,
                follow_redirects=False,
                # An office's proxy is honoured, but never on the way to this very machine.
                trust_env=not is_loopback(urlsplit(self.base_url).hostname or ""),
                headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip"},
            )
            weakref.finalize(self, self._client.close)  # where nobody did
        return self._client


@cache
def _tls() -> ssl.SSLContext:
    """Always verifying; made once, for reading the authorities takes longer than most requests."""
    return httpx.create_ssl_context()


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _decoded(answer: httpx.Response, url: str) -> Iterator[bytes]:
    """Unpacks gzip itself, piece by piece: httpx would unpack a thousand times the size at one go."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        yield from answer.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip"):
        raise SchemaDriftError(f"{place(url)}: content encoding {encoding!r} was not asked for")
    unpack = zlib.decompressobj(wbits=31)
    try:
        for packed in answer.iter_raw():
            yield from _unpacked(unpack, packed)
    except zlib.error as error:
        raise TransientError(f"{place(url)}: the compressed answer is damaged") from error
    if not unpack.eof or unpack.unused_data:
        raise TransientError(f"{place(url)}: the compressed answer ends at the wrong place")


def _unpacked(unpack: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while True:
        piece = unpack.decompress(packed, _PIECE)
        yield piece
        packed = unpack.unconsumed_tail
        if not packed and len(piece) < _PIECE:
            return
