"""What waits to be indexed: documents that changed, and those to be indexed again though they did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, update

from corpus.store import database, schema


@dataclass(frozen=True, slots=True)
class Queued:
    """Documents to be indexed again though they did not change: how they fold, or a file's text, did."""

    numbers: tuple[int, ...]
    """`StoredDocument.id`, each once."""
    last: int
    """The latest entry among them; 0 for none."""


class Indexing:
    """The queue of what is indexed again, and up to where the index came."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def queue(self, numbers: Iterable[int]) -> None:
        """Have documents indexed again."""
        with database.transaction(self._engine, writes=True) as connection:
            enqueue(connection, numbers)

    def queued(self) -> Queued:
        """What stands in the queue now."""
        table = schema.reindex.c
        wanted = select(table.document_id, func.max(table.number)).group_by(table.document_id)
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.order_by(table.document_id)).all()
        return Queued(tuple(number for number, _ in rows), max((last for _, last in rows), default=0))

    def done(self, revision: int, queued: Queued) -> None:
        """Record that the index shows this revision and what was queued; what was queued since then stays."""
        table = schema.reindex
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(update(schema.revision).values(indexed=revision))
            connection.execute(delete(table).where(table.c.number <= queued.last))

    def reached(self) -> int:
        """The revision up to which the index was said to be done; 0 before the first."""
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(select(schema.revision.c.indexed)).scalar_one())

    def waiting(self, revision: int) -> int:
        """How many documents an index of this revision has still to take in."""
        table = schema.document.c
        queued = table.id.in_(select(schema.reindex.c.document_id))
        wanted = select(func.count()).where(or_(table.revision > revision, queued))
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())


def enqueue(connection: Connection, numbers: Iterable[int]) -> None:
    """Have documents indexed again, in the transaction of what makes it necessary."""
    rows = [{"document_id": number} for number in sorted(set(numbers))]
    if rows:
        connection.execute(insert(schema.reindex), rows)
