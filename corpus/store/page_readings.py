"""How documents were read from their pages: which are to be read again, and which are the least sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from corpus.records import FieldOrigin
from corpus.store import database, schema


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A published document of which little is sure."""

    id: int
    url: str
    title: str
    portal: str | None
    sure: float
    origins: tuple[FieldOrigin, ...]


@dataclass(frozen=True, slots=True)
class PageReading:
    """How a document was read."""

    extractor: int
    sure: float
    origins: tuple[FieldOrigin, ...]


class PageReadings:
    """Of documents that came from pages; imported ones have none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, readings: Mapping[str, PageReading]) -> None:
        """Keep how documents were read, by their addresses; those that are not stored are left out."""
        document, urls = schema.document.c, list(readings)
        if not urls:
            return
        with database.transaction(self._engine, writes=True) as connection:
            known = database.rows_with(connection, select(document.id, document.url), urls, document.url)
            rows = [
                {
                    "document_id": row.id,
                    "extractor": readings[row.url].extractor,
                    "sure": readings[row.url].sure,
                    "origins": [asdict(one) for one in readings[row.url].origins],
                }
                for row in known
            ]
            database.upsert(connection, schema.page_reading, rows)

    def older(self, extractor: int, after: int, most: int) -> list[int]:
        """The next published documents, behind one, that were read by an older version or an unknown one."""
        wanted = self._older(extractor).with_only_columns(schema.document.c.id)
        wanted = wanted.where(schema.document.c.id > after).order_by(schema.document.c.id).limit(most)
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted).scalars())

    def count_older(self, extractor: int) -> int:
        """How many these are."""
        wanted = self._older(extractor).with_only_columns(func.count())
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def worst(self, portal: str | None = None, most: int = 10) -> Sequence[Doubtful]:
        """The published documents that are the least sure, of one portal or of all."""
        document, reading = schema.document.c, schema.page_reading.c
        named = (document.id, document.url, document.title, document.portal)
        wanted = select(*named, reading.sure, reading.origins)
        wanted = wanted.join_from(schema.document, schema.page_reading, document.id == reading.document_id)
        wanted = wanted.where(document.withdrawn_at.is_(None)).order_by(reading.sure, document.id).limit(most)
        if portal is not None:
            wanted = wanted.where(document.portal == portal)
        with database.transaction(self._engine, writes=False) as connection:
            return [
                Doubtful(number, url, title, own, sure, tuple(FieldOrigin(**one) for one in origins))
                for number, url, title, own, sure, origins in connection.execute(wanted)
            ]

    def _older(self, extractor: int) -> Select[Any]:
        document, reading = schema.document.c, schema.page_reading.c
        joined = schema.document.outerjoin(schema.page_reading, document.id == reading.document_id)
        old = or_(reading.extractor.is_(None), reading.extractor < extractor)
        came = document.withdrawn_at.is_(None) & document.page_sha256.is_not(None)
        return select(document.id).select_from(joined).where(came, old)
