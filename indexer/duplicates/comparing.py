"""Documents are compared with all others: in this process when they are few, else in one for each core.

Of two documents that changed, that of the later batch is compared with the other.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Pair
from corpus.workers import Crew, WorkerFailed, cores
from indexer import intake
from indexer.duplicates.candidates import candidates
from indexer.duplicates.fresh import Batch, Fresh, FreshDocuments
from indexer.duplicates.model import NO_DUPLICATES, Side
from indexer.duplicates.reasons import reason
from indexer.duplicates.relating import MOST_NAMED, NOTICES, naming, rank, related
from indexer.duplicates.storage import TablesFolder
from indexer.duplicates.tables import Tables
from indexer.duplicates.text_cache import Ready, Texts
from indexer.duplicates.texts import Relation, Text
from indexer.duplicates.titles import first_title, plain_title
from indexer.errors import BuildFailed

MOST_PAIRS = 10
"""Counterparts kept of one document, the best: more of a large group would only say the same again."""

AT_ONCE = 100
"""Documents whose texts are read together: very long ones still fit into memory. A guess."""

FEW = 1_500
"""Documents up to which starting processes costs more than they save (measured: a second)."""

WORKER = "indexer.duplicates.worker"

Named = dict[int, Side]
"""Documents that a covering notice names, or such notices, and which of the two is the notice."""


class Comparer:
    """Finds the pairs of documents that were signed and not compared yet."""

    def __init__(
        self, folder: TablesFolder, documents: intake.Documents, opened: Tables | None = None
    ) -> None:
        current = folder.current()
        self._noticing = partial(folder.noticing, current)
        with self._noticing():
            self.fresh = Fresh(folder.fresh(current))
            self._tables = Tables(folder.paths(current), opened)
        self._texts = Texts(documents)
        self._texts.follow(self._tables)

    def pairs(self, batch: Batch) -> list[Pair]:
        """The pairs of a batch's documents with what stood before them, each once. Raises IndexBroken."""
        with self._noticing():
            return self._found(batch)

    def _found(self, batch: Batch) -> list[Pair]:
        documents = self.fresh.documents(batch)
        likely = candidates(self._tables, documents.keys, documents.ids)
        rows = zip(
            documents.ids.tolist(),
            map(partial(self._due, batch), likely),
            self._named(documents),
            strict=True,
        )
        todo = [row for row in rows if row[1] or row[2]]
        pairs: dict[tuple[int, int], Pair] = {}
        for start in range(0, len(todo), AT_ONCE):
            some = todo[start : start + AT_ONCE]
            held = self._texts.held(sorted({n for one, others, more in some for n in (one, *others, *more)}))
            for one, others, more in some:
                pairs.update(_pairs(held, one, others, more))
            self._texts.trim()
        return list(pairs.values())

    def _due(self, batch: Batch, likely: list[int]) -> list[int]:
        """Without those that a later batch compares, where all that is found is kept."""
        if len(likely) > MOST_PAIRS:
            return likely
        changed = self.fresh.revisions(np.array(likely, np.int64))
        return [number for number, at in zip(likely, changed.tolist(), strict=True) if at <= batch.revision]

    def _named(self, documents: FreshDocuments) -> list[Named]:
        """For each document those that a covering notice names, and such notices that name it."""
        result: list[Named] = [{} for _ in documents.ids]
        for table, notice in NOTICES.items():
            keys, places = documents.keys[table].by_key()
            found = self._tables.find("name", keys, MOST_NAMED)
            for place, number in zip(places[found.keys].tolist(), found.documents.tolist(), strict=True):
                result[place].setdefault(number, notice)
        return result


def compared(
    comparer: Comparer, config: Config, kept: intake.Kept, batches: Sequence[Batch]
) -> Generator[list[Pair], None, None]:
    """The pairs of each batch, in order; processes read what is kept. Raises what went wrong, BuildFailed."""
    processes = cores(config.index.processes)
    if processes == 1 or sum(batch.size for batch in batches) <= FEW:
        yield from map(comparer.pairs, batches)
        return
    with Crew(WORKER, (config, kept), min(processes, len(batches))) as crew:
        try:
            for rows in crew.map(batches):
                yield [Pair(*row) for row in rows]
        except WorkerFailed as failure:
            raise BuildFailed(failure.detail) from failure


def _pairs(
    held: dict[int, Ready], one: int, others: Sequence[int], named: Named
) -> Iterator[tuple[tuple[int, int], Pair]]:
    """The best pairs of one document, by their two ids."""
    if one not in held or held[one][0].withdrawn_at is not None:
        return
    stored, text = held[one]
    known = [held[number] for number in others if number in held]
    found = related(_titled(stored, text), known, series=False)
    met = {one, *(other.id for other, _ in found)}
    found += [
        (held[number][0], naming(notice, stored.document.title, held[number][0].document.title))
        for number, notice in named.items()
        if number in held and number not in met and held[number][0].withdrawn_at is None
    ]
    best = [pair for pair in sorted(found, key=rank) if pair[1].kind not in NO_DUPLICATES]
    for other, relation in best[:MOST_PAIRS]:
        pair = _pair(stored, other, relation)
        yield (pair.left, pair.right), pair


def _titled(stored: StoredDocument, text: Text) -> Text:
    if text.title:
        return text
    title = first_title(stored.document.text)
    return replace(text, title=title, plain=plain_title(title))


def _pair(one: StoredDocument, other: StoredDocument, relation: Relation) -> Pair:
    left, right = sorted((one.id, other.id))
    holder = other.id if relation.contained_in == "counterpart" else one.id
    inside = None
    if relation.contained_in:
        inside = "left" if holder == right else "right"
    why = reason(relation, one.document.text, other.document.text)
    return Pair(left, right, relation.kind.value, relation.similarity, relation.containment, inside, why)
