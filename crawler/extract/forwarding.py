"""Letters that forward another body's paper: they stand above it, with their own number and signature."""

from __future__ import annotations

from itertools import takewhile

from corpus.lazy_regex import lazy_regex
from crawler.pages import dates
from crawler.pages.markup import dense

HEAD_LINES = 8
"""Lines within which such a letter says what it does. A guess from saved pages."""

LONGEST_LETTER = 12
"""Lines behind that sentence in which the letter is dated. A guess."""

LONGEST_SENTENCE = 1_000
"""Characters of a line within which it says so. A guess; it bounds the work."""

LONGEST_DAY = 30
"""Characters of a line that closes with a day."""

_FORWARDS = lazy_regex(r"转发(?:给|予|至)?你|转发给|转发如下|予以转发|(?:现|特)[^。]{0,200}?转发")


def letter(lines: list[str]) -> list[str] | None:
    """The lines of the letter above the paper that it forwards; None where the paper stands alone."""
    at = next(
        (at for at, line in enumerate(lines[:HEAD_LINES]) if _FORWARDS.search(line[:LONGEST_SENTENCE])), None
    )
    if at is None:
        return None
    behind = lines[at + 1 : at + 1 + LONGEST_LETTER]
    undated = list(takewhile(lambda line: not _is_day(line), behind))
    return lines[: at + 1 + len(undated) + 1] if len(undated) < len(behind) else lines[: at + 1]


def _is_day(line: str) -> bool:
    return len(dense(line)) <= LONGEST_DAY and dates.parse(line) is not None
