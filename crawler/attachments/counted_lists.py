"""How Word counts the paragraphs of lists, of whatever kind of file (ECMA-376, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from crawler.attachments.numerals import numeral

LEVELS = 9
"""Levels of a list (17.9.6)."""
FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth",
    18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
"""Number formats of Word 97 to 2003 ([MS-OSHARED], 2.2.1.3) by the names of later ones."""

_PLACE = lazy_regex(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    """With %1 to %9 in the place of the numbers of the levels."""
    restart: int | None = None
    """The level, counted from 1, after which it begins anew; 0 for never, None for any above."""
    legal: bool = False
    """All numbers in it as digits."""
    style: str = ""
    """The paragraph style that it numbers."""


@dataclass(frozen=True, slots=True)
class CountedList:
    """A list as paragraphs name it."""

    levels: dict[int, Level]
    shared: str
    """Lists of one definition count on together."""
    restarted: frozenset[int]
    """Levels that this list begins by a number of its own."""


class Counter:
    """Where each list stands."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def count(self, name: str, found: CountedList, level: int) -> str:
        """The number of the next paragraph of a list at a level that it has; empty for a bullet."""
        counts = self._counts.setdefault(found.shared, [None] * LEVELS)
        if level in found.restarted and (name, level) not in self._begun:
            counts[level] = None
        self._begun.add((name, level))
        here = found.levels[level]
        so_far = counts[level]
        counts[level] = here.start if so_far is None else so_far + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = found.levels[above].start if above in found.levels else 1
        for below in range(level + 1, LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or (restart and level < restart):
                counts[below] = None
        if here.form == "bullet":
            return ""
        return _PLACE.sub(lambda place: _shown(int(place.group(1)) - 1, counts, found, here), here.text)


def _shown(at: int, counts: list[int | None], found: CountedList, here: Level) -> str:
    number = counts[at]
    if number is None:
        return ""
    form = "decimal" if here.legal or at not in found.levels else found.levels[at].form
    return numeral(number, form)
