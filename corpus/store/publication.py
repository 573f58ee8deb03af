"""What is published, by number: for the sitemap, and for pages that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, select

from corpus.store import database
from corpus.store.schema import document


class Publication:
    """Published documents as ranges of their ids."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ranges(self, size: int) -> list[int]:
        """Which ranges of `size` ids hold published documents, from 0 on; no row is read."""
        number = ((document.c.id - 1) // size).label("number")
        published = document.c.withdrawn_at.is_(None)
        wanted = select(number).where(published).distinct().order_by(number)
        with database.transaction(self._engine, writes=False) as connection:
            return [int(at) for at in connection.execute(wanted).scalars()]

    def within(self, at: int, size: int) -> list[tuple[int, datetime]]:
        """The published documents of one range: id, and when it last changed."""
        table = document.c
        wanted = select(table.id, table.changed_at).where(
            table.withdrawn_at.is_(None), table.id > at * size, table.id <= (at + 1) * size
        )
        with database.transaction(self._engine, writes=False) as connection:
            return [
                (int(number), changed) for number, changed in connection.execute(wanted.order_by(table.id))
            ]

    def last_change(self) -> datetime | None:
        """When the document that changed last did; None for an empty store."""
        wanted = select(document.c.changed_at).order_by(document.c.revision.desc()).limit(1)
        with database.transaction(self._engine, writes=False) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def revisions(self, numbers: Iterable[int]) -> dict[int, int]:
        """At which revision each of these documents, withdrawn or not, last changed."""
        wanted = select(document.c.id, document.c.revision)
        with database.transaction(self._engine, writes=False) as connection:
            return {
                row.id: row.revision for row in database.rows_with(connection, wanted, numbers, document.c.id)
            }
