"""Figures for Prometheus: what is counted, how it is told, and where."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from http.client import RemoteDisconnected
from pathlib import Path
from threading import Event
from unittest.mock import Mock
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml
from flask import Flask
from werkzeug.test import Client

from commands.serving.listening import listen
from corpus.clock import now
from corpus.config import Config
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import ColumnState
from corpus.staff import TooManyFailures
from corpus.store import Store
from search_web import create_app
from search_web.accounts import views as accounts
from search_web.metrics import Counts, Measuring, MetricsServer, shared_file
from search_web.metrics.exposition import exposed
from search_web.overload import SHED, WAITED, Shedding
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database

RULES = Path(__file__).parents[2] / "deploy" / "prometheus-rules.yml"

SAMPLE = re.compile(r'(gongkai_[a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+)\})? (\S+)')
"""A line of the text format, as Prometheus documents it."""


@pytest.fixture
def file() -> Iterator[int]:
    made = shared_file()
    yield made
    os.close(made)


def told(app: Flask, file: int, store: Store | None = None, config: Config | None = None) -> dict[str, float]:
    """By series."""
    parts = app.extensions[EXTENSION]
    text = exposed(Counts(file, 7).totals(), parts.searcher, store or parts.store, config or parts.config)
    assert text.endswith("\n")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = [SAMPLE.fullmatch(line) for line in lines]
    assert all(found), "a line that is no sample"
    series = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}
    assert len(series) == len(lines), "a series told twice"
    names = {one[1] for one in found if one}
    typed = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in names} <= typed
    return series


def test_requests_are_counted_by_kind_and_by_what_became_of_them(
    config: Config, file: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(replace(config, web=replace(config.web, searches_per_minute=4, unlimited=())))
    shedding = Shedding(app)
    client, reader = Client(Measuring(shedding, Counts(file), WAITED, SHED)), {"REMOTE_ADDR": "192.0.2.7"}
    asked = [
        "/search?q=补贴",
        "/search?q=补贴",
        "/search?q=zzqxv",
        "/api/v1/search?q=补贴",
        "/search?q=水",
    ]
    assert [
        client.get(one, environ_overrides=reader).status_code for one in (*asked, "/document/1", "/nowhere")
    ] == [
        *[200] * 4,
        429,
        200,
        404,
    ]
    monkeypatch.setattr(accounts, "sign_in", Mock(side_effect=TooManyFailures(60)))
    assert client.post("/staff/sign-in", data={"name": "张三", "password": "x"}).status_code == 429
    waited = {WAITED: 9.0}
    shedding._late_since = -1e9
    assert client.get("/search?q=补贴", environ_overrides=waited).status_code == 503
    series = told(app, file)
    app.extensions[EXTENSION].close()
    assert series['gongkai_requests_total{kind="search",status="2xx"}'] == 4
    assert series['gongkai_requests_total{kind="document",status="2xx"}'] == 1
    assert series['gongkai_requests_total{kind="staff",status="4xx"}'] == 1, "a locked sign-in is no limit"
    assert series['gongkai_requests_total{kind="other",status="4xx"}'] == 1
    assert series['gongkai_searches_total{result="found"}'] == 3
    assert series['gongkai_searches_total{result="empty"}'] == 1
    assert series['gongkai_refused_total{why="limit"}'] == 1
    assert series['gongkai_refused_total{why="overload"}'] == 1
    assert series["gongkai_pages_remembered_total"] == 1
    buckets = [
        value
        for name, value in series.items()
        if name.startswith('gongkai_request_seconds_bucket{kind="search"')
    ]
    assert buckets == sorted(buckets)
    assert buckets[-1] == series['gongkai_request_seconds_count{kind="search"}'] == 4
    assert series['gongkai_request_seconds_sum{kind="search"}'] > 0


def test_processes_are_added_up_and_a_successor_goes_on(file: int) -> None:
    first, second = Counts(file, 0), Counts(file, 1)
    first.answered("search", 200, 0.3)
    second.answered("search", 200, 9.0)
    Counts(file, 1).add("found")
    second.add("found")
    totals = first.totals()
    assert totals["request search 2xx"] == totals["found"] == 2
    assert totals["seconds search 0.5"] == totals["seconds search +Inf"] == 1
    assert totals["sum search"] == pytest.approx(9.3)


def test_the_age_of_the_index_and_of_each_column_and_what_failed(app: Flask, store: Store, file: int) -> None:
    moment = datetime(2026, 11, 27, 8, tzinfo=timezone.utc)
    store.crawl_memory.save_column(
        ColumnState("青石县", '通知"公告"', "http://www.example.test/1/", 3, moment)
    )
    store.crawl_memory.save_column(
        ColumnState("青石县", "公示", "http://www.example.test/2/", 0, moment, "打不开")
    )
    store.crawl_memory.begin_run("青石县")
    store.crawl_memory.end_run("青石县", "连不上")
    series = told(app, file, store)
    column = r'{portal="青石县",column="通知\"公告\""}'
    assert series[f"gongkai_column_read_timestamp_seconds{column}"] == moment.timestamp()
    assert series[f"gongkai_column_failed{column}"] == 0
    assert series['gongkai_column_failed{portal="青石县",column="公示"}'] == 1
    assert series['gongkai_crawl_failed{portal="青石县"}'] == 1
    assert series["gongkai_index_up"] == 1
    assert series["gongkai_index_documents"] > 0
    assert series["gongkai_index_built_timestamp_seconds"] > moment.timestamp() - 1e9


def test_the_rules_that_are_shipped_ask_for_figures_that_are_told(
    app: Flask, store: Store, file: int
) -> None:
    rules = [rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]]
    assert all(rule.keys() == {"alert", "expr", "for", "labels", "annotations"} for rule in rules)
    asked = {name for rule in rules for name in re.findall("gongkai_[a-z_]+", rule["expr"])}
    store.crawl_memory.save_column(ColumnState("青石县", "公示", "http://www.example.test/1/", 3, now()))
    store.crawl_memory.begin_run("青石县")
    store.crawl_memory.end_run("青石县")
    names = {series.partition("{")[0] for series in told(app, file, store)}
    assert len(asked) > 8
    assert asked - names == set()


def test_what_is_paused_or_was_taken_out_is_not_late_for_ever(app: Flask, store: Store, file: int) -> None:
    moment = datetime(2026, 11, 27, 8, tzinfo=timezone.utc)
    columns = [("p", "读"), ("p", "停"), ("p", "除"), ("停", "读"), ("除", "读"), ("www.example.test", "读")]
    for portal, name in columns:
        at = f"http://www.example.test/{portal}/{name}/"
        store.crawl_memory.save_column(ColumnState(portal, name, at, 3, moment, "打不开"))
        store.crawl_memory.begin_run(portal)
        store.crawl_memory.end_run(portal, "连不上")
    own = (ColumnSettings("读", "1/"), ColumnSettings("停", "2/", paused=True))
    site = "http://www.example.test/"
    portals = (PortalSettings("p", site, column=own), PortalSettings("停", site, paused=True))
    series = told(app, file, store, Config(portal=portals))
    told_of = [name for name in series if "{portal=" in name]
    for metric in ("column_read_timestamp_seconds", "column_failed"):
        for portal in ("p", "www.example.test"):
            told_of.remove(f'gongkai_{metric}{{portal="{portal}",column="读"}}')
    assert told_of == [f'gongkai_crawl_failed{{portal="{name}"}}' for name in ("p", "www.example.test")]


def test_they_have_an_address_of_their_own() -> None:
    server = MetricsServer(listening := listen("127.0.0.1", 0), lambda: "gongkai_up 1\n")
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.start()
    try:
        with urlopen(f"{address}/metrics") as answer:
            assert answer.read() == b"gongkai_up 1\n"
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        for other in ("/", "/staff"):
            with pytest.raises(HTTPError, match="404"):
                urlopen(address + other)
    finally:
        server.close()


def test_who_asks_a_byte_at_a_time_keeps_them_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_web.metrics.server.PATIENCE_SECONDS", 0.3)
    server = MetricsServer(listening := listen("127.0.0.1", 0), lambda: "gongkai_up 1\n")
    here = listening.getsockname()
    server.start()
    try:
        with socket.create_connection(here) as slow:
            slow.sendall(b"GET /met")
            with urlopen(f"http://127.0.0.1:{here[1]}/metrics", timeout=30) as answer:
                assert answer.read() == b"gongkai_up 1\n"
    finally:
        server.close()


def test_they_end_though_an_answer_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_web.metrics.server.PATIENCE_SECONDS", 0.3)
    asked, answered = Event(), Event()

    def text() -> str:
        asked.set()
        answered.wait(60)
        return ""

    server = MetricsServer(listening := listen("127.0.0.1", 0), text)
    here = listening.getsockname()
    server.start()
    with socket.create_connection(here) as waiting:
        waiting.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        assert asked.wait(30)
        server.close()
        assert not answered.is_set()
    answered.set()


def test_why_they_cannot_be_told_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    server = MetricsServer(
        listening := listen("127.0.0.1", 0), Mock(side_effect=ValueError("no such figure"))
    )
    server.start()
    try:
        with pytest.raises(RemoteDisconnected):
            urlopen(f"http://127.0.0.1:{listening.getsockname()[1]}/metrics")
    finally:
        server.close()
    assert "ValueError: no such figure" in caplog.text
