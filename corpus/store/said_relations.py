"""What staff say that one document is to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Engine, delete, or_, select

from corpus.clock import now
from corpus.store import database
from corpus.store.staff_schema import said_relation


class RelationKind(Enum):
    """What the other document is to the first."""

    SUCCESSOR = "successor"
    """It took its place."""
    READING = "reading"
    """It explains it."""
    CORRECTS = "corrects"
    """It is a notice that corrects it."""
    NOT_CORRECTS = "not_corrects"
    """It is none that corrects it, whatever it seems to be."""


OPPOSITES = {
    RelationKind.CORRECTS: RelationKind.NOT_CORRECTS,
    RelationKind.NOT_CORRECTS: RelationKind.CORRECTS,
}
"""Who says the one takes back the other."""


@dataclass(frozen=True, slots=True)
class SaidRelation:
    """One of them, by the ids of the documents."""

    first: int
    other: int
    kind: RelationKind
    by: str
    at: datetime


class SaidRelations:
    """They belong to the documents, wherever these move."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, number: int) -> list[SaidRelation]:
        """Those in which a document stands, on either side, the oldest first."""
        table = said_relation.c
        wanted = select(said_relation).where(or_(table.first_id == number, table.other_id == number))
        wanted = wanted.order_by(table.at, table.first_id, table.other_id)
        with database.transaction(self._engine, writes=False) as connection:
            return [
                SaidRelation(row.first_id, row.other_id, RelationKind(row.kind), row.by, row.at)
                for row in connection.execute(wanted)
            ]

    def say(self, first: int, other: int, kind: RelationKind, by: str) -> bool:
        """Both documents are there, and are two.

        False where the first is already that to the other: neither can be both.
        """
        row = {"first_id": first, "other_id": other, "kind": kind.value, "by": by, "at": now()}
        table, opposite = said_relation.c, OPPOSITES.get(kind)
        turned = (table.first_id == other, table.other_id == first, table.kind == kind.value)
        with database.transaction(self._engine, writes=True) as connection:
            both = kind is RelationKind.NOT_CORRECTS
            if not both and connection.execute(select(table.first_id).where(*turned)).first():
                return False
            if opposite:
                same = (table.first_id == first, table.other_id == other, table.kind == opposite.value)
                connection.execute(delete(said_relation).where(*same))
            database.upsert(connection, said_relation, [row])
        return True

    def take_back(self, first: int, other: int, kind: RelationKind) -> bool:
        """False where nobody said so."""
        table = said_relation.c
        same = (table.first_id == first, table.other_id == other, table.kind == kind.value)
        with database.transaction(self._engine, writes=True) as connection:
            return bool(connection.execute(delete(said_relation).where(*same)).rowcount)
