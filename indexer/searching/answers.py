"""What is asked of the search and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.catalogue import Filters
from corpus.records import Attachment, StoredDocument
from indexer.engines import Degree, Sort


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question with its filters and the page that is wanted."""

    query: str = ""
    """As typed. Nothing to look for in it means: all documents, newest first."""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    snippets: bool = True
    """Whether hits carry a passage; without, only the title."""
    exact: bool = False
    """Take the words as they are typed: no correction is offered or applied."""
    expand: bool = True
    """Whether official terms are searched for beside what people call them."""
    fold: bool = True
    """Whether one hit stands for all copies of a document."""
    meaning: bool = True
    """Whether documents that mean the same are found too, where their vectors are there."""
    first: date | None = None
    last: date | None = None
    """The days between which a document was made, both included."""
    hurried: bool = False
    """Others wait: slips in it and what means the same are looked for only where its words find nothing."""
    under: str = ""
    """What the name of its agency contains: 云岭县, for all agencies of that county."""

    @property
    def limited(self) -> bool:
        """Whether days or agencies limit what is found, whatever its words are."""
        return bool(self.first or self.last or self.under)


LeftOut = Literal["slips", "meaning"]
"""What a search in haste goes without: mending the query, and documents that mean the same."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text that is marked or not."""

    text: str
    marked: bool
    here: bool = False
    """Whether the best passage begins with it."""


Highlighted = tuple[Fragment, ...]
"""Text with marks; never HTML."""


def plain(marked: Highlighted) -> str:
    """Its text without marks."""
    return "".join(fragment.text for fragment in marked)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found."""

    id: int
    """`StoredDocument.id`."""
    document: StoredDocument
    title: Highlighted
    snippet: Highlighted
    """The best passage, or the beginning of the text when nothing was asked for; empty when not wanted."""
    score: float
    attachment: Attachment | None = None
    """The file that the passage comes from; None where it is the document's own text."""
    recognised: bool = False
    """Whether a machine read the passage out of a picture: there may be errors in it."""
    copies: tuple[StoredDocument, ...] = ()
    """Where the same text also stands."""
    later: StoredDocument | None = None
    """The version in force of the same law, where this is an older one."""
    effect: date | None = None
    """From which day it holds, where that and no date tells it from a version beside it."""
    later_effect: date | None = None
    """From which day `later` holds, likewise."""
    place: int = 0
    """Where the passage begins in the document's own text, in characters."""
    by_meaning: bool = False
    """Whether only its meaning found it."""
    lacking: tuple[str, ...] = ()
    """Words of the query that stand nowhere in it; empty where its files may have them."""
    namesakes: tuple[StoredDocument, ...] = ()
    """Others of the page with the same name of a law or regulation, which no day tells apart."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many documents of the result have a value."""

    value: str | int
    count: int
    selected: bool
    """Whether the request filters by it."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters that a query itself speaks of: a year, the agencies of a place."""

    field: str
    """A field of `Filters`."""
    values: tuple[str | int, ...]
    label: str
    """What is left then, as a page says it: 2023 年的文件."""


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The page that was asked for, and the whole result in numbers."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    """By field of `Filters`; each field's counts follow the filters of the other fields."""
    milliseconds: float
    terms: tuple[str, ...]
    """Words and phrases to mark in the documents found."""
    browsing: bool
    """The query asked for nothing: all documents within the filters, newest first."""
    notes: tuple[str, ...]
    """Chinese sentences: how the query was taken where that is not as typed."""
    meant: str | None
    """A query that the person may have meant."""
    corrected: bool
    """Whether that one was answered, and not the query itself."""
    related: tuple[str, ...]
    """Official terms that were searched for too."""
    revision: int
    """The store's revision that the index shows."""
    narrower: tuple[Narrowing, ...] = ()
    """Ways to narrow the result to the time and place that the query speaks of."""
    whole: int | None = 0
    """How many of the total have all that was asked for; None where the engine does not tell."""
    degree: Degree = "all"
    """How much of the query every document of the result has."""
    meaning: bool = False
    """Whether documents were looked for by meaning, too."""
    joined: int = 0
    """How many of the total the words alone would not have found."""
    left_out: tuple[LeftOut, ...] = ()
    """What was not looked for, since others waited."""
    found_typed: bool = False
    """Whether the query as it was typed would have found something, too, where another was answered."""


NOTHING_YET = SearchResponse(
    total=0,
    hits=(),
    facets={},
    milliseconds=0,
    terms=(),
    browsing=True,
    notes=(),
    meant=None,
    corrected=False,
    related=(),
    revision=0,
)
"""The answer to everything while nothing is held."""
