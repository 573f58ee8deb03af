"""A document's own words that are not what it says now: its beginning alone, or what it said before."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.records import Document
from crawler.pages.markup import dense
from crawler.walk.sameness import is_called, says_exactly

TORN = 10
"""Characters at the end of a page that breaks off which are no text: half a tag, say. A guess."""

ENDS = (b"</html", b"</body")


def is_cut_off(body: bytes, came: Document, held: Document) -> bool:
    """Whether a page breaks off before its end, and lacks of the document what stood behind that."""
    if has_end(body):
        return False
    said, before = dense(came.text), dense(held.text)
    if not before.startswith(said[: max(len(said) - TORN, 0)]):
        return False
    files = {file.url for file in came.attachments}
    return len(said) < len(before) or files < {file.url for file in held.attachments}


def has_end(body: bytes) -> bool:
    """Whether a page has the tag at its end, which some portals leave out."""
    lower = body.lower()
    return any(end in lower for end in ENDS)


def is_as_before(came: Document, held: Document, former: Iterable[Document]) -> bool:
    """Whether a document says again exactly what it said before its present text."""
    if says_exactly(came, held):
        return False
    return any(says_exactly(came, one) and is_called(came.title, one.title) for one in former)
