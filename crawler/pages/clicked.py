"""Rows that lead somewhere by a script of their own, as links."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from crawler.pages.page import Page

GIVEN = re.compile(r"[\"']((?:https?:/)?/[^\"'\s<>]{2,500}|[\w./-]{0,200}\?[^\"'\s<>]{3,400})[\"']")
"""An address that a script is given."""

MIN_CLICKED = 2
"""So many rows that react to a click are a list."""


def with_links(page: Page) -> Page | None:
    """The page with a link in each row that a click leads away from; None where there are none."""
    if "onclick" not in page.html.lower():
        return None
    soup = BeautifulSoup(page.html, "lxml")
    clicked = [tag for tag in soup.find_all(True, onclick=GIVEN) if tag.name != "a" and not tag.find("a")]
    if len(clicked) < MIN_CLICKED:
        return None
    for tag in clicked:
        _link(soup, tag)
    return page.with_html(str(soup))


def _link(soup: BeautifulSoup, tag: Tag) -> None:
    """Put what the row says, of a row of a table its longest cell, into a link."""
    given = GIVEN.search(str(tag["onclick"]))
    cells = tag.find_all("td")
    place = max(cells, key=lambda cell: len(cell.get_text())) if cells else tag
    link = soup.new_tag("a", href=given.group(1) if given else "")
    for node in list(place.contents):
        link.append(node)
    place.append(link)
