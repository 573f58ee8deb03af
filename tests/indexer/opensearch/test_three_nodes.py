"""A cluster of which a node is killed while somebody searches and somebody indexes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from opensearch_node import VARIABLE

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_killed_node_loses_nothing_and_after_a_while_nothing_fails() -> None:
    if VARIABLE not in os.environ:
        pytest.skip(f"{VARIABLE} names no OpenSearch node: without it there may be no Java here")
    command = [sys.executable, "benchmarks/failover.py", "--rounds", "1", "--steady", "8"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 kills" in ran.stdout
    assert ran.stdout.endswith(" 0 lost\n")
