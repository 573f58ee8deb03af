"""Numerals in both kinds: 第12条 is 第十二条, 2023年 is 二〇二三年, 5% is 百分之五, 30日 is 三十天."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from corpus.chinese_numerals import DIGITS, GREATEST, NUMERALS, ZEROS, by_digits, from_chinese, to_chinese
from corpus.lazy_regex import lazy_regex

MOST_NUMERALS = 4
"""Numerals of one text that are also looked for in the other kind. A guess: more are a table."""

_UNITS = (
    ("日", "天"), ("岁", "周岁"), ("年",), ("月",), ("个月",), ("个工作日",), ("工作日",), ("小时",),
    ("分钟",), ("周",), ("元",), ("万元",), ("亿元",), ("倍",), ("级",), ("人",), ("公里",), ("米",),
    ("平方米",), ("亩",), ("吨",), ("公斤",), ("号",), ("条",), ("届",), ("期",), ("批",), ("孩",),
)  # fmt: skip
"""What is counted in administration; those of one group mean the same."""

_NAMED = ("号", "月", "级", "孩")
"""Units with which 一 tells something: 一号文件, but one year, a day, a person stand anywhere."""

DECIMALS = 2
"""Digits behind the point of a sum in 万 or 亿; more are told in 元. A guess."""

TELLING = 3
"""Digits of a sum, but for zeros at its end, that tell something. A guess."""

_ALIKE = {unit: group for group in _UNITS for unit in group}
_LONGEST_FIRST = "|".join(sorted(_ALIKE, key=lambda unit: (-len(unit), unit)))
_CHINESE = rf"[{NUMERALS}]{{1,9}}"
_COUNTED = lazy_regex(
    rf"(?<![\d.{NUMERALS}万亿])(?<![\d{NUMERALS}]点)(?P<n>\d{{1,4}}|{_CHINESE})(?P<unit>{_LONGEST_FIRST})"
)
_ORDINAL = lazy_regex(rf"第(?P<n>\d{{1,4}}|{_CHINESE})(?P<unit>[条章节编款项届期批次号])")
_MONEY = lazy_regex(r"(?<![\d.])(?P<n>\d{1,12}(?:\.\d{1,4})?)(?P<unit>万|亿|)元")
_TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}

_DOUBLE = lazy_regex(r"(?<![\d.一二三四五六七八九十百千万亿零〇点两])(?:2|二|两|双)倍")
_DOUBLES = ("二倍", "两倍", "2倍", "双倍")
"""It is said in more ways than other numbers: laws have 二倍, people 双倍."""

_PERCENT = lazy_regex(rf"(?<![\d.])(?P<n>\d{{1,4}})%|百分之(?P<said>{_CHINESE})")

_YEAR_DIGITS = 4


def in_digits(text: str) -> str:
    """The text with every Chinese numeral of it in digits, for dates: 二〇二〇年五月 is 2020年5月."""
    return re.sub(_CHINESE, lambda found: _digits(found.group()), text)


def otherwise(text: str) -> Iterator[tuple[str, str]]:
    """Each numeral of a normalised text with every other way to write it, as (as it stands, otherwise)."""
    found: dict[str, dict[str, None]] = {}
    for said, ways in _numerals(text):
        others = [way for way in ways if way != said]
        if others:
            found.setdefault(said, {}).update(dict.fromkeys(others))
    for said, every in islice(found.items(), MOST_NUMERALS):
        yield from ((said, way) for way in every)


def _numerals(text: str) -> Iterator[tuple[str, list[str]]]:
    for found in _ORDINAL.finditer(text):
        yield found.group(), [f"第{way}{found['unit']}" for way in _ways(found["n"])]
    for found in _PERCENT.finditer(text):
        number = found["n"] or _digits(found["said"])
        if number.isdecimal() and int(number) <= GREATEST:
            yield found.group(), [f"{number}%", f"百分之{to_chinese(int(number))}"]
    for found in _MONEY.finditer(text):
        yield found.group(), list(_sums(Decimal(found["n"]) * _TIMES[found["unit"]]))
    for found in _DOUBLE.finditer(text):
        yield found.group(), list(_DOUBLES)
    for found in _COUNTED.finditer(text):
        said, unit = found["n"], found["unit"]
        if text[max(0, found.start() - 1) : found.start()] == "第":
            continue
        if unit == "年" and len(said) == _YEAR_DIGITS:
            ways = [said, by_digits(said)] if said.isdecimal() else [said, _digits(said)]
            yield found.group(), [way + unit for way in ways]
        elif _digits(said) != "1" or unit in _NAMED:
            yield found.group(), [way + one for one in _ALIKE[unit] for way in _ways(said)]


def _sums(amount: Decimal) -> Iterator[str]:
    """A sum of money in each unit in which it has few digits: 1680万元 is 16800000元.

    Round ones (20万元) are thresholds that stand anywhere.
    """
    if len(amount.normalize().as_tuple().digits) < TELLING:
        return
    for unit, times in _TIMES.items():
        parts = amount / times
        if parts >= 1 and parts == round(parts, DECIMALS):
            yield f"{parts.normalize():f}{unit}元"


def _ways(number: str) -> list[str]:
    """A number as it stands, in digits and in Chinese."""
    digits = _digits(number)
    if not digits.isdecimal() or int(digits) > GREATEST:
        return [number]
    said = [to_chinese(int(digits))]
    return [number, str(int(digits)), *said, *(["两"] if digits == "2" and number != "二" else [])]


def _digits(number: str) -> str:
    """A numeral in digits; as it stands when it is none."""
    value = None if number.isdecimal() else from_chinese(number)
    if value is None:
        return number
    return str(value).zfill(len(number)) if set(number) <= set(DIGITS + ZEROS) else str(value)
