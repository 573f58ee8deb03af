"""What a robots.txt says is kept to, and what keeps it from being read as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hostile.server import Exchange, HostileServer

from corpus.config import CrawlSettings
from crawler.fetch import Answer, Client, DisallowedByRobots, Guard, Throttle
from crawler.fetch.robots import LONGEST_DELAY

CLOSED = "User-agent: *\nDisallow: /closed/\n"


def ask(server: HostileServer, path: str, throttle: Throttle | None = None) -> Answer:
    settings = CrawlSettings(delay_seconds=0, timeout_seconds=2, deadline_seconds=4, retries=0)
    client = Client(settings, Guard([server.host], [server.host]), throttle or Throttle(0))
    try:
        return client.get(server.url + path)
    finally:
        client.close()


def test_what_it_disallows_is_not_asked_for(portal_server: HostileServer) -> None:
    portal_server.page("/robots.txt", CLOSED)
    portal_server.page("/open", "x")
    assert ask(portal_server, "/open").body == b"x"
    with pytest.raises(DisallowedByRobots, match="不允许"):
        ask(portal_server, "/closed/1")
    assert portal_server.paths == ["/open"]


def test_a_redirect_leads_nowhere_that_it_disallows(portal_server: HostileServer) -> None:
    portal_server.page("/robots.txt", CLOSED)
    portal_server.page("/closed/1", "x")
    portal_server.routes["/open"] = lambda exchange: exchange.redirect("/closed/1")
    with pytest.raises(DisallowedByRobots):
        ask(portal_server, "/open")
    assert portal_server.paths == ["/open"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda exchange: exchange.answer("", 500),
        lambda exchange: exchange.answer("维护中", 503),
        lambda exchange: exchange.answer("no gzip", Content_Encoding="gzip"),
    ],
    ids=["500", "503", "unreadable"],
)
def test_one_that_cannot_be_had_forbids_everything(
    portal_server: HostileServer, answer: Callable[[Exchange], None]
) -> None:
    portal_server.routes["/robots.txt"] = answer
    portal_server.page("/open", "x")
    with pytest.raises(DisallowedByRobots, match="暂时无法读取") as refused:
        ask(portal_server, "/open")
    assert refused.value.portal_fault
    assert portal_server.paths == []


@pytest.mark.parametrize("status", [403, 404, 410])
def test_one_that_is_not_there_forbids_nothing(portal_server: HostileServer, status: int) -> None:
    portal_server.routes["/robots.txt"] = lambda exchange: exchange.answer("", status)
    portal_server.page("/open", "x")
    assert ask(portal_server, "/open").body == b"x"


@pytest.mark.parametrize(("said", "kept"), [("7", 7.0), ("0.5", 1.0), ("86400", LONGEST_DELAY)])
def test_the_pause_it_asks_for_is_kept_up_to_a_limit(
    portal_server: HostileServer, said: str, kept: float
) -> None:
    portal_server.page("/robots.txt", f"User-agent: *\nCrawl-delay: {said}\n")
    portal_server.page("/open", "x")
    slept: list[float] = []
    throttle = Throttle(1.0, clock=lambda: 100.0, sleep=slept.append)
    ask(portal_server, "/open", throttle)
    assert throttle.delay_of(portal_server.host) == kept
    assert slept == [kept]
