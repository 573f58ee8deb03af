"""What a machine read out of pictures: page by page, with the places of lines; and what waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Text, and_, cast, delete, func, or_, select

from corpus.records import AttachmentText, Reading, Scan
from corpus.store import database, schema
from corpus.store.indexing import enqueue
from corpus.store.personal_findings import text_came
from corpus.store.rows import file_text_values


class Recognition:
    """A file waits while its reader found no text in it, or in parts of it, and no machine has read these."""

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

    def pages_left(self) -> int:
        """How many pages of files wait, as far as the readers of the files could tell."""
        file, scan, page = schema.attachment_text.c, schema.scanned_page.c, schema.recognised_page.c
        scans = select(func.count()).where(scan.sha256 == file.sha256).scalar_subquery()
        pages = func.coalesce(func.nullif(scans, 0), file.pages, 1)
        done = select(func.count()).where(page.sha256 == file.sha256).scalar_subquery()
        wanted = select(pages - done).select_from(schema.attachment_text).where(self._waits())
        with database.transaction(self._engine, writes=False) as connection:
            return sum(max(left, 0) for left in connection.execute(wanted).scalars())

    def scans(self, sha256: str) -> list[Scan]:
        """The pages without text of a file that has some, from its beginning to its end."""
        scan = schema.scanned_page.c
        wanted = select(scan.page, scan.line).where(scan.sha256 == sha256).order_by(scan.line, scan.page)
        with database.transaction(self._engine, writes=False) as connection:
            return [Scan(*row) for row in connection.execute(wanted)]

    def lines(self, sha256: str, engine: str) -> dict[int, list[dict[str, Any]]]:
        """The lines of each page that this engine has read, by its number, in order."""
        page = schema.recognised_page.c
        wanted = select(page.page, page.lines).where(page.sha256 == sha256, page.engine == engine)
        with database.transaction(self._engine, writes=False) as connection:
            return {row.page: row.lines for row in connection.execute(wanted.order_by(page.page))}

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
        done, parts = select(schema.recognised_file.c.sha256), select(schema.scanned_page.c.sha256)
        wanted = or_(read.reading == Reading.NO_TEXT.value, read.sha256.in_(parts))
        return and_(wanted, read.sha256.not_in(done))
