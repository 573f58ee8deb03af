"""How long somebody waits for the first answer of a process that has just begun, and the memory of it.

`gongkai search` as a process of its own, a right query and one with a slip; then `gongkai serve`: from the
line that names its address to the answer to a query with a slip, and what its processes hold, where what they
share counts once. Example:

    python benchmarks/cold_start.py --limit 20000 --rounds 3
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote
from urllib.request import urlopen

from _collection import gathered
from _data import DATA
from _ports import free_port
from _process import children, gongkai

RIGHT = "水价"
SLIP, MENDED = "工商认定", "工伤认定"

PROCESSES = 2


@contextmanager
def serving(data: Path, processes: int = PROCESSES) -> Iterator[tuple[int, str]]:
    """`gongkai serve` at a free port: its process, and its address as soon as it says it."""
    command = [sys.executable, "-m", "gongkai", "--data", str(data), "serve"]
    options = ["--port", str(free_port()), "--processes", str(processes)]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    assert process.stdout is not None
    try:
        yield process.pid, process.stdout.readline().partition("：")[2].partition("（")[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def proportional_mb(process: int) -> float:
    """Memory of a process; what several share counts in parts."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="where the articles are")
    parser.add_argument("--limit", type=int, help="so many articles only")
    parser.add_argument("--ready", type=Path, help="a data folder that has them indexed already")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with gathered(options.ready, options.data, options.limit) as (_, config):
        for query in (RIGHT, SLIP):
            runs = [gongkai(config.data, "search", query) for _ in range(options.rounds)]
            least, most = min(run.seconds for run in runs), max(run.peak_mb for run in runs)
            print(f"gongkai search {query}: {least:.2f} s, {most:.0f} MB")
        print(*_served(config.data, options.rounds), sep="\n")


def _served(data: Path, rounds: int) -> Iterator[str]:
    waited, held = [], []
    for _ in range(rounds):
        with serving(data) as (process, address):
            began = monotonic()
            with urlopen(f"{address}search?q={quote(SLIP)}") as answer:
                assert MENDED in answer.read().decode()
            waited.append(monotonic() - began)
            held.append(sum(map(proportional_mb, [process, *children(process)])))
    yield f"gongkai serve: corrects {min(waited):.2f} s after it says its address"
    yield f"its {PROCESSES} processes: {max(held):.0f} MB together"


if __name__ == "__main__":
    main()
