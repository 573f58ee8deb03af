"""Which of the copies of a text stands for the others where a query names agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.fields import single_values
from indexer.query import All, Any, First, Node, Preferred, Valued, Words
from indexer.text import normalise_line


def agencies_named(node: Node, agencies: Iterable[str]) -> frozenset[str]:
    """Those of the agencies that a query names, or else those of the places that it speaks of."""
    bodies, places = set(_bodies(node)), set(_places(node))
    every = {agency: single_values("agency", agency) for agency in agencies} if bodies or places else {}
    named = {agency for agency, ones in every.items() if not bodies.isdisjoint(ones)}
    spoken = (
        agency
        for agency, ones in every.items()
        for one in ones
        if any(p in normalise_line(one) for p in places)
    )
    return frozenset(named or spoken)


def _bodies(node: Node) -> Iterator[str]:
    for one in _asked(node):
        if isinstance(one, Words):
            yield from (name for body in one.bodies for name in body.names)


def _places(node: Node) -> Iterator[str]:
    """What the wished agencies contain."""
    for one in _asked(node):
        if isinstance(one, Preferred):
            wished = one.wish.nodes if isinstance(one.wish, Any) else (one.wish,)
            yield from (wish.text for wish in wished if isinstance(wish, Valued) and wish.field == "agency")


def _asked(node: Node) -> Iterator[Node]:
    """A node and all within it but what must not be."""
    yield node
    match node:
        case All(nodes) | Any(nodes):
            for inner in nodes:
                yield from _asked(inner)
        case First(best, rest):
            yield from _asked(best)
            yield from _asked(rest)
        case Preferred(inner):
            yield from _asked(inner)
