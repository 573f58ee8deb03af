"""A command run to its end, and what it took with its children: time, work, own memory, bytes written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from _process import children

LOOK_SECONDS = 0.05
"""Between two looks at the processes. A guess."""


@dataclass(slots=True)
class Taken:
    """What a command took."""

    seconds: float = 0.0
    working: float = 0.0
    """Seconds of a processor."""
    own_mb: float = 0.0
    """The most that all its processes held at one time of their own: no pages of files."""
    written_mb: float = 0.0


def gongkai(data: Path, *arguments: str) -> Taken:
    """Run `gongkai --data DATA ...`. Raises CalledProcessError."""
    return watched([sys.executable, "-m", "gongkai", "--data", str(data), *arguments])


def watched(command: list[str]) -> Taken:
    """Run a command to its end. Raises CalledProcessError."""
    taken, ended, written = Taken(), Event(), dict[int, int]()
    began = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1])

    def look() -> None:
        while not ended.wait(LOOK_SECONDS):
            every = _family(process.pid)
            taken.own_mb = max(taken.own_mb, sum(map(own_mb, every)))
            for one in every:
                written[one] = max(written.get(one, 0), _written(one))

    watch = Thread(target=look)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    taken.seconds = perf_counter() - began
    taken.working = usage.ru_utime + usage.ru_stime
    taken.written_mb = sum(written.values()) / 1e6
    return taken


def own_mb(process: int) -> float:
    """What a process holds now that is of no file; 0 where it has ended."""
    return _field(Path(f"/proc/{process}/status"), "RssAnon:") * 1024 / 1e6


def _written(process: int) -> int:
    return _field(Path(f"/proc/{process}/io"), "write_bytes:")


def _field(path: Path, name: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def _family(process: int) -> list[int]:
    every = [process]
    for one in every:
        every += children(one)
    return every
