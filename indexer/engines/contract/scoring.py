"""What every engine counts the same way."""

from __future__ import annotations

import math
import re

from indexer.query import Related, Words
from indexer.text.jurisdictions import PROVINCES

LONGEST_VERBATIM = 30
"""Characters of a text that is looked for as it was typed; longer ones are sentences. A guess."""

_WITH_KIND = re.compile("(?=([\u4e00-\u9fff]{2,8}?[省市县区州盟旗]))")
"""What may be the name of a place in full, wherever it begins."""


def idf(count: int, documents: int) -> float:
    """How much a term tells that `count` of `documents` have; always positive (Lucene's form of BM25)."""
    return math.log1p((documents - count + 0.5) / (count + 0.5))


def chinese_pairs(text: str) -> list[str]:
    """Each two neighbouring letters or characters that are not both ASCII, once, in the order of the text."""
    found = (text[i : i + 2] for i in range(len(text) - 1))
    return list(dict.fromkeys(pair for pair in found if not pair.isascii() and pair.isalnum()))


def asked(node: Words) -> tuple[str, ...]:
    """The words that a document is asked to have."""
    return node.words if node.telling is None else tuple(sorted(node.telling))


def typed_whole(node: Words | Related) -> bool:
    """Whether documents are looked for that have the text just as it was typed, or would be said now."""
    return len(node.words) > 1 and 1 < len(node.text) <= LONGEST_VERBATIM and "\n" not in node.text


def place_names(node: Words) -> set[str]:
    """What may be the name of a place in a text, or in another way to say it."""
    text = "\n".join([node.text, *(related.text for related in node.related)])
    full = {found[1] for found in _WITH_KIND.finditer(text)}
    words = (word for related in node.related for word in related.words)
    return {*node.words, *words, *full, *(name for name in PROVINCES if name in text)}
