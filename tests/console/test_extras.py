"""Commands that need an extra, where it is not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import sys
sys.argv[0] = "gongkai"
sys.modules[sys.argv.pop(1)] = None
import gongkai
gongkai.main()
"""


def gongkai_without(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("ir_measures", ["evaluate", "--queries", "q.tsv", "--qrels", "q.qrels"], "evaluate"),
        ("reportlab", ["demo", "--once"], "demo"),
    ],
)
def test_how_to_get_a_missing_extra_is_said(
    tmp_path: Path, module: str, arguments: list[str], extra: str
) -> None:
    run = gongkai_without(module, "--data", str(tmp_path), *arguments)
    assert run.returncode == 1
    advice = f"请运行 pip install 'gongkai[{extra}]'，然后重试。"
    assert run.stderr == f"错误：这个命令需要另外安装的组件。{advice}\n"


def test_everything_else_works_without_measures(tmp_path: Path) -> None:
    run = gongkai_without("ir_measures", "--data", str(tmp_path), "index")
    assert (run.returncode, run.stderr) == (0, "")
