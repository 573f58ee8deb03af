"""What a query in running words asks for, word by word, whichever way a document says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.query import All, First, Node, Preferred, Words
from indexer.query.filler import DEEDS, FILLER
from indexer.query.placed_words import KINDS
from indexer.query.together import GOES, UNITS
from indexer.searching.written import Written

TELLING_NOTHING = FILLER | DEEDS
"""Words that go with no other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a query."""

    word: str
    ways: tuple[tuple[str, ...], ...]
    """Other ways to say it; a document that has all of one has it."""
    agencies: frozenset[str]
    """Those that it names; their documents have it."""
    told: str = ""
    """As a page says that it is lacking: 区块链 for 区块, of which nobody speaks."""

    def stands_in(self, text: Written) -> bool:
        """Whether a text says it."""
        return text.has(self.word) or any(all(map(text.has, way)) for way in self.ways)


def asked_of(node: Node) -> tuple[Asked, ...]:
    """In the order of the text, places first; of what stands beside fields, phrases and exclusions, too.

    Nothing of words beside AND and OR: documents have all of those, or need none of them.
    """
    asked = (
        _asked(words, word)
        for words in _sought(node)
        for word in words.words
        if words.telling is None or word in words.telling
    )
    return (*places_of(node), *asked)


def places_of(node: Node) -> tuple[Asked, ...]:
    """The places of the collection that a query in running words speaks of."""
    where = (one for words in _sought(node) for one in words.where)
    return tuple(Asked(one.said, ((one.name,),), frozenset(one.agencies), one.said) for one in where)


def _sought(node: Node) -> Iterator[Words]:
    """The running words of a query of which a document may lack some."""
    match node:
        case First(_, inner) | Preferred(inner):
            yield from _sought(inner)
        case All(nodes):
            for one in nodes:
                yield from _sought(one)
        case Words(demanded=False):
            yield node


def _told(text: str, word: str, words: tuple[str, ...]) -> str:
    """A word with the single character that goes on with it, a figure with its unit."""
    begins = text.find(word)
    if begins < 0:
        return word
    ends = begins + len(word)
    if ends < len(text) and text[ends] in GOES and word[-1] in UNITS:
        return word
    for other in words:
        if text.startswith(other, ends) and (word.isdecimal() or (len(other) == 1 and not other.isascii())):
            return word + other if len(word) > 1 or word.isdecimal() else word
    before = (other for other in words if _goes_before(other, word, text, begins))
    return next(before, "") + word


def _goes_before(other: str, word: str, text: str, begins: int) -> bool:
    """Whether a figure stands right before a word, or the character that makes one name of it: 御窑厂."""
    if not text.endswith(other, 0, begins):
        return False
    alone = len(other) == 1 and not other.isascii() and len(word) > 1
    return other.isdecimal() or (alone and other + word in text.split("\n"))


def running(node: Node) -> Words | None:
    """The running words that a query is, whatever it prefers besides; None where it is something else."""
    while isinstance(node, Preferred):
        node = node.node
    return node if isinstance(node, Words) else None


def _asked(node: Words, word: str) -> Asked:
    ways = ((way.text,) if way.exact else way.words for way in node.related if word in way.instead)
    agencies = (name for body in node.bodies if word in body.instead for name in body.names)
    beside = tuple(one for one in node.words if one not in TELLING_NOTHING)
    kinds = KINDS if word in node.placed else ()
    told = _told(node.text, word, (*beside, *kinds))
    return Asked(word, tuple(ways), frozenset(agencies), told)
