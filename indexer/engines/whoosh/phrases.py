"""Which documents contain exactly a phrase: all of its pairs, then the contents themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import numpy as np

from indexer.engines.whoosh.postings import Postings, presences
from indexer.engines.whoosh.segment_format import PAIR_SHIFT
from indexer.engines.whoosh.segment_view import SegmentView
from indexer.engines.whoosh.snapshot import Snapshot, pair_code
from indexer.query import Body, Related
from indexer.segments.array_writer import Array

FEW = 16
"""Candidates whose texts are sooner read than the rest of the pairs is looked up: a text takes 2 to 10 µs, a
pair some 40 (measured)."""

AT_ONCE = 4
"""Pairs whose documents are compared before further pairs are looked up. A guess."""

RARE = 2_000
"""Documents of the rarest of them up to which that is sooner done than looking up the rest. A guess."""


def standing_in(snapshot: Snapshot, word: str) -> Postings:
    """The documents with a word, within longer ones too: 法院 in 人民法院."""
    if word.isascii():
        return snapshot.word(word)

    def decode() -> Postings:
        own = snapshot.word(word).presence(snapshot.documents)
        docs = np.flatnonzero(containing(snapshot, word, known=own))
        return presences(docs, snapshot.documents)

    return snapshot.cached(("standing", word), decode)


def titled(
    snapshot: Snapshot, words: Iterable[str], related: Iterable[Related] = (), bodies: Iterable[Body] = ()
) -> Array:
    """The documents whose title has all of the words, each as it is, said otherwise or by their agency,
    ascending.
    """
    ways = {word: [way for way in related if word in way.instead] for word in words}
    of = {word: [body for body in bodies if word in body.instead] for word in words}
    lists = {word: snapshot.in_title(word) for word in ways}
    if not lists or not all(one.count or ways[word] or of[word] for word, one in lists.items()):
        return np.zeros(0, dtype=np.intp)
    presences = []
    for word, held in lists.items():
        said = (titled(snapshot, way.words) for way in ways[word])
        presence = held.presence(snapshot.documents)
        if others := [docs for docs in said if len(docs)]:
            presence = presence.copy()
            presence[np.concatenate(others)] = True
        presences.append(reduce(np.logical_or, (snapshot.of_agency(one.names) for one in of[word]), presence))
    return np.flatnonzero(reduce(np.logical_and, presences))


def titled_within(
    snapshot: Snapshot,
    docs: Array,
    words: Sequence[str],
    related: Sequence[Related],
    bodies: Sequence[Body],
) -> Array:
    """Those of some documents, ascending, whose title contains all of the words, or has them otherwise."""
    left = np.ones((len(words), len(docs)), dtype=bool)
    for number, word in enumerate(words):
        for body in bodies:
            if word in body.instead:
                left[number] &= ~snapshot.of_agency(body.names)[docs]
    ways = [[[word], *(list(way.words) for way in related if word in way.instead)] for word in words]
    wanted = [[[part.encode() for part in way] for way in every] for every in ways]
    found = [
        all(
            any(all(part in title for part in way) for way in every)
            for every, asked in zip(wanted, own, strict=True)
            if asked
        )
        for title, own in zip(_titles(snapshot, docs), left.T, strict=True)
    ]
    return np.compress(found, docs)


def _titles(snapshot: Snapshot, docs: Array) -> Iterator[bytes]:
    """The normalised titles of documents, ascending."""
    for view in snapshot.views:
        first, end = np.searchsorted(docs, (view.base, view.base + len(view.alive)))
        for content in view.contents.read(docs[first:end] - view.base):
            yield content.partition(b"\n")[0]


def containing(
    snapshot: Snapshot,
    phrase: str,
    title_only: bool = False,
    known: Array | None = None,
    unless: Sequence[str] = (),
) -> Array:
    """bool, for each document: whether its normalised title, or a paragraph, contains the phrase.

    `known`: documents that do and need not be looked at; `unless`: what the titles must not contain.
    """
    found = np.zeros(snapshot.documents, dtype=bool) if known is None else known.copy()
    for view in snapshot.views:
        candidates = _candidates(view, phrase)
        candidates = candidates[~found[candidates + view.base]]
        if not len(candidates):
            continue
        if len(phrase) > 2 or title_only:
            verified = _verified(view, candidates, phrase, title_only)
            candidates = candidates[np.fromiter(verified, dtype=bool, count=len(candidates))]
        found[candidates + view.base] = True
    if unless:
        others, docs = [sign.encode() for sign in unless], np.flatnonzero(found)
        found[docs] = [not any(sign in title for sign in others) for title in _titles(snapshot, docs)]
    return found & snapshot.alive


def stands(snapshot: Snapshot, phrase: str) -> bool:
    """Whether any document contains the phrase; none is looked at after the first that does."""
    for view in snapshot.views:
        candidates = _candidates(view, phrase)
        living = candidates[view.alive[candidates]]
        if any(_verified(view, living, phrase)) if len(phrase) > 2 else len(living):
            return True
    return False


def _candidates(view: SegmentView, phrase: str) -> Array:
    """Documents that may contain the phrase; those with one of two characters do."""
    if len(phrase) == 1:
        # Every character begins a pair: the last one of a paragraph, one with the break.
        first = ord(phrase) << PAIR_SHIFT
        where = view.pair_range(first, first + (1 << PAIR_SHIFT) - 1)
        docs = view.arrays.part("pair.docs", where) if where else np.zeros(0)
        return np.unique(docs).astype(np.intp)
    codes = dict.fromkeys(pair_code(phrase[i : i + 2]) for i in range(len(phrase) - 1))
    side_by_side = dict.fromkeys([*list(codes)[::2], next(reversed(codes))])
    common = _having_all(view, side_by_side)
    between = codes.keys() - side_by_side
    if len(common) > FEW and between:
        common = _having_all(view, between, common)
    return common.astype(np.intp)


def _having_all(view: SegmentView, codes: Iterable[int], among: Array | None = None) -> Array:
    """Documents with all of these pairs; the rest is not looked up where the first have none in common."""
    ranges: list[slice] = []
    for number, code in enumerate(codes, 1):
        if (where := view.pair_range(code, code)) is None:
            return np.zeros(0, dtype=np.uint16)
        ranges.append(where)
        if number % AT_ONCE == 0 and (among is not None or min(map(_length, ranges)) <= RARE):
            among, ranges = _common(view, ranges, among), []
            if not len(among):
                break
    return _common(view, ranges, among)


def _length(where: slice) -> int:
    return len(range(where.start, where.stop))


def _common(view: SegmentView, ranges: list[slice], among: Array | None) -> Array:
    """Documents in all of these ranges, the shortest first."""
    lists = sorted((view.arrays.part("pair.docs", where) for where in ranges), key=len)
    first, *others = lists if among is None else [among, *lists]
    return reduce(_intersection, others, first)


def _intersection(few: Array, many: Array) -> Array:
    """Both ascending."""
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    common: Array = few[many[places] == few] if len(many) else few[:0]
    return common


def _verified(view: SegmentView, candidates: Array, phrase: str, title_only: bool = False) -> Iterator[bool]:
    """For each of the candidates whether it contains the phrase."""
    wanted = phrase.encode()
    for content in view.contents.read(candidates):
        yield wanted in (content.partition(b"\n")[0] if title_only else content)
