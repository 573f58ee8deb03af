"""Each benchmark runs, on a few articles; what it measures is for `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(name: str, data: Path, *arguments: str) -> str:
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / name),
        "--data",
        str(data),
        "--limit",
        "300",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_searching_shows_our_rows_and_those_of_whoosh(tmp_path: Path, law_data: Path) -> None:
    figures = tmp_path / "figures.json"
    printed = run(
        "searching.py",
        law_data,
        "--rounds",
        "1",
        "--queries",
        "3",
        "--whoosh-queries",
        "1",
        "--json",
        str(figures),
    )
    for row in ("words alone, warm", "words alone, cold", "whole, warm", "whole, cold", "whoosh"):
        assert row in printed
    assert "p95_ms" in figures.read_text(encoding="utf-8")


def test_indexing_shows_how_many_times_as_fast_we_are_and_the_memory(law_data: Path) -> None:
    printed = run("indexing.py", law_data, "--whoosh-limit", "50", "--jieba-limit", "0")
    assert "whoosh TEXT" in printed
    assert "peak memory" in printed


def test_phrases_are_exact_and_numbers_first_among_a_few(law_data: Path) -> None:
    printed = run("exactness.py", law_data, "--phrases", "20", "--documents", "60", "--numbers", "10")
    assert "20 of 20" in printed
    assert printed.count("100.00% of 10 first") == 7
