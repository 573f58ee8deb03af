"""`gongkai crawl`, as a timer runs it, crawls the portals that were written on another machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import gongkai
from corpus.config_file import find_config
from corpus.portals_file import written
from corpus.store import open_store

ELSEWHERE = '[[portal]]\nname = "elsewhere"\nhome = "http://127.0.0.1:1/"\nprivate_hosts = ["127.0.0.1"]\n'


@pytest.mark.parametrize("how", [[], ["elsewhere"], ["--worker", "--once"]])
def test_portals_of_another_machine_are_crawled(tmp_path: Path, how: list[str]) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[crawl]\nretries = 0\n", encoding="utf-8")
    config = find_config(path, None)
    config.data.mkdir()
    with open_store(config.store_url) as store:
        store.shared_texts.leave("portals", ELSEWHERE)
    said = CliRunner().invoke(gongkai, ["--config", str(path), "crawl", *how]).output
    assert "elsewhere：新增 0" in said
    assert [portal.name for portal in written(config.portals_path)] == ["elsewhere"]
