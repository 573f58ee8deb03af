"""A query limited to days and agencies, as a form asks beside its words."""

from __future__ import annotations

from datetime import date

from indexer.query import All, Dated, First, Node, Preferred, Valued
from indexer.searching.answers import SearchRequest
from indexer.text import normalise_line


def limits(request: SearchRequest) -> tuple[Node, ...]:
    """What every document found must have besides."""
    found: list[Node] = []
    if request.first or request.last:
        first, last = request.first or date.min, request.last or date.max
        found.append(Dated(first.toordinal(), last.toordinal()))
    if place := normalise_line(request.under):
        found.append(Valued("agency", place))
    return tuple(found)


def within(node: Node, limits: tuple[Node, ...]) -> Node:
    """The node within them; what only orders stays outermost, as engines expect it."""
    match node:
        case First(best, rest):
            return First(All((best, *limits)), within(rest, limits))
        case Preferred(inner, wish, weight):
            return Preferred(within(inner, limits), wish, weight)
        case All(nodes):
            return All((*nodes, *limits))
        case _:
            return All((node, *limits))
