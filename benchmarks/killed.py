"""`serve`, `index`, its vectors, `backup`, `restore` and `store copy` killed at any moment: is anything lost?

In each round documents are put into a collection, and each of the six is killed (SIGKILL) after a time drawn
by lot from what a whole run takes, and then run to its end: what it made is compared with what was held,
record by record and page by page. `serve` is killed while it answers, and begun again on the same port.
At last `gongkai verify` goes through all. Example:

    python benchmarks/killed.py --rounds 17
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep, time
from urllib.request import urlopen

from _ports import free_port
from backup_killed import ROOT, Held, held, put, run

from corpus.config import Config
from corpus.files import FileStore
from corpus.store import open_store

PATIENCE = 120.0
"""Seconds for a service to answer, on a machine with much else to do."""

RESTARTED = 2.0
"""Seconds after which a service is begun again: what the unit in deploy/ waits."""

STARTED = 0.2
"""Seconds that Python takes to start, in which there is nothing to be lost."""


class Killing:
    """A collection that everything is done to."""

    def __init__(self, folder: Path, chosen: random.Random) -> None:
        self.folder = folder
        self.data = folder / "here"
        self.config = Config(data=self.data)
        self.chosen = chosen
        self.port = free_port()
        self.seconds: dict[str, float] = {}
        """What whole runs took."""
        self.before: Held = {}
        """All that is held."""
        self.indexed_after = 0.0
        """Seconds into a run of `index` when its vectors' turn came."""

    def more(self) -> None:
        """Documents put in, in place of those of before, which become versions."""
        put(self.config, self.chosen.randrange(1 << 30))
        self.before = held(self.config)

    def kill(
        self, name: str, data: Path, *arguments: object, begin: float = STARTED, end: float = 0.0
    ) -> None:
        """Run it until a moment drawn by lot, and then to its end."""
        end = end or self.seconds.get(name, 0.0)
        run(data, *arguments, killed_after=max(STARTED, self.chosen.uniform(begin, max(begin, end) or 1.0)))
        self.seconds[name] = max(self.seconds.get(name, 0.0), run(data, *arguments))

    def index(self) -> bool:
        """Killed while it indexes."""
        self.kill("index", self.data, "index", end=self.indexed_after or 1.0)
        return self._is_indexed()

    def vectors(self) -> bool:
        """Killed while it makes vectors, which come last."""
        began = time()
        whole = run(self.data, "index")
        written = max(path.stat().st_mtime for path in (self.data / "index").rglob("*"))
        self.indexed_after = max(self.indexed_after, min(written - began, whole))
        self.more()
        self.kill("vectors", self.data, "index", begin=self.indexed_after, end=whole)
        return self._is_indexed()

    def _is_indexed(self) -> bool:
        """Whether nothing waits for the index, nor for its vectors."""
        command = [sys.executable, "-m", "gongkai", "--data", self.data, "status", "--json"]
        said = json.loads(
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=600).stdout
        )
        revision = max(self.before)
        newest = self.before[revision][0]
        query = [sys.executable, "-m", "gongkai", "--data", self.data, "search", newest, "--json"]
        found = subprocess.run(query, cwd=ROOT, capture_output=True, check=True, timeout=600).stdout
        titles = [one["title"] for one in json.loads(found)["results"]]
        return said["index"]["revision"] == revision and newest in titles

    def serve(self) -> bool:
        """Its first process killed while it answers; the next service takes the port."""
        with self._service() as process:
            if process is None:
                return False
            Thread(target=self._ask, daemon=True).start()
            sleep(self.chosen.uniform(0, 1.0))
            process.kill()
            process.wait(PATIENCE)
        sleep(RESTARTED)
        with self._service() as process:
            return process is not None

    @contextmanager
    def _service(self) -> Iterator[subprocess.Popen[bytes] | None]:
        """One that answers, begun again where it ends, as systemd does; None where none comes to that."""
        command = [sys.executable, "-m", "gongkai", "--data", str(self.data), "serve", "--processes", "2"]
        until = monotonic() + PATIENCE
        while monotonic() < until:
            process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            try:
                while process.poll() is None and monotonic() < until:
                    if self._answers():
                        yield process
                        return
                    sleep(0.2)
            finally:
                process.terminate()
                said = process.communicate(timeout=PATIENCE)[1]
            print(f"serve: {said.decode().strip()}", file=sys.stderr)
            sleep(RESTARTED)
        yield None

    def _answers(self) -> bool:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=20) as answer:
            return bool(answer.status == 200)
        return False

    def _ask(self) -> None:
        """One question after the other, until nobody answers."""
        with suppress(OSError):
            while True:
                urlopen(f"http://127.0.0.1:{self.port}/search?q=%E9%80%9A%E7%9F%A5", timeout=20).close()

    def backup(self) -> bool:
        """Killed; the one after it has everything."""
        kept, there = self.folder / "backup", self.folder / "unspoilt"
        self.kill("backup", self.data, "backup", kept, "--keep", 0)
        shutil.rmtree(there, ignore_errors=True)
        run(there, "restore", kept)
        return held(Config(data=there)) == self.before

    def restore(self) -> bool:
        """Killed; run again, it brings back everything."""
        there = self.folder / "there"
        shutil.rmtree(there, ignore_errors=True)
        self.kill("restore", there, "restore", self.folder / "backup", "--replace")
        return held(Config(data=there)) == self.before

    def copy(self) -> bool:
        """Killed; run again, it has copied everything."""
        other = self.folder / "copy.db"
        for path in self.folder.glob("copy.db*"):
            path.unlink()
        url = f"sqlite:///{other}"
        self.kill("copy", self.data, "store", "copy", "--to", url)
        files = FileStore(self.config.files_path)
        with open_store(url) as store:
            copied: Held = {
                one.revision: (one.document.title, files.get(str(one.page_sha256)))
                for one in store.changes_since(0)
            }
        return copied == self.before


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=17, help="each kills every one of the six")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    killed, wrong = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        one = Killing(Path(folder), random.Random(options.seed))
        steps: tuple[Callable[[], bool], ...] = (
            one.index, one.vectors, one.serve, one.backup, one.restore, one.copy,
        )  # fmt: skip
        for round_ in range(options.rounds):
            one.more()
            for step in steps:
                sound = step() and held(one.config) == one.before
                killed[step.__name__] += 1
                if not sound:
                    wrong[step.__name__] += 1
                    print(f"round {round_}: {step.__name__} lost something", flush=True)
            print(f"{round_ + 1} of {options.rounds}", file=sys.stderr)
        run(one.data, "verify")
    for name, count in killed.items():
        print(f"{name}: killed {count} times, {wrong[name]} with a loss")
    print(f"{killed.total()} killed, {wrong.total()} with a loss")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
