"""What is asked about duplicates and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal

from corpus.records import Document


class Kind(Enum):
    """How one document relates to another."""

    SAME = "same"
    """The same text, wrappers and white space aside."""
    REVISED = "revised"
    """The same document with some sentences changed, added or dropped."""
    EXTRACT = "extract"
    """One stands inside the other."""
    FORWARDS = "forwards"
    """One is a notice around the other."""
    REWRITTEN = "rewritten"
    """The same sentences in other words."""
    CORRECTS = "corrects"
    """One is a notice that corrects the other: no duplicate."""
    SERIES = "series"
    """The same form for another year, batch or place: no duplicate."""


NAMES = {
    Kind.SAME: "相同",
    Kind.REVISED: "修改",
    Kind.EXTRACT: "节选",
    Kind.FORWARDS: "转发",
    Kind.REWRITTEN: "改写",
    Kind.CORRECTS: "更正公告，不是重复",
    Kind.SERIES: "同类文件，不是重复",
}
"""The kinds as the interface shows them."""

NO_DUPLICATES = (Kind.CORRECTS, Kind.SERIES)
"""Kinds that a check tells, and that make no group."""

Side = Literal["counterpart", "posting"]


@dataclass(frozen=True, slots=True)
class Posting:
    """A text that somebody is about to post. What is not known is None."""

    text: str
    title: str | None = None
    document_number: str | None = None
    agency: str | None = None
    issued_on: date | None = None

    @classmethod
    def of(cls, document: Document) -> Posting:
        """A document as if it were about to be posted."""
        return cls(
            document.text, document.title, document.document_number, document.agency, document.issued_on
        )


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A published document that a posting has to do with."""

    id: int
    """`StoredDocument.id`."""
    url: str
    title: str
    kind: Kind
    similarity: float
    """Share of both texts that they have in common, 0 to 1."""
    containment: float
    """Share of the smaller of the texts that stands in the other, 0 to 1."""
    contained_in: Side | None
    """In which of the two the other stands; None where neither stands inside the other."""
    reason: str
    """A Chinese sentence with the figures."""


class Scope(Enum):
    """Whether the documents of a group stand on one portal."""

    WITHIN = "within"
    ACROSS = "across"


class GroupState(Enum):
    """What staff made of a group."""

    OPEN = "open"
    HANDLED = "handled"
    """Every pair of it was marked as handled; a document that comes in later opens it again."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a group."""

    id: int
    url: str
    title: str
    portal: str | None
    column: str | None
    agency: str | None
    document_number: str | None
    issued_on: date | None
    published_on: date | None
    kind: Kind | None
    """How it relates to the one to keep, directly or through others; None for that one itself."""
    similarity: float | None
    reason: str | None
    """A Chinese sentence of the comparison that holds it in the group; None for the one to keep."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Who said something of a group's documents, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that say the same."""

    id: int
    """Of its first document; the group keeps it as others come in."""
    members: tuple[Member, ...]
    """The one to keep first, then by how much they are like it."""
    keep: Member
    why: str
    """A Chinese sentence why that one."""
    kinds: tuple[Kind, ...]
    """The kinds in it, most frequent first."""
    scope: Scope
    state: GroupState
    marked: Marked | None
    """The latest mark, when it is handled."""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All pairs of addresses, for marking the group as a whole."""
        urls = sorted(member.url for member in self.members)
        return tuple((a, b) for place, a in enumerate(urls) for b in urls[place + 1 :])
