"""A portal that does not answer: told as that, and never as one that was redesigned."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from databases import config_file
from small_portal import Portal, article

from corpus.inspection import inspect


@pytest.mark.parametrize("discover", [True, False], ids=["from the home page", "by columns"])
def test_a_portal_that_does_not_answer_was_not_redesigned(portal: Portal, discover: bool) -> None:
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    assert portal.crawl(discover=discover).read
    portal.server.shutdown()
    portal.server.server_close()
    report = portal.crawl(discover=discover)
    assert not report.read
    assert "没有正常回应" in (report.stopped or "")
    said = [problem.reason for problem in report.problems]
    said += [finding.says for finding in inspect(portal.store, portal.config).findings]
    assert any("无法连接网站" in one for one in said)
    assert not any("改版" in one for one in said)


@pytest.mark.parametrize("discover", [True, False], ids=["from the home page", "by columns"])
def test_a_column_that_is_gone_is_told_once(portal: Portal, discover: bool) -> None:
    links = '<a href="/tzgg/index.html">通知公告</a><a href="/zcwj/index.html">政策文件</a>'
    portal.server.page("/", f"<html><body>{links}</body></html>")
    portal.columns += (("政策文件", "zcwj/index.html"),)
    portal.server.page("/zcwj/index.html", portal.listing(range(11, 17)))
    for number in range(11, 17):
        portal.server.page(f"/zcwj/{number}.html", article(number))
    assert portal.crawl(discover=discover).whole
    del portal.server.routes["/zcwj/index.html"]
    report = portal.crawl(discover=discover)
    assert (report.read, report.whole, report.unread_columns) == (True, False, 1)
    said = [problem.reason for problem in report.problems if problem.url.endswith("/zcwj/index.html")]
    assert said == ["页面不存在（HTTP 404）。"]


@pytest.mark.parametrize(("columns", "status"), [(("tzgg/", "gone/"), 3), (("gone/",), 1), (("tzgg/",), 0)])
def test_the_status_tells_some_columns_from_none(
    portal: Portal, tmp_path: Path, columns: tuple[str, ...], status: int
) -> None:
    portal.server.page("/tzgg/", portal.listing(range(1, 3)))
    text = f'[[portal]]\nname = "p"\nhome = "{portal.server.url}/"\nprivate_hosts = ["127.0.0.1"]\n'
    text += "".join(f'[[portal.column]]\nname = "{one}"\nurl = "{one}"\n' for one in columns)
    config = config_file(tmp_path / "config.toml", "[crawl]\ndelay_seconds = 0\n" + text, portal.data)
    command = [sys.executable, "-m", "gongkai", "--config", str(config), "crawl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr.count("/gone/\n")) == (status, status != 0)


@pytest.mark.parametrize(("others", "status"), [(1, 3), (0, 1)])
def test_the_status_tells_some_portals_from_none(
    portal: Portal, tmp_path: Path, others: int, status: int
) -> None:
    sound = f'[[portal]]\nname = "sound"\nhome = "{portal.server.url}/tzgg/"\nprivate_hosts = ["127.0.0.1"]\n'
    portal.server.page("/tzgg/", portal.listing(range(1, 3)))
    dead = '[[portal]]\nname = "dead"\nhome = "http://127.0.0.1:9/"\nprivate_hosts = ["127.0.0.1"]\n'
    text = "[crawl]\ndelay_seconds = 0\nretries = 0\n" + dead + others * sound
    config = config_file(tmp_path / "config.toml", text, portal.data)
    command = [sys.executable, "-m", "gongkai", "--config", str(config), "crawl"]
    assert subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == status
