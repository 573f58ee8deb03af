"""The arrays of one segment, as a snapshot reads them."""

from __future__ import annotations

from functools import lru_cache, partial

from indexer.engines.whoosh.codec import Segment
from indexer.engines.whoosh.contents import Contents
from indexer.engines.whoosh.counts import Counts
from indexer.engines.whoosh.segment_format import WORD_COUNTS
from indexer.engines.whoosh.term_lists import NumberList, WordList
from indexer.segments.array_file import ArrayFile

RANGES_KEPT = 1_000
"""Of words, and of pairs, for each segment some 200 KB: a search asks several times for the same. A guess."""


class SegmentView:
    """A segment's arrays; documents are numbered from `base` within the snapshot."""

    def __init__(self, arrays: ArrayFile, segment: Segment, base: int) -> None:
        self.arrays = arrays
        self.base = base
        self.alive = segment.alive()
        self.whole = not segment.deleted
        counts = {name: Counts(arrays, f"word.{name}") for name in WORD_COUNTS}
        self.counts = {name: own for name, own in counts.items() if own.counted}
        """Of the fields in which any document of the segment has words."""
        self.contents = Contents(arrays)
        self.word_range = lru_cache(RANGES_KEPT)(partial(_word_range, arrays, WordList(arrays, "word")))
        """Where a word's postings are; None where it has none."""
        self.pair_range = lru_cache(RANGES_KEPT)(
            partial(_pair_range, arrays, NumberList(arrays, "pair.terms"))
        )
        """Where the postings of all pairs from one to another are; None where they have none."""


def _word_range(arrays: ArrayFile, words: WordList, word: str) -> slice | None:
    number = words.find(word.encode())
    return None if number is None else _range(arrays, "word.offsets", number, number + 1)


def _pair_range(arrays: ArrayFile, pairs: NumberList, first: int, last: int) -> slice | None:
    start, end = pairs.between(first, last + 1)
    return _range(arrays, "pair.offsets", start, end) if end > start else None


def _range(arrays: ArrayFile, offsets: str, first: int, end: int) -> slice:
    between = arrays.part(offsets, slice(first, end + 1))
    return slice(int(between[0]), int(between[-1]))
