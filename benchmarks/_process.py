"""The program itself as a process of its own, and the memory of it with all its children."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

LOOK_SECONDS = 0.02
"""Between two looks at the memory. A peak lasts: the system keeps it as long as the process lives."""


@dataclass(frozen=True, slots=True)
class Run:
    """What running the program took."""

    began: float
    """`time.monotonic`, which is the same for all processes of the machine."""
    seconds: float
    peaks: dict[int, float]
    """MB of each process, the program first."""

    @property
    def peak_mb(self) -> float:
        """Sum of the peaks: no less than the peak of the sum."""
        return sum(self.peaks.values())


def gongkai(data: Path, *arguments: str) -> Run:
    """Run `gongkai --data DATA ...` to its end. Raises CalledProcessError."""
    command = [sys.executable, "-m", "gongkai", "--data", str(data), *arguments]
    began = monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for number in [process.pid, *children(process.pid)]:
            peaks[number] = max(peaks.get(number, 0.0), _peak_mb(number))
        sleep(LOOK_SECONDS)
    seconds = monotonic() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(began, seconds, peaks)


def children(process: int) -> list[int]:
    """The processes that it started, as far as they live."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except OSError:
            # The thread has just ended.
            continue
    return found


def _peak_mb(process: int) -> float:
    """Largest resident set so far; 0 where the process has ended, or the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
