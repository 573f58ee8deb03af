"""A query tree to scores and a mask over all documents of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from indexer.engines.contract import DEGREES, Degree, chinese_pairs, idf
from indexer.engines.whoosh.phrases import containing
from indexer.engines.whoosh.segment_format import key_hash
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query import (
    All,
    Any,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Term,
    Valued,
    Words,
)
from indexer.query.weights import ALL_WORDS, ENOUGH, FIRST, PAIR, SHARES, TITLE_ASKED
from indexer.segments.array_writer import Array
from indexer.text import normalise_line, title_key
from indexer.text.numbers import as_token


@dataclass(frozen=True, slots=True)
class Match:
    """What a node found."""

    mask: Array
    """bool, for each document; deleted ones are False."""
    scores: Array | None
    """float32, for each document, 0 outside the mask; None when nothing in the node counts."""
    degree: Degree = "all"
    """How many of the words a document had to have."""


def match(snapshot: Snapshot, node: Node) -> Match:
    """Evaluate a tree."""
    match node:
        case Everything():
            return Match(snapshot.alive, None)
        case Term(word):
            scores = _word_scores(snapshot, (word,))
            return Match(scores > 0, scores)
        case Words():
            return _words(snapshot, node)
        case Phrase(text, title_only):
            mask = containing(snapshot, text, title_only)
            return Match(mask, _pair_scores(snapshot, text) * mask)
        case Numbered() | Valued() | Dated() | Not():
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


def _selected(snapshot: Snapshot, node: Numbered | Valued | Dated | Not) -> Array:
    """bool, for each document: whether a node takes it that adds nothing to a score."""
    mask: Array
    match node:
        case Numbered(keys):
            mask = _word_scores(snapshot, tuple(map(as_token, keys))) > 0
        case Valued(name, text):
            values = enumerate(snapshot.values[name], 1)
            codes = [code for code, value in values if text in normalise_line(value)]
            mask = snapshot.alive & np.isin(snapshot.columns[name], codes)
        case Dated(first, last):
            mask = snapshot.alive & (snapshot.day >= first) & (snapshot.day <= last)
        case Not(inner):
            mask = snapshot.alive & ~match_node(snapshot, inner).mask
    return mask


def _words(snapshot: Snapshot, node: Words) -> Match:
    scores = _word_scores(snapshot, node.words)
    found = scores > 0
    pairs = _pair_scores(snapshot, node.text)
    if not found.any():
        # Cut differently there, or nowhere together: what shares a pair is better than nothing.
        found = pairs > 0
    scores += pairs
    said = [_having(snapshot, related.words) for related in node.related]
    for related, mask in zip(node.related, said, strict=True):
        new = tuple(word for word in related.words if word not in node.words)
        added = _word_scores(snapshot, new) + _pair_scores(snapshot, related.text, but=node.text)
        scores += np.float32(related.weight) * added
        found |= mask
    share = _share(snapshot, node, said)
    mask, degree = _relaxed(share, found, min(ENOUGH, max(snapshot.living // 100, ENOUGH // 10)))
    scores += (share >= SHARES["all"]) * np.float32(ALL_WORDS)
    scores[snapshot.named(key_hash(title_key(node.text)))] += np.float32(TITLE_ASKED)
    return Match(mask, scores * mask, degree)


def _share(snapshot: Snapshot, node: Words, said: list[Array]) -> Array:
    """float32, for each document: how much it has of what the telling words tell, however it says it.

    `said`: the documents that have each of the related terms.
    """
    share = np.zeros(snapshot.documents, dtype=np.float32)
    total = 0.0
    for word in node.words if node.telling is None else sorted(node.telling):
        postings = snapshot.word(word)
        weight = idf(postings.count, snapshot.living)
        total += weight
        otherwise = [
            mask for related, mask in zip(node.related, said, strict=True) if word in related.instead
        ]
        if otherwise:
            share += np.float32(weight) * reduce(np.logical_or, otherwise, postings.presence(len(share)))
        else:
            postings.add_presence_to(share, weight)
    share /= np.float32(total or 1.0)
    return share


def _having(snapshot: Snapshot, words: tuple[str, ...]) -> Array:
    """bool, for each document: whether it has all of the words."""
    presences = [snapshot.word(word).presence(snapshot.documents) for word in words]
    return reduce(np.logical_and, presences, snapshot.alive)


def _relaxed(share: Array, found: Array, enough: int) -> tuple[Array, Degree]:
    """Documents with as much of the telling words as leaves enough of them; filler alone is not enough."""
    told = found & (share > 0)
    found = told if told.any() else found
    for degree in DEGREES[:-1]:
        mask = found & (share >= SHARES[degree])
        if np.count_nonzero(mask) >= enough:
            return mask, degree
    whole = found & (share >= SHARES["all"])
    return found, "all" if np.array_equal(whole, found) else DEGREES[-1]


def _word_scores(snapshot: Snapshot, words: tuple[str, ...]) -> Array:
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for word in words:
        snapshot.word(word).add_to(scores)
    return scores


def _pair_scores(snapshot: Snapshot, text: str, but: str = "") -> Array:
    """Scores of the pairs of a text that another does not have."""
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for pair in chinese_pairs(text):
        if pair not in but:
            snapshot.pair(pair).add_to(scores)
    scores *= np.float32(PAIR)
    return scores


def _all(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_and, [one.mask for one in found], snapshot.alive)
    return Match(mask, _sum(found, mask), _widest(found))


def _any(snapshot: Snapshot, nodes: tuple[Node, ...]) -> Match:
    words = tuple(node.word for node in nodes if isinstance(node, Term))
    if len(words) == len(nodes):
        scores = _word_scores(snapshot, words)
        return Match(scores > 0, scores)
    found = [match(snapshot, node) for node in nodes]
    mask = reduce(np.logical_or, [one.mask for one in found], np.zeros(snapshot.documents, dtype=bool))
    return Match(mask, _sum(found, mask), _widest(found))


def _first(best: Match, rest: Match) -> Match:
    if not best.mask.any():
        return rest
    mask = best.mask | rest.mask
    scores = best.mask * np.float32(FIRST)
    return Match(mask, scores if rest.scores is None else scores + rest.scores, rest.degree)


def _preferred(found: Match, wished: Match, weight: float) -> Match:
    more = (found.mask & wished.mask) * np.float32(weight)
    return Match(found.mask, more if found.scores is None else found.scores + more, found.degree)


def _sum(found: list[Match], mask: Array) -> Array | None:
    scores = [one.scores for one in found if one.scores is not None]
    return reduce(np.add, scores) * mask if scores else None


def _widest(found: list[Match]) -> Degree:
    return max((one.degree for one in found), key=DEGREES.index)
