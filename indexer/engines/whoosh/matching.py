"""A query tree to scores and a mask over all documents of a snapshot."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np

from indexer.engines.contract import DEGREES, Degree, chinese_pairs
from indexer.engines.whoosh.phrases import containing
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.term_scores import pair_scores, word_scores
from indexer.engines.whoosh.words import Match, match_words
from indexer.query import (
    All,
    Any,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Term,
    Titled,
    Valued,
    Words,
)
from indexer.query.weights import FIRST
from indexer.segments.array_writer import Array
from indexer.text import normalise_line
from indexer.text.numbers import as_token


def match(snapshot: Snapshot, node: Node) -> Match:
    """Evaluate a tree."""
    match node:
        case Everything():
            return Match(snapshot.alive, None)
        case Term(word):
            scores = word_scores(snapshot, (word,))
            return Match(scores > 0, scores)
        case Words():
            return match_words(snapshot, node)
        case Phrase(text, title_only, unless):
            mask = containing(snapshot, text, title_only, unless=unless)
            return Match(mask, pair_scores(snapshot, chinese_pairs(text)) * mask)
        case Numbered() | Called() | Valued() | Titled() | Dated() | Not():
            return Match(_selected(snapshot, node), None)
        case All(nodes):
            return _all(snapshot, nodes)
        case Any(nodes):
            return _any(snapshot, nodes)
        case First(best, rest):
            return _first(match_node(snapshot, best), match_node(snapshot, rest))
        case Preferred(inner, wish, weight):
            return _preferred(match_node(snapshot, inner), match_node(snapshot, wish), weight)


match_node = match
"""The same name for use inside a `match` statement."""


def _selected(snapshot: Snapshot, node: Numbered | Called | Valued | Titled | Dated | Not) -> Array:
    """bool, for each document: whether a node takes it that adds nothing to a score."""
    mask: Array
    match node:
        case Numbered(keys):
            mask = word_scores(snapshot, tuple(map(as_token, keys))) > 0
        case Called(works):
            mask = snapshot.alive & snapshot.called(works)
        case Valued(name, text):
            values = enumerate(snapshot.values[name], 1)
            codes = [code for code, value in values if text in normalise_line(value)]
            mask = snapshot.alive & np.isin(snapshot.columns[name], codes)
        case Titled(word):
            mask = snapshot.in_title(word).presence(snapshot.documents)
        case Dated(first, last):
            mask = snapshot.alive & (snapshot.day >= first) & (snapshot.day <= last)
        case Not(inner):
            mask = snapshot.alive & ~match_node(snapshot, inner).mask
    return mask


def _all(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_and, [one.mask for one in found], snapshot.alive)
    whole = reduce(np.logical_and, [one.entire for one in found], mask)
    return Match(mask, _sum(found, mask), _widest(found), whole)


def _any(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    words = tuple(node.word for node in nodes if isinstance(node, Term))
    if len(words) == len(nodes):
        scores = word_scores(snapshot, words)
        return Match(scores > 0, scores)
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_or, [one.mask for one in found], np.zeros(snapshot.documents, dtype=bool))
    whole = reduce(np.logical_or, [one.entire for one in found], np.zeros_like(mask))
    return Match(mask, _sum(found, mask), _widest(found), whole)


def _first(best: Match, rest: Match) -> Match:
    if not best.mask.any():
        return rest
    mask = best.mask | rest.mask
    scores = best.mask * np.float32(FIRST)
    scores = scores if rest.scores is None else scores + rest.scores
    return Match(mask, scores, rest.degree, best.mask | rest.entire, rest.certain, rest.kept, rest.ahead)


def _preferred(found: Match, wished: Match, weight: float) -> Match:
    more = (found.mask & wished.mask) * np.float32(weight)
    return replace(found, scores=more if found.scores is None else found.scores + more)


def _sum(found: list[Match], mask: Array) -> Array | None:
    scores = [one.scores for one in found if one.scores is not None]
    return reduce(np.add, scores) * mask if scores else None


def _widest(found: list[Match]) -> Degree:
    return max((one.degree for one in found), key=DEGREES.index)
