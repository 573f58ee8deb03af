"""Benchmarks of suggestions, of first answers and of load run to their end on some articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "options", "says"),
    [
        ("corrections.py", ("--errors", "8", "--right", "8"), "of 8 right queries"),
        ("suggestions.py", ("--typed", "6"), "initials"),
        ("cold_start.py", ("--rounds", "1"), "corrects"),
        ("load.py", ("--rates", "5", "--seconds", "2", "--working"), "index, "),
    ],
)
def test_a_benchmark_runs(law_data: Path, script: str, options: tuple[str, ...], says: str) -> None:
    command = [
        sys.executable,
        f"benchmarks/{script}",
        "--limit",
        "1500",
        "--data",
        str(law_data),
        *options,
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    assert says in ran.stdout
