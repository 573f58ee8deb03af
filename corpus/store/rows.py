"""Rows of the store to records and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import RowMapping

from corpus.records import (
    DATE_FIELDS,
    DOCUMENT_FIELDS,
    Attachment,
    AttachmentText,
    Disagreement,
    Document,
    Reading,
    StoredDocument,
    Version,
)
from corpus.store import schema
from corpus.store.database import LONGEST_NAME, NUL, Name

DAMAGED = ""
"""In place of a document's digest: whatever comes for it next takes the place of what is there."""

DIFFERS = "内容与它的校验值不符"

NAMES = {column.name for column in schema.document.c if isinstance(column.type, Name)}

FIELDS: dict[type, tuple[str, ...]] = {
    record: tuple(field.name for field in fields(record)) for record in (Document, Attachment, Disagreement)
}

VALUES = {record: attrgetter(*names) for record, names in FIELDS.items()}
"""All of a record's values at once, in the order of its fields: a fifth of the time of one by one."""


def storable(value: Any) -> Any:
    """A document, a part of one or a value of JSON, as the database gives it back: without NUL, names cut."""
    if isinstance(value, str):
        return value.replace(NUL, "")
    if isinstance(value, (tuple, list)):
        return type(value)(map(storable, value))
    if isinstance(value, dict):
        return {key: storable(held) for key, held in value.items()}
    if type(value) in FIELDS:
        return _storable_record(value)
    return value


def _storable_record(value: Any) -> Any:
    """The record itself where nothing of it changes: nearly always."""
    changed = {}
    names = FIELDS[type(value)]
    for name, held in zip(names, VALUES[type(value)](value), strict=True):
        if held:
            kept = storable(held)
            if name in NAMES:
                kept = kept[:LONGEST_NAME]
            if kept is not held:
                changed[name] = kept
    return replace(value, **changed) if changed else value


def document_values(document: Document) -> dict[str, Any]:
    """The columns of the `document` table that a document fills."""
    values = dict(zip(DOCUMENT_FIELDS, _content(document), strict=True))
    values["keywords"] = list(document.keywords)
    values["attachments"] = [_plain_record(attachment) for attachment in document.attachments]
    return values | {
        "dated_on": document.dated_on,
        "year": document.year,
        "content_hash": content_hash(values),
        **derived_values(document),
    }


def derived_values(document: Document) -> dict[str, Any]:
    """The columns that follow the page without being its content."""
    values = {
        "html": document.html,
        "disagreements": [_plain_record(item) for item in document.disagreements],
    }
    nothing = document.html is None and not document.disagreements
    return values | {"derived_hash": NOTHING_DERIVED if nothing else content_hash(values)}


def document_from(values: Any) -> Document:
    """A document from a row or from the content of a version."""
    plain = {name: values[name] for name in DOCUMENT_FIELDS}
    for name in DATE_FIELDS:
        if isinstance(plain[name], str):
            plain[name] = date.fromisoformat(plain[name])
    plain["keywords"] = tuple(_list(plain["keywords"]))
    plain["attachments"] = tuple(map(attachment_from, _list(plain["attachments"])))
    disagreements = tuple(Disagreement(**item) for item in values.get("disagreements") or ())
    return Document(**plain, html=values.get("html"), disagreements=disagreements)


def attachment_from(values: Any) -> Attachment:
    """An attachment from JSON."""
    attachment = Attachment(**values)
    if not (isinstance(attachment.url, str) and isinstance(attachment.title, str)):
        raise TypeError("附件没有地址或名称")
    return attachment


def stored_from(row: RowMapping) -> StoredDocument:
    """A stored document from a whole row."""
    for name in ("revision", "version"):
        if not isinstance(row[name], int):
            raise TypeError(f"{name} 不是整数")
    return StoredDocument(
        id=row["id"],
        revision=row["revision"],
        version=row["version"],
        document=document_from(row),
        first_seen_at=row["first_seen_at"],
        changed_at=row["changed_at"],
        recorded_at=row["recorded_at"] or row["changed_at"],
        withdrawn_at=row["withdrawn_at"],
        page_sha256=row["page_sha256"],
        damaged=row["content_hash"] == DAMAGED,
    )


def without_what_differs(row: RowMapping) -> StoredDocument:
    """The same; one that is not what was stored as gone, so that nothing is made of what it says."""
    stored = stored_from(row)
    if not differs(row, stored.document):
        return stored
    return replace(stored, withdrawn_at=stored.withdrawn_at or stored.changed_at, damaged=True)


def differs(row: RowMapping | Mapping[str, Any], document: Document) -> bool:
    """Whether the document of a row is another than was stored."""
    values = document_values(document)
    same = all(row[name] == values[name] for name in ("dated_on", "year", "content_hash"))
    derived = row["derived_hash"] in (None, values["derived_hash"])
    return row["content_hash"] != DAMAGED and not (same and derived)


def version_from(row: RowMapping) -> Version:
    """A former content from a whole row. Raises ValueError where it is not what was stored."""
    if row["digest"] not in (None, content_hash(row["content"])):
        raise ValueError(DIFFERS)
    return Version(row["number"], row["recorded_at"], document_from(row["content"]), row["page_sha256"])


def file_text_values(text: AttachmentText) -> dict[str, Any]:
    """The row of a file's text."""
    values = asdict(text) | {"reading": text.reading.value, "text": storable(text.text)}
    del values["scans"]  # of a table of their own
    return values | {"digest": file_text_digest(values)}


def file_text_from(row: RowMapping | Mapping[str, Any]) -> AttachmentText:
    """A file's text from a whole row. Raises ValueError where it is not what was stored."""
    values = {name: value for name, value in row.items() if name != "digest"}
    text = AttachmentText(**values | {"reading": Reading(values["reading"])})
    if row["digest"] not in (None, file_text_digest(values)):
        raise ValueError(DIFFERS)
    return text


def file_text_digest(values: dict[str, Any]) -> str:
    """Of the values of a row.

    Without `hidden` where nothing is, so that a digest from before that was counted holds.
    """
    return content_hash({name: value for name, value in values.items() if name != "hidden" or value})


def says_the_same(one: Document, other: Document) -> bool:
    """Whether two contents differ in nothing that makes a new version."""
    return all(getattr(one, name) == getattr(other, name) for name in DOCUMENT_FIELDS)


def version_content(document: Document) -> dict[str, Any]:
    """A document as the JSON that the `version` table keeps."""
    values = document_values(document)
    return {name: _plain(values[name]) for name in DOCUMENT_FIELDS}


def content_hash(values: dict[str, Any]) -> str:
    """SHA-256 of values; of `DOCUMENT_FIELDS` it changes exactly when anything that the document says does.

    A new field takes a migration that computes it anew: `gongkai verify` compares it.
    """
    return hashlib.sha256(_canonical(values).encode()).hexdigest()


def _list(value: Any) -> list[Any]:
    """A string would pass for a list of its characters."""
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} 不是列表")
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _plain_record(record: Attachment | Disagreement) -> dict[str, Any]:
    return dict(zip(FIELDS[type(record)], VALUES[type(record)](record), strict=True))


_content = attrgetter(*DOCUMENT_FIELDS)

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode

NOTHING_DERIVED = content_hash({"html": None, "disagreements": []})
"""Of every document that was imported."""
