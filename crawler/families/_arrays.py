"""Lists that a page holds in its scripts: as an array, row by row, or as markup to be written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.families import _ids, _json, _laid_out, _objects
from crawler.families._base import ListPage
from crawler.families._code import LONGEST_VALUE, TEXT, Code, value
from crawler.pages import rows
from crawler.pages.page import Page

MOST_LOOKED_AT = 50
"""Arrays of a page that are looked at. A guess; no page seen has more than a few."""

MOST_ROWS = 2_000
"""Rows that are added one by one. A guess."""

LONGEST_WITH_NAMES = 100_000
"""Characters of arrays with names among their values, all together: so many take a second. A guess."""

LONGEST_ROW = 3_000
"""Characters of one of them. A guess."""

_ARRAY = lazy_regex(r"[=(:]\s*(?=\[\s*[\[{])|\bnew\s+Array\s*(?=\(\s*[\[{])")
_ROW = lazy_regex(
    r"(?:\.(?:push|unshift)\s*\(|[\w$]\[\s*\w+\s*\]\s*=(?!=)\s*(?:new\s+Array\s*(?=\())?)\s*(?=[\[{(])"
)
_PARSED = lazy_regex(r"\bJSON\.parse\s*\(\s*(?=[\"'])")
_LONG_TEXT = lazy_regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_WRITTEN = lazy_regex(
    r"\bdocument\.write(?:ln)?\s*\(\s*(?=[\"'`])|\.(?:innerHTML\s*\+?=|(?:html|append)\s*\()\s*(?=[\"'`])"
    r"|[\w$]\s*\+?=\s*(?=[\"'`]\s*</?(?:ul|ol|li|dl|dd|dt|table|tbody|tr|td|div|p|a|span)\b)"
)
_PLACEHOLDER = lazy_regex(r"\$\{|\{\{|<%|[\"']\s*\+")


def entries(page: Page, code: Code) -> ListPage | None:
    """The longest list in the page's scripts: two documents or more, or one with its day; else None."""
    known, code = _ids.lead(page), _laid_out.bound(code)
    found = (
        _json.entries(page, held, known.address if known else None)
        for held in (*values(code), *_laid_out.values(page, code))
    )
    best: tuple[Entry, ...] = max(found, key=len, default=())
    if len(best) < 2:
        best = rows.entries(page.with_html(_markup(code))) or best
    told = len(best) > 1 or any(entry.published_on for entry in best)
    return ListPage("script", best) if told else None


def may_hold(script: str) -> bool:
    """Whether a script has what looks like an array, a row or markup that it writes."""
    return any(kind.search(script) for kind in (_ARRAY, _ROW, _PARSED, _WRITTEN))


def values(code: Code) -> Iterator[Any]:
    """What each array of the scripts, the rows that they add and the JSON that they parse say."""
    end, left = 0, LONGEST_WITH_NAMES
    for match in islice(_ARRAY.finditer(code.text), MOST_LOOKED_AT):
        if match.end() >= end:
            array = code.balanced(match.end())
            end = match.end() + len(array)
            said = value(_bracketed(array))
            left -= len(array) if said is None else 0
            yield _objects.whole(code, array) if said is None and left > 0 else said
    yield list(_added(code))
    for match in islice(_PARSED.finditer(code.text), MOST_LOOKED_AT):
        text = _LONG_TEXT.match(code.text, match.end())
        if text and isinstance(said := value(text.group()), str):
            yield value(said)


def _added(code: Code) -> Iterator[Any]:
    """The rows that are added one by one: objects, arrays, and what `new Array` is given."""
    left = LONGEST_VALUE
    for match in islice(_ROW.finditer(code.text), MOST_ROWS):
        row = code.balanced(match.end(), LONGEST_ROW)
        left -= len(row)
        if left < 0:
            break
        yield value(_bracketed(row))


def _bracketed(array: str) -> str:
    """An array as it is written; what `new Array` is given, as one."""
    return f"[{array[1:-1]}]" if array.startswith("(") else array


def _markup(code: Code) -> str:
    """What scripts write into the page, all together."""
    texts = (TEXT.match(code.text, match.end()) for match in islice(_WRITTEN.finditer(code.text), MOST_ROWS))
    said = (value(text.group().strip()) for text in texts if text and not _PLACEHOLDER.search(text["text"]))
    return "".join(text for text in said if isinstance(text, str))
