"""From which day a law or regulation is in force, as it says itself: 本法自2024年7月1日起施行."""

from __future__ import annotations

from datetime import date

from corpus.chinese_numerals import DIGITS, NUMERALS, from_chinese
from corpus.lazy_regex import lazy_regex

_NUMBER = rf"((?:\d|[{NUMERALS}]){{1,5}})"
_HOLDS_FROM = lazy_regex(
    # Articles of it may hold from another day: 本法第三条自….
    r"本[^\s第,。;:]{1,6}自"
    rf"(?:{_NUMBER}年{_NUMBER}月{_NUMBER}日|(?:公布|发布|颁布|印发|通过)之日)"
    r"(?:起|开始)?正?式?(?:[施实]行|实施|执行|生效)"
)


def takes_effect(text: str, made: date | None) -> date | None:
    """The day from which the normalised text says that it holds; `made` for 自公布之日起, None for none."""
    match = _HOLDS_FROM.search(text)
    if not match:
        return None
    if not match[1]:
        return made
    year, month, day = (_number(one) for one in match.groups())
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _number(said: str) -> int | None:
    """Of figures or numerals, or, as in 二00八, noughts among numerals."""
    return int(said) if said.isdecimal() else from_chinese(said.replace("0", DIGITS[0]))


def effect_ordinal(edition: str, text: str, made: int) -> int:
    """`date.toordinal` of what `takes_effect` says, for a text with an `edition_key`; 0 for none."""
    if not edition:
        return 0
    effect = takes_effect(text, date.fromordinal(made) if made else None)
    return effect.toordinal() if effect else 0
