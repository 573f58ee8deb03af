"""Chinese characters as small numbers, and neighbours of them as one number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

FIRST = 0x4E00
LAST = 0x9FFF
"""The block of common Chinese characters; all else is a break between runs."""

BITS = 15
"""Of one character's code: four of them fit into 64 bits."""


def codes(text: str) -> Codes:
    """A code for each character; 0 for what is not Chinese."""
    units = code_points(text)
    return np.where((units >= FIRST) & (units <= LAST), units - FIRST + 1, 0)


def code_points(text: str) -> Codes:
    """The number of each character in Unicode."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)


def text_of(row: Codes) -> str:
    """The characters of codes; 0 is left out."""
    return "".join(chr(code + FIRST - 1) for code in row.tolist() if code)


def key_of(row: Sequence[int], bits: int = BITS) -> int:
    """Codes as one number, the first the most significant."""
    key = 0
    for code in row:
        key = key << bits | code
    return key


def keys_of(rows: Codes) -> Codes:
    """Each row of one to four codes as one number, the first code the most significant."""
    keys = rows[:, 0].astype(np.int64)
    for place in range(1, rows.shape[1]):
        keys = (keys << BITS) | rows[:, place]
    return keys


def keys_along(row: Codes, size: int) -> Codes:
    """Each one to four neighbours as one number; none where there are fewer."""
    count = max(0, len(row) - size + 1)
    keys = row[:count]
    for place in range(1, size):
        keys = keys << BITS | row[place : place + count]
    return keys


def runs(row: Codes, size: int) -> Codes:
    """Each so many neighbours, as rows; none where there are fewer."""
    if len(row) < size:
        return np.zeros((0, size), dtype=np.int64)
    return np.lib.stride_tricks.sliding_window_view(row, size)
