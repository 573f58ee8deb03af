"""The revision: a number that grows with every change of a document's content, metadata or state."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from corpus.store import schema


def last_revision(connection: Connection) -> int:
    """0 for an empty store."""
    return int(connection.execute(select(schema.revision.c.value)).scalar_one())


def set_revision(connection: Connection, value: int) -> None:
    """Remember the latest."""
    connection.execute(update(schema.revision).values(value=value))
