"""RSS 2.0, RSS 1.0 and Atom (RFC 4287) feeds, and sitemaps (sitemaps.org): lists for machines."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.families._base import ListPage
from crawler.pages import dates
from crawler.pages.page import Page

_FEED = lazy_regex(r"<(?:rss|feed|rdf:RDF|\w{0,100}:?feed)\b")
_SITEMAP = lazy_regex(r"<(?:[\w.-]{1,100}:)?(?:urlset|sitemapindex)\b")
_ABOVE_ROOT = lazy_regex(
    r"\s+|<!--.{0,2000}?-->|<\?.{0,500}?\?>|<!DOCTYPE[^>\[]{0,500}\[.{0,20000}?\]\s*>", re.DOTALL
)
_BARE = lazy_regex(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,40};)", re.DOTALL)
"""An ampersand that begins no reference, as in addresses that programs put together."""

_DAYS = ("pubDate", "published", "date", "updated")


class Feed:
    """RSS and Atom."""

    name = "feed"

    def matches(self, page: Page) -> bool:
        """Its root element."""
        return bool(_FEED.match(page.html, above_root(page.html)))

    def entries(self, page: Page) -> ListPage:
        """Items with a title and a link; the next page of a paged feed (RFC 5005)."""
        whole = root(page)
        found = [_item(page, element) for element in whole.iter() if local(element) in ("item", "entry")]
        following = [
            page.absolute(link.get("href") or "")
            for link in whole.iter()
            if local(link) == "link" and link.get("rel") == "next"
        ]
        return ListPage(self.name, tuple(item for item in found if item), next(iter(following), None))


class Sitemap:
    """Sitemaps and their indexes; entries have no titles."""

    name = "sitemap"

    def matches(self, page: Page) -> bool:
        """Its root element, or a text of nothing but addresses."""
        return bool(_SITEMAP.match(page.html, above_root(page.html)) or _addresses(page))

    def entries(self, page: Page) -> ListPage:
        """Addresses of pages, with the days of their last change; the sitemaps of an index as columns."""
        if listed := _addresses(page):
            urls = filter(None, map(page.absolute, listed))
            return ListPage(self.name, tuple(Entry(url, "", None) for url in urls))
        found = {"url": [], "sitemap": []}  # type: dict[str, list[Entry]]
        for element in root(page).iter():
            kind = local(element)
            if kind in found and (url := page.absolute(_said(element, "loc"))):
                found[kind].append(Entry(url, "", _day(_said(element, "lastmod"))))
        return ListPage(self.name, tuple(found["url"]), columns=tuple(found["sitemap"]))


def _addresses(page: Page) -> list[str]:
    """The addresses of a sitemap that is a text, one a line (sitemaps.org); of any other page none."""
    text = page.html.lstrip("\ufeff").lstrip()
    if not text.startswith(("http://", "https://")):
        return []
    lines = text.split()
    return lines if all(line.startswith(("http://", "https://")) for line in lines) else []


def above_root(text: str) -> int:
    """How much stands above a root: comments and declarations, one by one, in time that grows with them."""
    at = 0
    while found := _ABOVE_ROOT.match(text, at):
        at = found.end()
    return at


def root(page: Page) -> Any:
    """The root of a page that is XML; an empty one where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        found = etree.fromstring(_BARE.sub(_referenced, page.html.strip()).encode(), parser)
    except etree.XMLSyntaxError:
        found = None
    return found if found is not None else etree.Element("empty")


def _referenced(said: re.Match[str]) -> str:
    return "&amp;" if said[0] == "&" else said[0]


def local(element: Any) -> str:
    """The tag's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _said(element: Any, name: str) -> str:
    texts = ("".join(child.itertext()) for child in element if local(child) == name)
    return next((" ".join(text.split()) for text in texts if text.strip()), "")


def _item(page: Page, element: Any) -> Entry | None:
    links = [child for child in element if local(child) == "link"]
    chosen = [
        link.get("href") for link in links if link.get("rel") in (None, "alternate") and link.get("href")
    ]
    url = page.absolute(next(iter(chosen), "") or _said(element, "link") or _said(element, "guid"))
    title = _said(element, "title")
    if not url or not title:
        return None
    days = (_day(_said(element, name)) for name in _DAYS)
    return Entry(url, title, next((day for day in days if day), None))


def _day(text: str) -> date | None:
    if day := dates.parse(text):
        return day
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None
