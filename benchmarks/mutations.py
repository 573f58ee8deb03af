"""Takes one defence after the other out of a copy of the checkout, and tells which test notices, and how.

For each edit of `mutations.toml` the tests that it names are run, then, if they notice nothing, those of the
rooms it touches. A test that hangs has noticed nothing; neither has one that was skipped, that cannot be
imported, or that fails without any edit. The exit status is 1 where a defence can go unnoticed. With
`--record` what was caught is written down, and not run again until its code, its tests or the edit changed:

    python benchmarks/mutations.py
    python benchmarks/mutations.py --named --record /tmp/caught.txt
    python benchmarks/mutations.py --only robots --only crawler/fetch
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
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

UNNOTICED = {"Timeout (": "hangs", "pytest-timeout": "hangs", "collection failure": "cannot be imported"}
"""Failures that notice nothing, by what pytest and pytest-timeout say."""

LONGEST_REASON = 90
"""Characters of a failure that are printed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", help="edits with these words in their name or file")
    parser.add_argument("--named", action="store_true", help="run no tests but those named")
    parser.add_argument("--list", action="store_true", help="name the edits and run nothing")
    parser.add_argument("--record", type=Path, help="a file of what was caught, to go on from")
    options = parser.parse_args()
    words = options.only or [""]
    chosen = [one for one in read() if any(word in f"{one.what} {one.file}" for word in words)]
    if options.list:
        print(*(f"{one.file}: {one.what}" for one in chosen), sep="\n")
        return 0
    with _checkout() as folder:
        return _run(folder, chosen, Record(options.record, folder), rooms=not options.named)


def _run(folder: Path, chosen: Sequence[Mutation], record: Record, rooms: bool) -> int:
    """Take out one defence after the other; the exit status."""
    waiting = [one for one in chosen if not record.holds(one)]
    every = sorted({test for one in waiting for test in one.tests})
    print(f"{len(waiting)} edits to run, {len(chosen) - len(waiting)} caught before", flush=True)
    failing = dict(_failures(folder, every, stop=False)) if every else {}
    for name, reason in failing.items():
        print(f"fails without any edit: {name}: {reason}", flush=True)
    waiting, unclear = _sorted_out(waiting, failing)
    missed = len(unclear)
    for one in unclear:
        print(f"MISSED, as its test fails without it, too: {one.what}", flush=True)
    for number, one in enumerate(waiting, start=1):
        began = time.monotonic()
        said = _notice(folder, one, rooms)
        if said is None:
            missed += 1
        else:
            record.add(one)
        outcome = "MISSED" if said is None else "caught"
        seconds = time.monotonic() - began
        print(f"[{number}/{len(waiting)}] {outcome} in {seconds:.1f} s: {one.what}", flush=True)
        print(f"        {said or one.file}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} caught")
    return 1 if missed else 0


def _sorted_out(
    mutations: Sequence[Mutation], failing: Collection[str]
) -> tuple[list[Mutation], list[Mutation]]:
    """Those that can be judged, and those one of whose tests fails anyway."""
    plain = {name.partition("[")[0] for name in failing}
    bad = [one for one in mutations if any(_as_reported(test) in plain for test in one.tests)]
    return [one for one in mutations if one not in bad], bad


def _as_reported(test: str) -> str:
    """A test as pytest's report names it."""
    path, _, name = test.partition("::")
    return f"{path.removesuffix('.py').replace('/', '.')}::{name}".partition("[")[0]


class Record:
    """What was caught before, each edit by the digest of it, its code and its tests."""

    def __init__(self, path: Path | None, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._caught = set(path.read_text(encoding="utf-8").split()) if path and path.exists() else set()

    def holds(self, mutation: Mutation) -> bool:
        return self._digest(mutation) in self._caught

    def add(self, mutation: Mutation) -> None:
        if self._path:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(self._digest(mutation) + "\n")

    def _digest(self, mutation: Mutation) -> str:
        files = sorted({test.partition("::")[0] for test in mutation.tests})
        parts = [repr(mutation), mutation.edited(self._folder)]
        parts += [(self._folder / file).read_text(encoding="utf-8") for file in files]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _notice(folder: Path, mutation: Mutation, rooms: bool) -> str | None:
    """Which test notices that the defence is out, and how; None when none does."""
    path = folder / mutation.file
    sound = path.read_text(encoding="utf-8")
    _put(path, mutation.edited(folder))
    try:
        for tests in (list(mutation.tests), [mutation.room_tests(folder)])[: 2 if rooms else 1]:
            for name, reason in _failures(folder, tests, stop=True):
                unnoticed = next((said for word, said in UNNOTICED.items() if word in reason), None)
                if unnoticed is None:
                    return f"{name}: {reason}"
                print(f"        {name} {unnoticed}", flush=True)
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
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += [
        f"--timeout={TEST_SECONDS}",
        f"--junitxml={report}",
        *(["--exitfirst"] if stop else []),
        *tests,
    ]
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
        yield " ".join(tests), "Timeout ("
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
