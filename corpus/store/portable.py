"""A document with its history as JSON, on the way from one store to another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeAlias, get_type_hints

from corpus.lazy_regex import lazy_regex
from corpus.records import (
    DERIVED_FIELDS,
    DOCUMENT_FIELDS,
    Attachment,
    Disagreement,
    FieldOrigin,
    Reading,
)
from corpus.store import schema
from corpus.store.column_values import misfits, rows_misfits
from corpus.store.rows import document_from

Portable: TypeAlias = dict[str, Any]
"""`content`, `html`, `disagreements`; `version`, `first_seen_at`, `changed_at`, `recorded_at`,
`withdrawn_at`, `page_sha256`; `former`: its former versions; `once_at`: its former addresses; `texts`:
those of its files; `reading`: how it was read from its page, if that is known. Times are ISO 8601 in UTC."""

TIMES = ("first_seen_at", "changed_at", "recorded_at", "withdrawn_at")

_DIGEST = lazy_regex("[0-9a-f]{64}")

_HINTS = {
    part: {name: float | int if hint is float else hint for name, hint in get_type_hints(part).items()}
    for part in (Attachment, Disagreement, FieldOrigin)
}
"""What the fields of a record's parts are; JSON has whole numbers for floats, too."""


def moment(value: str | None) -> datetime | None:
    """The time that a record names."""
    return datetime.fromisoformat(value) if value else None


def check_portable(record: Portable) -> None:
    """Raises ValueError where a record is none that a store in any kind of database can take on."""
    _check(record, _record_misfits)


def check_left(record: Portable) -> None:
    """The same of an address that left what is mirrored."""
    _check(record, lambda left: rows_misfits(schema.former_address, [left], ("document_id",)))


def _check(record: Portable, found: Callable[[Portable], Iterator[str]]) -> None:
    try:
        # Neither halves of characters nor what is no number is text or JSON of a database.
        json.dumps(record, ensure_ascii=False, allow_nan=False).encode()
        names = list(found(record))
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if names:
        raise ValueError(", ".join(names))


def _record_misfits(record: Portable) -> Iterator[str]:
    own = (*DERIVED_FIELDS, *TIMES, "version", "page_sha256")
    yield from misfits(schema.document, {name: record[name] for name in own})
    yield from _content_misfits(record["content"] | {name: record[name] for name in DERIVED_FIELDS})
    yield from rows_misfits(schema.version, record["former"], ("document_id", "digest"))
    for former in record["former"]:
        yield from _content_misfits(former["content"])
    yield from rows_misfits(schema.former_address, record["once_at"], ("document_id",))
    yield from rows_misfits(schema.attachment_text, record["texts"], ("digest",))
    for text in record["texts"]:
        Reading(text["reading"])
    if reading := record.get("reading"):
        yield from rows_misfits(schema.page_reading, [reading], ("document_id",))
        yield from _parts_misfits(FieldOrigin(**one) for one in reading["origins"])
    pages = [record["page_sha256"], *(former["page_sha256"] for former in record["former"])]
    yield from _digest_misfits([*pages, *(text["sha256"] for text in record["texts"])])


def _content_misfits(content: Portable) -> Iterator[str]:
    document = document_from(content)
    yield from misfits(schema.document, {name: content[name] for name in DOCUMENT_FIELDS})
    yield from ("keywords" for word in document.keywords if not isinstance(word, str))
    yield from _parts_misfits((*document.attachments, *document.disagreements))
    yield from _digest_misfits(file.sha256 for file in document.attachments)


def _parts_misfits(parts: Iterable[Attachment | Disagreement | FieldOrigin]) -> Iterator[str]:
    for part in parts:
        for name, kind in _HINTS[type(part)].items():
            value = getattr(part, name)
            if not isinstance(value, kind) or isinstance(value, bool):
                yield name


def _digest_misfits(digests: Iterable[str | None]) -> Iterator[str]:
    yield from (one for one in digests if one is not None and not _DIGEST.fullmatch(one))
