"""When a query speaks of: 2023年, 二〇二三年五月, 2023-05, 去年, 十四五."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.chinese_numerals import from_chinese
from corpus.lazy_regex import lazy_regex
from indexer.query import numerals

DAY = lazy_regex(r"((?:19|20)\d{2})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?)?月?)?年?")
"""A year, a month or a day, its numerals in digits."""

_YEAR = lazy_regex(
    r"(?<![\d(./-])(?:(?P<year>(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年度?"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月)?|(?<!\S)(?P<bare>(?:19|20)\d{2})(?!\S))"
)
"""A year with its sign, and perhaps a month; a bare one stands alone. Not that of a document number."""

_RELATIVE = {"今年": 0, "本年度": 0, "去年": 1, "上年度": 1, "前年": 2}
"""How many years ago."""
_RELATIVELY = lazy_regex(rf"(?<![几之以年])(?:{'|'.join(_RELATIVE)})")

_PLAN = lazy_regex(
    r"(?<![第满之零一二三四五六七八九十百千万])(?P<n>十[一二三四五六七八九]?|二十[一二三四五]?)五"
    r"(?=规划|计划|期间|时期|末|[\s\"”]|$)"
)
_PLAN_YEARS = 5
_THIRD_PLAN = 1966
"""The five-year plans follow each other without a gap since the third; 十四五 is 2021 to 2025."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
"""What is taken for a year at all."""


@dataclass(frozen=True, slots=True)
class Time:
    """A span of days, both included, as the query has it."""

    first: date
    last: date
    said: str
    """As it stands in the query."""
    shown: str
    """As a page calls it."""

    @property
    def is_year(self) -> bool:
        """Whether it is just one year."""
        return (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31))

    @property
    def years(self) -> tuple[int, ...]:
        """The years it touches."""
        return tuple(range(self.first.year, self.last.year + 1))


def span(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day in either numerals; None for anything else."""
    found = DAY.fullmatch(numerals.in_digits(text))
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return _month(year, month)
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def spoken_of(text: str, today: date) -> tuple[Time, ...]:
    """The times in a normalised text, each once."""
    found = [*_years(text), *_relative(text, today), *_plans(text)]
    return tuple({(one.first, one.last): one for one in found}.values())


def _years(text: str) -> Iterator[Time]:
    for found in _YEAR.finditer(text):
        year, month = _number(found["year"] or found["bare"]), _number(found["month"] or "0")
        if year not in range(_FIRST_YEAR, _LAST_YEAR):
            continue
        if month in range(1, 13):
            yield Time(*_month(year, month), found.group(), f"{year} 年 {month} 月")
        else:
            yield _whole(year, found.group())


def _number(said: str) -> int:
    """0 for what is no numeral: 十十."""
    text = numerals.in_digits(said)
    return int(text) if text.isdecimal() else 0


def _relative(text: str, today: date) -> Iterator[Time]:
    for found in _RELATIVELY.finditer(text):
        yield _whole(today.year - _RELATIVE[found.group()], found.group())


def _plans(text: str) -> Iterator[Time]:
    for found in _PLAN.finditer(text):
        begin = _THIRD_PLAN + _PLAN_YEARS * ((from_chinese(found["n"]) or 0) - 3)
        end = begin + _PLAN_YEARS - 1
        yield Time(date(begin, 1, 1), date(end, 12, 31), found.group(), f"{begin} 至 {end} 年")


def _whole(year: int, said: str) -> Time:
    return Time(date(year, 1, 1), date(year, 12, 31), said, f"{year} 年")


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
