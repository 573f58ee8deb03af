"""Lists that a page keeps for its scripts to take apart: texts with marks between cells, islands of XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, permutations
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families._code import LONGEST_VALUE, Code, value
from crawler.families.xml_list import held_records
from crawler.pages import clicked
from crawler.pages.page import Page

SHORTEST = 40
"""Characters of a text that may be a list of rows. A guess."""

MOST_MARKS, MOST_TEXTS = 4, 50
"""Marks by which scripts split, and texts that are looked at. Guesses; they bound the work."""

MOST_ROWS, MOST_CELLS = 2_000, 20
"""Of such a list. Guesses."""

MOST_FUNCTIONS, LONGEST_FUNCTION = 500, 600
"""Functions of a page that may write rows, and characters of one. Guesses; they bound the work."""

MOST_ISLANDS = 5
"""Pieces of XML of a page that are looked at. A guess."""

_SPLITS = lazy_regex(r"\.split\(\s*(?:\"([^\"\n]{1,6})\"|'([^'\n]{1,6})')\s*\)")
_TEXT = lazy_regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_ISLAND = lazy_regex(r"<(xml|script)\b(?=[^<>]{0,200}>)((?:\s[^<>]{0,200})?)>", re.IGNORECASE)
"""Tags, in any letters, that may hold XML."""

_WRITES_ROW = lazy_regex(
    r"(?:document\.write|innerHTML|\.append\()[^}]{0,200}?<a\s[^}]{0,100}?href", re.IGNORECASE
)
_HOLDING = ("input", "textarea", "div", "span", "pre")


def values(page: Page, code: Code) -> Iterator[list[Any]]:
    """The rows of each text that the scripts of a page may split, as arrays of their cells."""
    yield from _of_calls(page)
    found = (mark[1] or mark[2] for mark in _SPLITS.finditer(code.text))
    marks = list(islice(dict.fromkeys(value(f'"{mark}"') or mark for mark in found), MOST_MARKS))
    if not marks:
        return
    kept = (text for text in _texts(page, code) if sum(mark in text for mark in marks))
    left = LONGEST_VALUE
    for text in islice(kept, MOST_TEXTS):
        left -= len(text)
        if left < 0:
            break
        yield from filter(None, (_rows(text, outer, inner) for outer, inner in permutations(marks, 2)))
    yield from filter(None, (_of_array(code, mark) for mark in marks))


def islands(page: Page) -> Iterator[list[Any]]:
    """The records of each island of XML in a page."""
    if "</xml" not in page.html.lower() and "/xml" not in page.html:
        return
    for opened in islice(_ISLAND.finditer(page.html), MOST_ISLANDS):
        if opened[1].lower() == "script" and "/xml" not in opened[2]:
            continue
        behind = page.html[opened.end() : opened.end() + LONGEST_VALUE]
        closed = re.search(f"</{opened[1]}", behind, re.IGNORECASE)
        held = behind[: closed.start() if closed else -1]
        if "<datastore" not in held:
            yield list(held_records(page.with_html(held)))


def _texts(page: Page, code: Code) -> Iterator[str]:
    for match in _TEXT.finditer(code.text):
        if match.end() - match.start() >= SHORTEST and isinstance(told := value(match.group()), str):
            yield told
    for element in page.tree.iter(*_HOLDING):
        text = element.get("value") if element.tag == "input" else element.text
        if text and len(text) >= SHORTEST:
            yield text


def _rows(text: str, outer: str, inner: str) -> list[list[str]]:
    """Rows of as many cells each; none where it is no table."""
    if outer not in text or inner not in text:
        return []
    rows = [row.split(inner, MOST_CELLS) for row in text.split(outer, MOST_ROWS) if row.strip()]
    return _as_table(rows)


def _as_table(rows: list[list[str]]) -> list[list[str]]:
    sizes = {len(row) for row in rows}
    return [list(map(str.strip, row)) for row in rows] if len(sizes) == 1 and sizes.pop() > 1 else []


def _of_calls(page: Page) -> Iterator[list[Any]]:
    """What a function of the page's is given, call by call, that writes a row with a link for each."""
    functions = (
        name
        for name, (_, begins) in islice(clicked.functions(page.html).items(), MOST_FUNCTIONS)
        if _WRITES_ROW.search(page.html[begins : begins + LONGEST_FUNCTION])
    )
    for name in islice(functions, MOST_MARKS):
        calls = re.finditer(rf"(?<![\w$.])(?<!function ){re.escape(name)}\(([^()]{{4,600}})\)", page.html)
        rows = [clicked.arguments(call[1]) for call in islice(calls, MOST_ROWS)]
        if found := _as_table([row for row in rows if row]):
            yield found


def _of_array(code: Code, mark: str) -> list[list[str]]:
    """The rows of the texts that the scripts put in arrays, that hold a mark each."""
    rows: list[list[str]] = []
    for match in islice(_TEXT.finditer(code.text), MOST_ROWS):
        if mark in match.group() and isinstance(told := value(match.group()), str) and len(told) > len(mark):
            rows.append(told.split(mark, MOST_CELLS))
    return _as_table([row for row in rows if len(row) > 1])
