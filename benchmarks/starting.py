"""What it takes until the command says something, as a ratio to an interpreter that does nothing.

The runs take turns, so that whatever else the machine does falls on all of them. Example:

    python benchmarks/starting.py --rounds 9
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

NOTHING = "python -c pass"

RUNS = {
    NOTHING: ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "gongkai --version": ["-m", "gongkai", "--version"],
    "gongkai --help": ["-m", "gongkai", "--help"],
    "gongkai search --help": ["-m", "gongkai", "search", "--help"],
    "gongkai duplicates report --help": ["-m", "gongkai", "duplicates", "report", "--help"],
}


@dataclass(slots=True)
class Taken:
    """What the runs of one command took."""

    seconds: list[float] = field(default_factory=list)
    working: list[float] = field(default_factory=list)
    """Seconds of a processor: what is left where other programs have to be waited for."""
    mb: float = 0.0
    """Of the largest run, resident."""


def run(arguments: list[str], taken: Taken) -> None:
    """Run Python once. Raises CalledProcessError."""
    began = perf_counter()
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
    _, status, usage = os.wait4(process.pid, 0)
    taken.seconds.append(perf_counter() - began)
    taken.working.append(usage.ru_utime + usage.ru_stime)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    taken.mb = max(taken.mb, usage.ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    taken = {name: Taken() for name in RUNS}
    for _ in range(rounds):
        for name, arguments in RUNS.items():
            run(arguments, taken[name])
    least = min(taken[NOTHING].working)
    for name, one in taken.items():
        working = min(one.working)
        print(f"{name:34}{min(one.seconds):7.3f} s, at the median {median(one.seconds):.3f} s;", end="")
        print(f" processor {working:.3f} s, {working / least:.1f} x nothing; {one.mb:.0f} MB")


if __name__ == "__main__":
    main()
