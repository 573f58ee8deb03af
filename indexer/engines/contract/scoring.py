"""What every engine counts the same way."""

from __future__ import annotations

import math


def idf(count: int, documents: int) -> float:
    """How much a term tells that `count` of `documents` have; always positive (Lucene's form of BM25)."""
    return math.log1p((documents - count + 0.5) / (count + 0.5))


def chinese_pairs(text: str) -> list[str]:
    """Each two neighbouring letters or characters that are not both ASCII, once, in the order of the text."""
    found = (text[i : i + 2] for i in range(len(text) - 1))
    return list(dict.fromkeys(pair for pair in found if not pair.isascii() and pair.isalnum()))
