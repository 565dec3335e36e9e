"""The one door to the network, against a server that misbehaves on purpose."""

from __future__ import annotations

import gzip
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime

import pytest

from pantau.connectors.http import (
    Clock,
    HttpClient,
    Limits,
    OtherHostError,
    Response,
    retry_after_seconds,
)
from pantau.demo.loopback import Answer, Asked, LoopbackServer
from pantau.errors import (
    AccessDeniedError,
    ConnectorError,
    SchemaDriftError,
    TargetGoneError,
    TransientError,
)
from tests.fakes import NOON, FakeTime

SECRET = "rahasia-sekali"
LIMITS = Limits(timeout_seconds=0.4, retries=0, max_bytes=1_000_000)


@contextmanager
def serving(*answers: Answer) -> Iterator[LoopbackServer]:
    """A server that gives these answers in turn, the last one for ever."""
    left = list(answers)

    def answer(asked: Asked) -> Answer:
        return left.pop(0) if len(left) > 1 else left[0]

    with LoopbackServer(answer) as server:
        yield server


def ask(server: LoopbackServer, limits: Limits = LIMITS, clock: Clock | None = None) -> Response:
    with HttpClient(server.base_url, limits, clock=clock) as client:
        return client.request("GET", "/jalan", params={"key": SECRET})


def test_an_answer_comes_with_its_body_and_an_address_without_the_query() -> None:
    with serving(Answer(200, b"halo", {"X-Contoh": "ya"})) as server:
        answer = ask(server)
    assert (answer.body, answer.headers["x-contoh"]) == (b"halo", "ya")
    assert answer.url == f"{server.base_url}/jalan"
    assert server.requests[0].query == {"key": SECRET}


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, SchemaDriftError),
        (401, AccessDeniedError),
        (403, AccessDeniedError),
        (404, TargetGoneError),
        (408, TransientError),
        (410, TargetGoneError),
        (429, TransientError),
        (500, TransientError),
        (503, TransientError),
    ],
)
def test_each_status_raises_the_error_that_says_what_to_do_next(
    status: int, error: type[ConnectorError]
) -> None:
    with serving(Answer(status, b"tidak")) as server, pytest.raises(error) as caught:
        ask(server)
    assert f"127.0.0.1/jalan: answered {status}" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_refusal_for_too_many_requests_counts_as_blocked_and_a_503_does_not() -> None:
    for status, is_blocked in ((429, True), (503, False)):
        with serving(Answer(status)) as server, pytest.raises(TransientError) as caught:
            ask(server)
        assert caught.value.is_blocked is is_blocked


def test_a_failing_server_is_asked_again_after_doubling_pauses() -> None:
    time = FakeTime()
    limits = Limits(0.4, retries=3)
    with (
        serving(Answer(503)) as server,
        HttpClient(server.base_url, limits, clock=time.clock()) as client,
    ):
        with pytest.raises(TransientError):
            client.request("GET", "/")
        assert client.n_requests == 4
    assert time.sleeps == [1.0, 2.0, 4.0]


def test_chance_shortens_a_pause_by_half_at_most() -> None:
    time = FakeTime()
    clock = Clock(time.monotonic, time.sleep, lambda: NOON, jitter=lambda: 0.0)
    with serving(Answer(503), Answer(200, b"ya")) as server:
        assert ask(server, Limits(0.4, retries=1), clock).body == b"ya"
    assert time.sleeps == [0.5]


@pytest.mark.parametrize("value", ["7", format_datetime(NOON + timedelta(seconds=7), usegmt=True)])
def test_retry_after_is_waited_for_in_seconds_and_as_a_date(value: str) -> None:
    time = FakeTime()
    with serving(Answer(429, b"", {"Retry-After": value}), Answer(200, b"ya")) as server:
        assert ask(server, Limits(0.4, retries=2), time.clock()).body == b"ya"
    assert time.sleeps == [7.0]


def test_a_source_that_asks_for_an_hour_is_left_alone_until_the_next_run() -> None:
    time = FakeTime()
    with serving(Answer(429, b"", {"Retry-After": "3600"})) as server:
        with pytest.raises(TransientError) as caught:
            ask(server, Limits(0.4, retries=3), time.clock())
        assert len(server.requests) == 1
    assert caught.value.retry_after == 3600
    assert time.sleeps == []


def test_an_unreadable_retry_after_says_nothing() -> None:
    assert retry_after_seconds("besok", NOON) is None
    assert retry_after_seconds(None, NOON) is None
    assert retry_after_seconds("-5", NOON) is None


def test_a_date_that_has_passed_means_now() -> None:
    passed = format_datetime(NOON - timedelta(hours=1), usegmt=True)
    assert retry_after_seconds(passed, NOON) == 0.0


def test_a_redirect_within_the_host_is_followed() -> None:
    with serving(Answer(302, b"", {"Location": "/sana"}), Answer(200, b"ya")) as server:
        assert ask(server).body == b"ya"
        assert [asked.path for asked in server.requests] == ["/jalan", "/sana"]


def test_a_redirect_to_another_host_is_refused_without_going_there() -> None:
    with (
        serving(Answer(200, b"jebakan")) as trap,
        serving(Answer(302, b"", {"Location": trap.base_url})) as server,
    ):
        with pytest.raises(OtherHostError):
            ask(server)
        assert trap.requests == []


def test_redirects_in_a_circle_end_in_an_error() -> None:
    with (
        serving(Answer(302, b"", {"Location": "/jalan"})) as server,
        pytest.raises(SchemaDriftError),
    ):
        ask(server)


def test_an_address_on_another_host_is_not_asked_for() -> None:
    with HttpClient("http://127.0.0.1:9") as client, pytest.raises(OtherHostError):
        client.request("GET", "http://elsewhere.invalid/")


def test_an_oversized_answer_is_cut_off_with_an_error() -> None:
    huge = Answer(200, b" " * 100_000, repeat=300)
    with serving(huge) as server, pytest.raises(SchemaDriftError, match="larger than"):
        ask(server)


def test_a_compressed_bomb_is_cut_off_while_it_unpacks() -> None:
    bomb = Answer(200, gzip.compress(b" " * 5_000_000), {"Content-Encoding": "gzip"})
    with serving(bomb) as server, pytest.raises(SchemaDriftError, match="larger than"):
        ask(server)


def test_a_compressed_answer_is_unpacked() -> None:
    body = bytes(range(256)) * 2000
    with serving(Answer(200, body)) as server:
        assert ask(server).body == body
        assert server.requests[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(b"halo" * 500)[:-12], b"\x1f\x8b rusak", gzip.compress(b"a") + b"lagi"],
    ids=["cut short", "damaged", "with a tail"],
)
def test_a_compressed_answer_that_is_not_whole_is_an_error(packed: bytes) -> None:
    with (
        serving(Answer(200, packed, {"Content-Encoding": "gzip"})) as server,
        pytest.raises(TransientError),
    ):
        ask(server)


def test_an_encoding_that_was_not_asked_for_is_refused() -> None:
    answer = Answer(200, b"??", {"Content-Encoding": "br"})
    with serving(answer) as server, pytest.raises(SchemaDriftError, match="br"):
        ask(server)


def test_a_line_cut_in_the_middle_of_a_body_is_an_error() -> None:
    with serving(Answer(200, b"x" * 1000, cut_at=400)) as server, pytest.raises(TransientError):
        ask(server)


def test_a_silent_server_is_given_up() -> None:
    limits = Limits(timeout_seconds=0.1, retries=0)
    with serving(Answer(hangs=True)) as server, pytest.raises(TransientError, match="in time"):
        ask(server, limits)


def test_an_answer_that_trickles_past_its_deadline_is_cut_off() -> None:
    time = FakeTime(step=2.0)
    with (
        serving(Answer(200, b"x" * 200_000)) as server,
        pytest.raises(TransientError, match="too long"),
    ):
        ask(server, Limits(0.4, retries=0, total_seconds=1.0), time.clock())


def test_a_port_nobody_listens_on_is_an_error_that_names_the_host() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with (
            HttpClient(f"http://127.0.0.1:{port}", LIMITS) as client,
            pytest.raises(TransientError, match=r"127\.0\.0\.1/: no connection"),
        ):
            client.request("GET", "/")


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(Answer(200, b"langsung")) as server:
        assert ask(server).body == b"langsung"


def test_nothing_secret_is_logged_even_at_the_finest_level(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(Answer(200, b"ya")) as server:
        ask(server)
    assert SECRET not in caplog.text


def test_a_success_that_only_looks_like_one_is_tried_again() -> None:
    time = FakeTime()
    limits = Limits(0.4, retries=1)
    with (
        serving(Answer(200, b"bohong"), Answer(200, b"benar")) as server,
        HttpClient(server.base_url, limits, clock=time.clock()) as client,
    ):
        answer = client.request("GET", "/", check=_refuse(b"bohong"))
    assert answer.body == b"benar"
    assert time.sleeps == [1.0]


def _refuse(body: bytes) -> Callable[[Response], None]:
    def check(answer: Response) -> None:
        if answer.body == body:
            raise TransientError("not really")

    return check


def test_not_modified_and_accepted_statuses_are_answers() -> None:
    with (
        serving(Answer(304), Answer(418, b"teko")) as server,
        HttpClient(server.base_url) as client,
    ):
        assert client.request("GET", "/").status == 304
        assert client.request("GET", "/", accept=(418,)).body == b"teko"
