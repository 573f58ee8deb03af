"""Administrators add portals and columns of what was seen, change, pause and remove them, and go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient
from portals_written import write
from staff_browsers import signed_in
from web_county import settings

from corpus.clock import now
from corpus.config import Config
from corpus.errors import ConfigUnreadable
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.portals_file import former, former_portals, version, with_written, written
from corpus.probes import ProbeState, SeenColumn, UnseenPage, begun
from corpus.records import ColumnState
from corpus.staff import Role
from search_web import create_app
from search_web.shared.services import EXTENSION, Services

SITE = "http://www.example.test"
NEW = "https://www.new.example.test/"

pytestmark = pytest.mark.any_database


@dataclass
class Orders:
    """What would begin looks at portals."""

    begun: list[str] = field(default_factory=list)

    def start(self, portal: str, column: str | None, by: str) -> None:
        raise AssertionError

    def probe(self, home: str, by: str) -> None:
        self.begun.append(home)


@pytest.fixture
def orders() -> Orders:
    return Orders()


@pytest.fixture
def app(data: Path, orders: Orders) -> Iterator[Flask]:
    known = PortalSettings(name="p", home=f"{SITE}/", column=(ColumnSettings("通知公告", "tz/"),))
    made = create_app(replace(settings(data), portal=(known,)), orders=orders)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    return signed_in(app)


def parts(app: Flask) -> Services:
    found = app.extensions[EXTENSION]
    assert isinstance(found, Services)
    return found


def see(app: Flask, home: str, *urls: str) -> ProbeState:
    """A look that has ended."""
    columns = tuple(
        SeenColumn(f"栏目{number}", url, "trs", 20, 3, "2026-03-01", ("关于<b>某事</b>的通知",))
        for number, url in enumerate(urls)
    )
    unread = (UnseenPage("年报", f"{home}nb/", "列表由脚本生成"),)
    state = begun(home, "王芳").seen(ended=True, title="新县", columns=columns, unread=unread)
    parts(app).store.probes.keep(state)
    return state


def form(config: Config, **more: object) -> dict[str, object]:
    return {"version": version(config), **more}


def test_a_portal_is_looked_at_and_what_is_ticked_of_it_is_written(
    app: Flask, administrator: FlaskClient, orders: Orders
) -> None:
    asked = administrator.post("/staff/portals/probe", data={"home": "www.new.example.test"})
    assert (asked.status_code, orders.begun) == (303, ["http://www.new.example.test/"])
    see(app, NEW, f"{NEW}a/", f"{NEW}b/")
    page = administrator.get("/staff/portals/probe", query_string={"home": NEW}).text
    for said in ("第一页 20 条", "关于&lt;b&gt;某事", "列表由脚本生成", 'value="new-example-test"'):
        assert said in page
    told = form(parts(app).config, home=NEW, name="新县", title="新县政府", column=["1"]) | {"name-1": "公告"}
    assert administrator.post("/staff/portals/probe/add", data=told).status_code == 303
    (portal,) = written(parts(app).config.portals_path)
    assert (portal.name, portal.title, portal.column) == (
        "新县",
        "新县政府",
        (ColumnSettings("公告", f"{NEW}b/"),),
    )
    assert [one.name for one in parts(app).config.portal] == ["p", "新县"]
    assert (
        "新县政府" in administrator.get("/staff/crawls").text
        or "新县" in administrator.get("/staff/crawls").text
    )
    assert [event.action for event in parts(app).store.audit.latest(0, 1)] == ["新增门户或栏目"]
    see(app, NEW, f"{NEW}a/", f"{NEW}b/")
    more = form(parts(app).config, home=NEW, column=["0"])
    assert administrator.post("/staff/portals/probe/add", data=more).status_code == 303
    assert [column.name for column in parts(app).config.portal[1].column] == ["公告", "栏目0"]


@pytest.mark.parametrize(
    ("name", "home", "ticked", "said"),
    [
        ("p", NEW, ["0"], "已经有名为"),
        ("新县", NEW, ["0", "1"], "是同一个网址"),
        ("新县", NEW, [], "没有选中栏目"),
        ("新县", "http://old.example.test/", ["0"], "名称须填“old.example.test”"),
        ("", NEW, ["0"], "门户名称应当是一行文字"),
    ],
)
def test_what_cannot_be_is_told_and_not_written(
    app: Flask, administrator: FlaskClient, name: str, home: str, ticked: list[str], said: str
) -> None:
    state = ColumnState(
        "old.example.test", "通知", "http://old.example.test/tz/", entries=1, checked_at=now()
    )
    parts(app).store.crawl_memory.save_column(state)
    see(app, home, f"{home}a/", f"{home}a/index.html")
    told = form(parts(app).config, home=home, name=name, column=ticked)
    answer = administrator.post("/staff/portals/probe/add", data=told)
    assert (answer.status_code >= 400, said in answer.text) == (True, True), answer.text
    assert written(parts(app).config.portals_path) == ()


def test_a_portal_of_the_configuration_is_changed_paused_and_brought_back(
    app: Flask, administrator: FlaskClient
) -> None:
    config = parts(app).config
    changed = form(config, portal="p", act="save", title="某县") | {
        "name-0": "公告",
        "url-0": "gg/",
        "new-name": "政策",
        "new-url": "zc/",
    }
    stale = dict(changed)
    assert administrator.post("/staff/portals/one", data=changed).status_code == 303
    (portal,) = parts(app).config.portal
    assert [(one.name, one.url) for one in portal.column] == [("公告", "gg/"), ("政策", "zc/")]
    assert "刚刚被别人改过" in administrator.post("/staff/portals/one", data=stale).text
    administrator.post("/staff/portals/one", data=form(config, portal="p", act="pause"))
    assert parts(app).config.portal[0].paused
    assert parts(app).store.audit.latest(0, 1)[0].detail == "门户：p，暂停"
    refused = administrator.post("/staff/portals/one", data=form(config, portal="p", act="remove"))
    assert (refused.status_code, "写在 config.toml 里" in refused.text) == (409, True)
    administrator.post("/staff/portals/one", data=form(config, portal="p", act="reset"))
    assert parts(app).config.portal == config.portal
    page = administrator.get("/staff/portals").text
    before = page.partition('name="former" value="')[2].partition('"')[0]
    administrator.post("/staff/portals/former", data=form(config, former=before))
    assert (parts(app).config.portal[0].title, parts(app).config.portal[0].paused) == ("某县", True)
    assert with_written(config).portal == parts(app).config.portal


def test_a_column_twice_is_told(app: Flask, administrator: FlaskClient) -> None:
    for name, url, said in (
        ("通知公告", "x/", "都叫"),
        ("新", "./tz/", "同一个网址"),
        ("新", "", "一起填写"),
    ):
        told = form(parts(app).config, portal="p", act="save") | {"new-name": name, "new-url": url}
        assert said in administrator.post("/staff/portals/one", data=told).text
    assert written(parts(app).config.portals_path) == ()


def test_a_portal_is_changed_whatever_was_crawled_of_its_site_before(
    app: Flask, administrator: FlaskClient
) -> None:
    remember = parts(app).store.crawl_memory.save_column
    remember(ColumnState("removed", "通知", f"{SITE}/old/", entries=1, checked_at=now()))
    told = form(parts(app).config, portal="p", act="save", title="某县")
    assert administrator.post("/staff/portals/one", data=told).status_code == 303
    see(app, f"{SITE}/second/", f"{SITE}/second/a/")
    new = form(parts(app).config, home=f"{SITE}/second/", name="second", column=["0"])
    assert administrator.post("/staff/portals/probe/add", data=new).status_code == 409
    remember(ColumnState("second", "通知", f"{SITE}/second/a/", entries=1, checked_at=now()))
    assert administrator.post("/staff/portals/probe/add", data=new).status_code == 303


def test_what_config_says_as_well_is_not_written(app: Flask, administrator: FlaskClient) -> None:
    config = parts(app).config
    for act in ("pause", "resume"):
        administrator.post("/staff/portals/one", data=form(config, portal="p", act=act))
    assert written(config.portals_path) == ()
    write(config, config.portal, "手写", version(config))
    assert "改回 config.toml 的设置" in administrator.get("/staff/portals/one?portal=p").text


def test_a_reading_that_failed_is_done_again(
    app: Flask, administrator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = parts(app).config
    reading = Mock(side_effect=ConfigUnreadable(Path(), ""))
    with monkeypatch.context() as failing:
        failing.setattr("corpus.current_config.with_written", reading)
        administrator.post("/staff/portals/one", data=form(config, portal="p", act="pause"))
        assert not parts(app).config.portal[0].paused
        assert reading.call_count == 1, "read again for every use"
    monkeypatch.setattr("corpus.current_config.AGAIN_SECONDS", 0.0)
    assert parts(app).config.portal[0].paused


def test_a_former_version_that_crawls_a_site_twice_is_not_brought_back(
    app: Flask, administrator: FlaskClient
) -> None:
    config = parts(app).config
    write(config, [PortalSettings(name="twin", home=f"{SITE}/index.html")], "手写", version(config))
    write(config, [], "手写", version(config))
    (once,) = former(config)
    answer = administrator.post("/staff/portals/former", data=form(config, former=once.name))
    assert (once.portals, answer.status_code, "没有恢复" in answer.text) == (1, 409, True)
    write(config, former_portals(config, once.name) or (), "手写", version(config))
    with pytest.raises(ConfigUnreadable, match=r"与 config.toml 合在一起有误.*门户 p 的首页"):
        with_written(config)


def test_only_administrators_see_and_do_it(app: Flask) -> None:
    editor = signed_in(app, Role.EDITOR)
    assert editor.get("/staff/portals").status_code == 403
    assert editor.post("/staff/portals/probe", data={"home": NEW}).status_code == 403
