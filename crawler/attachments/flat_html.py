"""HTML whose elements lie deeper in each other than a tree holds: its text, without a tree."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from lxml import etree

from crawler.pages.markup import BLOCKS, SILENT

DEEPEST = 2_040
"""Levels from which a tree is taken for cut: libxml2 ends it, and all that follows, at 2,048."""

_VOID = frozenset(("input", "embed", "hr", "br", "img", "meta", "link"))


def is_too_deep(tree: Any) -> bool:
    """Whether the tree may lack what lay deeper, and what stood behind it."""
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= DEEPEST:
            return True
    return False


def lines_of(html: str) -> list[str]:
    """What a browser would show: a line a block, the cells of a row parted by tabs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._silent = ""
        """The outermost element whose text nobody sees."""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._silent:
            return
        if tag in SILENT and tag not in _VOID:
            self._silent = tag
        elif tag in ("td", "th"):
            self._words.append("\t")
        elif tag in BLOCKS:
            self.end_line()

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS and not self._silent:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag in BLOCKS and tag not in ("td", "th") and not self._silent:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end_line(self) -> None:
        line = "".join(self._words).strip()
        self._words.clear()
        if line:
            self.lines.append(line)
