"""A first look at a portal, and the look that tells when it changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from databases import config_at, config_file
from hostile.server import HostileServer, silent_port
from small_portal import article, listing

import commands
from corpus.config_file import load_config
from corpus.store import open_store

QUIET = "[crawl]\ndelay_seconds = 0\nretries = 0\ntimeout_seconds = 1\n"


def gongkai(folder: Path, *arguments: str) -> Result:
    config = folder / "config.toml"
    if not config.exists():
        config_file(config, QUIET)
    return CliRunner().invoke(commands.gongkai, ["--config", str(config), *arguments])


@pytest.fixture
def county(portal_server: HostileServer) -> HostileServer:
    """A portal of two columns, one below a page of columns, among links to what is no list."""
    server = portal_server
    for number in range(1, 7):
        server.page(f"/tzgg/{number}.html", article(number))
    home = (
        '<html><head><title>云岭县人民政府 - 首页</title></head><body><a href="/zwgk/">政务公开</a>'
        '<a href="/video/">微博</a><a href="/about.html">关于我们</a><a href="/login.html">登录</a>'
    )
    server.page("/", home)
    server.page(
        "/zwgk/",
        '<html><a href="/tzgg/index.html">通知公告</a><a href="/zcwj/index.html">政策文件“一栏”</a></html>',
    )
    server.page("/tzgg/index.html", listing(list(range(1, 7))))
    server.page("/zcwj/index.html", listing([11, 12, 13]))
    for number in (11, 12, 13):
        server.page(f"/tzgg/{number}.html", article(number))
    server.page("/video/", listing([1, 2]))
    return server


def test_a_probe_writes_a_configuration_that_crawls(county: HostileServer, tmp_path: Path) -> None:
    said = gongkai(tmp_path, "portal", "probe", county.url + "/")
    assert said.exit_code == 0, said.stderr
    assert "关于第1号防汛工作的通知" in said.stderr
    assert "/video/" not in said.stdout
    config_file(tmp_path / "config.toml", QUIET + said.stdout)
    (portal,) = load_config(tmp_path / "config.toml").portal
    assert portal.title == "云岭县人民政府"
    assert {column.url.removeprefix(county.url) for column in portal.column} == {
        "/tzgg/index.html",
        "/zcwj/index.html",
    }
    assert gongkai(tmp_path, "crawl").exit_code == 0
    with open_store(config_at(tmp_path / "data").store_url) as store:
        assert store.totals().documents == 9


def test_columns_of_a_topic_and_behind_a_picture_are_looked_at_last(
    county: HostileServer, tmp_path: Path
) -> None:
    picture = '<a href="/p/18400.html"><img src=/a.png></a>'
    county.page("/", f'<html>{picture}<a href="/zt.html">专题专栏</a><a href="/tzgg/">通知公告</a></html>')
    for number, address in enumerate(("/p/18400.html", "/zt.html", "/tzgg/"), 1):
        county.page(address, listing([10 * number, 10 * number + 1]))
    said = gongkai(tmp_path, "portal", "probe", county.url + "/")
    assert all(address in said.stdout for address in ("/tzgg/", "/zt.html", "18400"))
    fewer = gongkai(tmp_path, "portal", "probe", "--pages", "2", county.url + "/")
    assert ["/tzgg/" in fewer.stdout, "/zt.html" in fewer.stdout, "18400" in fewer.stdout] == [
        True,
        False,
        False,
    ]


def test_columns_of_one_name_are_told_apart(county: HostileServer, tmp_path: Path) -> None:
    county.page(
        "/", '<html><a href="/tzgg/index.html">通知公告</a><a href="/bm/index.html">通知公告</a></html>'
    )
    county.page("/bm/index.html", listing([21, 22, 23]))
    said = gongkai(tmp_path, "portal", "probe", county.url + "/")
    (tmp_path / "config.toml").write_text(said.stdout, "utf-8")
    (portal,) = load_config(tmp_path / "config.toml").portal
    assert [column.name for column in portal.column] == ["通知公告", "通知公告 2"]


def test_a_probe_as_json_has_columns_and_a_sample(county: HostileServer, tmp_path: Path) -> None:
    said = json.loads(gongkai(tmp_path, "portal", "probe", county.url, "--json").stdout)
    assert [column["name"] for column in said["columns"]]
    assert said["sample"]["published_on"].startswith("2024-03-")


def test_a_probe_stops_at_its_limit(county: HostileServer, tmp_path: Path) -> None:
    gongkai(tmp_path, "portal", "probe", county.url + "/", "--pages", "2")
    assert len(county.paths) <= 4


@pytest.mark.parametrize(
    ("home", "sentence"),
    [
        (lambda e: e.answer("", 403), "拒绝了抓取"),
        (lambda e: e.answer("<html><title>安全验证</title>请完成验证后继续访问</html>"), "人机验证"),
        (lambda e: e.answer("<html><body><p>建设中</p></body></html>"), "没有找到栏目"),
    ],
    ids=["refused", "captcha", "no columns"],
)
def test_a_portal_that_shows_nothing_is_told_in_a_sentence(
    portal_server: HostileServer, tmp_path: Path, home: object, sentence: str
) -> None:
    portal_server.routes["/"] = home  # type: ignore[assignment]
    said = gongkai(tmp_path, "portal", "probe", portal_server.url + "/")
    assert (said.exit_code, said.stdout) == (1, "")
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_a_portal_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    with silent_port() as host:
        said = gongkai(tmp_path, "portal", "probe", f"http://{host}/")
    assert said.exit_code == 1
    assert "没有回应" in said.stderr


@pytest.fixture
def configured(county: HostileServer, tmp_path: Path) -> Path:
    found = gongkai(tmp_path, "portal", "probe", county.url + "/").stdout
    config_file(tmp_path / "config.toml", QUIET + found)
    gongkai(tmp_path, "crawl")
    return tmp_path


def test_a_portal_that_reads_as_before_is_well(configured: Path) -> None:
    said = gongkai(configured, "portal", "check")
    assert said.exit_code == 0
    assert said.stdout.count("正常") == 2


@pytest.mark.parametrize(
    ("path", "page", "sentence"),
    [
        ("/tzgg/index.html", "<html><body><div id=app></div></body></html>", "列表中没有条目"),
        ("/tzgg/index.html", listing([1, 2]), "只有 2 条，上次有 6 条"),
        ("/tzgg/1.html", "<html><body><h1>关于第1号防汛工作的通知</h1></body></html>", "读不出"),
    ],
)
def test_what_no_longer_parses_is_named(
    configured: Path, county: HostileServer, path: str, page: str, sentence: str
) -> None:
    county.page(path, page)
    said = gongkai(configured, "portal", "check", "--json")
    assert said.exit_code == 1
    problems = [problem for line in said.stdout.splitlines() for problem in json.loads(line)["problems"]]
    assert sentence in "".join(problems)
    assert all(problem.endswith("。") for problem in problems)


def test_a_column_that_is_gone_is_told(configured: Path, county: HostileServer) -> None:
    del county.routes["/zcwj/index.html"]
    assert "页面不存在" in gongkai(configured, "portal", "check").stdout


def test_checking_stores_nothing(configured: Path, county: HostileServer) -> None:
    county.page(
        "/tzgg/1.html", article(1, body="改动过的正文，比原来长得多，足以看出这是另外一个版本的内容。")
    )
    gongkai(configured, "portal", "check")
    with open_store(config_at(configured / "data").store_url) as store:
        assert all(stored.version == 1 for stored in store.catalogue())


def test_a_list_that_a_script_makes_unreadably_is_told_with_what_was_seen(
    county: HostileServer, tmp_path: Path
) -> None:
    script = "<script>$.post(base64('x'));$.get('/svc/a7',draw)</script>"
    county.page(
        "/zcwj/index.html", f"<html><h2>政策文件</h2><p>主办：云岭县人民政府办公室</p>{script}</html>"
    )
    said = gongkai(tmp_path, "portal", "probe", county.url + "/")
    assert f"没有读出来。看到的有：GET {county.url}/svc/a7" in said.stderr
    column = f'[[portal.column]]\nname = "政策"\nurl = "{county.url}/zcwj/index.html"\n'
    portal = f'[[portal]]\nname = "a"\nhome = "{county.url}/"\nprivate_hosts = ["127.0.0.1"]\n'
    config_file(tmp_path / "config.toml", QUIET + portal + column)
    assert f"GET {county.url}/svc/a7" in gongkai(tmp_path, "portal", "check", "a").stdout


SEARCHES = (
    "/search/fullsearch.html?wd=%E6%8B%9B%E6%A0%87",
    "/was5/web/search?channelid=2&searchword=%B5%CD%B1%A3",
)


@pytest.fixture
def searched(county: HostileServer) -> HostileServer:
    """A portal whose pages name what is looked for most."""
    hot = "".join(f'<a href="{url.replace("&", "&amp;")}">公示公告</a>' for url in SEARCHES)
    home = (
        f'<html><head><title>云岭县人民政府</title></head><body>{hot}<a href="/tzgg/index.html">通知公告</a>'
    )
    county.page("/", home)
    for url in SEARCHES:
        county.page(url, listing([21, 22, 23]))
        county.page(url.partition("?")[0], listing([21, 22, 23]))
    for number in (21, 22, 23):
        county.page(f"/tzgg/{number}.html", article(number))
    return county


def test_words_that_are_looked_for_most_are_no_columns(searched: HostileServer, tmp_path: Path) -> None:
    said = gongkai(tmp_path, "portal", "probe", searched.url + "/")
    assert "/tzgg/index.html" in said.stdout
    assert "search" not in said.stdout
    crawled = gongkai(tmp_path, "crawl", searched.url + "/")
    assert crawled.exit_code == 0, crawled.stderr
    with open_store(config_at(tmp_path / "data").store_url) as store:
        assert store.totals().documents == 6


def test_a_search_that_is_configured_as_a_column_is_read(searched: HostileServer, tmp_path: Path) -> None:
    column = f'[[portal.column]]\nname = "公示公告"\nurl = "{searched.url}{SEARCHES[0]}"\n'
    portal = (
        f'[[portal]]\nname = "p"\ntitle = "云岭县"\nhome = "{searched.url}/"\nprivate_hosts = ["127.0.0.1"]\n'
    )
    config_file(tmp_path / "config.toml", QUIET + portal + column)
    crawled = gongkai(tmp_path, "crawl", "p")
    assert crawled.exit_code == 0, crawled.stderr
    with open_store(config_at(tmp_path / "data").store_url) as store:
        assert store.totals().documents == 3
