"""What strangers send, slowly, too much, too often: the service goes on for everybody else."""

from __future__ import annotations

import pickle
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]

from corpus.config import Config
from search_web import connections, overload
from search_web.overload import (
    ALONE,
    GRACE,
    HURRIED_FROM,
    HURRY_LASTS,
    MOST_WAITED,
    RETRY_AFTER,
    WAITED,
    Shedding,
)
from search_web.shared.hurry import HURRIED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.any_database

PATIENCE = 25
"""Seconds after which what takes two does not happen."""

SERVE = """
import pickle, sys
from commands.serving.listening import address_of, listen
from search_web import WebServer, connections
connections.HEAD_SECONDS, connections.STALLED_SECONDS, connections.MOST_OF_ONE = 2.0, 1.0, 150
listening = listen("127.0.0.1", 0)
with WebServer(listening, pickle.loads(bytes.fromhex(sys.argv[1]))) as server:
    print(listening.getsockname()[1], flush=True)
    server.run()
"""
"""Less patient than it is in service, so that nobody waits for it here."""


@pytest.fixture(scope="module")
def port(config: Config) -> Iterator[int]:
    command = [sys.executable, "-c", SERVE, pickle.dumps(config).hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield int(process.stdout.readline())
        process.terminate()
    assert process.returncode == 0


def answer_to(port: int, asked: bytes) -> str:
    """What came until the other side closed, be it before it had read everything."""
    came = b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as asking, suppress(ConnectionError):
        asking.sendall(asked)
        while piece := asking.recv(65536):
            came += piece
    return came.decode()


def is_closed(connection: socket.socket) -> bool:
    connection.settimeout(PATIENCE)
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def test_connections_that_send_a_byte_at_a_time_are_closed_and_others_answered(port: int) -> None:
    with ExitStack() as held:
        slow = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(130)]
        for byte in b"GET / ":
            for connection in slow:
                connection.sendall(bytes((byte,)))
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
        assert all(map(is_closed, slow))


def test_a_connection_that_says_nothing_is_closed(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as silent:
        assert is_closed(silent)


@pytest.mark.parametrize("path", ["/", "/staff/duplicates", "/api/v1/duplicates"])
def test_what_nobody_in_particular_posts_is_not_read(port: int, path: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: gongkai.example.gov.cn\r\nContent-Length: 140000000\r\n\r\n"
    answer = answer_to(port, head.encode())
    assert answer.startswith("HTTP/1.1 413 ")
    assert "内容太大" in answer


def test_nor_is_what_comes_in_pieces_without_a_length(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = answer_to(port, head + b"20000\r\n" + b"x" * 0x20000 + b"\r\n")
    assert answer == "" or answer.startswith("HTTP/1.1 413 ")


def test_one_address_has_only_so_many_connections(port: int) -> None:
    with ExitStack() as held:
        many = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(160)]
        began = time.monotonic()
        assert is_closed(many[-1])
        assert time.monotonic() - began < 2, "at once, and not for its silence"


def test_one_that_takes_nothing_of_its_answers_is_closed_and_stops_nobody(port: int) -> None:
    many = b"GET /static/site.css HTTP/1.1\r\nHost: a\r\n\r\n" * 400
    with ExitStack() as held:
        stalled = [held.enter_context(socket.socket()) for _ in range(3)]
        for connection in stalled:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", port))
            connection.sendall(many)
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
        ended = select.poll()
        for connection in stalled:
            ended.register(connection, 0)
        late = time.monotonic() + PATIENCE
        while len(ended.poll(100)) < len(stalled):
            assert time.monotonic() < late, "none of them reads"


def test_the_next_request_of_one_that_takes_nothing_waits() -> None:
    channel = connections.Channel.__new__(connections.Channel)
    channel.total_outbufs_len = connections.UNTAKEN
    assert not channel.has_room()
    channel.total_outbufs_len -= 1
    assert channel.has_room()


def test_one_that_takes_nothing_of_an_answer_is_late() -> None:
    channel = connections.Channel.__new__(connections.Channel)
    channel.total_outbufs_len = 1
    channel._taken = time.monotonic() - connections.STALLED_SECONDS + 5
    assert not channel.is_late()
    channel._taken -= 10
    assert channel.is_late()


def test_a_request_that_comes_too_slowly_is_late() -> None:
    request = connections.Parser(Adjustments(), "127.0.0.1", lambda _: 1 << 20)
    request.received(b"POST / HTTP/1.1\r\nHost: a\r\n")
    assert not request.is_late()
    request.began -= connections.HEAD_SECONDS + 5
    assert request.is_late()
    request.received(b"Content-Length: 1000000\r\n\r\n")
    request.received(b"x" * 10 * connections.SLOWEST_BODY)
    assert not request.is_late(), "each byte of a body gives it time"
    request.began -= 10
    assert request.is_late()


def test_what_waited_too_long_is_refused_once_that_goes_on_and_documents_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(overload, "monotonic", lambda: now)
    said: list[tuple[str, dict[str, str]]] = []

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start("200 OK", [])
        return []

    shedding = Shedding(app)

    def after(seconds: float, path: str = "/search") -> str:
        shedding(
            {WAITED: seconds, "PATH_INFO": path},
            lambda status, headers, _=None: said.append((status, dict(headers))),
        )
        return said[-1][0]

    late = MOST_WAITED + 0.1
    assert after(late) == "200 OK", "a burst is answered"
    now = GRACE + 0.1
    assert after(late) == "503 Service Unavailable"
    assert said[-1][1]["Retry-After"] == RETRY_AFTER
    assert after(MOST_WAITED - 0.1) == "200 OK"
    assert {after(9.0, path) for path in ("/document/1", "/healthz", "/", "/catalogue")} == {"200 OK"}
    assert shedding.refuses("/search", 1, late), "at once, where others wait too long already"
    assert not shedding.refuses("/search", 1, MOST_WAITED - 0.1)
    assert not shedding.refuses("/document/1", 1, late)
    after(0.0)
    assert after(late) == "200 OK", "it is over when nobody waited"
    assert not shedding.refuses("/search", 1, late)


def test_what_waited_for_its_turn_is_answered_in_haste() -> None:
    told: list[bool] = []

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        told.append(environ[HURRIED])
        return []

    for waited in (0.0, HURRIED_FROM / 2, HURRIED_FROM):
        Shedding(app)({WAITED: waited, "PATH_INFO": "/search"}, lambda *_: print)
    Shedding(app)({WAITED: HURRIED_FROM, "PATH_INFO": "/staff/catalogue/all"}, lambda *_: print)
    Shedding(app)({WAITED: HURRIED_FROM, ALONE: True, "PATH_INFO": "/search"}, lambda *_: print)
    assert told == [False, False, True, False, False], (
        "staff correct what a search finds: it is theirs to the letter; one that is alone waits for no crowd"
    )


def test_haste_lasts_while_a_crowd_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []

    def app(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        told.append(environ[HURRIED])
        return []

    now = 100.0
    monkeypatch.setattr(overload, "monotonic", lambda: now)
    shedding = Shedding(app)
    for waited, later in ((0.0, 0.0), (HURRIED_FROM, 0.0), (0.0, HURRY_LASTS / 2), (0.0, HURRY_LASTS)):
        now += later
        shedding({WAITED: waited, "PATH_INFO": "/search"}, lambda *_: print)
    shedding({WAITED: 0.0, "PATH_INFO": "/staff/catalogue/all"}, lambda *_: print)
    assert told == [False, True, True, False, False]


def test_one_that_would_have_to_wait_too_long_is_told_when_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(overload, "monotonic", lambda: now)

    def application(environ: Any, start: Any) -> list[bytes]:
        nonlocal now
        now += 0.1
        return []

    shedding = Shedding(application, threads=2)
    assert not shedding.refuses("/search", 1000, 0.0), "nobody knows yet how long it takes"
    for _ in range(100):
        shedding({"PATH_INFO": "/search"}, lambda *_: None)  # type: ignore[arg-type, return-value]
    assert not shedding.refuses("/search", int(GRACE / 0.1 * 2) - 2, 0.0)
    assert shedding.refuses("/search", int(GRACE / 0.1 * 2) + 2, 0.0)
    assert not shedding.refuses("/catalogue", 1000, 0.0)
