"""Links of a page of several boxes, such as a topic's, that lead to documents of one column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.pages.addresses import numbers, shape
from crawler.pages.page import Page

FOLDER = 4
"""Slashes of the address of a folder below a host's root."""

MOST_LINKS = 1_000
"""Links of a page that are looked at. A guess."""

_NUMBERED = lazy_regex(r"0[^/]{0,100}$")
"""The shape of an address that ends with a document's number."""

_OF_COLUMN = lazy_regex(r"(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2]|$))\d{3,}")
"""The number of a column; no day or month."""


def of_one_column(page: Page, urls: Sequence[str]) -> Iterator[tuple[Tag, str]]:
    """The links to documents of the column of these, with where they lead; these themselves among them.

    Their addresses are made as these are, in the page's own folder or with the number of the column that all
    of these have.
    """
    shapes = set(map(shape, urls))
    if len(shapes) != 1 or not _NUMBERED.search(next(iter(shapes))):
        return
    folder = page.url.partition("?")[0].rpartition("/")[0] + "/"
    within = folder.count("/") >= FOLDER and all(url.startswith(folder) for url in urls)
    column = _column(urls)
    for link in islice(page.soup.find_all("a", href=True) if within or column else (), MOST_LINKS):
        url = page.absolute(str(link["href"]))
        if url and shape(url) in shapes and ((within and url.startswith(folder)) or _is_of(column, url)):
            yield link, url


def _column(urls: Sequence[str]) -> dict[int, str]:
    """By their places the numbers that these addresses have in common, and that may be a column's."""
    if len(urls) < 2:
        return {}
    alike = [set(said) for said in zip(*map(numbers, urls), strict=False)]
    same = {at: next(iter(said)) for at, said in enumerate(alike) if len(said) == 1}
    return {at: said for at, said in same.items() if _OF_COLUMN.fullmatch(said)}


def _is_of(column: dict[int, str], url: str) -> bool:
    said = numbers(url)
    return bool(column) and all(said[at : at + 1] == [number] for at, number in column.items())
