"""The content-management families: which one made a page, and what its list pages hold. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from corpus.addresses import identity
from corpus.lazy_regex import lazy_regex
from crawler.families import _arrays, _asked, _calls, _drawn, _postback, _scripted, _trees
from crawler.families._base import Family, ListPage
from crawler.families._calls import carried_on
from crawler.families._code import Code
from crawler.families._held import HeldDocument
from crawler.families._held import document as held_document
from crawler.families._held import files as held_files
from crawler.families._ids import Lead, lead
from crawler.families._ids import entries as listed_by_ids
from crawler.families._json import one_page_on
from crawler.families._paging import has_former
from crawler.families.easysite import EasySite
from crawler.families.epoint import Epoint
from crawler.families.feed import Feed, Sitemap
from crawler.families.gd import Gd
from crawler.families.generic import Generic
from crawler.families.jcms import Jcms
from crawler.families.jpaas import Jpaas
from crawler.families.search_api import SearchApi
from crawler.families.siteserver import SITESERVER
from crawler.families.trs import Trs
from crawler.families.ucap import Ucap
from crawler.families.vsb import VSB
from crawler.families.xml_list import XmlList
from crawler.pages import rows
from crawler.pages.errors import UnknownFamily
from crawler.pages.page import Page

DATA: tuple[Family, ...] = (Feed(), Sitemap(), XmlList())
"""Answers for machines, whatever system made them."""

FAMILIES: tuple[Family, ...] = (
    *DATA,
    *(Jpaas(), Gd(), SearchApi(), Ucap(), Jcms(), SITESERVER, Trs(), VSB, Epoint(), EasySite(), Generic()),
)
"""In the order in which they are asked: the surest marks first, `generic` last."""


COLUMN_NAME = 8
"""Characters that the name of a column has at most. A guess."""

MOST_SEEN = 5
"""Requests and scripts that are told of a page. A guess."""


MOST_COMMENTS = 200
"""Comments of a page that are looked at. A guess."""

_REGISTERED = lazy_regex(r"公网安备|ICP[备证]|网站标识码")
"""What foots of pages say of where their site is registered, behind a link."""


def detect(page: Page) -> Family:
    """The family that made the page; `generic` where none is known."""
    return next(family for family in FAMILIES if family.matches(page))


def reader_of(page: Page, name: str | None = None) -> Family:
    """The family called `name`, but for answers that say themselves what they are. Raises UnknownFamily."""
    if name is None or not page.html.lstrip().startswith(("<html", "<!")):
        found = detect(page)
        if name is None or found in DATA or found.name == SearchApi.name:
            return found
    return by_name(name)


def read(page: Page, name: str | None = None) -> ListPage:
    """A list page as its family writes it, or as its scripts make it. Raises UnknownFamily."""
    listed = reader_of(page, name).entries(page)
    if listed.entries and is_menu(listed):
        if surely := surely_made(page):
            return replace(surely, next=listed.next, pages=listed.pages) if surely.entries else surely
        if _leads_nowhere(page, listed) and (made := _made(page)):
            return made
    if not (listed.entries or listed.source or listed.columns):
        made = _made(page) or _commented(page)
        if made is None or not made.entries:
            return made or listed
        return replace(made, next=made.next or listed.next, pages=made.pages or listed.pages)
    if not listed.entries or listed.next:
        return listed
    if after := _postback.following(page) or _scripted.following(page):
        return replace(listed, next=after[0], form=after[1])
    if asked := _asked.following(page):
        return replace(listed, next=asked)
    drawn = _drawn.following(page, Code(page)) if "ag" in page.html else None
    if drawn is None:
        return replace(listed, next=_drawn.written(page))
    return replace(listed, next=drawn[0], pages=drawn[1])


def is_menu(listed: ListPage) -> bool:
    """Whether a page has no entries but what may be names of columns, beside a list that a script makes."""
    return all(
        entry.published_on is None and (len(entry.title) <= COLUMN_NAME or _REGISTERED.search(entry.title))
        for entry in listed.entries
    )


def _leads_nowhere(page: Page, listed: ListPage) -> bool:
    """Whether all entries lead to the page itself or to a site's home page, as those of its frame do."""
    urls = [entry.url for entry in listed.entries]
    return all(identity(url) == identity(page.url) or urlsplit(url).path in ("", "/") for url in urls)


def _made(page: Page) -> ListPage | None:
    """What scripts make: an array without days may be a menu, it goes behind a call."""
    code = Code(page)
    held = _arrays.entries(page, code)
    if _is_dated(held):
        return held
    return _trees.listed(page, code) or _calls.source(page, code) or held


def _commented(page: Page) -> ListPage | None:
    """The list with days that a page keeps in a comment, for a script to show."""
    held = (one for one in islice(_comments(page.html), MOST_COMMENTS) if one.count("<a ") > 1)
    found = (rows.entries(page.with_html(one)) for one in islice(held, MOST_SEEN))
    entries = max(found, key=len, default=())
    return ListPage("generic", entries) if sum(one.published_on is not None for one in entries) > 1 else None


def _comments(html: str) -> Iterator[str]:
    begins = html.find("<!--")
    while begins >= 0 and (ends := html.find("-->", begins)) >= 0:
        yield html[begins + 4 : ends]
        begins = html.find("<!--", ends)


def surely_made(page: Page) -> ListPage | None:
    """What scripts make, if it is surely a list: an array with days, a tree of columns, a call for a page."""
    code = Code(page)
    held = _arrays.entries(page, code)
    if _is_dated(held):
        return held
    made = _trees.listed(page, code, _calls.SURE) or _calls.source(page, code, _calls.SURE)
    return made or _commented(page)


def may_make(script: str) -> bool:
    """Whether a script may hold rows, write markup or fetch; names and numbers alone make nothing."""
    return _arrays.may_hold(script) or _calls.may_fetch(script)


def _is_dated(held: ListPage | None) -> bool:
    return held is not None and any(entry.published_on for entry in held.entries)


def seen_in_scripts(page: Page) -> tuple[str, ...]:
    """What the scripts of a page ask and load, for people: where its list may come from."""
    return tuple(dict.fromkeys(islice(_calls.seen(page, Code(page)), MOST_SEEN)))


def by_name(name: str) -> Family:
    """The family of that name; raises UnknownFamily, naming the known ones."""
    for family in FAMILIES:
        if family.name == name:
            return family
    raise UnknownFamily(name, tuple(family.name for family in FAMILIES))


__all__ = [
    "FAMILIES",
    "Family",
    "HeldDocument",
    "Lead",
    "ListPage",
    "by_name",
    "carried_on",
    "detect",
    "has_former",
    "held_document",
    "held_files",
    "is_menu",
    "lead",
    "listed_by_ids",
    "may_make",
    "one_page_on",
    "read",
    "seen_in_scripts",
    "surely_made",
]
