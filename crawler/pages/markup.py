"""The markup of a detail page as lines of text, and what in it is never part of a document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from corpus.lazy_regex import lazy_regex

SILENT = frozenset(
    ("script", "style", "noscript", "template", "select", "button", "input", "textarea", "iframe", "object",
     "embed", "head", "title", "svg", "video", "audio")
)  # fmt: skip
"""Elements whose text a reader does not see."""

_BLOCKS_WORDS = """
    p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tr td th section article blockquote
    pre center form header footer nav aside main figure figcaption hr br caption ucapcontent address
    fieldset body
"""
BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""Elements that begin and end a line."""

FURNITURE = lazy_regex(
    r"share|jiathis|toolbar|font-?size|qrcode|ewm|erweima|crumb|dqwz|breadcrumb|pagination|pre_?next|prev_?next|"
    r"page_div|op-row|print-?btn|(?:^|[\s_-])(?:print|fenxiang|fx|copyright|weizhi)(?:[\s_-]|$)",
    re.IGNORECASE,
)
"""Class names and ids of tools that stand inside or beside a body: sharing, printing, font size, paging."""

LAYOUT_LINES, LAYOUT_CHARACTERS = 6, 300
"""A table cell with so much text is laid out by the table, not tabulated. A guess."""

DEAD = lazy_regex(r"^\s*(?:$|#|javascript:)", re.IGNORECASE)
"""What a link says that leads nowhere without a script."""

_HIDDEN = lazy_regex(r"display\s*:\s*none", re.IGNORECASE)
_HIDDEN_NAME = lazy_regex(r"(?:^|\s)(?:ng-hide|layui-hide|visually-hidden|sr-only|hidden|hide)(?=\s|$)")
_PARAGRAPH = lazy_regex(r"\n(?=\s)")
"""Where a text with line breaks of its own begins a paragraph: an empty line, or one set in."""


def class_and_id(element: Any) -> str:
    """Class and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def unseen(element: Any) -> bool:
    """Whether a reader does not see the element, or sees a tool rather than text."""
    if element.tag in SILENT or unseen_style(element):
        return True
    called, name = element.get("class"), element.get("id")
    if not (called or name) or element.tag in ("body", "html"):
        return False
    return _is_furniture(f"{called or ''} {name or ''}")


def unseen_style(element: Any) -> bool:
    """Whether its own style hides the element."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


@lru_cache(maxsize=20_000)
def _is_furniture(named: str) -> bool:
    return bool(FURNITURE.search(named) or _HIDDEN_NAME.search(named))


def squeeze(text: str) -> str:
    """Runs of white space, also no-break and ideographic, as one space."""
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def dense(text: str) -> str:
    """The text without any white space."""
    return "".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def lines(element: Any, skip: frozenset[Any] = frozenset(), empty_cells: bool = False) -> list[str]:
    """The visible text below an element, a paragraph a line; a table row is a line, cells parted by tabs.

    With `empty_cells`, those keep the others in their columns, and so do cells that span several.
    """
    writer = _Writer(empty_cells)
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    skipped = None
    for event, node in walker:
        if event == "start":
            if node is not element and (unseen(node) or node in skip):
                skipped = node
                walker.skip_subtree()
                continue
            writer.open(node)
            if text := node.text:
                writer.write(text, node)
            continue
        if event == "end" and node is not skipped:
            writer.close(node.tag)
        if node is not element and (text := node.tail):
            writer.write(text, node.getparent())
    writer.flush()
    return writer.lines


def _is_layout(cell: list[str]) -> bool:
    """Whether a cell holds a page rather than a datum: old templates are made of tables."""
    return len(cell) >= LAYOUT_LINES and sum(map(len, cell)) >= LAYOUT_CHARACTERS


_COVERED: list[str] = []
"""What stands for a column that another cell covers; nothing is put into it."""

MOST_SPANNED = 64
"""Columns or rows that a cell covers at most. A guess."""

MOST_COLUMNS = 256
"""Behind so many columns cells cover none beside their own: a few bytes would fill a table. A guess."""


def _spanned(said: str | None) -> int:
    if said and said.isascii() and said.isdecimal():
        return min(max(int(said[:4]), 1), MOST_SPANNED)
    return 1


class _Writer:
    """Collects words to lines; rows of nested tables are kept on a stack until they end."""

    def __init__(self, empty_cells: bool) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self._empty_cells = empty_cells
        self._rows: list[list[list[str]]] = []
        self._spans: list[dict[int, int]] = []
        """Of each table that is open: by column, how many rows more a cell from above covers it."""

    def write(self, text: str, element: Any) -> None:
        if element.tag == "pre":
            first, *paragraphs = _PARAGRAPH.split(text)
            self.words.append(first)
            for paragraph in paragraphs:
                self.flush()
                self.words.append(paragraph)
        else:
            self.words.append(text)

    def open(self, element: Any) -> None:
        tag = element.tag
        if tag not in BLOCKS:
            return
        self.flush()
        if tag == "table":
            self._spans.append({})
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._pass_covered()
            self._rows[-1].append([])
            if self._empty_cells:
                self._span(element)

    def _pass_covered(self) -> None:
        """Leave the columns out that a cell from above covers."""
        row, spans = self._rows[-1], self._spans[-1] if self._spans else {}
        while spans.get(len(row)):
            spans[len(row)] -= 1
            row.append(_COVERED)

    def _span(self, cell: Any) -> None:
        row, first = self._rows[-1], len(self._rows[-1]) - 1
        if first >= MOST_COLUMNS:
            return
        row += [_COVERED] * (_spanned(cell.get("colspan")) - 1)
        if self._spans and (more := _spanned(cell.get("rowspan")) - 1):
            self._spans[-1].update(dict.fromkeys(range(first, len(row)), more))

    def close(self, tag: str) -> None:
        if tag not in BLOCKS:
            return
        self.flush()
        if tag == "table" and self._spans:
            self._spans.pop()
        elif tag == "tr" and self._rows:
            self._pass_covered()
            cells = self._rows.pop()
            while cells and cells[-1] is _COVERED:
                cells.pop()
            filled = [cell for cell in cells if cell]
            shown = cells if self._empty_cells else filled
            alone = len(filled) == 1 and (len(shown) == 1 or len(filled[0]) > 1)
            if alone or any(map(_is_layout, filled)):
                for line in (line for cell in filled for line in cell):
                    self._emit(line)
            elif filled:
                self._emit("\t".join(" ".join(cell) for cell in shown))

    def flush(self) -> None:
        if self.words:
            text = squeeze("".join(self.words))
            self.words.clear()
            if text:
                self._emit(text)

    def _emit(self, line: str) -> None:
        if self._rows and any(cell is not _COVERED for cell in self._rows[-1]):
            next(cell for cell in reversed(self._rows[-1]) if cell is not _COVERED).append(line)
        else:
            self.lines.append(line)
