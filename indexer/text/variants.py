"""Words that are written with other characters and are the same word: 帐户 is 账户, 部份 is 部分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.lazy_regex import lazy_regex

VARIANTS = Path(__file__).parents[1] / "data" / "variants.txt"
"""A line: how it is also written, how usually, after and before which characters it is no such word."""

NONE = "-"


@dataclass(frozen=True, slots=True)
class Variant:
    """One word in both spellings, of the same length."""

    written: str
    usual: str
    pattern: re.Pattern[str]
    """Finds it where it is that word: 交纳, but not in 提交纳税申报表."""


def read() -> Iterator[Variant]:
    """The table's words, in its order."""
    for line in VARIANTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            written, usual, *apart = line.split()
            after, before = (*apart, NONE, NONE)[:2]
            behind = f"(?<![{after}])" if after != NONE else ""
            ahead = f"(?![{before}])" if before != NONE else ""
            yield Variant(written, usual, re.compile(f"{behind}{re.escape(written)}{ahead}"))


_VARIANTS = tuple(read())
_ANY = lazy_regex("|".join(re.escape(one.written) for one in _VARIANTS))
"""Most texts have none of them."""


def usual_words(text: str) -> str:
    """The text with every word of the table as it is usually written; it keeps its length."""
    if _ANY.search(text):
        for one in _VARIANTS:
            if one.written in text:
                text = one.pattern.sub(one.usual, text)
    return text


def table() -> str:
    """All that `usual_words` exchanges, in one text that changes with it."""
    return VARIANTS.read_text(encoding="utf-8")


def other_characters(term: str) -> list[str]:
    """For each character of a normalised term what stands in its place in words written otherwise."""
    others = [""] * len(term)
    for one in _VARIANTS:
        start = term.find(one.usual)
        while start >= 0:
            for offset, (written, usual) in enumerate(zip(one.written, one.usual, strict=True)):
                if written != usual and written not in others[start + offset]:
                    others[start + offset] += written
            start = term.find(one.usual, start + 1)
    return others
