"""Plain text and HTML."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from lxml import etree

from corpus.lazy_regex import lazy_regex
from crawler.attachments import flat_html
from crawler.attachments.budget import Broken, Budget
from crawler.pages.decode import decode
from crawler.pages.markup import BLOCKS, lines
from crawler.pages.page import Page, is_cut

BINARY_SHARE = 0.02
"""Share of control characters above which a body is no text. A guess."""

MIN_ROWS = {",": 3, ";": 3, "\t": 2}
"""Lines with as many values each that are a table, by what parts them. A guess."""
LEAST = 2
"""Where a value stands in quotes, which only a table does."""

_CONTROL = lazy_regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_MARKUP = lazy_regex(
    r"</?(?:html|head|body|meta|table|t[rdh]|tbody|p|br|div|span|font|b|strong|u|center|h[1-6]|ul|ol|li|a|img|style|xml)"
    r"(?:\s[^<>]*)?/?>|<!--|<\?xml|<[a-z]+:[a-z]+[\s>]",
    re.IGNORECASE,
)


def text_of(body: bytes) -> str:
    """The characters of a body. Raises Broken where it is no text."""
    text, _ = decode(body)
    if len(_CONTROL.findall(text)) > BINARY_SHARE * max(len(text), 1):
        raise Broken
    return text


def read(body: bytes, budget: Budget) -> None:
    """A line a paragraph; markup, wherever it begins, as a browser shows it."""
    text = text_of(body)
    if _MARKUP.search(text):
        read_html(body, budget)
        return
    rows = table(text)
    for row in rows:
        budget.row(row)
    for line in text.splitlines() if not rows else ():
        budget.line(line)


def table(text: str) -> list[list[str]]:
    """The rows of values that commas, semicolons or tabs part; none where it is no table (RFC 4180)."""
    for mark, least in MIN_ROWS.items():
        head = text.split("\n", 1)[0]
        if mark not in head:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
        except csv.Error:
            continue
        filled = [row for row in rows if row]
        quoted = f'{mark}"' in text or text.startswith('"') or '\n"' in text
        if len(filled) >= (LEAST if quoted else least) and len({len(row) for row in filled}) == 1:
            return filled
    return []


def read_html(body: bytes, budget: Budget, content_type: str | None = None) -> None:
    """What a browser would show."""
    budget.cut |= is_cut(decode(body, content_type)[0])
    page = Page.parse(body, "", content_type)
    tree = page.tree
    _leave_head(tree)
    if flat_html.is_too_deep(tree):
        for line in flat_html.lines_of(page.html):
            budget.line(line)
        return
    islands = frozenset(tree.iter("xml"))  # where Office keeps its settings
    for line in lines(tree, islands, empty_cells=True):
        budget.row(line.split("\t"))


def _leave_head(tree: Any) -> None:
    """Rows without a table around them, taken for part of the page's head, are its body."""
    head = tree.find("head")
    rows = [] if head is None else [one for one in head if one.tag in BLOCKS]
    if not rows:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    body[:0] = rows
