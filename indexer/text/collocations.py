"""Neighbouring pieces of cut texts that always stand together: words that the segmenter does not know.

At least one piece is a single character, or no word of the dictionary: a run of words is found by each of
them, and that is better. (Learning 个体工商户, of 个体 and 工商户, lost two of 963 questions their answers.)
"""

from __future__ import annotations

import operator
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from corpus.lazy_regex import lazy_regex
from indexer.text.lexicon import alone, frequencies

_Numbers = NDArray[np.int64]

LONGEST = 5
"""Characters of a learned word: a longer one would hide its parts from those who search for them."""

MOST_PIECES = 3
"""Pieces of a run. A guess."""

PIECE_BITS = 63 // MOST_PIECES
"""Of a piece's number, so that a run is one number."""

LEAST_TIMES = 20
"""Times that a run occurs in the sample. A guess."""

LEAST_INFORMATION = 0.6
"""Pointwise mutual information of a run, normalised: 0 is chance, 1 is pieces that stand nowhere else.
A guess."""

LEAST_SHARE = 0.5
"""Of the occurrences of its rarest piece that are in the run: a piece that stands elsewhere is searched for
by itself. A guess."""

LEAST_NEIGHBOURS = 5
"""Different neighbours on each side: with fewer, the run is part of one or two longer ones. A guess."""

MOST_SAME = 0.5
"""Of the occurrences that have the same neighbour on one side, punctuation left out: with more, the run is
part of a longer one. A guess."""

_PART = lazy_regex("(?!.*[第〇零一二两三四五六七八九十百千万亿])[\u4e00-\u9fff]+")
"""A piece that may be part of a word: Chinese, and no numeral."""


class _Numbering(dict[str, int]):
    """Pieces to numbers as they come, from 1; 0 parts texts."""

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self) + 1
        return number


def collocations(texts: Iterable[list[str]]) -> Iterator[str]:
    """Runs of up to LONGEST characters. Texts of together at most 2 ** PIECE_BITS different pieces."""
    number = _Numbering()
    stream = array("q", [0])
    for pieces in texts:
        stream.extend(map(number.__getitem__, pieces))
        stream.append(0)
    numbers = np.frombuffer(stream, dtype=np.int64)
    pieces = ["", *number]
    parts = (bool(_PART.fullmatch(piece)) and piece not in alone() for piece in pieces)
    lengths = np.fromiter(map(operator.mul, map(len, pieces), parts), dtype=np.int64, count=len(pieces))
    words = np.array([piece.isalnum() for piece in pieces])
    times = np.bincount(numbers, minlength=len(pieces))
    for size in range(2, MOST_PIECES + 1):
        for run in _runs(numbers, lengths, words, times, size):
            run_of_pieces = [pieces[piece] for piece in run]
            if not all(len(part) > 1 and part in frequencies() for part in run_of_pieces):
                yield "".join(run_of_pieces)


def _runs(
    numbers: _Numbers, lengths: _Numbers, words: NDArray[np.bool_], times: _Numbers, size: int
) -> list[list[int]]:
    """Runs of `size` pieces that pass. By piece: `lengths` of what may be in a run, `words` beside it."""
    places = np.arange(1, max(len(numbers) - size, 1))
    parts = [numbers[places + offset] for offset in range(size)]
    fitting = np.all([lengths[part] > 0 for part in parts], axis=0)
    fitting &= np.sum([lengths[part] for part in parts], axis=0) <= LONGEST
    places = places[fitting]
    keys = np.zeros(len(places), dtype=np.int64)
    for part in parts:
        keys = keys << PIECE_BITS | part[fitting]
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    counts = np.diff(np.append(starts, len(keys)))
    held = np.array([times[numbers[places[starts] + offset]] for offset in range(size)])
    together = _information(counts, held, len(numbers)) >= LEAST_INFORMATION
    passing = (counts >= LEAST_TIMES) & (counts >= LEAST_SHARE * held.min(axis=0)) & together
    found = []
    for start, count in zip(starts[passing].tolist(), counts[passing].tolist(), strict=True):
        here = places[start : start + count]
        if all(_varied(side, words) for side in (numbers[here - 1], numbers[here + size])):
            found.append(numbers[here[0] : here[0] + size].tolist())
    return found


def _information(counts: _Numbers, held: _Numbers, total: int) -> NDArray[np.float64]:
    """How much more often than by chance the pieces stand together, of the most that is possible."""
    rarity = np.log2(total / counts)
    chance = np.log2(total / held).sum(axis=0)
    share: NDArray[np.float64] = (chance - rarity) / (len(held) - 1) / rarity
    return share


def _varied(neighbours: _Numbers, words: NDArray[np.bool_]) -> bool:
    """Whether a run stands free on one side: beside different words, or punctuation."""
    counts = np.bincount(neighbours[words[neighbours]], minlength=1)
    return bool(
        len(np.unique(neighbours)) >= LEAST_NEIGHBOURS and counts.max() <= MOST_SAME * len(neighbours)
    )
