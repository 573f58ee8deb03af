"""A query tree to scores and a mask over all documents of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from indexer.engines.whoosh.arrays import Array
from indexer.engines.whoosh.phrases import containing
from indexer.engines.whoosh.ranking import PAIR_WEIGHT
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query import All, Any, Everything, Node, Not, Phrase, Term, Words


@dataclass(frozen=True, slots=True)
class Match:
    """What a node found."""

    mask: Array
    """bool, for each document; deleted ones are False."""
    scores: Array | None
    """float32, for each document, 0 outside the mask; None when nothing in the node counts."""


def match(snapshot: Snapshot, node: Node) -> Match:
    """Evaluate a tree."""
    match node:
        case Everything():
            return Match(snapshot.alive, None)
        case Term(word):
            return _words(snapshot, Words((word,), ""))
        case Words():
            return _words(snapshot, node)
        case Phrase(text):
            mask = containing(snapshot, text)
            return Match(mask, _pair_scores(snapshot, text) * mask)
        case Not(inner):
            return Match(snapshot.alive & ~match_node(snapshot, inner).mask, None)
        case All(nodes):
            return _all(snapshot, nodes)
        case Any(nodes):
            return _any(snapshot, nodes)


match_node = match
"""The same name for use inside a `match` statement."""


def _words(snapshot: Snapshot, node: Words) -> Match:
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for word in node.words:
        snapshot.word(word).add_to(scores)
    mask = scores > 0
    pairs = _pair_scores(snapshot, node.text)
    if not mask.any():
        # Cut differently there, or nowhere together: what shares a pair is better than nothing.
        mask = pairs > 0
    scores += pairs
    scores *= mask
    return Match(mask, scores)


def _pair_scores(snapshot: Snapshot, text: str) -> Array:
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for pair in chinese_pairs(text):
        snapshot.pair(pair).add_to(scores)
    scores *= np.float32(PAIR_WEIGHT)
    return scores


def chinese_pairs(text: str) -> list[str]:
    """Each two neighbouring letters or characters that are not both ASCII, once, in the order of the text."""
    found = (text[i : i + 2] for i in range(len(text) - 1))
    return list(dict.fromkeys(pair for pair in found if not pair.isascii() and pair.isalnum()))


def _all(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_and, [one.mask for one in found], snapshot.alive)
    return Match(mask, _sum(found, mask))


def _any(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_or, [one.mask for one in found], np.zeros(snapshot.documents, dtype=bool))
    return Match(mask, _sum(found, mask))


def _sum(found: list[Match], mask: Array) -> Array | None:
    scores = [one.scores for one in found if one.scores is not None]
    return reduce(np.add, scores) * mask if scores else None
