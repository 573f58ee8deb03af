"""How many sheets a document takes when the terminal prints it."""

from __future__ import annotations

from corpus.records import Document

LINE = 38
"""Characters on a line of A4 between margins of 2 cm, at 12 pt."""

LINES = 34
"""Lines on a page of A4 at 12 pt and a line height of 1.7."""

HEAD = 6
"""Lines of the title, the line below it, and where it is from."""


def pages(document: Document) -> int:
    """About how many: tables may take more."""
    lines = sum(-(-(len(line) + 2) // LINE) for line in document.text.splitlines() if line.strip())
    return -(-(lines + HEAD) // LINES)
