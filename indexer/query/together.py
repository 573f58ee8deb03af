"""Plain words as one text: letters and figures beside each other may be one, as in PM 10 and 4S 店."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.lazy_regex import lazy_regex
from indexer.query.filler import DEEDS, FILLER
from indexer.query.placed_words import KINDS
from indexer.text import Segmenter, fold_signs

_SHORT = lazy_regex(r"(?:^|[\s\u4e00-\u9fff])(?=[a-z0-9]{1,4}$)\d*[a-z][a-z0-9]*$")
"""A few letters at the end, perhaps the first half of a word."""

_HALVES = lazy_regex(r"(?<![a-z\d])(\d+) ([a-z][\u4e00-\u9fff]+)")
"""Perhaps a word that ends in Chinese: 4 s店."""

UNITS, GOES = "年月日号天时点分岁元", "到至起止前后内"
"""Units of figures, and what says how far the figure before them goes."""

_BOUND = lazy_regex(f"([{UNITS}])([{GOES}])")

_THOUSANDS = lazy_regex(r"(?<!\d)\d{1,3}(?: \d{3})+$")
"""A figure at the end, before its unit."""


LONGEST_NAME = 4
"""Characters of a name that is cut into single ones. A guess."""


def named_in_one(part: str, pieces: list[str]) -> list[str]:
    """The words of what stands between blanks: a name that is cut into single characters is one, 道真."""
    single = 1 < len(pieces) == len(part) <= LONGEST_NAME
    told = single and not part.isascii() and part.isalpha() and FILLER.isdisjoint(pieces)
    return [part] if told else pieces


def without_particles(pieces: Sequence[str]) -> list[str]:
    """The words with the unit of a figure apart from what says how far it goes: 17, 日 and 到, not 日到."""
    parted: list[str] = []
    for number, piece in enumerate(pieces):
        counted = number > 0 and pieces[number - 1].isnumeric() and _BOUND.fullmatch(piece)
        parted += counted.groups() if counted else (piece,)
    return parted


def compound(part: str, pieces: Sequence[str]) -> str:
    """What stands between blanks where it is a word with one character more, and so one word: 区块链.

    Empty where the character may say what is to be done with it, or that it is a place.
    """
    if len(pieces) != 2 or len(part) > LONGEST_NAME or len(pieces[0]) < 2 or len(pieces[1]) != 1:
        return ""
    return "" if pieces[1] in KINDS or pieces[1] in DEEDS | FILLER or not part.isalpha() else part


def lone_characters(text: str, words: Collection[str]) -> frozenset[str]:
    """Single characters beside longer words of what is typed as one, which no document need have for
    themselves: 补 in 户厕改造补多少, 点 in 采集点; who types one between blanks wants it, and two side by
    side may be a name that is cut up: 泵闸.
    """
    if not any(len(word) > 1 for word in words):
        return frozenset()
    single = [word for word in words if len(word) == 1 and not word.isascii()]
    named = {one + other for one in single for other in single if one + other in text}
    parts = [*text.split("\n"), *"".join(named)]
    return frozenset(word for word in single if word not in parts)


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
