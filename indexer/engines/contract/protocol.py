"""What an engine is to the rest of the indexer; every engine passes tests/indexer/engine_contract.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from corpus.catalogue import Filters
from corpus.fields import single_values
from indexer.query import Everything, Node
from indexer.query.weights import RECOGNISED
from indexer.text import Segmenter

Sort = Literal["relevance", "published_newest", "published_oldest", "issued_newest", "issued_oldest"]
"""By score, or by the day of posting or of making; a document that lacks the one has the other counted."""

Degree = Literal["all", "most", "some", "any"]
DEGREES: tuple[Degree, ...] = ("all", "most", "some", "any")
"""How much of the words that were asked for a document has to have, from the strictest."""

FacetCounts = dict[str, tuple[tuple[str | int, int], ...]]
"""By field: values with their counts, the most frequent first and equal ones by value; years latest first."""


Learn = Callable[[], Sequence[str]]
"""Gives words of the collection, normalised."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What an engine holds of a document."""

    id: int
    """`StoredDocument.id`."""
    title: str
    text: str
    facets: Mapping[str, str | int | None] = field(default_factory=dict)
    """By field, what it is filtered and counted by."""
    day: int = 0
    """Ordinal of the day it was made, else posted (`date.toordinal`); 0 for none."""
    numbers: tuple[str, ...] = ()
    """Keys of its document number and index number (`indexer.text.numbers`)."""
    posted: int = 0
    """Ordinal of the day it was posted, else made; 0 for none."""
    labels: str = ""
    """Its document number and index number as written: searched like words of the title."""
    attached: str = ""
    """The texts of its attachments."""
    recognised: float = 0.0
    """The share of these that a machine read from pictures."""
    copy_of: int = 0
    """One number for all copies of a document, maybe the id of the one they copy; 0 where it has none."""
    revision: int = 0
    """The store's, at which it became so: an engine of its own takes no older one instead."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Whose it is, each by itself."""
        return single_values("agency", str(self.facets.get("agency") or ""))

    def attached_length(self, words: int) -> int:
        """What so many words of its attachments count for its length."""
        return round(words * (1 + (RECOGNISED - 1) * self.recognised))

    @property
    def characters(self) -> int:
        """All that is cut into words."""
        return len(self.title) + len(self.labels) + len(self.text) + len(self.attached)


@dataclass(frozen=True, slots=True)
class Near:
    """Documents that mean what was asked, whatever words they have; found beside those of the words."""

    asked: str
    """The query, normalised: where a document is titled so, its words alone are answered."""
    ids: tuple[int, ...]
    """Those that mean it most come first."""
    nearness: tuple[float, ...]
    """Of each, what it adds to its score."""
    joining: int
    """How many of the first are found even if the words do not find them."""


Nearby = Callable[[], Near | None]
"""Waits for what is near; may be asked several times."""


def nothing_near() -> None:
    """Of a query that is left to its words."""


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """A compiled question."""

    node: Node = field(default_factory=Everything)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: bool = True
    """Whether values are counted."""
    fold: bool = True
    """Whether one of the copies of a text stands for all."""


@dataclass(frozen=True, slots=True)
class EngineResults:
    """Ids of one page, in order, and the whole result in numbers.

    Relevance sorts by score, then the newest first, then by id. By date, documents without one come last and
    equal days go by id: descending for newest, ascending for oldest. Of the copies of a text one stands for
    all: one of an agency that the query names, the one that the others are copies of, or else the one with
    the lowest id.
    """

    total: int
    """Copies of a text count once."""
    ids: tuple[int, ...]
    scores: tuple[float, ...]
    """0 for a document that was only sorted."""
    facets: FacetCounts
    """Copies count once for each value; empty where they were not asked for."""
    revision: int
    degree: Degree = "all"
    whole: int | None = None
    """How many of the total have all that was asked for; None: untold, or all of them."""
    later: tuple[int, ...] = ()
    """For each of the ids the id of the version in force of the same law, 0 where it is none but itself."""
    copies: tuple[tuple[int, ...], ...] = ()
    """For each of the ids the other copies in the result, by id."""
    joined: int = 0
    """How many of the total the words alone would not have found."""
    by_meaning: frozenset[int] = frozenset()
    """Those among the ids."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What is known of an index without searching it; `problem` tells of damaged files too."""

    present: bool
    documents: int = 0
    revision: int = 0
    """The store's revision up to which it was built."""
    store: str = ""
    """The identity of that store."""
    built_at: datetime | None = None
    segments: int = 0
    bytes: int = 0
    problem: str | None = None
    """One Chinese sentence when it cannot be searched."""
    away: bool = False
    """Whether that is since machines do not answer: what they hold is not known, and no build mends it."""


class EngineReader(Protocol):
    """One state of the index, for several threads; later commits do not change it.

    An engine at the other end of a connection raises IndexUnreachable where it does not answer.
    """

    state: str
    """The name of this state: readers with the same answer alike, and every commit makes another."""
    revision: int
    store: str
    """The identity of the store whose documents it has."""
    segmenter: Segmenter
    """Cuts as the texts of this state were cut, learned words included."""

    def search(self, request: EngineRequest, near: Nearby = nothing_near) -> EngineResults:
        """The documents a tree matches, filtered, sorted, counted.

        `near`: what was found by meaning, for a query that is words; asked for when the words are matched.
        """
        ...

    def standing(self, texts: Sequence[str]) -> list[bool]:
        """Whether each normalised line, not empty, stands in any document, however it is segmented."""
        ...

    def rarity(self, words: Sequence[str]) -> list[float]:
        """How much each word tells: 0 for one that every document has, 1 for one that hardly any has."""
        ...


class EngineWriter(Protocol):
    """Collects changes; nothing shows before `commit`."""

    revision: int
    """Reached so far: where to go on from; 0 for a new index."""

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents; one with a known id takes the former one's place."""
        ...

    def remove(self, ids: Iterable[int], revision: int = 0) -> None:
        """Take documents out, as of a revision of the store; unknown ids are ignored."""
        ...

    def given(self, revision: int) -> None:
        """Tell that all changes up to a revision were given: a new index may be gone on with from there."""
        ...

    def commit(self, revision: int) -> None:
        """Show all changes at once, together with the revision they reach. Ends the writer's work."""
        ...


class Engine(Protocol):
    """A searchable index at a place of its own."""

    def status(self, *, thorough: bool = False) -> IndexStatus:
        """Never raises for the index's sake; `thorough` reads every byte of it."""
        ...

    def reader(self) -> EngineReader:
        """The last committed state.

        Raises IndexMissing, IndexBroken, IndexOutdated or IndexUnreachable, unless an earlier state can still
        be served.
        """
        ...

    def state(self) -> str:
        """`EngineReader.state` of the last committed state, without opening it; empty where there is none.

        Raises IndexBroken, IndexUnreachable.
        """
        ...

    def rebuild_reason(self) -> str | None:
        """A Chinese sentence why the index must be built anew; None when it can be gone on with."""
        ...

    def writer(
        self, *, rebuild: bool, store: str, learn: Learn = tuple
    ) -> AbstractContextManager[EngineWriter]:
        """The one writer; leaving it without a commit changes nothing.

        `store` is the identity of the store that a new index is of.

        `learn` is asked when an index begins, for the words that it is cut by beside the configured ones;
        they are kept with it as long as it is gone on with.

        Raises IndexBusy when another process writes, IndexDiskFull when the disk is full, IndexUnreachable.
        """
        ...
