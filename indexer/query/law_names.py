"""Laws by the short names that people use: 民诉法 is 民事诉讼法, 消法 is 消费者权益保护法."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpus.lazy_regex import lazy_regex

TABLE = Path(__file__).parents[1] / "data" / "law_names.txt"

CONFUSED = ("保护法", "保障法")
"""How names of laws end, taken for one another."""

_OTHERS = "(?![院律规定官庭治制人医条案学系师语国])"
"""What makes another word of the end of a name: 社保法规, 消法律."""

_BEGINS = "(?:(?<![\u4e00-\u9fff])|(?<=[的新旧按据反照和与及在从对]))"
"""Before a name of two characters: 取消法定 has none."""

_OF_NO_PLACE = "(?<![省市县区州盟旗])"
"""Before the name of a regulation: places have theirs, which are called alike."""

_NUMBERED = lazy_regex("(修正案|解释|规定|意见|批复)([一二三四五六七八九十]{1,3})(?![\u4e00-\u9fff])")
"""刑法修正案十一 is 刑法修正案(十一)."""

SHORT = 2
"""Characters of a name that may well stand within other words."""


def other_names(text: str) -> list[tuple[str, str]]:
    """Each short name in a normalised text with the law's own; and, where it says more than that, the text
    with the laws' own names.
    """
    laws = _laws()
    said = dict.fromkeys(found.group() for found in _pattern().finditer(text)) if _has_name(text) else {}
    found = [(name, laws[name]) for name in said if laws[name] != name and laws[name] not in text]
    numbered = _NUMBERED.sub(r"\1(\2)", text)
    found += [(one.group(), f"{one[1]}({one[2]})") for one in _NUMBERED.finditer(text)]
    whole = _pattern().sub(lambda one: laws[one.group()], numbered) if found else text
    if whole != text and (text, whole) not in found:
        found.append((text, whole))
    return found


@lru_cache(maxsize=1)
def _laws() -> Mapping[str, str]:
    """Names with the law's own; those in full too, so that no shorter one is found within them."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    named = [line.split() for line in lines if line and not line.startswith("#")]
    short = {name: own for own, *names in named for name in names}
    taken = {_otherwise(own): own for own, *_ in named if _otherwise(own) != own}
    return {**taken, **short, **{own: own for own, *_ in named}}


def _otherwise(name: str) -> str:
    """老年人权益保护法 is what many call 老年人权益保障法."""
    for one, other in (CONFUSED, CONFUSED[::-1]):
        if one in name:
            return name.replace(one, other)
    return name


def _before(name: str) -> str:
    """What may stand before a name: 上海市燃气条例 is Shanghai's, and no short name of the state's."""
    if len(name) <= SHORT:
        return _BEGINS
    return _OF_NO_PLACE if name.endswith("条例") else ""


def _has_name(text: str) -> bool:
    """Whether any name stands in a text: most have none, and the pattern of all takes ten times as long."""
    named = _by_first()
    return any(text.startswith(name, at) for at, first in enumerate(text) for name in named.get(first, ()))


@lru_cache(maxsize=1)
def _by_first() -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in _laws():
        names.setdefault(name[0], []).append(name)
    return names


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_laws(), key=lambda name: (-len(name), name))
    ways = (f"{_before(name)}{name}" for name in names)
    return re.compile(f"(?:{'|'.join(ways)}){_OTHERS}")
