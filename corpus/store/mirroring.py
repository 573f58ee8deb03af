"""Documents as they were stored elsewhere: out of one store whole, with their history, and into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from corpus.clock import now
from corpus.errors import RowUnreadable
from corpus.records import DERIVED_FIELDS, Reading, StoredDocument
from corpus.store import database, schema
from corpus.store.corrected import Corrected
from corpus.store.database import BATCH
from corpus.store.indexing import enqueue
from corpus.store.personal_findings import text_came
from corpus.store.revisions import last_revision, set_revision
from corpus.store.rows import (
    DAMAGED,
    DIFFERS,
    content_hash,
    differs,
    document_from,
    document_values,
    file_text_digest,
    file_text_from,
    file_text_values,
    stored_from,
    version_content,
    version_from,
)

Portable: TypeAlias = dict[str, Any]
"""A document with its history, of values that JSON has: `content`, `html`, `disagreements`; `version`,
`first_seen_at`, `changed_at`, `recorded_at`, `withdrawn_at`, `page_sha256`; `former`: its former versions;
`once_at`: its former addresses; `texts`: those of its files. Times are ISO 8601 in UTC."""

RECOGNISED, NO_TEXT = Reading.RECOGNISED.value, Reading.NO_TEXT.value

ELSEWHERE = "elsewhere"
"""In place of the engine that read a file's pictures at the source."""

TIMES = ("first_seen_at", "changed_at", "recorded_at", "withdrawn_at")

_document, _version, _former, _text = (
    schema.document,
    schema.version,
    schema.former_address,
    schema.attachment_text,
)


class Taken(Enum):
    """What taking on a record did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LATER_HERE = "later_here"
    """What is here changed later than the record: it stays."""


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
            return _Taking(connection).take(records)

    def take_out(self, url: str, moment: datetime) -> bool:
        """Withdraw a document that left what is mirrored at a moment, unless it changed here since."""
        table = _document.c
        with database.transaction(self._engine, writes=True) as connection:
            revision = last_revision(connection) + 1
            still_there = (table.url == url, table.withdrawn_at.is_(None), table.changed_at < moment)
            state = {"withdrawn_at": moment, "changed_at": moment, "revision": revision}
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


class _Taking:
    """Takes records on within one transaction, which has the store to itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._revision = last_revision(connection)

    def take(self, records: Sequence[Portable]) -> list[Taken]:
        taken = [self._take(record) for record in records]
        set_revision(self._connection, self._revision)
        return taken

    def _take(self, record: Portable) -> Taken:
        document = document_from(
            record["content"] | {name: record[name] for name in DERIVED_FIELDS},
        )
        fresh = self._take_texts(record["texts"])
        row = self._here(document.url, [address["url"] for address in record["once_at"]])
        corrected = False
        if row is not None:
            said = Corrected(self._connection, [row["id"]])
            corrected = bool(said.of(row["id"]))
            document = said.lay_over(row["id"], document)
        values = document_values(document) | {name: record[name] for name in ("version", "page_sha256")}
        values |= {name: _moment(record[name]) for name in TIMES}
        if row is None:
            inserted = insert(_document).values(**values, revision=self._next_revision())
            number = self._connection.execute(inserted.returning(_document.c.id)).scalar_one()
            self._take_history(number, record)
            return Taken.NEW
        if _same(row, values):
            self._set(row["id"], {name: values[name] for name in (*DERIVED_FIELDS, "derived_hash")})
            self._texts_came([row["id"]] if fresh else [])
            return Taken.SAME
        # A correction here is later than what the source says, and no reason to refuse that.
        if row["changed_at"] >= values["changed_at"] and not corrected and row["content_hash"] != DAMAGED:
            self._texts_came([row["id"]] if fresh else [])
            return Taken.LATER_HERE
        values["version"] = self._keep_what_was_here(row, values, record)
        self._set(row["id"], values | {"revision": self._next_revision()})
        self._take_history(row["id"], record)
        return Taken.CHANGED

    def _texts_came(self, numbers: Sequence[int]) -> None:
        enqueue(self._connection, numbers)
        text_came(self._connection, numbers)

    def _here(self, url: str, once_at: Sequence[str]) -> RowMapping | None:
        """What stands at its address, or moved away from one of its former ones without our knowing."""
        rows = {
            row.url: row._mapping
            for row in database.rows_with(
                self._connection, select(_document), [url, *once_at], _document.c.url
            )
        }
        live = (rows[former] for former in once_at if former in rows and rows[former]["withdrawn_at"] is None)
        return rows.get(url) or next(live, None)

    def _keep_what_was_here(self, row: RowMapping, values: Portable, record: Portable) -> int:
        """A content of our own goes into the history; the number of the version that takes its place."""
        known = {content_hash(former["content"]) for former in record["former"]} | {values["content_hash"]}
        number = int(values["version"])
        if row["content_hash"] in known:
            stale = _version.c.document_id == row["id"]
            self._connection.execute(delete(_version).where(stale))
            return number
        former = stored_from(row)
        content = version_content(former.document)
        kept = {
            "document_id": former.id,
            "number": former.version,
            "recorded_at": former.recorded_at,
            "page_sha256": former.page_sha256,
            "content": content,
            "digest": content_hash(content),
            "mistaken": differs(row, former.document) or row["content_hash"] == DAMAGED,
        }
        database.upsert(self._connection, _version, [kept])
        return max(number, former.version + 1)

    def _take_history(self, number: int, record: Portable) -> None:
        """Former versions and addresses; a version that is here under the same number stays."""
        wanted = select(_version.c.number).where(_version.c.document_id == number)
        here = set(self._connection.execute(wanted).scalars())
        versions = [
            former
            | {
                "document_id": number,
                "recorded_at": _moment(former["recorded_at"]),
                "digest": content_hash(former["content"]),
            }
            for former in record["former"]
            if former["number"] not in here
        ]
        if versions:
            self._connection.execute(insert(_version), versions)
        addresses = [
            {"url": address["url"], "document_id": number, "left_at": _moment(address["left_at"])}
            for address in record["once_at"]
        ]
        database.upsert(self._connection, _former, addresses)

    def _take_texts(self, texts: Sequence[Portable]) -> bool:
        """Keep those that are not here, or were read by an older reader; whether there were any.

        What a machine read here stays where the source read nothing.
        """
        wanted = select(_text.c.sha256, _text.c.digest, _text.c.reader, _text.c.reading)
        names = [text["sha256"] for text in texts]
        here = {
            row.sha256: row for row in database.rows_with(self._connection, wanted, names, _text.c.sha256)
        }
        fresh = []
        for text in texts:
            values, held = text | {"digest": file_text_digest(text)}, here.get(text["sha256"])
            if held is not None and held.reading == RECOGNISED and text["reading"] == NO_TEXT:
                continue
            if held is None or (held.reader <= text["reader"] and held.digest != values["digest"]):
                fresh.append(values)
        database.upsert(self._connection, _text, fresh)
        by_machine = [
            {"engine": ELSEWHERE, **{name: text[name] for name in ("sha256", "text", "pages")}}
            for text in fresh
            if text["reading"] == RECOGNISED
        ]
        database.upsert(self._connection, schema.recognised_file, by_machine)
        return bool(fresh)

    def _set(self, number: int, values: Portable) -> None:
        self._connection.execute(update(_document).where(_document.c.id == number).values(values))

    def _next_revision(self) -> int:
        self._revision += 1
        return self._revision


def _same(row: RowMapping, values: Portable) -> bool:
    compared = ("url", "content_hash", "version", "page_sha256", "changed_at", "withdrawn_at")
    return all(row[name] == values[name] for name in compared)


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
