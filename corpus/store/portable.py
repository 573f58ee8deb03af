"""A document with its history as JSON, on the way from one store to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from corpus.records import DERIVED_FIELDS, FieldOrigin
from corpus.store.rows import document_from, file_text_from

Portable: TypeAlias = dict[str, Any]
"""`content`, `html`, `disagreements`; `version`, `first_seen_at`, `changed_at`, `recorded_at`,
`withdrawn_at`, `page_sha256`; `former`: its former versions; `once_at`: its former addresses; `texts`:
those of its files; `reading`: how it was read from its page, if that is known. Times are ISO 8601 in UTC."""

TIMES = ("first_seen_at", "changed_at", "recorded_at", "withdrawn_at")

_DIGEST = re.compile("[0-9a-f]{64}")


def moment(value: str | None) -> datetime | None:
    """The time that a record names."""
    return datetime.fromisoformat(value) if value else None


def check_portable(record: Portable) -> None:
    """Raises ValueError where a record is none that a store can take on."""
    try:
        kinds = [kind for kind, fits in _checks(record) if not fits]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if kinds:
        raise ValueError(", ".join(kinds))


def _checks(record: Portable) -> Iterator[tuple[str, bool]]:
    document = document_from(record["content"] | {name: record[name] for name in DERIVED_FIELDS})
    contents = [document, *(document_from(former["content"]) for former in record["former"])]
    versions = [record["version"], *(former["number"] for former in record["former"])]
    pages = [record["page_sha256"], *(former["page_sha256"] for former in record["former"])]
    files = [file.sha256 for content in contents for file in content.attachments]
    files += [file_text_from(text | {"digest": None}).sha256 for text in record["texts"]]
    times = [record[name] for name in TIMES]
    times += [former["recorded_at"] for former in record["former"]]
    times += [address["left_at"] for address in record["once_at"]]
    zones = [moment(time).tzinfo for time in times if time]  # type: ignore[union-attr]
    texts = [one for content in contents for one in (content.url, content.title, content.text)]
    texts += [address["url"] for address in record["once_at"]]
    yield "texts", all(isinstance(one, str) for one in texts)
    yield "versions", all(isinstance(one, int) for one in versions)
    yield "digests", all(one is None or _DIGEST.fullmatch(one) for one in (*pages, *files))
    yield "times", all(zones) and bool(record["first_seen_at"] and record["changed_at"])
    if reading := record.get("reading"):
        yield "reading", isinstance(reading["extractor"], int) and isinstance(reading["sure"], float)
        yield "origins", all(map(bool, (FieldOrigin(**one).field for one in reading["origins"])))
