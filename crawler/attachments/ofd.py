"""OFD (GB/T 33190-2016): pages in order, their text in lines from top to bottom."""

from __future__ import annotations

import posixpath
from typing import Any

from crawler.attachments.budget import Broken, Budget
from crawler.attachments.container import Container, local

ROOT = "OFD.xml"

SAME_LINE = 0.5
"""Share of a text object's height by which two may differ and still stand on one line. A guess."""


def read(body: bytes, budget: Budget) -> None:
    """All documents of the file; page templates, such as a letterhead's frame, are left out."""
    container = Container(body, budget)
    if ROOT not in container.names:
        raise Broken
    for entry in _all(container.xml(ROOT), "DocRoot"):
        document = _inside("", entry.text or "")
        folder = posixpath.dirname(document)
        for page in _all(_all(container.xml(document), "Pages"), "Page"):
            name = _inside(folder, page.get("BaseLoc") or "")
            if name in container.names:
                budget.page()
                _page(container.xml(name), budget)


def _inside(folder: str, location: str) -> str:
    """A member's name; one that leads out of the container names none."""
    joined = location.lstrip("/") if location.startswith("/") else posixpath.join(folder, location.strip())
    return posixpath.normpath(joined)


def _all(found: Any, name: str) -> list[Any]:
    roots = found if isinstance(found, list) else [found]
    return [element for root in roots for element in root.iter() if local(element) == name]


def _page(root: Any, budget: Budget) -> None:
    pieces = []
    for item in _all(root, "TextObject"):
        text = "".join(code.text or "" for code in _all(item, "TextCode"))
        box = _numbers(item.get("Boundary"))
        if text.strip() and len(box) == 4:
            pieces.append((box[1], box[0], box[3], text))
    line: list[tuple[float, str]] = []
    top = height = 0.0
    for y, x, tall, text in sorted(pieces):
        if line and abs(y - top) > SAME_LINE * max(height, tall):
            budget.line("".join(part for _, part in sorted(line)))
            line = []
        if not line:
            top, height = y, tall
        line.append((x, text))
    budget.line("".join(part for _, part in sorted(line)))


def _numbers(value: str | None) -> list[float]:
    try:
        return [float(part) for part in (value or "").split()]
    except ValueError:
        return []
