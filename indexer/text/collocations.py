"""Neighbouring pieces of cut texts that always stand together: words that the segmenter does not know."""

from __future__ import annotations

import operator
import re
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from indexer.text.lexicon import alone

Numbers = NDArray[np.int64]

MOST_PIECES = 3
"""Pieces of a run. A guess."""

PIECE_BITS = 63 // MOST_PIECES
"""Of a piece's number, so that a run is one number."""

LEAST_TIMES = 20
"""Times that a run occurs in the sample. A guess."""

LEAST_INFORMATION = 8.0
"""Pointwise mutual information in bits for each joint of a run, from which it is no chance. A guess."""

LEAST_SHARE = 0.8
"""Of the occurrences of its rarest piece that are in the run: a piece that stands elsewhere is searched for
by itself. A guess."""

MOST_SAME = 0.5
"""Of the occurrences that have the same neighbour on one side: more, and the run is part of a longer one.
A guess."""

_PART = re.compile("(?!.*[第〇零一二两三四五六七八九十百千万亿])[\u4e00-\u9fff]+")
"""A piece that may be part of a word: Chinese, and no numeral."""


class _Numbering(dict[str, int]):
    """Pieces to numbers as they come, from 1; 0 parts texts."""

    def __missing__(self, piece: str) -> int:
        self[piece] = number = len(self) + 1
        return number


def collocations(texts: Iterable[list[str]], longest: int) -> Iterator[str]:
    """Runs of up to so many characters. Texts of together at most 2 ** PIECE_BITS different pieces."""
    number = _Numbering()
    stream = array("q", [0])
    for pieces in texts:
        stream.extend(map(number.__getitem__, pieces))
        stream.append(0)
    numbers = np.frombuffer(stream, dtype=np.int64)
    pieces = ["", *number]
    parts = (bool(_PART.fullmatch(piece)) and piece not in alone() for piece in pieces)
    lengths = np.fromiter(map(operator.mul, map(len, pieces), parts), dtype=np.int64, count=len(pieces))
    times = np.bincount(numbers, minlength=len(pieces))
    for size in range(2, MOST_PIECES + 1):
        for run in _runs(numbers, lengths, times, size, longest):
            yield "".join(pieces[piece] for piece in run)


def _runs(numbers: Numbers, lengths: Numbers, times: Numbers, size: int, longest: int) -> list[list[int]]:
    """Runs of `size` pieces that pass."""
    places = np.arange(1, max(len(numbers) - size, 1))
    parts = [numbers[places + offset] for offset in range(size)]
    fitting = np.all([lengths[part] > 0 for part in parts], axis=0)
    fitting &= np.sum([lengths[part] for part in parts], axis=0) <= longest
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
        if all(_varied(side, lengths) for side in (numbers[here - 1], numbers[here + size])):
            found.append(numbers[here[0] : here[0] + size].tolist())
    return found


def _information(counts: Numbers, held: Numbers, total: int) -> NDArray[np.float64]:
    """Bits for each joint: how much more often than by chance the pieces stand together."""
    chance = np.log2(held / total).sum(axis=0)
    bits: NDArray[np.float64] = (np.log2(counts / total) - chance) / (len(held) - 1)
    return bits


def _varied(neighbours: Numbers, lengths: Numbers) -> bool:
    """Whether a run stands free on one side: beside different words, or punctuation."""
    words = neighbours[lengths[neighbours] > 0]
    return not len(words) or int(np.bincount(words).max()) <= MOST_SAME * len(neighbours)
