"""How likely a run of Chinese characters is: counts of up to four neighbours, in NumPy arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from indexer.segments.array_writer import Array
from indexer.suggest.characters import BITS, Codes, keys_along, keys_of

Logs = npt.NDArray[np.float32]

ORDER = 4
"""Neighbours counted together. Three mended 4 in 100 fewer errors."""

LAST_CODE = (1 << BITS) - 1

_NEVER = np.float32(-1)

BACKOFF = 0.4
"""Factor for each shorter context: "stupid backoff" and its value of Brants et al., EMNLP 2007."""

FURTHER = [np.float32((ORDER - order) * np.log(BACKOFF)) for order in range(1, ORDER + 1)]
"""The logarithms of what one and more neighbours are multiplied by."""


class LanguageModel:
    """Counts; for several threads. It keeps what it looked up of pairs, at most 4 bytes for each."""

    def __init__(self, tables: Mapping[str, Array]) -> None:
        """`tables`: what `counting.count` made."""
        self._keys = [tables[f"run{order}.keys"] for order in range(1, ORDER + 1)]
        self._logs = [tables[f"run{order}.logs"] for order in range(1, ORDER + 1)]
        self._turned = tables["run2.turned"]
        self._total = np.float32(tables["run1.total"][0])
        self._single: Logs = np.full(LAST_CODE + 1, -1, dtype=np.float32)
        self._single[self._keys[0]] = self._logs[0]
        self._before: dict[int, Logs] = {}

    def log_counts(self, run: Codes, order: int) -> Logs:
        """Of each so many neighbours, 1 to 4, the logarithm of their count; -1 where they never occur."""
        return self._look_up(order, keys_along(run, order))

    def following(self, code: int) -> tuple[Codes, Logs]:
        """Codes of the characters that come after one, and how often, as logarithms."""
        place = _beside(self._keys[1], code)
        return self._keys[1][place] & LAST_CODE, self._logs[1][place]

    def preceding(self, code: int) -> tuple[Codes, Logs]:
        """Codes of the characters that come before one, and how often, as logarithms."""
        found = self._turned[_beside(self._turned, code)] & LAST_CODE
        if code not in self._before:
            self._before[code] = self._look_up(2, found << BITS | code)
        return found, self._before[code]

    def common(self, least: int) -> Codes:
        """Codes of the characters that occur so often."""
        common: Codes = self._keys[0][self._logs[0] >= np.log(least)]
        return common

    def each(self, run: Codes) -> Logs:
        """The log probability of each code of a run after those before it."""
        padded = np.concatenate((np.zeros(ORDER, np.int64), run))
        counts = [self.log_counts(padded, order) for order in range(1, ORDER + 1)]
        return self._backing_off(
            [logs[-len(run) :] for logs in counts], [logs[-len(run) - 1 : -1] for logs in counts]
        )

    def log_probability(self, rows: Codes, start: int, least: Logs) -> Logs:
        """For each row of codes the sum of the log probabilities of its codes from `start` on; 0 is nothing.

        A code of 0 counts nothing, and no context reaches across it. A row that cannot have more than its
        `least` any more is not added up to its end: no code adds more than nothing.
        """
        total: Logs = np.zeros(len(rows), dtype=np.float32)
        counting = np.arange(len(rows))
        contexts = self._contexts(rows[:, :start])
        for place in range(start, rows.shape[1]):
            last = rows[counting, place]
            onward = self._further(last, contexts)
            found = self._backing_off([logs for _, logs in onward], [logs for _, logs in contexts])
            total[counting] += np.where(last > 0, found, np.float32(0))
            hopeful = total[counting] > least[counting]
            counting = counting[hopeful]
            if not len(counting):
                break
            contexts = [(keys[hopeful], logs[hopeful]) for keys, logs in onward[: ORDER - 1]]
        return total

    def _contexts(self, rows: Codes) -> list[tuple[Codes, Logs]]:
        """For one and more neighbours at the end of each row their keys and logarithms."""
        keys = [keys_of(rows[:, -order:]) for order in range(1, ORDER)]
        return [(of, self._look_up(order, of)) for order, of in enumerate(keys, 1)]

    def _further(self, last: Codes, contexts: list[tuple[Codes, Logs]]) -> list[tuple[Codes, Logs]]:
        """The same of each last code, alone and together with each of its contexts."""
        found = [(last, self._single[last])]
        for order, (before, context) in enumerate(contexts, 2):
            keys = before << BITS | last
            # Neighbours occur no more often than what they begin or end with.
            found.append((keys, self._look_up(order, keys, (found[-1][1] >= 0) & (context >= 0))))
        return found

    def _backing_off(self, whole: list[Logs], contexts: list[Logs]) -> Logs:
        """The log probability of last codes, by counts of one and more neighbours with and without them."""
        found: Logs = whole[0] - self._total + FURTHER[0]
        for known, context, backed in zip(whole[1:], contexts, FURTHER[1:], strict=False):
            found = np.where(known >= 0, known - np.maximum(context, known) + backed, found)
        return found

    def _look_up(self, order: int, keys: Codes, among: Array | None = None) -> Logs:
        """`among`: bool, which of the keys may be known at all."""
        if order == 1:
            return self._single[keys]
        found: Logs = np.empty(len(keys), dtype=np.float32)
        found.fill(-1)
        wanted = slice(None) if among is None else among.nonzero()[0]
        found[wanted] = self._logs_of(order, keys[wanted])
        return found

    def _logs_of(self, order: int, keys: Codes) -> Logs:
        known = self._keys[order - 1]
        if not (len(known) and len(keys)):
            return np.full(len(keys), _NEVER)
        # As methods: NumPy's functions of these names take longer to find them than they take.
        places = known.searchsorted(keys)
        np.minimum(places, len(known) - 1, out=places)
        found: Logs = np.where(known[places] == keys, self._logs[order - 1][places], _NEVER)
        return found


def _beside(keys: Codes, code: int) -> slice:
    start, end = keys.searchsorted(np.array((code << BITS, (code + 1) << BITS))).tolist()
    return slice(start, end)
