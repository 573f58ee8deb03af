"""Which documents have enough of the words of a running text, and all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np

from indexer.engines.contract import DEGREES, Degree, asked, chinese_pairs
from indexer.engines.whoosh.having import Having
from indexer.engines.whoosh.phrases import standing_in
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.term_scores import word_scores
from indexer.query import Where, Words
from indexer.query.weights import ENOUGH, SHARES
from indexer.segments.array_writer import Array


def worth_a_look(snapshot: Snapshot, node: Words, having: Having, share: Array) -> Array:
    """bool, for each document: whether it has any of the telling words, or belongs to what they name; for
    want of those whether it has any word, or is of the places.
    """
    told = share > 0
    if not node.lone or any(having.held[word].count for word in asked(node)):
        found = told & _beside_lone(snapshot, node, having) if node.lone else told
        if found.any():
            return found
    found = word_scores(snapshot, node.words) > 0
    for held in having.held.values():
        held.mark(found)
    if node.lone:
        found &= having.any(asked(node))
    if not found.any():
        found = np.zeros_like(found) if node.where else _sharing_pairs(snapshot, node.text)
    for body in node.bodies:
        found |= snapshot.of_agency(body.names)
    for related in node.related:
        found |= having.says(related)
    if node.where and not (found & told).any():
        found |= of_places(snapshot, node.where)
    return found & told if (found & told).any() else found


def _beside_lone(snapshot: Snapshot, node: Words, having: Having) -> Array:
    """bool, for each document: whether it has more of what is said than single characters."""
    ways = [having.says(related) for related in node.related]
    ways += [snapshot.of_agency(body.names) for body in node.bodies]
    beside: Array = reduce(np.logical_or, ways, having.any(asked(node)))
    return beside


def with_enough(
    snapshot: Snapshot, node: Words, having: Having, share: Array, found: Array
) -> tuple[Array, Degree, Array]:
    """Of what was found the documents with enough of the words, how much that is, and which have all."""
    full = having.all() if node.lone else share >= SHARES["all"]
    if node.demanded:
        found = found & full & of_places(snapshot, node.where)
        return found, DEGREES[0], found
    enough = min(ENOUGH, max(snapshot.living // 100, ENOUGH // 10))
    mask, degree = _relaxed(share, found, enough)
    whole = mask & full
    return mask, DEGREES[0] if node.lone and np.array_equal(whole, mask) else degree, whole


def mostly_there(snapshot: Snapshot, node: Words, share: Array, left: Array, whole: Array) -> Array:
    """bool, for each document: whether it is one of those left that have most of the words and the places,
    where none has all of both: what a place calls otherwise goes before what others call so.
    """
    if not node.where or node.demanded:
        return np.zeros_like(left)
    there = of_places(snapshot, node.where)
    return left & there & (share >= SHARES["most"]) & ~(whole & there).any()


def beside_all(degree: Degree, here: Array) -> Degree:
    """How many of the words a document had to have where those are found, too."""
    return DEGREES[1] if here.any() else degree


def of_places(snapshot: Snapshot, where: Iterable[Where]) -> Array:
    """bool, for each document: whether it names all of the places, or is of their agencies."""
    each = []
    for one in where:
        named = (standing_in(snapshot, name).presence(snapshot.documents) for name in {one.said, one.name})
        each.append(reduce(np.logical_or, named, snapshot.of_agency(one.agencies)))
    return reduce(np.logical_and, each, snapshot.alive)


def _sharing_pairs(snapshot: Snapshot, text: str) -> Array:
    """bool, for each document: whether it shares half of the pairs of a text or more: it is cut otherwise."""
    pairs = chinese_pairs(text)
    held = np.zeros(snapshot.documents, dtype=np.int32)
    for pair in pairs:
        held += snapshot.pair(pair).presence(snapshot.documents)
    return (held > 0) & (2 * held >= len(pairs)) & snapshot.alive


def _relaxed(share: Array, found: Array, enough: int) -> tuple[Array, Degree]:
    """Documents with as much of the telling words as leaves enough of them; filler alone is not enough."""
    numbers = []
    for degree in DEGREES[:-1]:
        mask = found & (share >= SHARES[degree])
        numbers.append(np.count_nonzero(mask))
        if numbers[-1] >= enough:
            return mask, degree
    return found, DEGREES[0] if numbers[0] == np.count_nonzero(found) else DEGREES[-1]
