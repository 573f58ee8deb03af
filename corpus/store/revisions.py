"""The revision: a number that grows with every change of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from corpus.store import schema


@dataclass(frozen=True, slots=True)
class Moved:
    """A document that got a new revision, though nothing of its own changed: it is to be indexed again."""

    id: int
    before: int
    after: int


def last_revision(connection: Connection) -> int:
    """0 for an empty store."""
    return int(connection.execute(select(schema.revision.c.value)).scalar_one())


def set_revision(connection: Connection, value: int) -> None:
    """Remember the latest."""
    connection.execute(update(schema.revision).values(value=value))


def move(connection: Connection, numbers: Iterable[int]) -> list[Moved]:
    """Give documents new revisions; unknown ones are left out."""
    table, moved = schema.document, list[Moved]()
    revision = last_revision(connection)
    for number in numbers:
        before = connection.execute(select(table.c.revision).where(table.c.id == number)).scalar()
        if before is not None:
            revision += 1
            connection.execute(update(table).where(table.c.id == number).values(revision=revision))
            moved.append(Moved(number, before, revision))
    set_revision(connection, revision)
    return moved


def changed(connection: Connection, since: int, until: int | None) -> Sequence[tuple[int, int]]:
    """Revision and id of what changed after the one revision and up to the other, in that order."""
    table = schema.document.c
    wanted = select(table.revision, table.id).where(table.revision > since).order_by(table.revision)
    if until is not None:
        wanted = wanted.where(table.revision <= until)
    return [(revision, number) for revision, number in connection.execute(wanted)]
