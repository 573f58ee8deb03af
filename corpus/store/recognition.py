"""What a machine read out of pictures: page by page, with the places of lines; and what waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Text, cast, delete, func, or_, select

from corpus.records import AttachmentText, Reading
from corpus.store import database, schema
from corpus.store.indexing import enqueue
from corpus.store.personal_findings import text_came
from corpus.store.rows import file_text_values


class Recognition:
    """A file waits while its reader found no text and no machine has read it to its end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, after: str, most: int) -> list[str]:
        """The next files that wait, by SHA-256, behind one."""
        file = schema.attachment_text.c.sha256
        wanted = select(file).where(self._waits(), file > after).order_by(file).limit(most)
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted).scalars())

    def count(self) -> int:
        """How many files wait."""
        wanted = select(func.count()).select_from(schema.attachment_text).where(self._waits())
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def pages(self, sha256: str, engine: str) -> int:
        """How many pages of a file this engine has read."""
        page = schema.recognised_page.c
        wanted = select(func.count()).where(page.sha256 == sha256, page.engine == engine)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def lines(self, sha256: str, engine: str) -> list[list[dict[str, Any]]]:
        """The lines of each page that was read, in order."""
        page = schema.recognised_page.c
        wanted = select(page.lines).where(page.sha256 == sha256, page.engine == engine).order_by(page.page)
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted).scalars())

    def keep(
        self, sha256: str, page: int, engine: str, lines: list[dict[str, Any]], size: tuple[int, int]
    ) -> None:
        """Keep a page, in place of what another engine read there."""
        width, height = size
        row = {"sha256": sha256, "page": page, "engine": engine, "lines": lines, "width": width}
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, schema.recognised_page, [row | {"height": height}])

    def finish(self, texts: Sequence[AttachmentText], engine: str) -> None:
        """Keep files' texts; their documents are indexed again. They wait no more, even without any.

        All documents are gone through for them: together, as many as there are at hand.
        """
        if not texts:
            return
        document, later = schema.document.c, schema.recognised_page.c
        files = [text.sha256 for text in texts]
        holds = or_(*(cast(document.attachments, Text).contains(sha256) for sha256 in files))
        rows = [
            {"sha256": text.sha256, "engine": engine, "text": text.text, "pages": text.pages}
            for text in texts
        ]
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, schema.recognised_file, rows)
            database.upsert(connection, schema.attachment_text, list(map(file_text_values, texts)))
            spare = (later.sha256.in_(files), later.engine != engine)
            connection.execute(delete(schema.recognised_page).where(*spare))
            numbers = connection.execute(select(document.id).where(holds)).scalars().all()
            enqueue(connection, numbers)
            text_came(connection, numbers)

    def _waits(self) -> Any:
        read = schema.attachment_text.c
        done = select(schema.recognised_file.c.sha256)
        return (read.reading == Reading.NO_TEXT.value) & read.sha256.not_in(done)
