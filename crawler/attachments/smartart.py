"""The texts of SmartArt (ECMA-376, 21.4): nodes lie there as they were made, connections say their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.attachments.container import child, children, descend, integer, local

_PARENT_OF = ("", "parOf")
_LOOKS = "pres"
"""A point that only says how another is drawn (ECMA-376, 21.4.7.51)."""


def texts(root: Any) -> list[str]:
    """A node a line, each before those below it; arrows that say something where they lead."""
    said: dict[str, list[str]] = {}
    for point in descend(root, "pt"):
        if point.get("type") != _LOOKS and (text := _text(point)):
            said.setdefault(point.get("modelId", ""), []).append(text)
    found = [text for name in _order(root) for text in said.pop(name, ())]
    return found + [text for left in said.values() for text in left]


def _order(root: Any) -> Iterator[str]:
    below: dict[str, list[Any]] = {}
    for one in children(child(root, "cxnLst"), "cxn"):
        if one.get("type", "") in _PARENT_OF:
            below.setdefault(one.get("srcId", ""), []).append(one)
    targets = {one.get("destId") for many in below.values() for one in many}
    stack = [name for name in reversed(below) if name not in targets]
    while stack:
        name = stack.pop()
        yield name
        # Taken out, so that connections in a circle end.
        following = sorted(below.pop(name, ()), key=_place)
        for one in reversed(following):
            stack += [one.get("sibTransId", ""), one.get("destId", ""), one.get("parTransId", "")]


def _place(connection: Any) -> int:
    return integer(connection.get("srcOrd"))


def _text(point: Any) -> str:
    return " ".join(filter(None, map(paragraph_text, descend(child(point, "t"), "p"))))


def paragraph_text(paragraph: Any) -> str:
    """A paragraph of DrawingML on one line."""
    runs = descend(paragraph, "t", "br")
    return "".join(" " if local(one) == "br" else one.text or "" for one in runs).strip()
