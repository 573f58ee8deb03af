"""Fields that a query may name: title:低保, 文号:国发〔2019〕5号, 机构:教育局, 主题:财政, 日期:2020..2023."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from indexer.query.tree import Dated, Node, Numbered, Phrase, Valued
from indexer.text import as_word, normalise_line, numbers

NAMES = {
    "title": ("title", "标题", "名称"),
    "number": ("文号", "发文字号", "索引号", "number"),
    "agency": ("机构", "发文机关", "发布机构", "agency"),
    "topic": ("主题", "主题分类", "topic"),
    "column": ("栏目", "column"),
    "dated": ("日期", "date"),
}
"""What each field may be called."""

PATTERN = "|".join(f"(?P<{field}>{'|'.join(names)})" for field, names in NAMES.items())

_SPAN = re.compile(r"(?P<first>[^.~至]*)(?:\.{2,}|~|至)(?P<last>[^.~至]*)")
_DAY = re.compile(r"((?:19|20)\d{2})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?")


def name_of(groups: Mapping[str, str | None]) -> str | None:
    """The field that a piece names."""
    return next((field for field in NAMES if groups.get(field)), None)


def node(field: str, value: str) -> Node | None:
    """What a field asks for; None where its value says nothing."""
    text = normalise_line(value)
    if not as_word(text):
        return None
    if field == "title":
        return Phrase(text, title_only=True)
    if field == "number":
        return Numbered(numbers.asked(value) or (text,))
    if field == "dated":
        return _dated(text)
    return Valued(field, text)


def marked(field: str, value: str) -> str:
    """What to mark in a document for it."""
    return normalise_line(value) if field == "title" else ""


def _dated(text: str) -> Dated | None:
    """2023, 2023-05, 2020..2023, 2020.., ..2023-05-31; None for what is no date."""
    span = _SPAN.fullmatch(text)
    first, last = (span["first"], span["last"]) if span else (text, text)
    begin, end = _days(first), _days(last)
    if (begin is None and first) or (end is None and last) or (begin is None and end is None):
        return None
    return Dated(
        (begin[0] if begin else date.min).toordinal(),
        (end[1] if end else date.max).toordinal(),
    )


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
    return date(year, 1, 1), date(year, 12, 31)
