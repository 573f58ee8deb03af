"""The texts of stored files, by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from sqlalchemy import Connection, Engine, delete, select

from corpus.records import AttachmentText, Reading
from corpus.store import database, schema
from corpus.store.indexing import enqueue
from corpus.store.personal_findings import text_came
from corpus.store.rows import file_text_from, file_text_values


class FileTexts:
    """What was read out of files; a file is read once, however many documents it belongs to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, text: AttachmentText, document: int | None = None) -> None:
        """Keep a text in place of an older one; a stored document that it was read for is indexed again."""
        table = schema.attachment_text
        with database.transaction(self._engine, writes=True) as connection:
            if text.reading is Reading.NO_TEXT:
                text = _recognised(connection, text)
            _keep_scans(connection, text)
            database.upsert(connection, table, [file_text_values(text)])
            enqueue(connection, [] if document is None else [document])
            text_came(connection, [] if document is None else [document])

    def get(self, files: Iterable[str]) -> dict[str, AttachmentText]:
        """The texts of those files that were read."""
        table, found = schema.attachment_text, dict[str, AttachmentText]()
        with database.transaction(self._engine, writes=False) as connection:
            for row in database.rows_with(connection, select(table), files, table.c.sha256):
                found[row.sha256] = file_text_from(row._mapping)
        return found

    def digests(self, files: Iterable[str]) -> dict[str, tuple[str | None, int]]:
        """Of those that were read, what differs with the text: its digest, and the number of the reader."""
        table = schema.attachment_text.c
        wanted = select(table.sha256, table.digest, table.reader)
        with database.transaction(self._engine, writes=False) as connection:
            rows = database.rows_with(connection, wanted, files, table.sha256)
            return {row.sha256: (row.digest, row.reader) for row in rows}

    def unread(self, files: Iterable[str], reader: int) -> list[str]:
        """Those files that were not read yet, or by an older reader than this."""
        table, wanted = schema.attachment_text.c, list(dict.fromkeys(files))
        current = select(table.sha256).where(table.reader >= reader)
        with database.transaction(self._engine, writes=False) as connection:
            read = {row.sha256 for row in database.rows_with(connection, current, wanted, table.sha256)}
        return [sha256 for sha256 in wanted if sha256 not in read]


def _keep_scans(connection: Connection, text: AttachmentText) -> None:
    """Those that its reader met; the file waits, again too, until a machine has read them."""
    scans, file = schema.scanned_page, schema.recognised_file
    connection.execute(delete(scans).where(scans.c.sha256 == text.sha256))
    rows = {scan.page: {"sha256": text.sha256, **asdict(scan)} for scan in reversed(text.scans)}
    if rows:
        database.upsert(connection, scans, list(rows.values()))
        connection.execute(delete(file).where(file.c.sha256 == text.sha256))


def _recognised(connection: Connection, text: AttachmentText) -> AttachmentText:
    """With what a machine read of a file in which its reader finds no text."""
    table = schema.recognised_file.c
    known = connection.execute(select(table.text).where(table.sha256 == text.sha256)).scalar()
    return replace(text, reading=Reading.RECOGNISED, text=known) if known else text
