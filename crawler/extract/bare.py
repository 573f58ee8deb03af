"""Texts without a sentence, or of one alone: names in a table, a line below the heading, a list of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import trim
from crawler.extract.attachments import is_file
from crawler.extract.labels import opens_dateline, pieces
from crawler.extract.parts import Body, file_boxes, is_metadata, is_surrounding
from crawler.pages.markup import dense, lines, unseen

HEADINGS, BOLD = ("h1", "h2", "h3", "h4"), ("b", "strong", "center", "font", "p", "td", "div")
"""What a heading is marked up with, and what old pages make one of."""

DATED = ("div", "p", "td", "span", "em", "small", "h4", "h5", "h6", "li")
"""Elements that hold the line of date and source."""

LONGEST_DATELINE, MOST_DATELINES, MOST_AROUND = 120, 5, 4
"""Characters of such a line, lines that are tried, and elements around one. Guesses; they bound the work."""

MIN_ROWS, MIN_COLUMNS = 3, 2
"""Of a table that is a text. A guess."""

MIN_LINES = 2
"""Lines without a sentence that are a text where they follow the heading. A guess."""

MOST_INNER, MOST_HEADINGS = 20, 5
"""Elements within a heading, and headings that are tried. Guesses; they bound the work."""

_SENTENCE = lazy_regex(r"[，。；！？、：]")
_MOMENT = lazy_regex(r"^[\s\[(（【]*(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)")
_IMPRINT = lazy_regex(
    r"版权所有|ICP|备案[编序]?号|网安备|(?:主办|承办)(?:单位)?(?:[:：]|$)|标识码|浏览器|分辨率|邮编\s*[:：]|Copyright",
    re.IGNORECASE,
)


def find(root: Any, titles: tuple[str, ...]) -> Body | None:
    """What follows the heading within its element, else the largest table of data."""
    wanted = {dense(title) for title in titles if title}
    found = _below_heading(root, titles, wanted) or _table(root, titles)
    return found or _below_dateline(root, titles) or (None if wanted else _whole(root))


def _below_dateline(root: Any, titles: tuple[str, ...]) -> Body | None:
    """What follows the line of date and source within its element: a sentence at least."""
    lines_of_date = (element for element in root.iter(*DATED) if _is_dateline(element))
    for line in islice(lines_of_date, MOST_DATELINES):
        up, around = line, 0
        while around < MOST_AROUND and up is not root and not any(map(_says, up.itersiblings())):
            up, around = up.getparent(), around + 1
        parent = up.getparent() if up is not root else None
        if parent is None or (parent is not root and is_surrounding(parent)):
            continue
        above = frozenset(up.itersiblings(preceding=True)) | {up} | frozenset(_edges(up)) | file_boxes(parent)
        if _leads_elsewhere(parent, above):
            continue
        text, foot = trim.trimmed(lines(parent, skip=above), titles, known=False)
        if any("。" in one for one in text) and not any(map(_IMPRINT.search, text)):
            return Body(parent, text, foot, known=False)
    return None


def _is_dateline(element: Any) -> bool:
    """Whether an element holds a moment, or a label of the line of date and source, and little else."""
    said = ""
    for at, piece in enumerate(element.itertext()):
        said += piece
        if at > MOST_INNER or len(said) > LONGEST_DATELINE:
            return False
    if not said or next(element.iterancestors("a", "li"), None) is not None:
        return False
    first = next(iter(pieces(said)), "")
    return bool(_MOMENT.match(first)) or opens_dateline(first)


def _says(element: Any) -> bool:
    seen = isinstance(element.tag, str) and not unseen(element)
    return seen and any(not piece.isspace() for piece in element.itertext() if piece)


def _whole(root: Any) -> Body | None:
    """All of a page that has no heading, as those in frames: its sentences, where it is no menu."""
    linked = sum(len(dense(link.text_content())) for link in root.iter("a"))
    if linked * 2 > len(dense(root.text_content())):
        return None
    text, foot = trim.trimmed(lines(root), (), known=True)
    return Body(root, text, foot, known=True) if _is_text(text) else None


def _below_heading(root: Any, titles: tuple[str, ...], wanted: set[str]) -> Body | None:
    for heading in islice(_named_so(root, wanted), MOST_HEADINGS):
        marked = heading.tag in HEADINGS
        while heading.getparent() is not root and not _stands_beside(heading):
            heading = heading.getparent()
        parent = heading.getparent()
        if parent is not None and parent.tag == "header" and parent.getparent() not in (None, root):
            heading, parent = parent, parent.getparent()  # the head of an article, not of the page
        if parent is None or (parent is not root and is_surrounding(parent)):
            continue
        above = (
            frozenset(heading.itersiblings(preceding=True))
            | {heading}
            | frozenset(_edges(heading))
            | file_boxes(parent)
        )
        if _leads_elsewhere(parent, above):
            continue
        text, foot = trim.trimmed(lines(parent, skip=above), titles, known=False)
        if _is_text(text) or (text and marked and parent is not root):
            return Body(parent, text, foot, known=False)
    return None


def _leads_elsewhere(parent: Any, above: frozenset[Any]) -> bool:
    """Whether what stands below a heading is for the most part links to other pages."""
    said = linked = 0
    for beside in parent:
        if beside not in above and isinstance(beside.tag, str) and not unseen(beside):
            said += len(dense(beside.text_content()))
            links = (link for link in beside.iter("a") if not is_file(link))
            linked += sum(len(dense(link.text_content())) for link in links)
    return linked * 2 > said


def _named_so(root: Any, wanted: set[str]) -> Iterator[Any]:
    for heading in root.iter(*HEADINGS, *BOLD):
        small = sum(1 for _ in islice(heading.iterdescendants(), MOST_INNER)) < MOST_INNER
        if small and dense(heading.text_content()) in wanted:
            yield heading


def _stands_beside(heading: Any) -> bool:
    """Whether anything stands beside a heading in its element."""
    return len(dense(heading.getparent().text_content())) > len(dense(heading.text_content()))


def _edges(heading: Any) -> Iterator[Any]:
    """What follows a heading and is not the document's."""
    for beside in heading.itersiblings():
        if isinstance(beside.tag, str) and is_surrounding(beside):
            yield beside


def _is_text(text: list[str]) -> bool:
    if any(map(_IMPRINT.search, text)):
        return False
    return len(text) >= MIN_LINES or any(map(_SENTENCE.search, text))


def _table(root: Any, titles: tuple[str, ...]) -> Body | None:
    found = [table for table in root.iter("table") if _holds_data(table)]
    if not found:
        return None
    largest = max(found, key=lambda table: len(table.text_content()))
    return Body(largest, *trim.trimmed(lines(largest), titles, known=True), known=False)


def _holds_data(table: Any) -> bool:
    if table.find(".//table") is not None or is_metadata(table):
        return False
    if any(unseen(up) or is_surrounding(up) for up in (table, *table.iterancestors())):
        return False
    rows = [line for line in lines(table) if line.count("\t") >= MIN_COLUMNS - 1]
    linked = sum(len(dense(link.text_content())) for link in table.iter("a"))
    return len(rows) >= MIN_ROWS and linked * 2 < len(dense(table.text_content()))
