"""The words of a running text, however documents have them: scores, and how much of it each document has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from indexer.engines.contract import (
    Degree,
    added,
    asked,
    bodies_beside,
    chinese_pairs,
    few,
    idf,
    leading,
    matters,
    names_all,
    stands_within,
    titled_worth,
    typed_parts,
    typed_whole,
    weight_of,
)
from indexer.engines.whoosh.finding import beside_all, mostly_there, of_places, with_enough, worth_a_look
from indexer.engines.whoosh.having import Having
from indexer.engines.whoosh.naming import named, standing_where
from indexer.engines.whoosh.phrases import standing_in, titled, titled_within
from indexer.engines.whoosh.postings import DENSE_SHARE
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.engines.whoosh.term_scores import pair_scores, word_scores
from indexer.query import Related, Words
from indexer.query.weights import (
    ALL_WORDS,
    LEADING_TITLED,
    PARTIAL,
    PLACE_ALONE,
    SUBJECT_TITLED,
    VERBATIM,
)
from indexer.segments.array_writer import Array

MOST_TITLES = 100
"""Titles of the best documents that are read for words within longer ones: a document takes 2 to 20 µs. A
guess."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a node found."""

    mask: Array
    """bool, for each document; deleted ones are False."""
    scores: Array | None
    """float32, for each document, 0 outside the mask; None when nothing in the node counts."""
    degree: Degree = "all"
    """How many of the words a document had to have."""
    whole: Array | None = None
    """bool, for each document: whether it has all that was asked for; None: all of the mask have."""
    certain: Array | None = None
    """bool, for each document: whether it has just what was typed, or all of it and the agency; None: no."""
    kept: Array | None = None
    """float32, for each document: what it keeps of what is added for being near; None: all."""
    ahead: Array | None = None
    """bool, for each document: whether nothing that lacks a word goes before it for being near; None: no."""

    @property
    def entire(self) -> Array:
        """The documents with all that was asked for."""
        return self.mask if self.whole is None else self.whole


def match_words(snapshot: Snapshot, node: Words) -> Match:
    """Documents with as much of the words as leaves enough of them."""
    having = Having(snapshot, node)
    share = having.share()
    found = worth_a_look(snapshot, node, having, share)
    mask, degree, whole = with_enough(snapshot, node, having, share, found)
    here = mostly_there(snapshot, node, share, found & ~mask, whole)
    mask, degree = mask | here, beside_all(degree, here)
    docs = _looked_at(node, mask)
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    scores[docs] = _worded(snapshot, node, having, docs)
    scores[docs] += whole[docs] * np.float32(ALL_WORDS)
    if names_all(node) and whole.any():
        scores[docs] *= _less((whole | here)[docs], PARTIAL)
    certain = _as_typed(snapshot, node, having, scores, docs, whole)
    titles = _titled(snapshot, node, scores, mask if node.placed else whole)
    scores[titles] += np.float32(titled_worth(node))
    scores[titled(snapshot, node.subject)] += np.float32(SUBJECT_TITLED)
    for body in node.bodies:
        certain |= whole & snapshot.of_agency(body.names)
    named(snapshot, node, scores)
    kept = standing_where(snapshot, node, scores, docs, titles)
    _lead(snapshot, node, scores, kept)
    if words := matters(node):
        scores[docs] *= _less(having.any(words)[docs], PLACE_ALONE)
    ahead = whole if names_all(node) else None
    told = whole & of_places(snapshot, node.where)
    within = np.zeros(snapshot.documents, dtype=np.float32)
    within[docs] = scores[docs] * mask[docs]
    return Match(mask, within, degree, told, certain & mask, kept, ahead)


def _looked_at(node: Words, mask: Array) -> Array | slice:
    """The documents that scores are counted for: those of a mask where they are few, else all of them.

    All of them, too, where titles are looked at of whatever has the best scores.
    """
    if any(related.leads for related in node.related) or np.count_nonzero(mask) > len(mask) * DENSE_SHARE:
        return slice(None)
    return np.flatnonzero(mask)


def _less(mask: Array, kept: float) -> Array:
    """float32: 1 where a mask is set, elsewhere what is kept there."""
    factor: Array = np.where(mask, np.float32(1), np.float32(kept))
    return factor


def _worded(snapshot: Snapshot, node: Words, having: Having, docs: Array | slice) -> Array:
    """float32, for each of some documents: what words, pairs of characters and other ways to say it add."""
    if names_all(node):
        scores = _few_scores(snapshot, node, having, docs)
    else:
        scores = word_scores(snapshot, node.words, docs)
    scores += pair_scores(snapshot, chinese_pairs(node.text), docs)
    for related, new, between in added(node):
        scores += _added(snapshot, node, having, related, new, between, docs)
    return scores


def _few_scores(snapshot: Snapshot, node: Words, having: Having, docs: Array | slice) -> Array:
    """Scores of a few words, each by how many documents have it within others too: 北京 within 北京市."""
    scores = word_scores(snapshot, (), docs)
    for word in node.words:
        count = snapshot.word(word).count
        if count:
            told = idf(having.within(word).count, snapshot.living) / idf(count, snapshot.living)
            scores += word_scores(snapshot, (word,), docs) * np.float32(told)
    return scores


def _added(
    snapshot: Snapshot,
    node: Words,
    having: Having,
    related: Related,
    new: Sequence[str],
    between: Sequence[str],
    docs: Array | slice,
) -> Array:
    """What another way to say it adds to the scores; of a leading one, of all documents."""
    scores = word_scores(snapshot, new, docs) + pair_scores(snapshot, between, docs)
    scores *= np.float32(weight_of(related))
    if related in (alike := leading(node)):
        told = min(having.told(one.words) for one in alike)
        standing_in(snapshot, related.text).add_presence_to(scores, VERBATIM * told)
    return scores


def _lead(snapshot: Snapshot, node: Words, scores: Array, kept: Array | None) -> None:
    """Adds for titles with a leading term, those of the best within longer words too; less elsewhere, unless
    none of the state's has it.
    """
    for related in filter(attrgetter("leads"), node.related):
        docs = titled(snapshot, related.words)
        left = scores > 0
        left[docs] = False
        docs = np.concatenate([docs, titled_within(snapshot, _best(scores, left), [related.text], (), ())])
        share = np.ones(len(docs), dtype=np.float32) if kept is None else kept[docs]
        scores[docs] += np.float32(LEADING_TITLED) * (share if share.max(initial=0) == 1 else np.float32(1))


def _as_typed(
    snapshot: Snapshot, node: Words, having: Having, scores: Array, docs: Array | slice, whole: Array
) -> Array:
    """Adds for a text that stands in documents just as it was typed, and for parts of it; less for those
    where another part is lacking, which may be but one word.

    bool, for each document: whether the text stands there.
    """
    standing = np.zeros(snapshot.documents, dtype=bool)
    if len(node.text) == 1:
        snapshot.character(node.text).add_to(scores, docs)
        return standing
    if typed_whole(node):
        typed = standing_in(snapshot, node.text)
        if typed.count:
            typed.add_presence_to(scores, VERBATIM * having.told(node.words))
        typed.mark(standing)
    if parts := typed_parts(node):
        together = np.zeros_like(scores)
        for part in parts:
            held = standing_in(snapshot, part)
            held.add_presence_to(together, VERBATIM * idf(held.count, snapshot.living))
        scores[docs] += together[docs] * _less(whole[docs], PARTIAL)
    return standing


def _titled(snapshot: Snapshot, node: Words, scores: Array, whole: Array) -> Array:
    """The documents whose title has all of the telling words, but for a place; of the best for a few, within
    others too.
    """
    bodies, words = bodies_beside(node), matters(node) or asked(node)
    docs = titled(snapshot, words, node.related, bodies)
    if not few(node):
        return docs
    left = whole.copy()
    left[docs] = False
    for word in words:
        if not stands_within(word, node):
            left &= snapshot.in_title(word).presence(snapshot.documents)
    others = _best(scores, left)
    within = [word for word in words if stands_within(word, node)]
    return np.concatenate([docs, titled_within(snapshot, others, within, node.related, bodies)])


def _best(scores: Array, left: Array) -> Array:
    """MOST_TITLES of some documents, ascending."""
    others = np.flatnonzero(left)
    if len(others) > MOST_TITLES:
        others = np.sort(others[np.argpartition(-scores[others], MOST_TITLES)[:MOST_TITLES]])
    return others
