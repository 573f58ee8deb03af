"""DOCX and WPS's copies of it (ECMA-376, WordprocessingML): paragraphs and table rows in their order."""

from __future__ import annotations

from typing import Any

from crawler.attachments.budget import Broken, Budget
from crawler.attachments.container import Container, local

MAIN = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

_SKIPPED = frozenset(("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"))
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(body: bytes, budget: Budget) -> None:
    """The body, then the notes; heads and feet of pages are left out."""
    container = Container(body, budget)
    if MAIN not in container.names:
        raise Broken
    for name in (MAIN, *(note for note in NOTES if note in container.names)):
        for block in container.xml(name):
            _blocks(block, budget)


def _blocks(element: Any, budget: Budget) -> None:
    kind = local(element)
    if kind == "p":
        for line in _text(element).split("\n"):
            budget.line(line.replace("\t", " "))
    elif kind == "tbl":
        for row in (child for child in element if local(child) == "tr"):
            budget.line("\t".join(_cell(cell) for cell in row if local(cell) == "tc"))
    elif kind not in _SKIPPED:
        for child in element:
            _blocks(child, budget)


def _cell(cell: Any) -> str:
    """A cell on one line, tables inside it too."""
    return " ".join(_text(cell).split())


def _text(element: Any) -> str:
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        kind = local(node)
        if kind in _SKIPPED:
            continue
        if kind == "t":
            parts.append(node.text or "")
        parts.append(_SPACES.get(kind, ""))
        if kind == "p" and parts and node is not element:
            parts.append("\n")
        stack.extend(reversed(node))
    return "".join(parts)
