"""Dates as portals print them: digits of any width, Chinese numerals, odd separators."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from corpus.chinese_numerals import from_chinese
from corpus.lazy_regex import lazy_regex

EARLIEST_YEAR = 1949
"""Nothing was disclosed before; smaller numbers are not years."""

LATEST_YEAR = 2100
"""Beyond this a number is not a year."""

_OTHER_ZEROS = str.maketrans("ОO0", "〇〇〇")
"""Letters and digits that stand in years in place of 〇."""

_NUMERIC = lazy_regex(
    r"(?<![\d.])(\d{4})(?:\s*[-–—./∕年]\s*)(\d{1,2})(?:\s*[-–—./∕月]\s*)(\d{1,2})(?!\d)\s*日?"
)
_COMPACT = lazy_regex(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CHINESE = lazy_regex(
    r"([〇零○ОO0一二三四五六七八九]{4})\s*年\s*([一二三四五六七八九十元]{1,3})\s*月\s*([一二三四五六七八九十廿卅]{1,3})\s*日"
)
IN_WORDS = (
    r"[一二][〇零○ОO0一二三四五六七八九]{3}\s*年"
    r"\s*[一二三四五六七八九十]{1,2}\s*月\s*[一二三四五六七八九十廿卅]{1,3}\s*日"
)
"""A day in words: 二〇一九年五月二十日."""

_SHORT = lazy_regex(
    r"^[\s\[(（【]*(\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s\])）】]*$"
)
"""A day of a year of two digits that is all of a text: 07-03-15, [07/3/15]."""

LAST_CENTURY = 90
"""Years of two digits from here on are those of the 1990s: portals have none before."""

LATEST_SHORT = 49
"""A year of two digits beyond this, and before those, is none."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
IN_ENGLISH = (
    rf"(?:(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
    rf"(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*(?:19|20)\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?:19|20)\d{{2}}))"
)
"""A day as English editions print it: March 5, 2024; Tue, 5 Mar. 2024; 05-Mar-2024."""

_ENGLISH = lazy_regex(rf"(?<![A-Za-z\d]){IN_ENGLISH}(?!\d)", re.IGNORECASE)
_IN_ADDRESS = (
    lazy_regex(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_"),
    lazy_regex(r"/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})/"),
    lazy_regex(r"/((?:19|20)\d{2})-?(\d{2})[-/](\d{2})/"),
    lazy_regex(r"/((?:19|20)\d{2})(\d{2})(\d{2})(?:/|\d{4,}\.)"),
)


def parse(text: str) -> date | None:
    """The first date in the text."""
    return next(iter(find_all(text)), None)


def find_all(text: str) -> list[date]:
    """Every valid date in the text, in order."""
    plain = normalise(text)
    found: list[tuple[int, date]] = []
    for match in _NUMERIC.finditer(plain):
        _add(found, match.start(), *(int(part) for part in match.groups()))
    for match in _CHINESE.finditer(plain):
        _add(found, match.start(), *_chinese(match))
    for match in _ENGLISH.finditer(plain):
        _add(found, match.start(), *_english(match.group()))
    if not found:
        for match in _COMPACT.finditer(plain):
            _add(found, match.start(), *(int(part) for part in match.groups()))
    return [day for _, day in sorted(found)]


def of_short_year(text: str) -> date | None:
    """The day that is all of a text and has a year of two digits, first as on most portals: 07-03-15.

    Last where it would be none yet otherwise: 30-12-24.
    """
    match = _SHORT.match(normalise(text))
    if match is None:
        return None
    first, month, last = (int(part) for part in match.groups())
    return _of_short(first, month, last) or _of_short(last, month, first)


def _of_short(year: int, month: int, day: int) -> date | None:
    """The day, if there was one in these hundred years."""
    if LATEST_SHORT < year < LAST_CENTURY:
        return None
    found = _valid(year + (1900 if year >= LAST_CENTURY else 2000), month, day)
    return found if found and found.year <= date.today().year + 1 else None


def in_address(url: str) -> date | None:
    """The date that an address carries, as TRS and JCMS write it: usually that of publication."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(url)
        if match and (day := _valid(*(int(part) for part in match.groups()))):
            return day
    return None


def normalise(text: str) -> str:
    """Full-width digits, ratio signs and odd spaces as their plain forms."""
    return unicodedata.normalize("NFKC", text).replace("∶", ":").replace("\u200b", "")


def _add(found: list[tuple[int, date]], at: int, year: int, month: int, day: int) -> None:
    if valid := _valid(year, month, day):
        found.append((at, valid))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


def _chinese(match: re.Match[str]) -> tuple[int, int, int]:
    year, month, day = match.groups()
    return _number(year.translate(_OTHER_ZEROS)), _number(month.replace("元", "一")), _number(day)


def _english(text: str) -> tuple[int, int, int]:
    """Year, month and day of a match, whose last word that names a month is the month."""
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    names = [word[:3].lower() for word in re.findall(r"[A-Za-z]{3,}", text)]
    month = next(_MONTHS.index(name) + 1 for name in reversed(names) if name in _MONTHS)
    return max(numbers), month, min(numbers)


def _number(numeral: str) -> int:
    """0 for what is no numeral."""
    return from_chinese(numeral.replace("廿", "二十").replace("卅", "三十")) or 0
