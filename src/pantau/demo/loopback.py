"""A small web server on this machine for pretended sources; what it answers is decided elsewhere."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `query` and `form` hold the first value of each name."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""

    @property
    def form(self) -> dict[str, str]:
        return _first_values(self.body.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, and how badly. `cut_at` closes the line after so many bytes of the body,
    `repeat` sends the body so many times over, `hangs` sends nothing until the server stops."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    cut_at: int | None = None
    repeat: int = 1
    hangs: bool = False


class LoopbackServer:
    """A context manager: serves from entering to leaving. Port 0 takes a free one."""

    def __init__(
        self, answer: Callable[[Asked], Answer], host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.requests: list[Asked] = []
        self._stopping = threading.Event()
        self._server = _server(self, answer, host, port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def base_url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve_forever(self) -> None:
        """Serve in this thread until it is interrupted."""
        with self._server:
            self._server.serve_forever()

    def wait_until_stopped(self, seconds: float) -> None:
        self._stopping.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is its own affair; anything else is a bug and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _server(
    owner: LoopbackServer, answer: Callable[[Asked], Answer], host: str, port: int
) -> ThreadingHTTPServer:
    class Handler(_Handler):
        def reply(self, asked: Asked) -> None:
            owner.requests.append(asked)
            self.send(answer(asked), owner)

    return _Server((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "PantauLoopback"
    timeout = 60

    def reply(self, asked: Asked) -> None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self._handle(b"")

    def do_POST(self) -> None:
        self._handle(self.rfile.read(int(self.headers.get("content-length") or 0)))

    def _handle(self, body: bytes) -> None:
        url = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self.reply(Asked(self.command, url.path, _first_values(url.query), headers, body))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client went away, as clients do

    def send(self, answer: Answer, owner: LoopbackServer) -> None:
        if answer.hangs:
            owner.wait_until_stopped(30)
            self.close_connection = True
            return
        body, headers = self._packed(answer)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(body) * answer.repeat))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(body, answer)

    def _packed(self, answer: Answer) -> tuple[bytes, dict[str, str]]:
        """Compressed where the client takes it, unless the answer is a fault in its own right."""
        is_plain = answer.repeat > 1 or answer.cut_at is not None or not answer.body
        if is_plain or "Content-Encoding" in answer.headers:
            return answer.body, answer.headers
        if "gzip" not in self.headers.get("accept-encoding", ""):
            return answer.body, answer.headers
        return gzip.compress(answer.body, 1), {**answer.headers, "Content-Encoding": "gzip"}

    def _write(self, body: bytes, answer: Answer) -> None:
        if answer.cut_at is not None:
            self.wfile.write(body[: answer.cut_at])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        for _ in range(answer.repeat):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Nothing on the terminal; `requests` holds what was asked."""


def _first_values(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
