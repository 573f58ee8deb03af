"""Takes one defence after the other out of a copy of the checkout, and tells which test notices, and how.

For each edit of `mutations.toml` the tests that it names are run, then, if they notice nothing, those of the
rooms it touches. A test that hangs has noticed nothing; neither has one that was skipped, or that fails
without any edit. The exit status is 1 where a defence can go unnoticed. Examples:

    python benchmarks/mutations.py
    python benchmarks/mutations.py --only robots --only crawler/fetch
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from xml.etree import ElementTree

from _mutations import Mutation, read

ROOT = Path(__file__).resolve().parents[1]

TEST_SECONDS = 60
"""After which a test hangs. A guess: the slowest that is named takes a tenth on an idle machine."""

RUN_SECONDS = 900
"""After which a run of pytest hangs that its own limit did not end. A guess."""

HANGS = ("Timeout (", "pytest-timeout")
"""What pytest-timeout says."""

LONGEST_REASON = 90
"""Characters of a failure that are printed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", help="edits with these words in their name or file")
    parser.add_argument("--named", action="store_true", help="run no tests but those named")
    options = parser.parse_args()
    words = options.only or [""]
    chosen = [one for one in read() if any(word in f"{one.what} {one.file}" for word in words)]
    with _checkout() as folder:
        for one in chosen:
            one.edited(folder)
        every = sorted({test for one in chosen for test in one.tests})
        if failing := [name for name, _ in _failures(folder, every, stop=False)]:
            print("These fail without any edit:", *failing, sep="\n")
            return 1
        missed = 0
        for one in chosen:
            said = _notice(folder, one, rooms=not options.named)
            missed += said is None
            print(f"{'MISSED' if said is None else 'caught'}  {one.what}", flush=True)
            print(f"        {said or one.file}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} caught")
    return 1 if missed else 0


def _notice(folder: Path, mutation: Mutation, rooms: bool) -> str | None:
    """Which test notices that the defence is out, and how; None when none does."""
    path = folder / mutation.file
    sound = path.read_text(encoding="utf-8")
    _put(path, mutation.edited(folder))
    try:
        for tests in (list(mutation.tests), [mutation.room_tests(folder)])[: 2 if rooms else 1]:
            for name, reason in _failures(folder, tests, stop=True):
                if not any(word in reason for word in HANGS):
                    return f"{name}: {reason}"
                print(f"        {name} hangs", flush=True)
    finally:
        _put(path, sound)
    return None


def _put(path: Path, text: str) -> None:
    """Write a module; what was compiled of it within the same second must not stand for it."""
    path.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _failures(folder: Path, tests: Sequence[str], stop: bool) -> Iterator[tuple[str, str]]:
    """The tests that fail, with the first line of why; at the first with `stop`."""
    report = folder.with_name("report.xml")
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--timeout={TEST_SECONDS}"]
    command += [f"--junitxml={report}", *(["--exitfirst"] if stop else []), *tests]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(RUN_SECONDS)
    except subprocess.TimeoutExpired:
        yield " ".join(tests), HANGS[0]
        return
    finally:
        # Whatever the tests began and an edit kept alive.
        _end(process)
    if not report.exists():
        yield " ".join(tests), f"pytest ends with {process.returncode} and says nothing"
        return
    cases = list(ElementTree.parse(report).iter("testcase"))
    for case in cases:
        for fault in (*case.iter("failure"), *case.iter("error")):
            reason = " ".join(fault.get("message", "").split())[:LONGEST_REASON]
            yield f"{case.get('classname')}::{case.get('name')}", reason
    ran = {_function(case) for case in cases if case.find("skipped") is None}
    if not stop:
        yield from ((name, "skipped") for name in sorted(set(map(_function, cases)) - ran))


def _function(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}::{case.get('name')}".partition("[")[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@contextmanager
def _checkout() -> Iterator[Path]:
    """A copy of what git knows of the checkout, or would take in, as it lies there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="gongkai-mutations-") as made:
        folder = Path(made) / "checkout"
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
        yield folder


if __name__ == "__main__":
    sys.exit(main())
