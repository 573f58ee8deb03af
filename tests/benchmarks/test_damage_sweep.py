"""The sweep of damage, on a few documents: what it finds is for the whole of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_damage_is_answered_wrongly_in_silence() -> None:
    options = ["--documents", "30", "--places", "1", "--only", "index/CURRENT"]
    command = [sys.executable, str(ROOT / "benchmarks" / "damage.py"), *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "4 cases of damage to 30 documents" in run.stdout
    assert "failed: 0" in run.stdout
