"""What the published documents are called and how they are worded, for suggestions and corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Engine, func, select

from corpus.fields import single_values
from corpus.store import database, schema
from corpus.store.database import BATCH

LONGEST_TEXT = 20_000
"""Characters read of one text: enough of its wording. A guess."""


class Wording:
    """Narrow queries over published documents; withdrawn ones are left out."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def values(self, field: str, after: int = 0) -> list[tuple[str, int]]:
        """Every single value of a field of `Document` with the number of its documents, in order.

        `after`: only of documents that changed after this revision.
        """
        table = schema.document.c
        value = table[field]
        wanted = select(value, func.count()).where(table.withdrawn_at.is_(None), value.is_not(None))
        if after:
            wanted = wanted.where(table.revision > after)
        with database.transaction(self._engine, writes=False) as connection:
            counts: Counter[str] = Counter()
            for found, number in connection.execute(wanted.group_by(value).order_by(value)):
                for one in single_values(field, found):
                    counts[one] += number
        return sorted(counts.items()) if field == "agency" else list(counts.items())

    def titles(self, most: int, after: int = 0) -> list[tuple[str, int]]:
        """Titles with the number of their documents; of too many those of most documents, and the latest.

        `after`: only of documents that changed after this revision.
        """
        table = schema.document.c
        documents = func.count()
        wanted = select(table.title, documents).where(table.withdrawn_at.is_(None))
        if after:
            wanted = wanted.where(table.revision > after)
        wanted = wanted.group_by(table.title).order_by(documents.desc(), func.max(table.id).desc())
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.limit(most))
            return [(title, number) for title, number in rows]

    def withdrawn_titles(self, after: int) -> list[str]:
        """The titles of documents that were withdrawn after a revision."""
        table = schema.document.c
        wanted = select(table.title).where(table.withdrawn_at.is_not(None), table.revision > after)
        with database.transaction(self._engine, writes=False) as connection:
            return [title for (title,) in connection.execute(wanted)]

    def texts(self, most: int) -> Iterator[str]:
        """Titles with their texts, about so many characters in all, evenly of the documents."""
        table = schema.document.c
        text = func.substr(table.text, 1, LONGEST_TEXT)
        held = func.coalesce(func.sum(func.length(text)), 0)
        with database.transaction(self._engine, writes=False) as connection:
            size = int(connection.execute(select(held).where(table.withdrawn_at.is_(None))).scalar_one())
        step = size // most + 1
        last = 0
        while True:
            chosen = (table.id > last, table.id % step == 0, table.withdrawn_at.is_(None))
            wanted = select(table.id, table.title, text).where(*chosen).order_by(table.id).limit(BATCH)
            with database.transaction(self._engine, writes=False) as connection:
                rows = connection.execute(wanted).all()
            if not rows:
                return
            for number, title, body in rows:
                yield f"{title}\n{body}"
                last = number
