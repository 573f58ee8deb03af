"""The metadata table of a document, and what a new version changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from corpus.changes import changed_names
from corpus.fields import FIELDS
from corpus.records import Attachment, AttachmentText, Document, Reading, Version


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One element: its name in the law's words, its value, and whether it takes a whole line."""

    name: str
    value: str | date
    wide: bool = False


WIDE = ("title", "keywords")
"""Elements that take a whole line."""


def rows(document: Document) -> list[MetadataRow]:
    """The elements that the page gives; what it does not say has no row."""
    found = []
    for field in FIELDS:
        value = getattr(document, field.key) if field.shown else None
        if isinstance(value, tuple):
            value = "；".join(value)
        if value:
            found.append(MetadataRow(field.name, value, field.key in WIDE))
    return _filled(found)


def _filled(found: list[MetadataRow]) -> list[MetadataRow]:
    """With two in a line, an element that has no neighbour takes the whole line."""
    pending = None
    for position, row in enumerate([*found, MetadataRow("", "", wide=True)]):
        if not row.wide:
            pending = position if pending is None else None
        elif pending is not None:
            found[pending] = replace(found[pending], wide=True)
            pending = None
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A version in the history of a document."""

    version: Version
    changed: tuple[str, ...]
    """Chinese names of what differs from the version before; empty for the first."""


def history(versions: list[Version]) -> list[Step]:
    """The versions, latest first, each with what it changed."""
    changed = [changed_names(old.document, new.document) for new, old in pairwise(versions)]
    return [Step(version, names) for version, names in zip(versions, [*changed, ()], strict=False)]


UNREADABLE = {
    Reading.RECOGNISED: "文字由机器识别，可能有误",
    Reading.NO_TEXT: "扫描件，没有可检索的文字",
    Reading.EMPTY: "空文件，没有内容",
    Reading.ENCRYPTED: "已加密，文字不能检索",
    Reading.UNSUPPORTED: "文字不能检索",
    Reading.BROKEN: "文件可能已损坏，文字不能检索",
    Reading.LIMIT: "文件太大或太复杂，文字不能检索",
}


HALF_READ = {
    Reading.BROKEN: "文件可能已损坏，只有前面的部分可以检索",
    Reading.LIMIT: "内容很长，只有前面的部分可以检索",
}
"""Where the reading ended early, and something came before that."""


def hidden_parts(files: Iterable[Attachment], texts: Mapping[str, AttachmentText]) -> dict[str, int]:
    """How much each file hides that does, by its title: for staff."""
    read = ((file.title, texts.get(file.sha256 or "")) for file in files)
    return {title: text.hidden for title, text in read if text is not None and text.hidden}


def file_notes(texts: Mapping[str, AttachmentText]) -> dict[str, str]:
    """What a reader should know of a document's files before opening them, by SHA-256."""
    return {sha256: note for sha256, text in texts.items() if (note := _note(text))}


def _note(text: AttachmentText) -> str | None:
    known = UNREADABLE | HALF_READ if text.text else UNREADABLE
    return known.get(text.reading)
