"""Where the entries of a list page stand: there the next page has its own, though nothing else tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from bs4 import Tag

from corpus.records import Entry
from crawler.pages.link_titles import MIN_TITLE
from crawler.pages.page import Page
from crawler.pages.rows import leads_to, row_of

_Place: TypeAlias = tuple[tuple[str, ...], ...]
"""The names of a row's elements, and the names and classes of what it stands in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the entries of a list page stand, and all that it links to: what is kept of a page."""

    place: _Place
    linked: frozenset[str]


def where_they_stand(page: Page, urls: Collection[str]) -> Standing | None:
    """Where most entries, at these addresses, stand on a page; None where no link leads to any."""
    led_to = [(link, leads_to(page, link)) for link in page.soup.find_all("a")]
    places = Counter(_place(link) for link, url in led_to if url in urls)
    if not places:
        return None
    (place, _), *_ = places.most_common(1)
    return Standing(place, frozenset(url for _, url in led_to if url))


def entries_there(page: Page, before: Standing) -> tuple[Entry, ...]:
    """What stands on a page where the entries of the page before stood on that one.

    What both pages link to is no entry.
    """
    found: dict[str, Entry] = {}
    for link in page.soup.find_all("a"):
        url = leads_to(page, link)
        if url and url not in before.linked and _place(link) == before.place:
            row = row_of(page, link)
            if row and row.link is link and len(row.title) >= MIN_TITLE:
                found.setdefault(url, Entry(url, row.title, row.day))
    return tuple(found.values())


def _place(link: Tag) -> _Place:
    row = link.find_parent(("li", "tr", "dd", "dt")) or link
    within = [link, *link.parents]
    depth = next(place for place, element in enumerate(within) if element is row)
    around = (
        (element.name, *sorted(element.get_attribute_list("class")))
        for element in within[depth + 1 :]
        if element.name not in ("body", "html", "[document]")
    )
    return (tuple(element.name for element in within[: depth + 1]), *around)
