"""What the terminal offers beside a document: as its page in a browser does, each as one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.catalogue import ended
from corpus.records import StoredDocument
from corpus.store import Held
from search_web.document.related import related_documents, said_documents, to_read_besides
from search_web.shared.services import Services


@dataclass(frozen=True, slots=True)
class Line:
    """A document to go on to."""

    number: int
    title: str
    document_number: str | None
    agency: str | None
    day: date | None
    ended: str | None = None
    """How it is no longer in force; None where it is."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents in one relation."""

    name: str
    documents: tuple[Line, ...]


def besides(parts: Services, stored: StoredDocument) -> list[Group]:
    """The groups that have documents, what took the place of this one first."""
    related = related_documents(parts.store, stored.id)
    said = said_documents(parts.store, stored.id)
    found = to_read_besides(parts.searcher, stored, related, said)
    groups = (
        ("更正公告", _lines(found.corrected_by)),
        ("更正的文件", _lines(found.corrects)),
        ("后继文件", _lines(found.successors)),
        ("取代的文件", _lines(found.predecessors)),
        ("政策解读", _lines(found.explanations)),
        ("解读的文件", _lines(found.originals)),
        ("文中提到的文件", _lines(found.named)),
        ("相关版本", _held(related.versions)),
        ("内容相近的文件", _lines(found.alike)),
    )
    return [Group(name, lines) for name, lines in groups if lines]


def _lines(found: Iterable[StoredDocument]) -> tuple[Line, ...]:
    shown = ((one.id, one.document) for one in found)
    return tuple(
        Line(
            number,
            document.title,
            document.document_number,
            document.agency,
            document.issued_on or document.published_on,
            ended(document.validity),
        )
        for number, document in shown
    )


def _held(found: Iterable[Held]) -> tuple[Line, ...]:
    return tuple(
        Line(one.id, one.title, one.document_number, one.agency, one.published_on or one.issued_on)
        for one in found
    )
