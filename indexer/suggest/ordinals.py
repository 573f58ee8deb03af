"""Numbers of articles that are none, and what they were before one slip: 第五七条 is 第五十七条.

Counts of neighbours do not tell: any two numerals have been neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.chinese_numerals import from_chinese, to_chinese
from corpus.lazy_regex import lazy_regex

_DIGIT, _SIGN = "[一二三四五六七八九]", "[一二三四五六七八九十百千]"
_ORDINAL = lazy_regex(f"第({_SIGN}{{2,7}})(?=[条章节款项])")
_SWAPPED = lazy_regex(f"第({_SIGN}*十)条({_DIGIT})$")
_BARE = lazy_regex(f"(?<=[法例定则释])({_SIGN}{{1,7}})条$")
_LEFT_OUT = (
    (lazy_regex(f"({_DIGIT})({_DIGIT}十)"), r"\1百\2"),
    (lazy_regex(f"({_DIGIT})({_DIGIT})$"), r"\1十\2"),
)


def mended_ordinals(run: str) -> str:
    """A run with the numbers of articles that are none as they must have been; else as it is."""
    run = _SWAPPED.sub(r"第\1\2条", run)
    if "第" not in run:
        run = _BARE.sub(lambda found: f"第{found[1]}条" if _is_number(found[1]) else found[0], run)
    return _ORDINAL.sub(lambda found: f"第{_mended(found[1])}", run)


def _mended(numeral: str) -> str:
    """The one number that the numeral may have been; itself where it is one, or may have been several."""
    if _is_number(numeral):
        return numeral
    ways = {way for way in _ways(numeral) if _is_number(way)}
    return ways.pop() if len(ways) == 1 else numeral


def _ways(numeral: str) -> Iterator[str]:
    """With a sign of tens or hundreds that was left out, or two signs in the other order."""
    for pattern, way in _LEFT_OUT:
        yield pattern.sub(way, numeral)
    yield numeral.replace("百十", "百一十")
    for place in range(1, len(numeral)):
        yield numeral[: place - 1] + numeral[place] + numeral[place - 1] + numeral[place + 1 :]


def _is_number(numeral: str) -> bool:
    value = from_chinese(numeral)
    return value is not None and to_chinese(value) == numeral
