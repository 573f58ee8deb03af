"""`gongkai status`: what it tells a person, and what it tells a program."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import gongkai
from corpus.config import Config
from corpus.records import ColumnState, Document
from corpus.store import open_store

NOW = datetime.now(timezone.utc)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store with a column that nobody has filled for years, and late documents."""
    with open_store(Config(data=tmp_path).store_url) as store:
        store.crawl_memory.begin_run("p")
        store.crawl_memory.end_run("p")
        store.crawl_memory.save_column(ColumnState("p", "工作动态", "http://a.test/dt/", 7, NOW))
        for number in range(7):
            store.put(
                Document(
                    f"http://a.test/{number}", f"文件{number}", column="工作动态", portal="p",
                    issued_on=date(2020, 3, 2), published_on=date(2020, 6, 1) + timedelta(days=number),
                )
            )  # fmt: skip
    return tmp_path


def status(data: Path, *options: str, config: str = "") -> str:
    given = ["--config", str(data / config)] if config else []
    command = [*given, "--data", str(data), "status", *options]
    result = CliRunner().invoke(gongkai, command, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_person_reads_columns_findings_and_advice(data: Path) -> None:
    told = status(data)
    assert "门户 p：7 份" in told
    assert "栏目 工作动态：7 份，列表 7 条，最近一条 2020-06-07" in told
    assert "栏目长期不更新：1 处" in told
    assert "超过期限才公开：7 处" in told
    assert "另有 2 处" in told
    assert "依据：《政府信息公开条例》第二十六条" in told


def test_a_program_reads_everything(data: Path) -> None:
    told = json.loads(status(data, "--json"))
    assert told["found"] == {"stale_column": 1, "published_late": 7}
    (column,) = told["columns"]
    assert (column["kind"], column["limit_days"], column["last_on"]) == ("news", 14, "2020-06-07")
    assert column["found"] == {"stale_column": 1, "published_late": 7}
    late = [finding for finding in told["findings"] if finding["kind"] == "published_late"]
    assert {finding["title"] for finding in late} == {f"文件{number}" for number in range(7)}
    assert all(finding["url"] for finding in told["findings"])


@pytest.mark.parametrize(("of_portal", "of_column"), [(True, False), (False, True), (False, False)])
def test_what_is_paused_is_told(data: Path, of_portal: bool, of_column: bool) -> None:
    own = f"[[portal.column]]\nname = '工作动态'\nurl = 'dt/'\npaused = {str(of_column).lower()}"
    (data / "c.toml").write_text(
        f"[[portal]]\nname = 'p'\nhome = 'http://a.test/'\npaused = {str(of_portal).lower()}\n{own}\n",
        encoding="utf-8",
    )
    told = [line.strip() for line in status(data, config="c.toml").splitlines()]
    rests = of_portal or of_column
    for name in ("门户 p", "栏目 工作动态"):
        assert [("已暂停" in line) for line in told if line.startswith(name)] == [rests]


def test_an_empty_store_has_nothing_to_inspect(tmp_path: Path) -> None:
    assert "巡检" not in status(tmp_path)
    assert json.loads(status(tmp_path, "--json"))["findings"] == []
