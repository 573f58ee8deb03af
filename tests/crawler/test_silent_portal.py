"""A portal that does not answer: told as that, and never as one that was redesigned."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from databases import config_file
from small_portal import Portal

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
