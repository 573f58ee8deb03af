from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from console import ChineseGroup

COMMANDS = (
    "demo",
    "crawl",
    "index",
    "serve",
    "search",
    "status",
    "import",
    "extract",
    "entries",
    "catalogue",
)


def gongkai(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gongkai", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["serach"], "没有命令 serach，是否想写 search？ 用法"),
        (["qqqq"], "没有命令 qqqq。 用法"),
        (["search"], "缺少 QUERY"),
        (["search", "x", "--limt", "3"], "没有选项 --limt，是否想写 --limit？"),
        (["search", "x", "--limit", "many"], "--limit 的值不对：应为 1 到 1000 的整数。"),
        (["catalogue", "export", "--format", "pdf"], "应为 csv、xlsx、json 之一。"),
        (["crawl", "--limit", "0"], "--limit 的值不对：应为不小于 1 的整数。"),
        (["demo", "--data", "x"], "选项 --data 要写在命令之前。"),
        (["search", "x", "--limit"], "--limit 后面缺少值"),
        ([], "没有写命令"),
    ],
)
def test_a_wrong_command_line_is_one_chinese_sentence(arguments: list[str], says: str) -> None:
    run = gongkai(*arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [
        [],
        *([name] for name in COMMANDS),
        ["catalogue", "export"],
    ],
)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    run = gongkai(*command, "--help")
    assert run.returncode == 0
    assert "示例：" in run.stdout
    assert "gongkai " + " ".join(command) in run.stdout


def test_that_there_is_no_memory_left_is_a_sentence() -> None:
    @click.group(cls=ChineseGroup)
    def root() -> None:
        pass

    @root.command()
    def exhaust() -> None:
        raise MemoryError

    run = CliRunner().invoke(root, ["exhaust"])
    assert run.exit_code == 1
    assert run.stderr.startswith("错误：内存不足")


def test_a_missing_configuration_is_told() -> None:
    run = gongkai("--config", "/nonexistent/config.toml", "status")
    assert run.returncode == 1
    assert "/nonexistent/config.toml 不存在。请用 --config" in run.stderr
