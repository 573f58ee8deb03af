"""Figures that differ between two texts which are otherwise alike, and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from unicodedata import normalize

from corpus.lazy_regex import lazy_regex

LONGEST_LINE = 1_000
"""Characters of lines that are compared one by one: two of 5,000 take a second (measured)."""

MOST_LINES = 3_000
"""Lines of each text that are laid side by side: bounds the time."""

LEAST_ALIKE = 0.7
"""Share that two lines have in common, figures aside, to be one in which something was changed. A guess."""

CONTEXT = 12
"""Characters before a figure that say what it is of. A guess."""

LONGEST_ROW = 24
"""Characters of what a row is called. A guess."""

CELL = "\t"

_ENDS = lazy_regex(r"(?<=[。!?;！？；])|\n")
_BLANKS = lazy_regex(r"[^\S\t\n]+")
_COUNTED = (
    "元|人次|人|户|家|位|件|名|吨|公斤|千克|克|亩|公顷|平方公里|平方米|立方米|公里|毫米|厘米|米|个工作日|个月|个|天|年|月|周|日"
    "|小时|分钟|时|分|周岁|岁|倍|批次|批|期|度|级|次|条|号|台|套|辆|栋|所|座|处|宗|张|册"
)
_UNIT = rf"(?:[%％‰]|(?:[百千万亿]+)?(?:{_COUNTED})?)"
_FIGURE = lazy_regex(
    rf"\d+(?:[.,:．，：]\d+)*{_UNIT}|(?:百分之|千分之)[〇零一二三四五六七八九十百点]+"
    rf"|[〇零一二三四五六七八九十百千万亿]+(?:(?:{_COUNTED})|(?=以[上下内]))"
)
_SIGN = "0"


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure of one text that is another one in the other."""

    where: str
    """What stands before it, or what the row of its table is called."""
    row: bool
    """Whether it stands in a row of a table."""
    ours: str
    theirs: str


def changed_figures(ours: str, theirs: str) -> list[ChangedFigure]:
    """In the order of our text; lines that differ in more than figures are compared where they are alike."""
    one, other = _lines(ours), _lines(theirs)
    if [_figures(line) for line in one] == [_figures(line) for line in other]:
        return []
    ours_masked, theirs_masked = ([_FIGURE.sub(_SIGN, line) for line in lines] for lines in (one, other))
    blocks = SequenceMatcher(None, ours_masked, theirs_masked, autojunk=False).get_opcodes()
    found: list[tuple[int, ChangedFigure]] = []
    for tag, i, j, k, m in blocks:
        pairs = zip(one[i:j], other[k:m], strict=False)
        for place, (left, right) in enumerate(pairs, i):
            if left != right and (tag == "equal" or (tag == "replace" and _alike(left, right))):
                found += _changed(left, right, place)
    twins = _twins(one) if any(figure.row for _, figure in found) else {}
    return [replace(figure, where=figure.where + twins.get(place, "")) for place, figure in found]


def _lines(text: str) -> list[str]:
    parts = _ENDS.split(_BLANKS.sub("", text))
    return [part for part in parts if part and part.strip()][:MOST_LINES]


def _figures(line: str) -> list[str]:
    return [normalize("NFKC", match[0]) for match in _FIGURE.finditer(line)]


def _alike(left: str, right: str) -> bool:
    """Whether two lines are one, figures aside, with as many figures in each."""
    if max(len(left), len(right)) > LONGEST_LINE or len(_figures(left)) != len(_figures(right)):
        return False
    one, other = _FIGURE.sub(_SIGN, left), _FIGURE.sub(_SIGN, right)
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LEAST_ALIKE


def _twins(lines: list[str]) -> dict[int, str]:
    """By the place of a row which of several rows of one name it is, where there are several."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if CELL in line:
            places[row_name(line)].append(place)
    several = [alike for alike in places.values() if len(alike) > 1]
    return {place: f"（第 {number} 个）" for alike in several for number, place in enumerate(alike, 1)}


def _changed(left: str, right: str, place: int) -> Iterator[tuple[int, ChangedFigure]]:
    row = CELL in left
    for one, other in zip(_FIGURE.finditer(left), _FIGURE.finditer(right), strict=False):
        if normalize("NFKC", one[0]) != normalize("NFKC", other[0]):
            where = row_name(left) if row else left[max(0, one.start() - CONTEXT) : one.start()].strip()
            yield place, ChangedFigure(where, row, one[0], other[0])


def without_figures(line: str) -> str:
    """A line in which every figure is the same sign."""
    return _FIGURE.sub(_SIGN, _BLANKS.sub("", line))


def first_difference(one: str, other: str) -> tuple[int, int]:
    """Where each of two texts begins to differ, figures aside; their ends where they do not."""
    ours, theirs = _parts(one), _parts(other)
    here = there = 0
    for place, (left, right) in enumerate(zip(ours, theirs, strict=False)):
        if not place % 2 and left != right:
            pairs = enumerate(zip(left, right, strict=False))
            shared = next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))
            return here + shared, there + shared
        here, there = here + len(left), there + len(right)
    return here, there


def _parts(text: str) -> list[str]:
    """Words and figures by turns, words first."""
    parts, at = [], 0
    for found in _FIGURE.finditer(text):
        parts += [text[at : found.start()], found[0]]
        at = found.end()
    return [*parts, text[at:]]


def row_name(row: str) -> str:
    """The cells by which people know a row: those of words, not of figures."""
    cells = [cell.strip() for cell in row.split(CELL)]
    named = [cell for cell in cells if cell and _FIGURE.sub("", cell).strip(" -—/.")]
    return " ".join(named[:2] or cells[:1])[:LONGEST_ROW]
