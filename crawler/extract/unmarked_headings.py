"""The heading of a page whose <title> names its site or column, where only its place tells it."""

from __future__ import annotations

from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import issuer, title
from crawler.extract.heading import above_dateline, is_dateline, is_mark, last_cell
from crawler.extract.labels import Chunk, is_label
from crawler.extract.marked_headings import MIN_ABOVE, is_path, names_site
from crawler.extract.tools import is_tools
from crawler.pages.markup import dense, squeeze

_SPOKEN = lazy_regex(
    r"^(?:点击)?(?:下载|查看)|[。；;：:，,！!、]$|。|\t|^[（(]|^(?:附件|第?[一二三四五六七八九十\d]{1,3}[、.．章条节])"
)
"""How lines of a text end or begin that are none of its heading."""

_OF = lazy_regex(r"关于|(?:19|20)\d{2}年")
"""How a heading goes on below the body whose paper it is."""

LONGEST = 60
"""Characters of a heading that only its place tells. A guess."""

LEAST_BELOW = 2
"""Lines of a text below its first, where that is the heading. A guess."""


def is_weak(tree: Any, chosen: str, found: list[tuple[str, float]]) -> bool:
    """Whether what a page would be called is nothing, or what <title> alone says in a word or two."""
    if not chosen:
        return True
    short = len(dense(chosen)) <= title.COLUMN_NAME
    once = sum(text == chosen for text, _ in found) == 1
    return short and once and chosen in squeeze(tree.findtext(".//title") or "")


def by_place(above: list[Chunk], text: list[str]) -> str:
    """What stands right above the line of the day, or the text, or is its first line; "" for no heading."""
    if not text:
        return ""
    short = next(iter(above_dateline(above, title.SHORT_HEADING)), "")
    if short and not (title.is_column(short) or names_site(short)):
        return short
    nearest = last_cell(above)
    if is_likely(nearest):
        return nearest
    first = "".join(text[:2]) if issuer.is_name(text[0]) and text[1:] and _OF.match(text[1]) else text[0]
    return first if len(text) > LEAST_BELOW and is_likely(first) else ""


def is_likely(line: str) -> bool:
    """Whether a line could be a heading, by its words alone."""
    size = len(dense(line))
    least = title.SHORT_HEADING if title.is_kind(line) else MIN_ABOVE
    if not least <= size <= LONGEST or _SPOKEN.search(line):
        return False
    if is_label(line) or is_path(line) or is_tools(line) or is_dateline(line) or is_mark(line):
        return False
    return not names_site(line)
