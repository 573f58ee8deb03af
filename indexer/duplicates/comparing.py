"""Documents are compared with all others: in this process when they are few, else in one for each core."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Pair
from corpus.workers import Crew, WorkerFailed, cores
from indexer.duplicates.checker import DuplicateChecker
from indexer.duplicates.model import Kind
from indexer.duplicates.reasons import reason
from indexer.duplicates.texts import Relation
from indexer.errors import BuildFailed
from indexer.intake import Kept

MOST_PAIRS = 10
"""Counterparts kept of one document, the best: more of a large group would only say the same again."""

AT_ONCE = 100
"""Documents that are looked up together: a batch of very long ones still fits into memory. A guess."""

FEW = 1_500
"""Documents up to which starting processes costs more than they save (measured: a second)."""

WORKER = "indexer.duplicates.worker"

Batch = Sequence[int]
"""Ids of documents."""


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
    checker: DuplicateChecker, config: Config, kept: Kept, batches: Sequence[Batch]
) -> Generator[list[Pair], None, None]:
    """The pairs of each batch, in order; processes read what is kept. Raises what went wrong, BuildFailed."""
    processes = cores(config.index.processes)
    if processes == 1 or sum(map(len, batches)) <= FEW:
        for batch in batches:
            yield pairs_of(checker, batch)
        return
    with Crew(WORKER, (config, kept), min(processes, len(batches))) as crew:
        try:
            for rows in crew.map(batches):
                yield [Pair(*row) for row in rows]
        except WorkerFailed as failure:
            raise BuildFailed(failure.detail) from failure


def _pair(one: StoredDocument, other: StoredDocument, relation: Relation) -> Pair:
    left, right = sorted((one.id, other.id))
    holder = other.id if relation.contained_in == "counterpart" else one.id
    inside = None
    if relation.contained_in:
        inside = "left" if holder == right else "right"
    return Pair(
        left, right, relation.kind.value, relation.similarity, relation.containment, inside, reason(relation)
    )
