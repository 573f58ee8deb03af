"""How often one address may ask, whose address that is, and what is written down of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_county import settings
from werkzeug.test import Client

from corpus.errors import StoreUnreachable
from corpus.store import Store
from corpus.web_settings import WebSettings
from search_web import create_app
from search_web.access_log import AccessLog
from search_web.shared.forwarded import forwarded
from search_web.shared.search_limits import MINUTE, SearchLimits
from search_web.shared.services import EXTENSION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.any_database

READER, ROOM = "192.0.2.7", "198.51.100.20"


@pytest.fixture
def behind(data: Path) -> Iterator[Flask]:
    """Behind one proxy, with two searches a minute."""
    web = WebSettings(proxies=1, hsts_days=2, searches_per_minute=2, unlimited=("198.51.100.0/24",))
    app = create_app(replace(settings(data), web=web))
    app.wsgi_app = forwarded(app.wsgi_app, web.proxies)  # type: ignore[method-assign, assignment]
    yield app
    app.extensions[EXTENSION].close()


def ask(client: FlaskClient, path: str, address: str) -> tuple[int, str | None]:
    answer = client.get(path, headers={"X-Forwarded-For": f"203.0.113.1, {address}"})
    return answer.status_code, answer.headers.get("Retry-After")


def test_who_searches_too_often_is_told_when_to_come_again(behind: Flask) -> None:
    client = behind.test_client()
    assert [ask(client, "/search?q=水", READER)[0] for _ in range(2)] == [200, 200]
    status, again = ask(client, "/api/v1/search?q=水", READER)
    assert status == 429
    assert 1 <= int(again or 0) <= 60
    assert ask(client, "/search?q=水", READER)[0] == 429
    assert ask(client, "/catalogue", READER)[0] == 200
    assert ask(client, "/api/v1/suggest?q=s", READER)[0] == 200
    assert {ask(client, "/search?q=水", ROOM)[0] for _ in range(4)} == {200}


def test_one_network_of_the_new_kind_is_one_reader(behind: Flask) -> None:
    client = behind.test_client()
    addresses = [f"2001:db8::{number}" for number in (1, 2, 3)]
    assert [ask(client, "/search?q=水", address)[0] for address in addresses] == [200, 200, 429]


def test_pages_name_what_no_browser_need_offer_and_keep_to_tls(behind: Flask, client: FlaskClient) -> None:
    headers = behind.test_client().get("/nothing-here").headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=172800"
    assert "Strict-Transport-Security" not in client.get("/nothing-here").headers


def test_nobody_says_who_he_is_without_a_proxy() -> None:
    asked: list[str] = []

    def answer(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        asked.append(environ["REMOTE_ADDR"])
        start("204 No Content", [])
        return []

    for proxies in (0, 1):
        Client(forwarded(answer, proxies)).get(
            "/", headers={"X-Forwarded-For": "203.0.113.9"}, environ_overrides={"REMOTE_ADDR": READER}
        )
    assert asked == [READER, "203.0.113.9"]


def test_the_access_log_tells_who_asked_and_not_what_for(app: Flask, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    client = Client(AccessLog(app, log))
    client.get(
        "/search?q=养老金",
        headers={"Referer": "http://localhost/search?q=低保", "User-Agent": 'A "b"\x7f'},
        environ_overrides={"REMOTE_ADDR": READER},
    )
    client.get("/staff/enter/secret")
    client.get("/nothing%0A1.2.3.4 - -")
    first, second, third = log.read_text().splitlines()
    assert first.startswith(f"{READER} - - [")
    assert '"GET /search HTTP/1.1" 200 ' in first
    assert first.endswith('"http://localhost/search" "A \\x22b\\x22\\x7f"')
    assert '"GET /staff/enter/- HTTP/1.1" 403' in second
    assert "/nothing%0A1.2.3.4" in third


def test_a_log_that_cannot_be_written_keeps_nobody_from_reading(app: Flask, tmp_path: Path) -> None:
    assert Client(AccessLog(app, tmp_path / "none" / "access.log")).get("/guide").status_code == 200


def test_an_error_has_one_number_on_its_page_and_in_the_log(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> str:
        raise RuntimeError("broken")

    monkeypatch.setitem(app.view_functions, "guide.page", broken)
    number = client.get("/guide").text.partition("编号 ")[2][:8]
    assert len(number) == 8
    assert f"error {number} at /guide" in caplog.text


@dataclass
class Clock:
    """What it is for both hosts."""

    moment: float


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """At the beginning of a minute, and still."""
    held = Clock(1_000 * MINUTE)
    monkeypatch.setattr("search_web.shared.search_limits.time", lambda: held.moment)
    return held


@pytest.fixture
def hosts(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[SearchLimits]]:
    """Two that share a store and a clock, and tell each other when a test says so."""
    monkeypatch.setattr("search_web.shared.search_limits.SPAN_SECONDS", 1_000.0)
    made = [SearchLimits(store.search_counts, 24, tmp_path / "key") for _ in range(2)]
    yield made
    for limits in made:
        limits.close()


def test_what_one_host_counted_another_knows_a_moment_later(hosts: list[SearchLimits]) -> None:
    here, there = hosts
    assert {here.refused("search", READER) for _ in range(20)} == {0.0}
    assert {there.refused("search", READER) for _ in range(3)} == {0.0}
    here.share()
    there.share()
    assert there.refused("search", READER) == 0.0
    assert there.refused("search", READER) > 0
    assert here.refused("search", READER) == 0.0
    there.share()
    here.share()
    assert here.refused("search", READER) > 0
    assert there.refused("search", "192.0.2.8") == there.refused("suggest", READER) == 0.0


def test_what_was_counted_in_a_minute_goes_with_it_(hosts: list[SearchLimits], clock: Clock) -> None:
    here, there = hosts
    assert {here.refused("search", READER) for _ in range(19)} == {0.0}
    here.share()
    clock.moment += 40
    assert {there.refused("search", READER) for _ in range(4)} == {0.0}
    there.share()
    assert there.refused("search", READER) == 0.0
    assert there.refused("search", READER) == 20
    clock.moment += 20
    assert {there.refused("search", READER) for _ in range(24)} == {0.0}
    there.share()
    assert there.refused("search", READER) == MINUTE
    clock.moment += 20.5
    assert {here.refused("search", READER) for _ in range(2)} == {0.0}
    here.share()
    assert here.refused("search", READER) == 39.5


def test_nothing_stays_behind_when_nobody_asks_any_longer(
    store: Store, hosts: list[SearchLimits], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[int] = []
    forget = store.search_counts.forget
    monkeypatch.setattr(
        store.search_counts, "forget", lambda minute: forgotten.append(minute) or forget(minute)
    )
    for _ in range(5):
        hosts[0].refused("search", READER)
    hosts[0].share()
    for _ in range(4):
        clock.moment += MINUTE
        hosts[0].share()
    assert forgotten == [clock.moment // MINUTE - 2]
    hosts[1].refused("search", READER)
    hosts[1].close()
    assert forgotten[1:] == [clock.moment // MINUTE]


def test_who_ends_tells_what_is_left(hosts: list[SearchLimits]) -> None:
    here, there = hosts
    for _ in range(20):
        here.refused("search", READER)
    here.close()
    assert {there.refused("search", READER) for _ in range(4)} == {0.0}
    there.share()
    assert there.refused("search", READER) > 0


def test_counts_that_a_clock_ahead_drops_let_nobody_ask_more(
    store: Store, hosts: list[SearchLimits], clock: Clock
) -> None:
    for _ in range(24):
        hosts[0].refused("search", READER)
    hosts[0].share()
    store.search_counts.forget(int(clock.moment // MINUTE) + 9)
    assert hosts[0].refused("search", READER) > 0
    hosts[0].share()
    assert hosts[0].refused("search", READER) > 0


def test_a_store_that_is_away_is_told_of_once_and_once_when_it_is_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []
    add, back = store.search_counts.add, Event()

    def away_at_first(*asked: Any) -> Any:
        rounds.append(1)
        if len(rounds) < 4:
            raise StoreUnreachable("away")
        back.set()
        return add(*asked)

    monkeypatch.setattr(store.search_counts, "add", away_at_first)
    monkeypatch.setattr("search_web.shared.search_limits.SPAN_SECONDS", 0.01)
    limits = SearchLimits(store.search_counts, 2, tmp_path / "key")
    limits.refused("search", READER)
    assert back.wait(10)
    limits.close()
    said = [record.getMessage() for record in caplog.records if record.name.endswith("search_limits")]
    assert ["not told" in message for message in said] == [True, False]


def test_who_asks_little_is_written_down_nowhere(store: Store, hosts: list[SearchLimits]) -> None:
    told: list[int] = []
    add = store.search_counts.add
    store.search_counts.add = lambda *asked: told.extend(asked[1].values()) or add(*asked)
    for times, expected in ((1, []), (1, [2]), (3, [2, 3])):
        for _ in range(times):
            hosts[0].refused("search", READER)
        hosts[0].share()
        assert told == expected
