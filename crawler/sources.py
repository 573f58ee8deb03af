"""Where a portal lists its items besides its pages: feeds that a page announces, sitemaps of robots.txt."""

from __future__ import annotations

from crawler.extract import Link
from crawler.fetch import Client, FetchError
from crawler.page import Page

FEED_TYPES = ("application/rss+xml", "application/atom+xml")


def feeds(page: Page) -> tuple[Link, ...]:
    """The feeds that a page announces to its readers (RSS Advisory Board, RSS Autodiscovery)."""
    found = []
    for tag in page.tree.iter("link"):
        alternate = "alternate" in (tag.get("rel") or "").lower().split()
        if alternate and (tag.get("type") or "").lower() in FEED_TYPES:
            url = page.absolute(tag.get("href") or "")
            if url:
                found.append(Link(url, " ".join((tag.get("title") or "").split()), "in_list"))
    return tuple(found)


def sitemaps(client: Client, home: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names (sitemaps.org); none where it cannot be read."""
    try:
        return client.sitemaps(home)
    except FetchError:
        return ()
