"""What a person may type or hand in by mistake: one clear sentence, a status other than 0, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai


def run(data: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(gongkai, ["--data", str(data), *arguments], input=stdin, catch_exceptions=False)


@pytest.mark.parametrize("command", [["crawl"], ["extract"], ["entries"], ["portal", "probe"]])
@pytest.mark.parametrize(
    "url", ["http://[::1", "http://", "http://a:99999999/", "http://exa mple", "ftp://a/", "http://u:p@a/"]
)
def test_an_address_that_is_none_is_told(tmp_path: Path, command: list[str], url: str) -> None:
    result = run(tmp_path, *command, url)
    assert result.exit_code == 1
    assert f"无法使用网址 {url}：" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [["crawl"], ["crawl", "--worker", "--once"], ["portal", "check"]])
def test_a_portal_that_is_none_is_told_with_the_nearest_and_nothing_is_made(
    tmp_path: Path, command: list[str]
) -> None:
    config = tmp_path / "config.toml"
    portals = (
        f'[[portal]]\nname = "{name}"\nhome = "http://{name}.example/"\n' for name in ("yunling", "jinshui")
    )
    config.write_text("".join(portals), encoding="utf-8")
    result = CliRunner().invoke(gongkai, ["--config", str(config), *command, "yunlin"])
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "错误：没有名为 yunlin 的门户，是否想写 yunling？已配置的有：yunling、jinshui；"
    )
    assert list(tmp_path.iterdir()) == [config]


@pytest.mark.parametrize("command", ["extract", "entries"])
def test_so_is_one_said_to_be_that_of_a_file(tmp_path: Path, command: str) -> None:
    page = tmp_path / "a.html"
    page.write_text("<h1>关于甲的通知</h1>", encoding="utf-8")
    result = run(tmp_path, command, str(page), "--url", "http://[::1")
    assert result.exit_code == 1
    assert "无法使用网址 http://[::1：" in result.stderr


def test_a_missing_file_is_named_once(tmp_path: Path) -> None:
    missing = str(tmp_path / "通知.doc")
    assert run(tmp_path, "text", missing).stderr == f"错误：{missing}：文件不存在，请检查路径。\n"


@pytest.mark.parametrize("command", ["import -", "duplicates check -"])
@pytest.mark.parametrize("closing", ["<&-", "0>/dev/null"])
def test_a_closed_input_is_not_an_empty_one(tmp_path: Path, command: str, closing: str) -> None:
    line = f'"{sys.executable}" -m gongkai --data "{tmp_path}" {command} {closing}'
    result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("错误：标准输入是关闭的，")
    assert len(result.stderr.splitlines()) == 1


def test_an_input_that_is_empty_brings_nothing_and_is_no_fault(tmp_path: Path) -> None:
    result = run(tmp_path, "import", "-", stdin=b"")
    assert result.exit_code == 0
    assert "新增 0" in result.stdout
