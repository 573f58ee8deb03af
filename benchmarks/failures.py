"""Four machines crawl, one indexes and answers, and in the midst things fail: is anything lost?

Machines are processes with data folders of their own; they share a PostgreSQL and a bucket, both started
here, and with `--engine opensearch` the node at `--url`. What is held and answered when nothing fails is what
has to be held and answered after each round, when the machines have gone on: a worker killed (SIGKILL), the
database crashed and started again, the line to the bucket cut for a while. Of a node: failover.py. With
`--each` rounds go on until each kind has failed so often, counted when it did. Example:

    python benchmarks/failures.py --each 20 --portals 4
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

from _machines import ENVIRONMENT, LEASE_SECONDS, ROOT, Held, Machine, kill, known, shared_settings
from moto.server import ThreadedMotoServer
from sqlalchemy import create_engine

from corpus.errors import GongkaiError
from sample_portal import Portal, PortalServer, serve

# Servers that can be crashed and lines that can be cut are those of the tests.
sys.path.append(str(ROOT / "tests"))
from cut_line import CutLine
from database_server import DatabaseServer

KINDS = ("worker", "database", "bucket")
CRAWLING = 4
MOST_ROUNDS = 3
"""For each failure of a kind. A guess."""

AWAY_SECONDS = 3
"""For which the bucket is away. A guess."""


class Place:
    """The database and the bucket; each round has its own in them."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.database = DatabaseServer(folder)
        self._bucket = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._bucket.start()
        host, port = self._bucket.get_host_and_port()
        request = urllib.request.Request(f"http://{host}:{port}/bucket", method="PUT")
        urllib.request.urlopen(request).close()
        self.line = CutLine(f"http://{host}:{port}")
        self._options = options

    def machines(self, folder: Path, name: str, portals: Sequence[PortalServer]) -> list[Machine]:
        """Those that crawl, and last the one that indexes; with a database and a bucket of this name."""
        engine = create_engine(self.database.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        shared = shared_settings(
            portals,
            self._options.columns,
            store=self.database.url.replace("/postgres", f"/{name}"),
            files=f"s3://bucket/{name}?endpoint={self.line.url}",
            engine=self._options.engine,
            index=f"{self._options.url}/failures",
        )
        (folder / name).mkdir()
        return [Machine(folder / name / str(number), shared) for number in range(CRAWLING + 1)]

    def close(self) -> None:
        """Nothing of it is left running."""
        self.line.cut()
        self._bucket.stop()
        self.database.stop()


Failures = list[tuple[str, Counter[str]]]
"""Of which kind, and what had been acknowledged by then."""


def crawled(
    machines: list[Machine], place: Place, moments: Sequence[tuple[int, str]], count: int
) -> Failures:
    """All crawl; when so many documents are known something fails. `count`: of all documents.

    Who is done before that begins again while documents are missing.
    """
    *crawling, indexing = machines
    workers: list[subprocess.Popen[bytes]] = []
    failures, left = Failures(), sorted(moments)
    while True:
        running = [worker for worker in workers if worker.poll() is None]
        here = known(indexing.config)
        if not running and (workers and (not left or len(here) >= count)):
            return failures
        if not running:
            workers = [machine.starts("crawl", "--worker", "--once") for machine in crawling]
        elif left and len(here) >= left[0][0]:
            kind = left.pop(0)[1]
            fail(kind, place, running)
            failures.append((kind, here))
        elif not left:
            for worker in running:
                worker.wait()


def fail(kind: str, place: Place, running: list[subprocess.Popen[bytes]]) -> None:
    """In the midst of what the workers do."""
    if kind == "worker":
        kill(random.choice(running))
    elif kind == "database":
        place.database.crash()
    elif kind == "bucket":
        place.line.cut()
        sleep(AWAY_SECONDS)
        place.line.mend()


def one_round(
    machines: list[Machine], place: Place, moments: Sequence[tuple[int, str]], count: int
) -> tuple[Held, int, Counter[str], str]:
    """What is held in the end, how much was lost, what failed, and what became of it."""
    began = monotonic()
    failures = crawled(machines, place, moments, count)
    indexing = machines[-1]
    here, again = known(indexing.config), 0
    if len(here) < count:
        # What a dead worker had falls to others when its lease ends; what could not be read comes again.
        sleep(LEASE_SECONDS)
        machines[0].runs("crawl", "--worker", "--once")
        again = machines[0].runs("crawl")
    status = indexing.runs("index")
    there = known(indexing.config)
    lost = sum(len(before - there) for _, before in failures)
    tracebacks = sum("Traceback" in machine.said() for machine in machines)
    when = ", ".join(f"{kind} at {len(before)}" for kind, before in failures)
    said = (
        f"failed: {when or 'nothing'}; {lost} lost, "
        f"{len(here)} when the workers ended; statuses {again} {status}; {tracebacks} tracebacks; "
        f"{monotonic() - began:.0f} s"
    )
    return indexing.held(), lost, Counter(kind for kind, _ in failures), said


def compared(expected: Held, found: Held) -> str:
    """How the second differs from the first; empty where it does not."""
    differing = [query for query, answer in expected.answers.items() if found.answers[query] != answer]
    amiss = {
        "documents missing": len(expected.documents - found.documents),
        "documents too many": len(found.documents - expected.documents),
        "files unreadable": found.unreadable,
        "answers differing": len(differing),
    }
    return ", ".join(f"{count} {what}" for what, count in amiss.items() if count)


def main() -> None:
    """Measure and print; the status is 1 where anything was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20, help="each with all kinds (default: 20)")
    parser.add_argument("--each", type=int, help="failures of each kind, in as many rounds as that takes")
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--portals", type=int, default=4, help="sample portals (default: 4)")
    parser.add_argument("--columns", type=int, default=3, help="of each portal (default: 3)")
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--url", default="http://127.0.0.1:9200", help="a node, for opensearch")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ |= ENVIRONMENT
    # moto's server tells of each request; where two send one file at once it may fail, and is asked again.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    chance = random.Random(options.seed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        (folder / "database").mkdir()
        portals = [stack.enter_context(serve(Portal())) for _ in range(options.portals)]
        place = Place(folder / "database", options)
        stack.callback(place.close)
        expected, _, _, said = one_round(place.machines(folder, "whole", portals), place, (), 0)
        count, right, rounds, failed = len(expected.documents), 0, 0, Counter[str]()
        print(
            f"nothing failed: {count} documents, {expected.unreadable} files unreadable; {said}", flush=True
        )
        while kinds := wanted(options, rounds, failed):
            moments = [(chance.randrange(1, count * 3 // 4), kind) for kind in kinds]
            machines = place.machines(folder, f"round{rounds}", portals)
            rounds += 1
            try:
                found, lost, those, said = one_round(machines, place, moments, count)
                amiss = compared(expected, found)
                failed += those
            except GongkaiError as error:
                amiss, lost, said = str(error), 0, ""
            right += not amiss and not lost
            print(f"{rounds}: {amiss or 'all there, answers right'}; {said}", flush=True)
    told = ", ".join(f"{kind} {failed[kind]}" for kind in options.kinds)
    print(f"{right} of {rounds} rounds right; failed: {told}")
    sys.exit(right < rounds or bool(options.each and wanted(options, 0, failed)))


def wanted(options: argparse.Namespace, rounds: int, failed: Counter[str]) -> list[str]:
    """The kinds that are to fail in the next round; none where enough was done."""
    if options.each is None:
        return list(options.kinds) if rounds < options.rounds else []
    # What cannot be made to fail must not go on for ever.
    lacking = [kind for kind in options.kinds if failed[kind] < options.each]
    return lacking if rounds < MOST_ROUNDS * options.each else []


if __name__ == "__main__":
    main()
