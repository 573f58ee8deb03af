"""What a machine read, put where it stands in what the file says itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.records import Scan
from crawler.attachments.paragraphs import paragraphs

BEFORE = 5
"""Lines before a scan that are compared with what a machine read there: the page's own few. A guess."""

SURE = 0.6
"""How sure a line is at the least, beside what the file says itself: photographs give scraps. A guess."""

Lines = Sequence[Mapping[str, Any]]
"""Of a page: each with its text and how sure that is."""


def page_text(lines: Lines) -> list[str]:
    """A page in paragraphs."""
    return paragraphs("\n".join(str(line["text"]) for line in lines))


def woven(text: str, scans: Sequence[Scan], pages: Sequence[Lines]) -> str:
    """The text of a file with that of its scans where they stand; what the file says itself is said once.

    `scans` stand from the beginning to the end, `pages` are theirs.
    """
    own = text.split("\n") if text else []
    found, at = list[str](), 0
    for scan, lines in zip(scans, pages, strict=True):
        stop = max(at, min(scan.line, len(own)))
        found += own[at:stop]
        known = {_plain(line) for line in own[max(stop - BEFORE, 0) : stop]}
        found += page_text(
            [one for one in lines if one["score"] >= SURE and _plain(str(one["text"])) not in known]
        )
        at = stop
    return "\n".join(found + own[at:])


def _plain(line: str) -> str:
    return "".join(char for char in line if char.isalnum())
