"""Each benchmark runs, on a few articles; what it measures is for `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


def run(name: str, *arguments: str) -> str:
    if not (DATA / "articles.jsonl.xz").exists():
        pytest.skip(f"no articles at {DATA}")
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / name),
        "--data",
        str(DATA),
        "--limit",
        "300",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_searching_shows_our_rows_and_those_of_whoosh(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    printed = run(
        "searching.py", "--rounds", "1", "--queries", "3", "--whoosh-queries", "1", "--json", str(figures)
    )
    for row in ("words alone, warm", "words alone, cold", "whole, warm", "whole, cold", "whoosh"):
        assert row in printed
    assert "p95_ms" in figures.read_text(encoding="utf-8")


def test_indexing_shows_how_many_times_as_fast_we_are_and_the_memory() -> None:
    printed = run("indexing.py", "--whoosh-limit", "50", "--jieba-limit", "0")
    assert "whoosh TEXT" in printed
    assert "peak memory" in printed


def test_phrases_are_exact_and_numbers_first_among_a_few() -> None:
    printed = run("exactness.py", "--phrases", "20", "--documents", "60", "--numbers", "10")
    assert "20 of 20" in printed
    assert printed.count("100.00% of 10 first") == 7
