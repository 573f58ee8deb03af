"""Documents are compared with all others: in this process when they are few, else in one for each core."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from subprocess import Popen
from typing import IO, cast

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.records import StoredDocument
from corpus.store import Pair
from corpus.workers.pipes import receive, send, start, stop
from indexer.duplicates.checker import DuplicateChecker
from indexer.duplicates.model import Kind
from indexer.duplicates.reasons import reason
from indexer.duplicates.texts import Relation
from indexer.errors import BuildFailed

MOST_PAIRS = 10
"""Counterparts kept of one document, the best: more of a large group would only say the same again."""

AT_ONCE = 100
"""Documents that are looked up together: a batch of very long ones still fits into memory. A guess."""

FEW = 1_500
"""Documents up to which starting processes costs more than they save (measured: a second)."""

WORKER = "indexer.duplicates.worker"

Batch = Sequence[int]
"""Ids of documents."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process found, or what went wrong."""

    pairs: list[Pair]
    fault: GongkaiError | None = None
    detail: str = ""
    """Of a fault that is not ours."""


def pairs_of(checker: DuplicateChecker, numbers: Batch) -> list[Pair]:
    """The pairs of these documents with others, each once."""
    pairs: dict[tuple[int, int], Pair] = {}
    for start_at in range(0, len(numbers), AT_ONCE):
        for stored, related in checker.compare(numbers[start_at : start_at + AT_ONCE]):
            kept = [found for found in related if found[1].kind is not Kind.SERIES][:MOST_PAIRS]
            for other, relation in kept:
                pair = _pair(stored, other, relation)
                pairs[pair.left, pair.right] = pair
    return list(pairs.values())


def compared(
    checker: DuplicateChecker, config: Config, batches: Sequence[Batch]
) -> Generator[list[Pair], None, None]:
    """The pairs of each batch, in order. Raises what went wrong, BuildFailed."""
    processes = config.index.processes or os.cpu_count() or 1
    if processes == 1 or sum(map(len, batches)) <= FEW:
        for batch in batches:
            yield pairs_of(checker, batch)
        return
    crew = [start(WORKER) for _ in range(min(processes, len(batches)))]
    try:
        yield from _shared_out(crew, config, batches)
    finally:
        for process in crew:
            stop(process)


def _shared_out(
    crew: Sequence[Popen[bytes]], config: Config, batches: Iterable[Batch]
) -> Iterator[list[Pair]]:
    idle: SimpleQueue[Popen[bytes]] = SimpleQueue()

    def ask(message: Batch) -> list[Pair]:
        process = idle.get()
        try:
            return _asked(process, message)
        finally:
            idle.put(process)

    with ThreadPoolExecutor(len(crew), "gongkai-duplicates") as threads:
        waiting: deque[Future[list[Pair]]] = deque()
        try:
            for process in crew:
                send(cast("IO[bytes]", process.stdin), config)
                idle.put(process)
            for batch in batches:
                waiting.append(threads.submit(ask, batch))
                if len(waiting) > 2 * len(crew):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except OSError as error:
            raise BuildFailed(f"工作进程意外结束（{type(error).__name__}）") from error
        finally:
            # Interrupted or at fault, nobody waits for what is still being compared.
            for future in waiting:
                future.cancel()
            for process in crew:
                process.kill()


def _asked(process: Popen[bytes], message: Batch) -> list[Pair]:
    try:
        send(cast("IO[bytes]", process.stdin), message)
        reply: Reply = receive(cast("IO[bytes]", process.stdout))
    except (OSError, EOFError, ValueError) as error:
        raise BuildFailed(f"工作进程意外结束（{type(error).__name__}）") from error
    if reply.fault:
        raise reply.fault
    if reply.detail:
        raise BuildFailed(reply.detail)
    return reply.pairs


def _pair(one: StoredDocument, other: StoredDocument, relation: Relation) -> Pair:
    left, right = sorted((one.id, other.id))
    holder = other.id if relation.contained_in == "counterpart" else one.id
    inside = None
    if relation.contained_in:
        inside = "left" if holder == right else "right"
    return Pair(
        left, right, relation.kind.value, relation.similarity, relation.containment, inside, reason(relation)
    )
