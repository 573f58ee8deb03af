"""The nodes of a query: what every engine compiles, and nothing engine-specific."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents."""


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with this word; it counts towards the score."""

    word: str
    """Normalised and as the segmenter cuts it."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another way to say what was asked for; a document that has all of its words has what it stands for."""

    words: tuple[str, ...]
    text: str
    """The normalised text they were cut from."""
    instead: frozenset[str]
    """The words of the query that it stands for."""
    weight: float
    """What it counts towards the score, against the words of the query."""
    leads: bool = False
    """Whether the query is nothing but what it stands for, and filler: then it is what is asked for."""
    exact: bool = False
    """Whether a document must have the text as it is, and not only its words."""


@dataclass(frozen=True, slots=True)
class Body:
    """Agencies that a query names; a document of one of them need not name it."""

    names: tuple[str, ...]
    """As the documents have them."""
    instead: frozenset[str]
    """The words of the query that name them."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place that a query speaks of; a document of one of its agencies need not name it."""

    said: str
    """As the query has it: 云岭."""
    name: str
    """In full: 云岭县."""
    agencies: tuple[str, ...]
    """Those that are named after it, as the documents have them."""


@dataclass(frozen=True, slots=True)
class Words:
    """Documents with the words of one piece of running text; the more and the rarer, the better.

    Documents with all of the telling words come in any case; where they are few, those with most, some,
    or any of them come too. The results say how far that went.
    """

    words: tuple[str, ...]
    """Each once, in the order of the text."""
    text: str
    """The normalised text they were cut from, for engines that also rank by what the cutting may miss."""
    telling: frozenset[str] | None = None
    """Those of the words that are asked for; the others are filler. None: all of them."""
    related: tuple[Related, ...] = ()
    bodies: tuple[Body, ...] = ()
    placed: frozenset[str] = frozenset()
    """Telling words that only say where: what has no other goes behind what has."""
    lone: frozenset[str] = frozenset()
    """Single characters beside longer words, which tell a little, and which no document need have."""
    where: tuple[Where, ...] = ()
    """Places, by agencies of the collection: found without them, a document has not all that is asked for."""
    demanded: bool = False
    """Whether they stand beside AND or OR: documents have all of them, however few those are."""
    subject: tuple[str, ...] = ()
    """What a short text is about, without what is to be done with it: titles with these go before."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose title or text contains exactly this, however it is segmented; scores may count."""

    text: str
    """Normalised, without paragraph breaks, not empty."""
    title_only: bool = False
    unless: tuple[str, ...] = ()
    """What its title must not contain, normalised; of `title_only` alone."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Documents whose own document number or index number this is."""

    keys: tuple[str, ...]
    """As `indexer.text.numbers` writes them; any of them."""


@dataclass(frozen=True, slots=True)
class Called:
    """Documents that others cite by one of these names, or that bring out what is called so."""

    works: tuple[str, ...]
    """As `indexer.text.citations.work_key` makes them."""


@dataclass(frozen=True, slots=True)
class Valued:
    """Documents with a value of a field that contains this."""

    field: str
    """`agency`, `topic` or `column`."""
    text: str
    """Normalised, not empty."""


@dataclass(frozen=True, slots=True)
class Titled:
    """Documents with this word in the title."""

    word: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents whose date lies between two days, both included."""

    first: int
    """Ordinals (`date.toordinal`)."""
    last: int


@dataclass(frozen=True, slots=True)
class Not:
    """All documents but those."""

    node: Node


@dataclass(frozen=True, slots=True)
class All:
    """Documents that every node has; scores add up."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Documents that any node has; scores add up."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class First:
    """Documents that either node has; those of the first come before all others."""

    best: Node
    rest: Node


@dataclass(frozen=True, slots=True)
class Preferred:
    """Documents that a node has; those that are as wished besides count a little more."""

    node: Node
    wish: Node
    weight: float
    """Added to their scores."""


Node = (
    Everything
    | Term
    | Words
    | Phrase
    | Numbered
    | Called
    | Valued
    | Titled
    | Dated
    | Not
    | All
    | Any
    | First
    | Preferred
)
