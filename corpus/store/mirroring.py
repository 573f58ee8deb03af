"""Documents as they were stored elsewhere: out of one store whole, with their history, and into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select, update

from corpus.clock import now
from corpus.errors import RowUnreadable
from corpus.records import DERIVED_FIELDS, StoredDocument
from corpus.store import database, schema
from corpus.store.database import BATCH
from corpus.store.portable import TIMES, Portable
from corpus.store.revisions import last_revision, set_revision
from corpus.store.rows import (
    DAMAGED,
    DIFFERS,
    differs,
    file_text_from,
    file_text_values,
    stored_from,
    version_content,
    version_from,
)
from corpus.store.taking_on import Taken, Taking

_document, _version, _former, _text, _reading = (
    schema.document,
    schema.version,
    schema.former_address,
    schema.attachment_text,
    schema.page_reading,
)


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A document that goes out."""

    stored: StoredDocument
    record: Portable


class Mirroring:
    """A store's documents for other stores, and other stores' documents for this one.

    Across stores a document is known by its address; each store numbers and revises by itself.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def going_out(self, since: int, until: int) -> Iterator[Mirrored]:
        """What changed after one revision up to another, by revision; what is damaged is left out.

        Raises RowUnreadable where a row is not what was stored, and nobody has looked at it yet.
        """
        wanted = select(_document).where(_document.c.revision <= until, _document.c.content_hash != DAMAGED)
        wanted = wanted.order_by(_document.c.revision).limit(BATCH)
        while True:
            with database.transaction(self._engine, writes=False) as connection:
                rows = connection.execute(wanted.where(_document.c.revision > since)).mappings().all()
                found = _mirrored(connection, rows)
            yield from found
            if len(rows) < BATCH:
                return
            since = rows[-1]["revision"]

    def damaged(self) -> int:
        """How many documents are left out, waiting for their portals to be asked again."""
        wanted = select(func.count()).select_from(_document).where(_document.c.content_hash == DAMAGED)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def take(self, records: Sequence[Portable]) -> list[Taken]:
        """Take on records of another store in one transaction; to take them on again changes nothing."""
        with database.transaction(self._engine, writes=True) as connection:
            return Taking(connection).take(records)

    def take_out(self, url: str, left_at: datetime) -> bool:
        """Withdraw a document that left what is mirrored at that time, unless it changed here since."""
        table = _document.c
        with database.transaction(self._engine, writes=True) as connection:
            revision = last_revision(connection) + 1
            still_there = (table.url == url, table.withdrawn_at.is_(None), table.changed_at < left_at)
            state = {"withdrawn_at": left_at, "changed_at": left_at, "revision": revision}
            kept = func.coalesce(table.recorded_at, table.changed_at)
            gone = connection.execute(update(_document).where(*still_there).values(recorded_at=kept, **state))
            if gone.rowcount:
                set_revision(connection, revision)
            return bool(gone.rowcount)

    def reached(self, source: str, part: str) -> int | None:
        """Up to which revision of another store a part of it was taken on; None for nothing yet."""
        table = schema.loaded_bundle.c
        wanted = select(table.until).where(table.source == source, table.part == part)
        with database.transaction(self._engine, writes=False) as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def reach(self, source: str, part: str, until: int) -> None:
        """Note that a part of another store was taken on up to this revision."""
        row = {"source": source, "part": part, "until": until, "loaded_at": now()}
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, schema.loaded_bundle, [row])


def _mirrored(connection: Connection, rows: Sequence[RowMapping]) -> list[Mirrored]:
    numbers = [row["id"] for row in rows]
    former: dict[int, list[Portable]] = defaultdict(list)
    for row in database.rows_with(connection, select(_version), numbers, _version.c.document_id):
        former[row.document_id].append(_former_record(row._mapping))
    once_at: dict[int, list[Portable]] = defaultdict(list)
    for row in database.rows_with(connection, select(_former), numbers, _former.c.document_id):
        once_at[row.document_id].append({"url": row.url, "left_at": row.left_at.isoformat()})
    readings: dict[int, Portable] = {
        row.document_id: {name: row._mapping[name] for name in ("extractor", "sure", "origins")}
        for row in database.rows_with(connection, select(_reading), numbers, _reading.c.document_id)
    }
    found = []
    for document in rows:
        stored = stored_from(document)
        if differs(document, stored.document):
            raise RowUnreadable(DIFFERS, f"第 {stored.id} 号文件")
        record = {
            "content": version_content(stored.document),
            **{name: document[name] for name in (*DERIVED_FIELDS, "version", "page_sha256")},
            **{name: document[name].isoformat() if document[name] else None for name in TIMES},
            "former": sorted(former[stored.id], key=lambda version: int(version["number"])),
            "once_at": sorted(once_at[stored.id], key=lambda address: str(address["url"])),
            "texts": _texts(connection, stored),
            "reading": readings.get(stored.id),
        }
        found.append(Mirrored(stored, record))
    return found


def _former_record(row: RowMapping) -> Portable:
    try:
        version = version_from(row)
    except ValueError as error:
        raise RowUnreadable(DIFFERS, f"第 {row['document_id']} 号文件的旧版本") from error
    return {
        "number": version.number,
        "recorded_at": version.recorded_at.isoformat(),
        "page_sha256": version.page_sha256,
        "content": row["content"],
        "mistaken": row["mistaken"],
    }


def _texts(connection: Connection, stored: StoredDocument) -> list[Portable]:
    files = [file.sha256 for file in stored.document.attachments if file.sha256]
    rows = database.rows_with(connection, select(_text), files, _text.c.sha256)
    texts = []
    for row in rows:
        try:
            values = file_text_values(file_text_from(row._mapping))
        except ValueError:
            # What was read out of a file is read again where it is wanted.
            continue
        del values["digest"]
        texts.append(values)
    return sorted(texts, key=lambda text: str(text["sha256"]))
