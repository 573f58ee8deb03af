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
class Words:
    """Documents with any of these words of one piece of running text; the more and the rarer, the better."""

    words: tuple[str, ...]
    """Each once, in the order of the text."""
    text: str
    """The normalised text they were cut from, for engines that also rank by what the cutting may miss."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose title or text contains exactly this, however it is segmented; scores may count."""

    text: str
    """Normalised, without paragraph breaks, not empty."""


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


Node = Everything | Term | Words | Phrase | Not | All | Any
