"""The texts of stored files, by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, delete, insert, select

from corpus.records import AttachmentText, Reading
from corpus.store import database, schema
from corpus.store.indexing import enqueue

BATCH = 500
"""Files asked for at a time: under SQLite's limit of 999 variables in old builds."""


class FileTexts:
    """What was read out of files; a file is read once, however many documents it belongs to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, text: AttachmentText, document: int | None = None) -> None:
        """Keep a text in place of an older one; a stored document that it was read for is indexed again."""
        table = schema.attachment_text
        values = {
            "sha256": text.sha256,
            "reading": text.reading.value,
            "text": text.text,
            "pages": text.pages,
            "reader": text.reader,
        }
        with database.transaction(self._engine, writes=True) as connection:
            connection.execute(delete(table).where(table.c.sha256 == text.sha256))
            connection.execute(insert(table).values(values))
            enqueue(connection, [] if document is None else [document])

    def get(self, files: Iterable[str]) -> dict[str, AttachmentText]:
        """The texts of those files that were read."""
        table, wanted = schema.attachment_text, list(dict.fromkeys(files))
        found: dict[str, AttachmentText] = {}
        for start in range(0, len(wanted), BATCH):
            chosen = select(table).where(table.c.sha256.in_(wanted[start : start + BATCH]))
            with database.transaction(self._engine, writes=False) as connection:
                for row in connection.execute(chosen).mappings():
                    kept = dict(row) | {"reading": Reading(row["reading"])}
                    found[row["sha256"]] = AttachmentText(**kept)
        return found

    def unread(self, files: Iterable[str], reader: int) -> list[str]:
        """Those files that were not read yet, or by an older reader than this."""
        table, wanted, read = schema.attachment_text.c, list(dict.fromkeys(files)), set[str]()
        with database.transaction(self._engine, writes=False) as connection:
            for start in range(0, len(wanted), BATCH):
                chosen = table.sha256.in_(wanted[start : start + BATCH])
                rows = connection.execute(select(table.sha256).where(chosen, table.reader >= reader))
                read.update(rows.scalars())
        return [sha256 for sha256 in wanted if sha256 not in read]
