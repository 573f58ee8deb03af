from __future__ import annotations

import io

import pytest

from console import Progress, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "TERMINAL_INTERVAL", 0)
    screen = Terminal()
    with Progress("导入", "行", screen) as bar:
        bar.update(1, 3)
        bar.update(2, 3, "甲")
    assert screen.getvalue() == "\r\x1b[K导入：1 / 3 行\r\x1b[K导入：2 / 3 行 · 甲\n"


def test_a_log_gets_plain_lines_at_intervals_and_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    with Progress("导入", "行", log) as bar:
        bar.update(1, 3)
        bar.line("跳过第 2 行")
        bar.update(3, 3)
    assert log.getvalue() == "跳过第 2 行\n导入：3 / 3 行\n"


def test_a_stage_that_follows_leaves_the_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "TERMINAL_INTERVAL", 0)
    screen = Terminal()
    with Progress("核对", "个文件", screen) as bar:
        load = bar.stage("装入", "份")
        bar.update(2, 2)
        load(0, 3)
        load(3, 3)
    assert (
        screen.getvalue().replace("\r\x1b[K", "|") == "|核对：2 / 2 个文件\n|装入：0 / 3 份|装入：3 / 3 份\n"
    )
