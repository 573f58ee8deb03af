"""A look at a portal that somebody asked for in the browser: a process of its own, told page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from unittest.mock import Mock

import pytest
from databases import config_at
from hostile.server import Exchange, HostileServer
from small_portal import article, listing

from corpus.config import Config, CrawlSettings, StoreSettings
from corpus.errors import StoreBusy
from corpus.probes import ProbeState, begun
from corpus.store import open_store, probes
from corpus.workers import errands
from crawler import CrawlError, Orders, probing
from crawler.ordered import MOST_PROBES
from crawler.probing import look


@pytest.fixture
def config(tmp_path: Path) -> Config:
    quick = CrawlSettings(delay_seconds=0, retries=0, timeout_seconds=2, private_hosts=("127.0.0.1",))
    return replace(config_at(tmp_path), crawl=quick)


@pytest.fixture
def seen_there(config: Config) -> Iterator[probes.Probes]:
    """As another machine sees it."""
    with open_store(config.store_url) as store:
        yield store.probes


@pytest.fixture
def home(portal_server: HostileServer) -> str:
    server = portal_server
    links = {"/tzgg/": "通知公告", "/zcwj/": "政策文件", "/bad/": "规章"}
    made = "".join(f'<a href="{address}">{name}</a>' for address, name in links.items())
    server.page("/", f"<html><head><title>云岭县人民政府</title></head><body>{made}</body></html>")
    server.page("/tzgg/", listing([1, 2, 3]))
    server.page("/zcwj/", listing([4, 5]))
    server.routes["/bad/"] = lambda exchange: exchange.answer("", 500)
    for number in range(1, 6):
        server.page(f"/tzgg/{number}.html", article(number))
    return f"{server.url}/"


def test_what_a_process_saw_is_told_on_all_machines_with_what_it_could_not_read(
    config: Config, home: str, seen_there: probes.Probes, tmp_path: Path
) -> None:
    orders = Orders(config)
    orders.probe(home, "王芳")
    first = seen_there.known(home)
    assert first is not None
    assert (first.by, first.running) == ("王芳", True)
    elsewhere = replace(config, data=tmp_path / "elsewhere", store=StoreSettings(config.store_url))
    for machine in (orders, Orders(elsewhere)):
        with pytest.raises(CrawlError, match="正在查看"):
            machine.probe(home, "王芳")
    orders.wait(60)
    orders.close()
    seen = seen_there.known(home)
    assert seen is not None
    assert (seen.ended, seen.running, seen.problem, seen.title) == (True, False, "", "云岭县人民政府")
    assert {column.name: column.entries for column in seen.columns} == {"通知公告": 3, "政策文件": 2}
    assert seen.columns[0].titles[0].startswith("关于第")
    assert [one.name for one in seen.unread] == ["规章"]
    assert seen.sample.startswith("关于第")


def test_looks_of_all_processes_count(
    config: Config, home: str, seen_there: probes.Probes, portal_server: HostileServer
) -> None:
    for number in range(MOST_PROBES):
        seen_there.keep(begun(f"http://{number}.example.test/", "王芳"))
    with pytest.raises(CrawlError, match="已经有 3 个网站正在查看"):
        Orders(config).probe(home, "王芳")
    assert portal_server.paths == []


def test_no_private_network_is_looked_into_unless_the_configuration_allows_it(
    config: Config, home: str, portal_server: HostileServer
) -> None:
    closed = replace(config, crawl=replace(config.crawl, private_hosts=()))
    seen = look(closed, begun(home, "王芳"), list[ProbeState]().append)
    assert (seen.ended, seen.columns) == (True, ())
    assert "内部网络" in seen.problem
    assert portal_server.paths == []


def test_a_slow_portal_is_looked_at_for_as_long_as_it_takes(
    config: Config,
    home: str,
    seen_there: probes.Probes,
    portal_server: HostileServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(probing, "SIGN_SECONDS", 0.02)
    first, signs = begun(home, "王芳"), set[str]()
    seen_there.keep(first)

    def slowly(exchange: Exchange) -> None:
        until = monotonic() + 2
        while len(signs) < 3 and monotonic() < until:
            state = seen_there.known(home)
            signs.update({state.seen_at} if state else ())
        exchange.answer("<html></html>")

    portal_server.routes["/"] = slowly
    assert look(config, first, seen_there.keep).ended
    assert len(signs) == 3


def test_a_look_that_could_not_begin_has_ended_and_old_ones_are_removed(
    config: Config, home: str, seen_there: probes.Probes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "begin", Mock(side_effect=OSError))
    with pytest.raises(CrawlError):
        Orders(config).probe(home, "王芳")
    assert seen_there.under_way() == 0
    state = seen_there.known(home)
    assert state is not None
    assert (state.ended, bool(state.problem)) == (True, True)
    monkeypatch.setattr(probes, "KEPT", timedelta(0))
    assert (seen_there.under_way(), seen_there.known(home)) == (0, None)


def test_a_store_that_is_busy_for_a_moment_ends_no_look(config: Config, home: str) -> None:
    def keep(_: ProbeState) -> None:
        raise StoreBusy

    assert len(look(config, begun(home, "王芳"), keep).columns) == 2
