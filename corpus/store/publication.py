"""What is published, by number: for the sitemap."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, func, select

from corpus.store import database
from corpus.store.schema import document


class Publication:
    """Published documents as ranges of their ids."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ranges(self, size: int) -> list[tuple[int, datetime]]:
        """Which ranges of `size` ids hold published documents, from 0 on, and when each last changed."""
        number = (document.c.id - 1) // size
        wanted = select(number, func.max(document.c.changed_at)).where(document.c.withdrawn_at.is_(None))
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.group_by(number).order_by(number)).all()
        return [(int(at), changed) for at, changed in rows]

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
