"""What a short script writes into the page where it stands: a day, a source, the part of a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from corpus.lazy_regex import lazy_regex
from crawler.pages.markup import squeeze

_NAMED = lazy_regex(r"var\s+(\w+)\s*=\s*(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})')\s*;?")
_LITERAL = lazy_regex(
    r"document\.write\(\s*(?:\"([^\"<>\\\n]{2,100})\"|'([^'<>\\\n]{2,100})')\s*"
    r"(?:\.\s*(substring|substr|slice)\(\s*(\d{1,3})\s*(?:,\s*(\d{1,3})\s*)?\)\s*"
    r"|\.\s*split\(\s*[\"']([^\"'\\\n]{1,3})[\"']\s*\)\s*\[\s*(\d)\s*\]\s*)?\)"
)
"""A string that is written, or the part of it between two places, or between two of its signs."""

_WRITTEN = lazy_regex(r"document\.write\(([^;]{0,400})")
_MARKUP = lazy_regex(r"<[^>]*>|[\"'+\s]|&\w+;")

MOST_NAMED = 100
"""Variables and statements that write of a script that are looked at. A guess; it bounds the work."""

MOST_STRINGS = 7
"""Strings of a script that are looked at. A guess; it bounds the work."""


def told(script: str) -> Iterator[tuple[str, bool]]:
    """What a script writes: strings as they stand, and those of a variable, of which True is said.

    `document.write('2022-06-17'.substring(0, 10))`; `var pubdata='…'; … document.write(pubdata)`.
    """
    if "document.write" not in script:
        return
    for literal in islice(_LITERAL.finditer(script), MOST_STRINGS):
        if said := squeeze(_part(literal)):
            yield said, False
    written = [(match.start(), match.group(1)) for match in islice(_WRITTEN.finditer(script), MOST_NAMED)]
    for match in islice(_NAMED.finditer(script), MOST_NAMED):
        value, name = match.group(2) or match.group(3), re.compile(rf"\b{match.group(1)}\b")
        uses = (name.split(one, 1) for at, one in written if at >= match.end())
        prefix = next((use[0] for use in uses if len(use) > 1), None)
        if value and prefix is not None:
            yield squeeze(_MARKUP.sub("", prefix) + value), True


def _part(literal: re.Match[str]) -> str:
    """The part of a string that `substring`, `substr`, `slice` or `split` takes; all where none does."""
    double, single, cut, start, end, sign, at = literal.groups()
    string = double or single
    if sign:
        parts = string.split(sign)
        return parts[int(at)] if int(at) < len(parts) else ""
    first, last = int(start or 0), int(end) if end else len(string)
    return string[first:][:last] if cut == "substr" else string[first:last]
