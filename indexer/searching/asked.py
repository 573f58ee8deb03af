"""What a query in running words asks for, word by word, whichever way a document says it."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query import Node, Preferred, Words


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a query."""

    word: str
    ways: tuple[tuple[str, ...], ...]
    """Other ways to say it; a document that has all of one has it."""
    agencies: frozenset[str]
    """Those that it names; their documents have it."""

    def stands_in(self, text: str) -> bool:
        """Whether a normalised text says it."""
        return self.word in text or any(all(part in text for part in way) for way in self.ways)


def asked_of(node: Node) -> tuple[Asked, ...]:
    """In the order of the text; nothing where the query is something else."""
    words = running(node)
    if words is None:
        return ()
    telling = (word for word in words.words if words.telling is None or word in words.telling)
    return tuple(_asked(words, word) for word in telling)


def running(node: Node) -> Words | None:
    """The running words that a query is, whatever it prefers besides; None where it is something else."""
    while isinstance(node, Preferred):
        node = node.node
    return node if isinstance(node, Words) else None


def _asked(node: Words, word: str) -> Asked:
    ways = ((way.text,) if way.exact else way.words for way in node.related if word in way.instead)
    agencies = (name for body in node.bodies if word in body.instead for name in body.names)
    return Asked(word, tuple(ways), frozenset(agencies))
