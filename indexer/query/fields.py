"""Fields that a query may name: title:低保, 文号:国发〔2019〕5号, 机构:教育局, 主题:财政, 日期:2020..2023."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from corpus.fields import FIELDS
from corpus.fields import NAMES as LAW
from corpus.lazy_regex import lazy_regex
from indexer.query import times
from indexer.query.tree import Dated, Node, Numbered, Phrase, Valued
from indexer.text import as_word, normalise_line, numbers

VALUED = {field.key: field.query_names for field in FIELDS if field.query_names is not None}
"""Fields that are asked for by a value, and what else a query may call them."""

NAMES = {
    "title": ("名称", LAW["title"], "title"),
    "number": ("文号", LAW["document_number"], LAW["index_number"], "number"),
    **{key: (*names, LAW[key], key) for key, names in VALUED.items()},
    "dated": ("日期", "date"),
}
"""What each field may be called."""

PATTERN = "|".join(f"(?P<{field}>{'|'.join(names)})" for field, names in NAMES.items())

_SPAN = lazy_regex(r"(?P<first>[^.~至]*)(?:\.{2,}|~|至)(?P<last>[^.~至]*)")


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
        keys = numbers.asked(value)
        return Numbered(keys) if keys else None
    if field == "dated":
        return _dated(text)
    return Valued(field, text)


def marked(field: str, value: str) -> str:
    """What to mark in a document for it."""
    return normalise_line(value) if field == "title" else ""


def unknown(field: str, said: str, excluded: bool = False) -> str:
    """What a reader is told whose field says nothing: a Chinese sentence."""
    done = "没有排除任何文件" if excluded else "已把它当作普通检索词"
    if field == "dated":
        return f"没有看懂“{said}”里的日期，{done}；日期可以写成 2023、2023-05 或 2020..2023。"
    if field == "number":
        return f"“{said}”不是完整的文号或索引号，{done}；文号可以写成 国发〔2019〕5号。"
    return f"没有与“{said}”相符的{LAW[field]}，{done}。"


def _dated(text: str) -> Dated | None:
    """2023, 2023-05, 2020..2023, 2020.., ..2023-05-31; None for what is no date."""
    found = _SPAN.fullmatch(text)
    first, last = (found["first"], found["last"]) if found else (text, text)
    begin, end = times.span(first), times.span(last)
    if (begin is None and first) or (end is None and last) or (begin is None and end is None):
        return None
    if begin and end and begin[0] > end[1]:
        begin, end = end, begin
    return Dated(
        (begin[0] if begin else date.min).toordinal(),
        (end[1] if end else date.max).toordinal(),
    )
