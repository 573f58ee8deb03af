"""The words of a running text, however documents have them: scores, and how much of it each document has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter

import numpy as np

from indexer.engines.contract import (
    DEGREES,
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
    shares,
    stands_within,
    titled_worth,
    typed_parts,
    typed_whole,
    weighed,
    weight_of,
)
from indexer.engines.whoosh.naming import named, standing_where
from indexer.engines.whoosh.phrases import standing_in, titled, titled_within
from indexer.engines.whoosh.postings import Postings
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query import Related, Where, Words
from indexer.query.weights import (
    ALL_WORDS,
    ENOUGH,
    LEADING_TITLED,
    PAIR,
    PARTIAL,
    PLACE_ALONE,
    SHARES,
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
    scores = _few_scores(snapshot, node) if names_all(node) else word_scores(snapshot, node.words)
    found = scores > 0
    pairs = pair_scores(snapshot, chinese_pairs(node.text))
    having = {word: _held(snapshot, node, word) for word in weighed(node)}
    for held in having.values():
        held.mark(found)
    if node.lone:
        found &= _about(snapshot, node, having, asked(node))
    if not found.any():
        found = np.zeros_like(found) if node.where else _sharing_pairs(snapshot, node.text)
    scores += pairs
    for body in node.bodies:
        found |= snapshot.of_agency(body.names)
    for related, new, between in added(node):
        scores += _added(snapshot, node, related, new, between)
        found |= _has(snapshot, related)
    share = _share(snapshot, node, having)
    if node.where and not (found & (share > 0)).any():
        found |= _of_places(snapshot, node.where)
    mask, degree, whole = _with_enough(snapshot, node, having, share, found)
    here = _mostly_there(snapshot, node, share, found & ~mask, whole)
    mask, degree = mask | here, _beside_all(degree, here)
    scores += whole * np.float32(ALL_WORDS)
    if names_all(node) and whole.any():
        scores *= np.where(whole | here, np.float32(1), np.float32(PARTIAL))
    certain = _as_typed(snapshot, node, scores, whole)
    titles = _titled(snapshot, node, scores, mask if node.placed else whole)
    scores[titles] += np.float32(titled_worth(node))
    scores[titled(snapshot, node.subject)] += np.float32(SUBJECT_TITLED)
    for body in node.bodies:
        certain |= whole & snapshot.of_agency(body.names)
    named(snapshot, node, scores)
    kept = standing_where(snapshot, node, scores, titles)
    _lead(snapshot, node, scores, kept)
    if words := matters(node):
        scores *= np.where(_about(snapshot, node, having, words), np.float32(1), np.float32(PLACE_ALONE))
    ahead = whole if names_all(node) else None
    told = whole & _of_places(snapshot, node.where)
    return Match(mask, scores * mask, degree, told, certain & mask, kept, ahead)


def _with_enough(
    snapshot: Snapshot, node: Words, having: dict[str, Postings], share: Array, found: Array
) -> tuple[Array, Degree, Array]:
    """Of what was found the documents with enough of the words, how much that is, and which have all."""
    full = _whole(snapshot, node, having) if node.lone else share >= SHARES["all"]
    if node.demanded:
        found = found & full & _of_places(snapshot, node.where)
        return found, DEGREES[0], found
    enough = min(ENOUGH, max(snapshot.living // 100, ENOUGH // 10))
    mask, degree = _relaxed(share, found, enough)
    whole = mask & full
    return mask, DEGREES[0] if node.lone and np.array_equal(whole, mask) else degree, whole


def _mostly_there(snapshot: Snapshot, node: Words, share: Array, left: Array, whole: Array) -> Array:
    """bool, for each document: whether it is one of those left that have most of the words and the places,
    where none has all of both: what a place calls otherwise goes before what others call so.
    """
    if not node.where or node.demanded:
        return np.zeros_like(left)
    there = _of_places(snapshot, node.where)
    return left & there & (share >= SHARES["most"]) & ~(whole & there).any()


def _beside_all(degree: Degree, here: Array) -> Degree:
    """How many of the words a document had to have where those are found, too."""
    return DEGREES[1] if here.any() else degree


def _of_places(snapshot: Snapshot, where: Iterable[Where]) -> Array:
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


def _few_scores(snapshot: Snapshot, node: Words) -> Array:
    """Scores of a few words, each by how many documents have it within others too: 北京 within 北京市."""
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for word in node.words:
        held, standing = snapshot.word(word), _held(snapshot, node, word).count
        if held.count:
            told = idf(standing, snapshot.living) / idf(held.count, snapshot.living)
            scores += word_scores(snapshot, (word,)) * np.float32(told)
    return scores


def _otherwise(snapshot: Snapshot, node: Words, word: str) -> list[Array]:
    """For each way to say a word, or belong to what it stands for, bool for each document: does it."""
    ways = [_has(snapshot, way) for way in node.related if word in way.instead]
    ways += [snapshot.of_agency(body.names) for body in node.bodies if word in body.instead]
    return ways


def _share(snapshot: Snapshot, node: Words, having: dict[str, Postings]) -> Array:
    """float32, for each document: how much it has of what the telling words tell, however it says it."""
    share = np.zeros(snapshot.documents, dtype=np.float32)
    told = {word: idf(_count(snapshot, node, word), snapshot.living) for word in having}
    for word, weight in shares(node, told).items():
        held = having[word]
        ways = _otherwise(snapshot, node, word)
        if not ways:
            held.add_presence_to(share, weight)
            continue
        mask = reduce(np.logical_or, ways, held.presence(snapshot.documents))
        # As one product: adding through a mask takes many times as long.
        share += mask * np.float32(weight)
    return share


def _whole(snapshot: Snapshot, node: Words, having: dict[str, Postings]) -> Array:
    """bool, for each document: whether it has all that is asked for, however it says it."""
    each = [_about(snapshot, node, having, (word,)) for word in asked(node)]
    return reduce(np.logical_and, each)


def _about(snapshot: Snapshot, node: Words, having: dict[str, Postings], words: tuple[str, ...]) -> Array:
    """bool, for each document: whether it has any of the words, however it says it."""
    ways = [way for word in words for way in _otherwise(snapshot, node, word)]
    return reduce(np.logical_or, [having[word].presence(snapshot.documents) for word in words] + ways)


def _held(snapshot: Snapshot, node: Words, word: str) -> Postings:
    """The documents with a word, within longer ones too; a character among others is none of theirs."""
    return standing_in(snapshot, word) if stands_within(word, node) else snapshot.word(word)


def _told(snapshot: Snapshot, node: Words, words: Iterable[str]) -> float:
    """What words tell together."""
    return sum(idf(_count(snapshot, node, word), snapshot.living) for word in words)


def _count(snapshot: Snapshot, node: Words, word: str) -> int:
    """Documents that have it as a word, or else within others."""
    return snapshot.word(word).count or _held(snapshot, node, word).count


def _added(
    snapshot: Snapshot, node: Words, related: Related, new: Sequence[str], between: Sequence[str]
) -> Array:
    """What another way to say it adds to the scores."""
    scores = word_scores(snapshot, new) + pair_scores(snapshot, between)
    scores *= np.float32(weight_of(related))
    if related in (alike := leading(node)):
        told = min(_told(snapshot, node, one.words) for one in alike)
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


def _as_typed(snapshot: Snapshot, node: Words, scores: Array, whole: Array) -> Array:
    """Adds for a text that stands in documents just as it was typed, and for parts of it; less for those
    where another part is lacking, which may be but one word.

    bool, for each document: whether the text stands there.
    """
    standing = np.zeros(snapshot.documents, dtype=bool)
    if len(node.text) == 1:
        snapshot.character(node.text).add_to(scores)
        return standing
    if typed_whole(node):
        typed = standing_in(snapshot, node.text)
        typed.add_presence_to(scores, VERBATIM * _told(snapshot, node, node.words))
        standing = typed.presence(snapshot.documents)
    together = np.zeros_like(scores)
    for part in typed_parts(node):
        held = standing_in(snapshot, part)
        held.add_presence_to(together, VERBATIM * idf(held.count, snapshot.living))
    scores += together * np.where(whole, np.float32(1), np.float32(PARTIAL))
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


def _has(snapshot: Snapshot, related: Related) -> Array:
    """bool, for each document: whether it has another way to say something."""
    words = (related.text,) if related.exact else related.words
    presences = [
        (standing_in(snapshot, word) if len(word) > 1 else snapshot.word(word)).presence(snapshot.documents)
        for word in words
    ]
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


def word_scores(snapshot: Snapshot, words: Iterable[str]) -> Array:
    """What words add to the score of each document."""
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for word in words:
        snapshot.word(word).add_to(scores)
    return scores


def pair_scores(snapshot: Snapshot, pairs: Iterable[str]) -> Array:
    """What pairs of characters add to the score of each document."""
    scores = np.zeros(snapshot.documents, dtype=np.float32)
    for pair in pairs:
        snapshot.pair(pair).add_to(scores)
    scores *= np.float32(PAIR)
    return scores
