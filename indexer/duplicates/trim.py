"""A text without the frame of the page that it was copied from, and without its title above it."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.duplicates.prepared import Prepared
from indexer.duplicates.wrappers import SHORT_LINE, is_frame

MOST_LINES = 40
"""Lines at either end among which a frame is looked for. A guess."""

LEAST_LEFT = 30
"""Characters that must be left of a text."""


def trim(text: Prepared, title: str) -> Prepared:
    """Without the lines of a frame at both ends, and what stands farther out; without the title, dense."""
    first = _frame(text, text.sentences[:MOST_LINES])
    lines = text.sentences
    while first < len(lines) and title and lines[first] == title:
        first += 1
    behind = _frame(text, lines[first:][: -MOST_LINES - 1 : -1])
    trimmed = text.between(first, len(lines) - behind)
    return trimmed if trimmed.size >= LEAST_LEFT else text


def _frame(text: Prepared, lines: Sequence[str]) -> int:
    """How many lines, counted from the outside, are a frame: up to the last of it before a sentence."""
    last = 0
    for place, line in enumerate(lines):
        if is_frame(line):
            last = place + 1
        elif line in text.stopped or len(line) > SHORT_LINE:
            break
    return last
