"""Three nodes of OpenSearch, one killed (SIGKILL) while somebody searches and somebody indexes; and again.

Says how long a search and a commit failed after each kill, and whether anything that was committed is lost.
Nodes are started from tests/opensearch; the status is 1 where anything was lost. Example:

    python benchmarks/failover.py --rounds 2
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from corpus.config import Config, IndexSettings
from indexer.engines import Engine, EngineRequest, IndexedDocument
from indexer.engines.open import open_engine
from indexer.errors import IndexFault
from indexer.query import Everything, Term

START = Path(__file__).resolve().parents[1] / "tests" / "opensearch" / "start.sh"
NAMES = "abc"


def free_ports(number: int) -> list[int]:
    """That nobody listens at."""
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [one.getsockname()[1] for one in opened]


class Nodes:
    """Three of one cluster."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        ports = free_ports(2 * len(NAMES))
        self._http = dict(zip(NAMES, ports, strict=False))
        self._transport = dict(zip(NAMES, ports[len(NAMES) :], strict=True))
        for name in NAMES:
            self.start(name, first=True)
        for name in NAMES:
            self.wait(name)

    @property
    def urls(self) -> str:
        """As a configuration names them."""
        return ",".join(f"http://127.0.0.1:{port}" for port in self._http.values())

    def start(self, name: str, first: bool = False) -> None:
        """One, which finds the others."""
        seeds = ",".join(f"127.0.0.1:{port}" for port in self._transport.values())
        settings = [
            f"node.name={name}",
            "network.host=127.0.0.1",
            f"http.port={self._http[name]}",
            f"transport.port={self._transport[name]}",
            f"discovery.seed_hosts={seeds}",
            "cluster.routing.allocation.disk.threshold_enabled=false",
            *(["cluster.initial_cluster_manager_nodes=a,b,c"] if first else []),
        ]
        with (self._folder / f"{name}.log").open("wb") as log:
            command = [str(START), str(self._folder / name), *settings]
            heap = os.environ | {"HEAP": "384m"}
            self._running[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=heap)

    def wait(self, name: str) -> None:
        """Until it answers."""
        while b"\nstarted" not in (self._folder / f"{name}.log").read_bytes():
            if self._running[name].poll() is not None:
                raise SystemExit((self._folder / f"{name}.log").read_text())
            sleep(0.5)

    def kill(self, name: str) -> None:
        """At once."""
        self._running[name].send_signal(signal.SIGKILL)
        self._running[name].wait()

    def end(self) -> None:
        """All."""
        for name in self._running:
            with suppress(ProcessLookupError):
                self.kill(name)


class Doing:
    """Does something again and again, and knows when it last failed."""

    def __init__(self, what: Callable[[], None]) -> None:
        self.failed = 0
        self.last = 0.0
        self._what = what
        self._stop = Event()
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._what()
            except IndexFault as fault:
                self.failed, self.last = self.failed + 1, monotonic()
                print(f"  {fault}", flush=True)
            sleep(0.1)

    def end(self) -> None:
        """After what is under way."""
        self._stop.set()
        self._thread.join()


def one_round(engine: Engine, nodes: Nodes, victim: str, committed: list[int], steady: float) -> int:
    """Kill one in the midst, wait until nothing fails, start it again; how many documents were lost."""

    def write() -> None:
        with engine.writer(rebuild=False, store="") as writer:
            number = len(committed) + 1
            writer.add([IndexedDocument(number, f"第{number}号通知", "公园每天开放。", revision=number)])
            writer.commit(number)
        committed.append(number)

    def search() -> None:
        engine.reader().search(EngineRequest(Term("公园")))

    doings = {"searching": Doing(search), "indexing": Doing(write)}
    sleep(3)
    began = monotonic()
    nodes.kill(victim)
    while monotonic() - max(began, *(doing.last for doing in doings.values())) < steady:
        sleep(0.5)
    for doing in doings.values():
        doing.end()
    found = engine.reader().search(EngineRequest(Everything(), limit=10_000, facets=False))
    lost = set(committed) - set(found.ids)
    said = ", ".join(
        f"{name}: {doing.failed} failed, the last after {max(0.0, doing.last - began):.1f} s"
        for name, doing in doings.items()
    )
    print(f"{victim} killed; {said}; {len(committed)} committed, {len(lost)} lost", flush=True)
    nodes.start(victim)
    nodes.wait(victim)
    return len(lost)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steady", type=float, default=20, help="s without a fault that end a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        nodes = Nodes(Path(folder))
        try:
            settings = IndexSettings(engine="opensearch", url=f"{nodes.urls}/failover", replicas=2)
            engine = open_engine(Config(data=Path(folder), index=settings))
            with engine.writer(rebuild=False, store="") as writer:
                writer.commit(0)
            committed: list[int] = []
            lost = sum(
                one_round(engine, nodes, NAMES[number % len(NAMES)], committed, options.steady)
                for number in range(options.rounds)
            )
            print(f"{options.rounds} kills, {len(committed)} committed, {lost} lost")
            sys.exit(lost > 0)
        finally:
            nodes.end()


if __name__ == "__main__":
    main()
