"""The one writer: to a new index at once, to the current one when it is committed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO

from indexer.engines.contract import IndexedDocument
from indexer.engines.opensearch.bulk import Bulk, Operation, put, take_out
from indexer.engines.opensearch.citing import count_citing
from indexer.engines.opensearch.cluster import BUILDING_PATIENCE, Cluster
from indexer.engines.opensearch.documents import source_of
from indexer.engines.opensearch.editions import find_later
from indexer.engines.opensearch.generations import Generation, Generations
from indexer.engines.opensearch.held import Held
from indexer.segments.disk_errors import disk_faults
from indexer.text import Segmenter

NOTED = 20_000
"""Documents given between two notes of how far a new index is. A guess."""


class OpenSearchWriter:
    """Collects changes; what goes into the current index waits in a file of this machine."""

    def __init__(
        self,
        cluster: Cluster,
        generations: Generations,
        base: Generation,
        current: Generation | None,
        segmenter: Segmenter,
        title_weight: float,
    ) -> None:
        self.revision = base.revision or base.given
        self._cluster = cluster
        self._generations = generations
        self._base = base
        self._current = current
        self._new = current is None or current.index != base.index
        self._segmenter = segmenter
        self._title_weight = title_weight
        self._bulk = Bulk(cluster, base.index)
        self._spool: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._changed: set[int] = set()
        self._works: set[str] = set()
        self._editions: set[str] = set()
        self._unnoted = 0

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents; one with a known id takes the former one's place."""
        for document in documents:
            source = source_of(document, self._segmenter, self._title_weight)
            self._works.update(source.get("cites", ()))
            self._works.update(source[name] for name in ("work", "brought") if name in source)
            self._editions.update(source[name] for name in ("edition",) if name in source)
            self._change(document.id, put(document.id, source, document.revision))

    def remove(self, ids: Iterable[int], revision: int = 0) -> None:
        """Take documents out, of this writer's too."""
        for number in ids:
            self._change(number, take_out(number, revision))

    def given(self, revision: int) -> None:
        """A new index that is never finished is gone on with from here."""
        if self._new and self._unnoted >= NOTED:
            self._bulk.flush()
            self._generations.note(replace(self._base, given=revision))
            self._unnoted = 0

    def commit(self, revision: int) -> None:
        """Write what waits, find who cites whom and what is later, then show all at once."""
        held = Held(self._cluster, self._base.index)
        if not self._new:
            self._works |= held.values(self._changed, "cites")
            self._editions |= held.values(self._changed, "edition")
        self._bulk.add(self._waiting())
        self._written()
        count_citing(held, held.every("cites") if self._new else self._works, self._bulk)
        self._written()
        find_later(held, held.every("edition", 2) if self._new else self._editions, self._bulk)
        self._written()
        count = self._cluster.ask("GET", f"/{self._base.index}/_count")["count"]
        made = self._base.committed(revision, int(count))
        self._generations.switch(made, self._current)

    def close(self) -> None:
        """Forget what waits."""
        self._spool.close()

    def _change(self, number: int, operation: Operation) -> None:
        self._unnoted += 1
        if self._new:
            self._works.clear()
            self._editions.clear()
            self._bulk.add([operation])
            return
        self._changed.add(number)
        with disk_faults():
            self._spool.write(json.dumps(operation, ensure_ascii=False) + "\n")

    def _waiting(self) -> Iterator[Operation]:
        self._spool.seek(0)
        yield from (tuple(json.loads(line)) for line in self._spool)

    def _written(self) -> None:
        """All that was given is in the index, and is found when it is asked."""
        self._bulk.flush()
        self._cluster.ask("POST", f"/{self._base.index}/_refresh", None, BUILDING_PATIENCE)
