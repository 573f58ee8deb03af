"""A parsed page: its characters, its tree for reading, and a soup for CSS selectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import lxml.html
from bs4 import BeautifulSoup

from corpus.addresses import can_split
from corpus.file_kinds import FileKind, file_kind
from corpus.lazy_regex import lazy_regex
from crawler.pages.decode import decode

MAX_CHARACTERS = 5_000_000
"""Longer pages are cut: ten times the longest page seen (0.5 MB). A guess."""

MAX_TAGS = 150_000
"""A page is cut after so many tags: bounds parsing to seconds. Most have under 3,000."""

MOST_OPEN = 2_000
"""Elements in each other of which a soup is made as they come: each costs as much time as it has around it.
libxml2 ends its tree at 2,048. Old pages leave hundreds open."""

READABLE_TYPES = ("html", "xml", "json", "javascript")
"""In media types of what families read."""

UNTOLD = (
    "application/octet-stream",
    "application/x-download",
    "application/force-download",
    "binary/octet-stream",
)
"""Media types that say nothing of what a file is."""

_INLINE_FILE = lazy_regex(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=\s]{200,}")
_UNREADABLE = lazy_regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_XML_DECLARATION = lazy_regex(r"^\s*<\?xml[^>]{0,200}>")
_END = lazy_regex(r"</[hH][tT][mM][lL]\s{0,80}>")
"""The end of a page, which stands in its midst where its head is a file that is a page of its own: browsers
read on behind it, libxml2 from 2.14 on does not."""

_BREAKS = lazy_regex(r"[\t\n\r]+")
_ASCII = "".join(map(chr, range(33, 127)))
_TOO_DEEP = f"boolean(//*[ancestor::*[{MOST_OPEN}]])"
_PLAIN = "<html><body>{}</body></html>"


@dataclass(frozen=True)
class Page:
    """A page as it was answered; `tree` and `soup` are parsed on first use."""

    url: str
    html: str
    encoding: str
    own_url: str | None = None
    """That the answer's headers give as its own."""

    @classmethod
    def parse(cls, body: bytes, url: str, content_type: str | None = None) -> Page:
        """From any bytes; it may be empty, but this never fails. An address that is none becomes ""."""
        text, encoding = decode(body[: 4 * MAX_CHARACTERS], content_type)
        return cls(url if can_split(url) else "", _bounded(text), encoding)

    def with_html(self, html: str) -> Page:
        """The same page with other markup, such as what it hides in comments."""
        return Page(self.url, html, self.encoding)

    @cached_property
    def tree(self) -> Any:
        """The lxml tree: ten times faster to build than the soup, for code that reads every node."""
        return self._elements[0]

    @cached_property
    def _elements(self) -> list[Any]:
        """All of the tree, held: lxml makes what nobody holds anew whenever the tree is gone through."""
        return list(self._parsed().iter())

    def _parsed(self) -> Any:
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        try:
            return lxml.html.document_fromstring(self._markup.encode(), parser=parser)
        except lxml.etree.ParserError:  # nothing but a comment, or a tag without an end
            return lxml.html.document_fromstring(_PLAIN.format("").encode(), parser=parser)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The Beautiful Soup tree: CSS selectors for adapters. Of a page too deep, what its lxml tree has."""
        deep = self._markup.count("<") > MOST_OPEN and self.tree.xpath(_TOO_DEEP)
        markup = lxml.html.tostring(self.tree, encoding="unicode") if deep else self._markup
        return BeautifulSoup(markup, "lxml")

    @property
    def _markup(self) -> str:
        if "<" not in self.html:
            return _PLAIN.format(self.html)
        at = self.html.find("</html>")
        return self.html if at >= 0 and self.html[at + 7 :].isspace() else _END.sub("", self.html)

    @cached_property
    def base_url(self) -> str:
        """What relative links start from: <base href>, else the page's own address."""
        base = self.tree.find(".//base[@href]")
        return self.absolute(base.get("href"), self.url) or self.url if base is not None else self.url

    def absolute(self, href: str, base: str | None = None) -> str | None:
        """The http(s) address a link leads to, without fragment; None for script, mail and dead links.

        Read as browsers do (WHATWG URL): blanks within it belong to it, backslashes are slashes, and what is
        not ASCII in a query goes out in the encoding of the page.
        """
        known = self._addresses
        if (href, base) not in known:
            known[href, base] = self._absolute(href, base)
        return known[href, base]

    @cached_property
    def _addresses(self) -> dict[tuple[str, str | None], str | None]:
        """Where links lead: entries, further pages and menus are each looked for among all of them."""
        return {}

    def _absolute(self, href: str, base: str | None) -> str | None:
        href = _BREAKS.sub("", href.strip())
        if not href or href.startswith("#"):
            return None
        end = len(re.split(r"[?#]", href, maxsplit=1)[0])
        href = href[:end].replace("\\", "/") + href[end:]
        try:
            address = urlsplit(urljoin(self.base_url if base is None else base, href))
            local = not address.scheme and not urlsplit(self.url).scheme
        except ValueError:
            return None
        if address.scheme not in ("http", "https", "file") and not local:
            return None
        query = _encoded(address.query, self.encoding)
        path = address.path.replace(" ", "%20")
        return urlunsplit((address.scheme, address.netloc, path, query, ""))


def is_page_body(body: bytes, media_type: str | None) -> bool:
    """Whether an answer is a page rather than a file, whatever type the portal declares for a file."""
    if file_kind(body) not in (None, FileKind.HTML):
        return False
    if media_type in UNTOLD and file_kind(body) is FileKind.HTML:
        return True
    return not media_type or media_type.startswith("text/") or any(w in media_type for w in READABLE_TYPES)


def _encoded(query: str, encoding: str) -> str:
    """A query with the bytes that a browser would send: what the page's encoding lacks as a reference."""
    if query.isascii() or encoding.startswith("utf"):
        return query.replace(" ", "%20")
    return quote(query.encode(encoding, "xmlcharrefreplace"), safe=_ASCII)


def is_cut(text: str) -> bool:
    """Whether a page of this text is parsed in part only."""
    return len(text) > MAX_CHARACTERS or text.count("<") > MAX_TAGS


def _bounded(text: str) -> str:
    text = _INLINE_FILE.sub("", text[:MAX_CHARACTERS])
    text = _UNREADABLE.sub("", _XML_DECLARATION.sub("", text))
    if text.count("<") > MAX_TAGS:
        last = 0
        for count, tag in enumerate(re.finditer("<", text)):
            if count == MAX_TAGS:
                last = tag.start()
                break
        text = text[:last]
    return text
