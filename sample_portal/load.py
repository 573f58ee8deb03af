"""Reads the data files into records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sample_portal.records import Agency, AttachmentSource, Column, Posting

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DAYS_UNTIL_POSTED = 3
"""From the date of a document to its posting, where the data give no posting date. A guess."""


def _toml(name: str) -> dict[str, Any]:
    text = (files("sample_portal") / "data" / name).read_text(encoding="utf-8")
    parsed: dict[str, Any] = tomllib.loads(text)
    return parsed


_SITE = _toml("site.toml")

NAME: str = _SITE["name"]
"""Short name for the portal in a configuration."""

TITLE: str = _SITE["title"]

SITE: dict[str, str] = {key: value for key, value in _SITE.items() if isinstance(value, str)}

_AGENCIES = {key: Agency(key=key, **value) for key, value in _SITE["agency"].items()}

ALL_COLUMNS: tuple[Column, ...] = tuple(Column(**column) for column in _SITE["column"])

COLUMNS: tuple[tuple[str, str], ...] = tuple((column.name, column.path) for column in ALL_COLUMNS)
"""Name and path of the first list page of every column."""


def _attachment(raw: dict[str, str]) -> AttachmentSource:
    return AttachmentSource(title=raw["title"], kind=raw["kind"], text=raw["text"].strip())


def _posting(column: Column, ordinal: int, raw: dict[str, Any], serial: int) -> Posting:
    agency = _AGENCIES[raw["by"]]
    issued: date = raw["issued"]
    return Posting(
        key=raw.get("key", f"{column.key}-{ordinal}"),
        column=column,
        number=column.first_number + ordinal,
        title=raw["title"],
        agency=agency,
        source=raw.get("source", agency.short),
        index_number=raw.get("index", f"{agency.code}/{issued.year}-{serial:05d}"),
        document_number=raw.get("number"),
        reposts=raw.get("reposts"),
        issued_on=issued,
        published_on=raw.get("published", issued + timedelta(days=DAYS_UNTIL_POSTED)),
        migrated_on=raw.get("migrated"),
        topic=raw["topic"],
        genre=raw["genre"],
        validity=raw.get("validity", "有效"),
        keywords=tuple(raw.get("keywords", ())),
        text=raw["text"].strip(),
        signed=raw.get("signed", True),
        copies=raw.get("copies"),
        stage=raw.get("stage", 1),
        withdrawn_at=raw.get("withdrawn"),
        attachments=tuple(_attachment(a) for a in raw.get("attachment", ())),
    )


def _raw_postings() -> Iterator[tuple[Column, int, dict[str, Any]]]:
    for column in ALL_COLUMNS:
        for ordinal, raw in enumerate(_toml(f"{column.key}.toml")["posting"], start=1):
            yield column, ordinal, raw


def load_postings(stage: int) -> tuple[Posting, ...]:
    """Every posting that is up at a stage, as it reads then, in the order of the data files."""
    raws = list(_raw_postings())
    by_key = {raw["key"]: raw for _, _, raw in raws if "key" in raw}
    serials: dict[tuple[str, int], int] = {}
    postings = []
    for column, ordinal, own in raws:
        raw = own
        if "copies" in own:
            raw = by_key[own["copies"]] | {"key": f"{column.key}-{ordinal}"} | own
        for change in own.get("revised", ()):
            if stage >= change["at"]:
                raw = raw | change
        slot = (raw["by"], raw["issued"].year)
        serials[slot] = serials.get(slot, 0) + 1
        posting = _posting(column, ordinal, raw, serials[slot])
        if posting.stage <= stage and not (posting.withdrawn_at and stage >= posting.withdrawn_at):
            postings.append(posting)
    return tuple(postings)


def load_gone(stage: int) -> tuple[Posting, ...]:
    """Every posting withdrawn at or before a stage, as it read before."""
    standing = {posting.key for posting in load_postings(stage)}
    return tuple(p for p in load_postings(1) if p.key not in standing)
