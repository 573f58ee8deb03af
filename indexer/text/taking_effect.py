"""From which day a law or regulation is in force, as it says itself: 本法自2024年7月1日起施行."""

from __future__ import annotations

from datetime import date

from corpus.chinese_numerals import NUMERALS, from_chinese
from corpus.lazy_regex import lazy_regex

_NUMBER = rf"((?:\d|[{NUMERALS}]){{1,5}})"
_HOLDS_FROM = lazy_regex(
    # Articles of it may hold from another day: 本法第三条自….
    r"本[^\s第,。;:]{1,6}自"
    rf"(?:{_NUMBER}年{_NUMBER}月{_NUMBER}日|(?:公布|发布|颁布|印发|通过)之日)"
    r"(?:起|开始)?正?式?(?:施行|实施|执行|生效)"
)


def takes_effect(text: str, made: date | None) -> date | None:
    """The day from which the text says that it holds, `made` for 自公布之日起; None where it says none."""
    match = _HOLDS_FROM.search(text)
    if not match:
        return None
    if not match[1]:
        return made
    year, month, day = (int(one) if one.isdecimal() else from_chinese(one) for one in match.groups())
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def effect_ordinal(edition: str, text: str, made: int) -> int:
    """`date.toordinal` of what `takes_effect` says, for a text with an `edition_key`; 0 for none."""
    if not edition:
        return 0
    effect = takes_effect(text, date.fromordinal(made) if made else None)
    return effect.toordinal() if effect else 0
