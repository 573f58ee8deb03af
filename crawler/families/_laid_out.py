"""Lists that a page holds otherwise than as one array: objects by ids, arrays of one field, markup."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families import _split
from crawler.families._brackets import parts
from crawler.families._code import LONGEST_VALUE, Code, value
from crawler.pages.page import Page

MOST_LOOKED_AT = 50
"""Objects and arrays of a page that are looked at. A guess."""

MOST_CELLS = 5_000
"""Fields that are set one by one. A guess."""

SHORTEST = 40
"""Characters of what an element holds that may be a list. A guess."""

_OBJECT = lazy_regex(r"(?:^|[=(,;:]|\breturn)\s{0,50}(?=\{\s*[\"'\w])", re.MULTILINE)
_COLUMN = lazy_regex(r"(?<![\w$.])([A-Za-z_]\w{0,40})[\"']?\s*[=:]\s*(?:new\s+Array\s*)?(?=[\[(]\s*[\"'])")
_CELL = lazy_regex(
    r"(?<![\w$.])([A-Za-z_]\w{0,40})(?:\[\s*\w{1,8}\s*\]\s*=|\.push\s*\()\s*(\"[^\"\n]{1,500}\"|'[^'\n]{1,500}')"
)
_CALLED = lazy_regex(r"\(\s*function\s*\(([\w$,\s]{1,3000})\)\s*(?=\{\s*return\b)")
_RUN = ("function", "=>")
"""In an object that does something: it holds no list itself, only objects in it may."""

_HOLDING = ("textarea", "input", "div", "ul", "table", "section", "span", "template", "script")
_BEGINNINGS = ("[{", "[[", '{"')


def bound(code: Code) -> Code:
    """The scripts with what the names stand for that a function is given which is called at once (Nuxt)."""
    found = _CALLED.search(code.text)
    body = code.balanced(found.end()) if found else ""
    given = code.balanced(found.end() + len(body)) if found and body else ""
    if found is None or not given:
        return code
    named = zip(found[1].split(","), parts(given[1:-1]), strict=False)
    return Code.of("".join(f"var {name.strip()}={said};\n" for name, said in named) + code.text, code)


def values(page: Page, code: Code) -> Iterator[Any]:
    """What each object of the scripts, arrays of texts together, texts to split and elements say."""
    yield from _tables(code)
    yield _columns(code)
    yield from _in_markup(page)
    yield from _split.values(page, code)
    yield from _split.islands(page)


def _tables(code: Code) -> Iterator[Any]:
    end, left = 0, LONGEST_VALUE
    for match in islice(_OBJECT.finditer(code.text), MOST_LOOKED_AT):
        if match.end() < end:
            continue
        held = code.balanced(match.end())
        if any(mark in held for mark in _RUN):
            continue
        end = match.end() + len(held)
        left -= len(held)
        if left < 0:
            break
        if held.count("{") + held.count("[") > 1 and isinstance(told := value(held), dict):
            yield told


def _columns(code: Code) -> dict[str, list[Any]]:
    """The arrays of texts, and the texts that are put into arrays one by one, by their names."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    left = LONGEST_VALUE
    for match in islice(_COLUMN.finditer(code.text), MOST_LOOKED_AT):
        array = code.balanced(match.end())
        left -= len(array)
        if left < 0:
            break
        told = value(f"[{array[1:-1]}]") if array else None
        if isinstance(told, list) and match[1] not in found:
            found[match[1]] = told
    for match in islice(_CELL.finditer(code.text), MOST_CELLS):
        if isinstance(told := value(match[2]), str):
            found[match[1]].append(told)
    return dict(found)


def _in_markup(page: Page) -> Iterator[Any]:
    """What elements hold as JSON, in an attribute or as their text, for a script to draw."""
    if not any(mark in page.html for mark in ("[{", "[[", "&quot;", "&#34;")):
        return
    told = (text for element in page.tree.iter(*_HOLDING) for text in _texts(element))
    left = LONGEST_VALUE
    for text in islice(told, MOST_LOOKED_AT):
        left -= len(text)
        if left < 0:
            break
        if (said := value(text)) is not None:
            yield said


def _texts(element: Any) -> Iterator[str]:
    own = (element.text or "",) if element.tag == "textarea" else ()
    for text in (*own, *element.attrib.values()):
        said = text.strip()
        if len(said) >= SHORTEST and said.startswith(_BEGINNINGS):
            yield said
