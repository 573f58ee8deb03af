"""Lists for machines, however they come: packed as sitemaps ending in .gz (sitemaps.org), called a file."""

from __future__ import annotations

import zlib

from corpus.lazy_regex import lazy_regex
from crawler.pages.page import Page, is_page_body

GZIP = b"\x1f\x8b"

BEGINNINGS = (b"<", b"http://", b"https://")
"""Of sitemaps, which may be mere texts of addresses."""

LARGEST = 50 * 1024 * 1024
"""Bytes of a sitemap, unpacked: sitemaps.org allows no more."""

HEAD = 2_000
"""Bytes within which a list for machines shows its root. A guess."""

_ROOT = lazy_regex(rb"<(?:[\w.-]{1,100}:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]")
_ADDRESSES = lazy_regex(rb"(?:https?://[^\s<>\"]{1,2000}\s+){2}")


def as_page(body: bytes, url: str, content_type: str | None) -> Page | None:
    """A body as the page that it is, unpacked; None for a file.

    Sitemaps and feeds are pages of whatever type the server calls them.
    """
    whole = unpacked(body)
    media_type = (content_type or "").partition(";")[0].strip().lower() or None
    told = whole is not body or is_list_for_machines(whole) or is_page_body(whole, media_type)
    return Page.parse(whole, url, content_type) if told else None


def is_list_for_machines(body: bytes) -> bool:
    """Whether it begins as a sitemap or a feed does, or as a text of nothing but addresses."""
    head = body[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return bool((head.startswith(b"<") and _ROOT.search(head)) or _ADDRESSES.match(head))


def unpacked(body: bytes) -> bytes:
    """What a body holds that is XML, or a list of addresses, packed by gzip.

    Anything else as it is, and so are packed files.
    """
    if not body.startswith(GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacking.decompress(body, LARGEST)
    except zlib.error:
        return body
    return found if found.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGINNINGS) else body
