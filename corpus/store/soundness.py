"""Whether the database holds what was stored: its own check, every row read, every document by its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Table, delete, func, select, update

from corpus.errors import StoreBusy, StoreError, StoreUnreachable
from corpus.store import database, schema
from corpus.store.rows import (
    DIFFERS,
    differs,
    document_from,
    file_text_from,
    stored_from,
    version_from,
)
from corpus.store.writing import Writer

READERS: dict[str, Callable[[Any], Any]] = {
    "document": stored_from,
    "version": version_from,
    "attachment_text": file_text_from,
}
"""What else a row has to be read as, by table."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row, or a whole table, that is not as it was stored."""

    table: str
    key: str
    """Of the row, for people; empty for the table."""
    reason: str
    document: int | None = None
    """The document whose content is not that of its digest; it can be had again."""
    file: str | None = None
    """SHA-256 of the file whose text it is; that can be read again."""


@dataclass(frozen=True, slots=True)
class NeededFile:
    """A file that a published document needs."""

    sha256: str
    title: str
    """Of the document."""
    name: str | None
    """Of the attachment; None for the page itself."""


class Soundness:
    """Reads everything; mends what can be mended from the rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def database_faults(self) -> list[str]:
        """What the database's own check finds; nothing where it has none. Raises StoreError."""
        return database.faults(self._engine)

    def mend_database(self) -> None:
        """Make what the database derives from its rows anew. Raises StoreError."""
        database.mend(self._engine)

    def rows(self, progress: Callable[[int, int], None]) -> Iterator[RowFault]:
        """Rows that cannot be read, and documents that are not what their digest says."""
        tables = schema.metadata.sorted_tables
        total, done = sum(map(self._count, tables)), 0
        for table in tables:
            try:
                for row in database.every_row(self._engine, table):
                    done += 1
                    progress(done, total)
                    if fault := _fault(table.name, row):
                        yield fault
            except (StoreBusy, StoreUnreachable):
                raise
            except StoreError as error:
                yield RowFault(table.name, "", str(error))

    def needed_files(self) -> Iterator[NeededFile]:
        """The pages and attachments of published documents; documents that cannot be read are left out."""
        for row in database.every_row(self._engine, schema.document):
            if row.values is None or row.values["withdrawn_at"] is not None:
                continue
            try:
                document = document_from(row.values)
            except database.UNREADABLE:
                continue
            if page := row.values["page_sha256"]:
                yield NeededFile(page, document.title, None)
            for file in document.attachments:
                if file.sha256:
                    yield NeededFile(file.sha256, document.title, file.title)

    def ask_again(self, documents: list[int]) -> None:
        """Show documents to nobody until the next crawl or import stores them anew, changed or not."""
        table, page = schema.document, schema.page
        forgotten = {"etag": None, "last_modified": None, "sha256": None, "fetched_at": None}
        with database.transaction(self._engine, writes=True) as connection:
            Writer(connection).lose(documents)
            for some in database.batches(documents):
                urls = select(table.c.url).where(table.c.id.in_(some))
                connection.execute(update(page).where(page.c.url.in_(urls)).values(forgotten))

    def read_again(self, files: list[str]) -> None:
        """Forget the texts of files: the next crawl reads them out of the files again."""
        table = schema.attachment_text
        with database.transaction(self._engine, writes=True) as connection:
            for some in database.batches(files):
                connection.execute(delete(table).where(table.c.sha256.in_(some)))

    def _count(self, table: Table) -> int:
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _fault(table: str, row: database.EveryRow) -> RowFault | None:
    key = "、".join(map(str, row.key))
    file = str(row.key[0]) if table == "attachment_text" else None
    if row.values is None:
        return RowFault(table, key, row.reason, file=file)
    try:
        read = READERS.get(table, dict)(row.values)
    except database.UNREADABLE as error:
        return RowFault(table, key, str(error), file=file)
    still_shown = table == "document" and read.damaged and read.withdrawn_at is None
    if still_shown or (table == "document" and differs(row.values, read.document)):
        return RowFault(table, key, DIFFERS, row.values["id"])
    return None
