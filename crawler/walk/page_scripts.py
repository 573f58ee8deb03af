"""The scripts that pages of a portal load: menus that they write, and lists that they fetch."""

from __future__ import annotations

import re
from itertools import islice

from corpus.addresses import normal
from crawler.fetch import Client, FetchError, Guard
from crawler.pages.decode import decode
from crawler.pages.links import loaded_scripts
from crawler.pages.page import Page

MOST_SCRIPTS = 20
"""Scripts of a portal that are read in one crawl. A guess: most load three of their own on all pages."""

MOST_LOADED = 40
"""Scripts of one page that are looked at. A guess."""

LONGEST_SCRIPT = 200_000
"""Characters of a script; longer ones are libraries. A guess."""

_TAG = re.compile(r"<(/?script)", re.IGNORECASE)
"""What would end the script that the text is put into."""


class PageScripts:
    """Asks for each script once; what cannot be had is as if it were empty."""

    def __init__(self, client: Client, guard: Guard) -> None:
        self._client = client
        self._guard = guard
        self._read: dict[str, str] = {}

    def written_into(self, page: Page) -> Page:
        """The page as if the portal's scripts that it loads stood in it; itself where it loads none."""
        urls = (normal(url) for url in islice(loaded_scripts(page), MOST_LOADED))
        texts = [text for url in urls if url and (text := self._text(url))]
        return (
            page.with_html("".join((page.html, *(f"<script>{one}</script>" for one in texts))))
            if texts
            else page
        )

    def _text(self, url: str) -> str:
        if url not in self._read and self._guard.allows(url) and len(self._read) < MOST_SCRIPTS:
            self._read[url] = self._fetched(url)
        return self._read.get(url, "")

    def _fetched(self, url: str) -> str:
        try:
            answer = self._client.get(url)
        except FetchError:
            return ""
        text, _ = decode(answer.body, answer.content_type)
        return _TAG.sub(r"<\\\1", text) if len(text) <= LONGEST_SCRIPT else ""
