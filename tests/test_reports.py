"""All that the public reports of portals, queries and files ask for is so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.any_database
@pytest.mark.parametrize("kind", ["portals", "queries", "files"])
def test_every_report_is_right(shared_data: Path, kind: str) -> None:
    command = [sys.executable, "benchmarks/reports.py", "--data", str(shared_data), "--only", kind]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
