"""Pieces of markup that a page's scripts load into it: heads with the menu, and feet."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.addresses import parts_of
from corpus.lazy_regex import lazy_regex
from crawler.pages.addresses import changes_something, is_of_others
from crawler.pages.page import Page

_LOADED = lazy_regex(
    r"\.(?:load|get)\(\s*[\"']([^\"'\s<>?]{1,300}\.(?:[sj]?html?|inc|jspf?|aspx?|php|txt)(?:\?[^\"'\s<>]{0,200})?)"
    r"(?:\s[^\"'\n]{0,100})?[\"']"
    r"|\s(?:data-)?(?:w3-|ng-|html-)?include(?:-html)?\s*=\s*[\"']'?([^\"'\s<>?]{1,300}\.(?:[sj]?html?|inc)(?:\?[^\"'\s<>]{0,200})?)'?[\"']",
)
"""What jQuery loads into an element or fetches, and attributes by which pages name what is put there."""


def loaded(page: Page, code: str) -> Iterator[str]:
    """The addresses of the pieces that the page, with this code, loads; none that counts visits, say."""
    for match in _LOADED.finditer(code):
        url = page.absolute(match[1] or match[2])
        if url and not (is_of_others(parts_of(url).path) or changes_something(url)):
            yield url
