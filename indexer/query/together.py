"""Plain words as one text: letters and figures beside each other may be one, as in PM 10 and 4S 店."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from indexer.text import Segmenter, fold_signs

_SHORT = lazy_regex(r"(?:^|[\s\u4e00-\u9fff])(?=[a-z0-9]{1,4}$)\d*[a-z][a-z0-9]*$")
"""A few letters at the end, perhaps the first half of a word."""

_HALVES = lazy_regex(r"(?<![a-z\d])(\d+) ([a-z][\u4e00-\u9fff]+)")
"""Perhaps a word that ends in Chinese: 4 s店."""

_THOUSANDS = lazy_regex(r"(?<!\d)\d{1,3}(?: \d{3})+$")
"""A figure at the end, before its unit."""


def together(texts: list[str], segmenter: Segmenter) -> str:
    """What was typed between blanks as one text."""
    joined = texts[0]
    for text in texts[1:]:
        if joined[-1].isascii() and text[0].isascii():
            joined += " " + text
        else:
            at_once = not text[0].isascii() and (_SHORT.search(joined) or _THOUSANDS.search(joined))
            joined += text if at_once else "\n" + text

    def as_one(halves: re.Match[str]) -> str:
        """4 s店 is a word, and 2024 a股 is none."""
        figure, rest = halves.groups()
        first = segmenter.cut(figure + rest)[0]
        return figure + rest if len(first) > len(figure) + 1 else halves.group()

    return fold_signs(_HALVES.sub(as_one, joined))
