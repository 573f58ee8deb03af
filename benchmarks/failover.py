"""Three nodes of OpenSearch, one killed (SIGKILL) while somebody searches and somebody indexes; and again.

Says how long a search and a commit failed after each kill, and whether anything that was committed is lost.
Nodes are started from tests/opensearch; the status is 1 where anything was lost. Example:

    python benchmarks/failover.py --rounds 2
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from _nodes import Nodes

from corpus.config import Config, IndexSettings
from indexer.engines import Engine, EngineRequest, IndexedDocument
from indexer.engines.open import open_engine
from indexer.errors import IndexFault
from indexer.query import Everything, Term


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
                one_round(engine, nodes, nodes.names[number % len(nodes.names)], committed, options.steady)
                for number in range(options.rounds)
            )
            print(f"{options.rounds} kills, {len(committed)} committed, {lost} lost")
            sys.exit(lost > 0)
        finally:
            nodes.end()


if __name__ == "__main__":
    main()
