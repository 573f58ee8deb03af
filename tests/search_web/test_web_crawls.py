"""Staff see how crawls went, and administrators begin them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from portals_written import write
from staff_browsers import signed_in
from web_county import settings

from corpus.clock import now
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.portals_file import version
from corpus.privacy import catch_up
from corpus.records import ColumnState, Document, PageState
from corpus.staff import Role
from search_web import create_app
from search_web.shared.services import EXTENSION

SITE = "http://www.example.test"

pytestmark = pytest.mark.any_database


@dataclass
class Orders:
    """What would begin crawls."""

    begun: list[tuple[str, str | None, str]] = field(default_factory=list)

    def start(self, portal: str, column: str | None, by: str) -> None:
        self.begun.append((portal, column, by))

    def probe(self, home: str, by: str) -> None:
        raise AssertionError("nothing is probed here")


@pytest.fixture
def orders() -> Orders:
    return Orders()


@pytest.fixture
def app(data: Path, orders: Orders) -> Iterator[Flask]:
    """A portal that turned us away, one that is crawled at the moment, one that nobody configured."""
    down = PortalSettings(
        name="p", title="青石县门户", home=f"{SITE}/", column=(ColumnSettings("通知公告", "tz/"),)
    )
    under_way = PortalSettings(name="q", home="http://q.example.test/")
    config = settings(data)
    by_words = replace(config.search, meaning="off")
    made = create_app(replace(config, portal=(down, under_way), search=by_words), orders=orders)
    store = made.extensions[EXTENSION].store
    store.crawl_memory.begin_run("p")
    store.crawl_memory.end_run("p", "网站拒绝访问")
    store.crawl_memory.save_column(
        ColumnState("p", "通知公告", f"{SITE}/tz/", entries=3, checked_at=now(), error="没有找到列表")
    )
    for portal in ("q", "别处"):
        store.crawl_memory.begin_run(portal)
    store.crawl_memory.end_run("别处")
    store.visits.save([
        PageState(f"{SITE}/<1>", fetched_at=now(), status=500, error="服务器出错", portal="p"),
        PageState("http://q.example.test/1", fetched_at=now(), status=200, portal="q"),
    ])  # fmt: skip
    yield made
    made.extensions[EXTENSION].close()


def test_every_portal_says_how_it_went(app: Flask) -> None:
    staff = signed_in(app, Role.EDITOR)
    page = staff.get("/staff/crawls").text
    for said in ("网站拒绝访问", "正在采集，已访问 1 个网址", "读完"):
        assert said in page
    assert "开始采集</button" not in page
    page = staff.get("/staff/crawls/errors?portal=p").text
    assert "没有找到列表" in page
    assert "服务器出错" in page
    assert "/&lt;1&gt;" in page
    assert staff.get("/staff/crawls/errors?portal=none").status_code == 404


def test_portals_are_called_by_their_titles(app: Flask) -> None:
    staff = signed_in(app)
    store = app.extensions[EXTENSION].store
    store.put(Document(f"{SITE}/2", "名单", "联系张三 13812345678", portal="p", column="通知公告"))
    catch_up(store)
    for path in (
        "",
        "/crawls",
        "/crawls?begun=p",
        "/crawls?failed=1",
        "/crawls/errors?portal=p",
        "/inspection",
        "/inspection/portal_down",
        "/annual-report",
        "/privacy?kind=mobile",
    ):
        assert "青石县门户" in staff.get(f"/staff{path}").text, path


def test_what_rests_is_not_among_what_failed(app: Flask) -> None:
    staff, current = signed_in(app, Role.EDITOR), app.extensions[EXTENSION].config
    (down, other), notices = current.portal, current.portal[0].column[0]
    assert "读不出的栏目</h2>" in staff.get("/staff/crawls?failed=1").text
    paused, further = replace(notices, paused=True), ColumnSettings("别的", "bd/")
    for resting, is_read in (
        (replace(down, paused=True), False),
        (replace(down, column=(paused,)), False),
        (replace(down, column=(paused, further)), True),
    ):
        write(current, [resting], "", version(current))
        page = staff.get("/staff/crawls?failed=1").text
        assert ("读不出的栏目</h2>" in page, "网站拒绝访问" in page) == (False, is_read)
    write(current, [replace(down, column=(further,)), other], "", version(current))
    assert "没有找到列表" not in staff.get("/staff/crawls?failed=1").text


@pytest.mark.parametrize(
    ("form", "status", "begun"),
    [
        ({"portal": "p"}, 303, ("p", None)),
        ({"portal": "p", "column": "通知公告"}, 303, ("p", "通知公告")),
        ({"portal": "p", "column": "别的"}, 409, None),
        ({"portal": "q"}, 409, None),
        ({"portal": "别处"}, 409, None),
        ({"portal": "none"}, 404, None),
    ],
)
def test_what_is_configured_and_at_rest_can_be_begun(
    app: Flask, orders: Orders, form: dict[str, str], status: int, begun: tuple[str, str | None] | None
) -> None:
    assert signed_in(app).post("/staff/crawls", data=form).status_code == status
    assert [one[:2] for one in orders.begun] == [begun] * (begun is not None)


def test_only_administrators_begin_one(app: Flask, orders: Orders) -> None:
    editor, stranger = signed_in(app, Role.EDITOR), app.test_client()
    assert [one.post("/staff/crawls", data={"portal": "p"}).status_code for one in (editor, stranger)] == [
        403,
        403,
    ]
    assert orders.begun == []


def test_who_has_no_command_line_indexes_from_the_page(app: Flask) -> None:
    editor = signed_in(app, Role.EDITOR)
    store, orders = app.extensions[EXTENSION].store, app.extensions[EXTENSION].index_orders
    store.put(Document(f"{SITE}/9", "关于停水的通知", "明天停水。", portal="p", column="通知公告"))
    page = editor.get("/staff/crawls").text
    assert re.search(r"有 \d+ 件文件有变化，等待编入索引", page)
    assert "现在编入" in editor.get("/staff").text
    assert app.test_client().post("/staff/crawls/index").status_code == 403
    answer = editor.post("/staff/crawls/index")
    assert (answer.status_code, answer.location) == (303, "/staff/crawls?indexing=1#index")
    assert "正在建立索引" in editor.post("/staff/crawls/index").text
    page = editor.get("/staff/crawls").text
    assert "正在编入索引" in page
    assert "现在编入" not in page
    orders.wait(120)
    page = editor.get("/staff/crawls?indexing=1").text
    for path in ("", "/crawls", "/catalogue", "/duplicates", "/inspection"):
        assert not re.search("gongkai (index|crawl)", editor.get(f"/staff{path}").text), path
    assert "都已编入索引" in page
    assert "正在编入索引" not in page
    assert "现在编入" in page
    assert re.search(r"编入 [1-9]\d* 件", page)
    assert "停水" in app.test_client().get("/search?q=停水").text
    assert {"编入索引", "编入索引结束"} <= {one.action for one in store.audit.all()}
