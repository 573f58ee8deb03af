"""Records of another store are taken on, beside what is here."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from corpus.records import DERIVED_FIELDS, Reading
from corpus.store import database, schema
from corpus.store.corrected import Corrected
from corpus.store.indexing import enqueue
from corpus.store.personal_findings import text_came
from corpus.store.portable import TIMES, Portable, moment
from corpus.store.revisions import last_revision, set_revision
from corpus.store.rows import (
    DAMAGED,
    content_hash,
    differs,
    document_from,
    document_values,
    file_text_digest,
    stored_from,
    version_content,
)

RECOGNISED, NO_TEXT, TEXT = Reading.RECOGNISED.value, Reading.NO_TEXT.value, Reading.TEXT.value

ELSEWHERE = "elsewhere"
"""In place of the engine that read a file's pictures at the source."""

_document, _version, _former, _text, _reading = (
    schema.document,
    schema.version,
    schema.former_address,
    schema.attachment_text,
    schema.page_reading,
)


class Taken(Enum):
    """What taking on a record did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LATER_HERE = "later_here"
    """What is here changed later than the record: it stays."""


class Taking:
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
        values |= {name: moment(record[name]) for name in TIMES}
        if row is None:
            inserted = insert(_document).values(**values, revision=self._next_revision())
            number = self._connection.execute(inserted.returning(_document.c.id)).scalar_one()
            self._take_history(number, record)
            self._take_reading(number, record)
            return Taken.NEW
        if _same(row, values):
            self._take_reading(row["id"], record)
            self._set(row["id"], {name: values[name] for name in (*DERIVED_FIELDS, "derived_hash")})
            self._texts_came([row["id"]] if fresh else [])
            return Taken.SAME
        # A correction here is later than what the source says, and no reason to refuse that.
        if _later(row, values) and not corrected and row["content_hash"] != DAMAGED:
            self._texts_came([row["id"]] if fresh else [])
            return Taken.LATER_HERE
        values["version"] = self._keep_what_was_here(row, values, record)
        self._set(row["id"], values | {"revision": self._next_revision()})
        self._take_history(row["id"], record)
        self._take_reading(row["id"], record)
        return Taken.CHANGED

    def _take_reading(self, number: int, record: Portable) -> None:
        """How the source read its page, which an older one does not tell."""
        if reading := record.get("reading"):
            database.upsert(self._connection, _reading, [{"document_id": number, **reading}])

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
                "recorded_at": moment(former["recorded_at"]),
                "digest": content_hash(former["content"]),
            }
            for former in record["former"]
            if former["number"] not in here
        ]
        if versions:
            self._connection.execute(insert(_version), versions)
        addresses = [
            {"url": address["url"], "document_id": number, "left_at": moment(address["left_at"])}
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
            if held is not None and held.reading == RECOGNISED and _says_less(text, held.reader):
                continue
            if held is None or (held.reader <= text["reader"] and held.digest != values["digest"]):
                fresh.append(values)
        database.upsert(self._connection, _text, fresh)
        by_machine = [
            {
                "sha256": text["sha256"],
                "engine": ELSEWHERE,
                "text": text["text"],
                "pages": text["pages"] or 1,  # A picture has no pages.
            }
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


def _later(row: RowMapping, values: Portable) -> bool:
    """Whether what is here changed later, or then; not what was withdrawn as it left another part."""
    left_another = row["withdrawn_at"] is not None and values["withdrawn_at"] is None
    changed = row["changed_at"]
    return bool(changed > values["changed_at"] or (changed == values["changed_at"] and not left_another))


def _says_less(text: Portable, reader: int) -> bool:
    """Whether no machine read it where it comes from, of whose reading there is more here."""
    return bool(text["reading"] == NO_TEXT or (text["reading"] == TEXT and text["reader"] <= reader))
