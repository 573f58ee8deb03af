"""How likely a run of Chinese characters is: counts of up to four neighbours, in NumPy arrays.

Built from a sample of the collection's titles and texts, the thesaurus, and the words of jieba's dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Logs = npt.NDArray[np.float32]

FIRST = 0x4E00
LAST = 0x9FFF
"""The block of common Chinese characters; all else is a break between runs."""

BITS = 15
"""Of one character's code: four of them fit into 64 bits."""

LAST_CODE = (1 << BITS) - 1

ORDER = 4
"""Neighbours counted together. Three mended 4 in 100 fewer errors."""

LEAST = 2
"""Times that three or four neighbours must occur to be kept: single ones are most of them and tell little."""

BACKOFF = 0.4
"""Factor for each shorter context: "stupid backoff" and its value of Brants et al., EMNLP 2007."""

BLOCK = 400_000
"""Characters counted at a time: bounds the memory of the counting to about 30 MB."""


class Model:
    """Counts; immutable, for several threads."""

    def __init__(self, counted: Sequence[tuple[Codes, Codes]]) -> None:
        """`counted`: for one, two, three and four neighbours their keys, ascending, and counts."""
        self._keys = [keys for keys, _ in counted]
        self._logs = [np.log(counts).astype(np.float32) for _, counts in counted]
        pairs = self._keys[1]
        self._turned = np.sort((pairs & LAST_CODE) << BITS | pairs >> BITS)
        self._total = float(np.log(counted[0][1].sum() + 1.0))

    @property
    def bytes(self) -> int:
        """Memory of the arrays."""
        keys = sum(array.nbytes for array in (*self._keys, self._turned))
        return keys + sum(array.nbytes for array in self._logs)

    def log_counts(self, neighbours: Codes) -> Logs:
        """Of each row of 1 to 4 codes the logarithm of its count; -1 where it never occurs."""
        order = neighbours.shape[1]
        return self._look_up(order, _key(neighbours))

    def following(self, code: int) -> Codes:
        """Codes of the characters that come after one."""
        return _beside(self._keys[1], code)

    def preceding(self, code: int) -> Codes:
        """Codes of the characters that come before one."""
        return _beside(self._turned, code)

    def common(self, least: int) -> Codes:
        """Codes of the characters that occur so often."""
        common: Codes = self._keys[0][self._logs[0] >= np.log(least)]
        return common

    def log_probability(self, rows: Codes, start: int) -> Logs:
        """For each row of codes the sum of the log probabilities of its codes from `start` on; 0 is nothing.

        A code of 0 counts nothing, and no context reaches across it.
        """
        total: Logs = np.zeros(len(rows), dtype=np.float32)
        for place in range(start, rows.shape[1]):
            total += np.where(rows[:, place] > 0, self._conditional(rows, place), np.float32(0))
        return total

    def _conditional(self, rows: Codes, place: int) -> Logs:
        shortest = self._look_up(1, rows[:, place])
        found: Logs = np.where(shortest >= 0, shortest, np.float32(-1)) - np.float32(self._total)
        found += np.float32((ORDER - 1) * np.log(BACKOFF))
        for order in range(2, ORDER + 1):
            if place - order + 1 < 0:
                break
            neighbours = rows[:, place - order + 1 : place + 1]
            whole = self._look_up(order, _key(neighbours))
            context = self._look_up(order - 1, _key(neighbours[:, :-1]))
            known = (whole >= 0) & (neighbours > 0).all(axis=1)
            backed = np.float32((ORDER - order) * np.log(BACKOFF))
            found = np.where(known, whole - np.maximum(context, whole) + backed, found)
        return found

    def _look_up(self, order: int, keys: Codes) -> Logs:
        known, logs = self._keys[order - 1], self._logs[order - 1]
        if not len(known):
            return np.full(len(keys), -1, dtype=np.float32)
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        found: Logs = np.where(known[places] == keys, logs[places], np.float32(-1))
        return found


def _beside(keys: Codes, code: int) -> Codes:
    start, end = np.searchsorted(keys, [code << BITS, (code + 1) << BITS])
    return keys[start:end] & LAST_CODE


def codes(text: str) -> Codes:
    """A code for each character; 0 for what is not Chinese."""
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return np.where((units >= FIRST) & (units <= LAST), units - FIRST + 1, 0)


def text_of(row: Codes) -> str:
    """The characters of codes; 0 is left out."""
    return "".join(chr(code + FIRST - 1) for code in row.tolist() if code)


def count(texts: Iterable[str], weighted: Iterable[tuple[str, int]] = ()) -> Model:
    """The model of texts, and of words that count as if they had occurred so often."""
    tallies: list[_Tally] = [_Tally() for _ in range(ORDER)]
    for block in _blocks(texts):
        row = codes(block)
        for order, tally in enumerate(tallies, 1):
            tally.add(_neighbours(row, order), 1)
    by_weight: dict[int, list[str]] = {}
    for word, weight in weighted:
        by_weight.setdefault(weight, []).append(word)
    for weight, words in by_weight.items():
        row = codes("\n".join(words))
        for order, tally in enumerate(tallies, 1):
            tally.add(_neighbours(row, order), weight)
    return Model([tally.result(LEAST if order > 2 else 1) for order, tally in enumerate(tallies, 1)])


class _Tally:
    """Keys with counts, added up block by block."""

    def __init__(self) -> None:
        self._parts: list[tuple[Codes, Codes]] = []

    def add(self, keys: Codes, weight: int) -> None:
        own, counts = np.unique(keys, return_counts=True)
        self._parts.append((own, counts.astype(np.int64) * weight))
        while len(self._parts) > 1 and len(self._parts[-2][0]) < 2 * len(self._parts[-1][0]):
            self._parts.append(_merged(self._parts.pop(), self._parts.pop()))

    def result(self, least: int) -> tuple[Codes, Codes]:
        while len(self._parts) > 1:
            self._parts.append(_merged(self._parts.pop(), self._parts.pop()))
        keys, counts = self._parts[0] if self._parts else (np.zeros(0, np.int64), np.zeros(0, np.int64))
        kept = counts >= least
        return keys[kept], counts[kept]


def _merged(one: tuple[Codes, Codes], other: tuple[Codes, Codes]) -> tuple[Codes, Codes]:
    keys, counts = np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.add.reduceat(counts, first)


def _neighbours(row: Codes, order: int) -> Codes:
    """Keys of all runs of so many neighbours without a break."""
    if len(row) < order:
        return np.zeros(0, dtype=np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(row, order)
    whole: Codes = _key(windows[(windows > 0).all(axis=1)])
    return whole


def _key(rows: Codes) -> Codes:
    key = rows[:, 0].astype(np.int64) if rows.ndim == 2 else rows
    if rows.ndim == 2:
        for place in range(1, rows.shape[1]):
            key = (key << BITS) | rows[:, place]
    return key


def _blocks(texts: Iterable[str]) -> Iterator[str]:
    """Texts joined to blocks of about `BLOCK` characters."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text) + 1
        if size >= BLOCK:
            yield "\n".join(held)
            held, size = [], 0
    if held:
        yield "\n".join(held)
