"""What pages of a portal load: scripts that write menus and fetch lists, pieces of markup with a menu."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from corpus.addresses import normal
from corpus.lazy_regex import lazy_regex
from crawler.families import ListPage, is_menu, may_make, read, surely_made
from crawler.fetch import Client, FetchError, Guard
from crawler.pages import fragments
from crawler.pages.clicked import called_elsewhere, defines
from crawler.pages.decode import decode
from crawler.pages.links import loaded_scripts, may_lead
from crawler.pages.page import Page

MOST_SCRIPTS = 20
"""Scripts of a portal that are read in one crawl. A guess: most load three of their own on all pages."""

MOST_LOADED = 40
"""Scripts of one page that are looked at. A guess."""

MOST_PIECES, MOST_LOADED_PIECES = 10, 5
"""Pieces of markup that are read in one crawl, and of one page. Guesses: a head, a foot, a side."""

LONGEST_SCRIPT = 200_000
"""Characters of a script; longer ones are libraries. A guess."""

_TAG = lazy_regex(r"<(/?script)", re.IGNORECASE)
"""What would end the script that the text is put into."""


@dataclass(frozen=True, slots=True)
class _Script:
    text: str
    is_of_use: bool
    """Whether it may lead or fetch by itself; others only name what such scripts use."""


_NONE = _Script("", False)


class PageScripts:
    """Asks for each script once; what cannot be had is as if it were empty."""

    def __init__(self, client: Client, guard: Guard) -> None:
        self._client = client
        self._guard = guard
        self._read: dict[str, _Script] = {}
        self._pieces: dict[str, str] = {}
        self._written: tuple[Page, Page] | None = None
        """The page that was asked for last, and the same with its scripts."""
        self._made: tuple[Page, ListPage | None] | None = None
        """The same of the page whose list was asked for last."""

    def list_of(self, page: Page, listed: ListPage) -> ListPage:
        """What was listed on a page; where that may be a menu, the list that loaded scripts surely make."""
        if not is_menu(listed) or listed.columns:
            return listed
        if (with_rows := self.rows_of(page, listed)) is not listed:
            return with_rows
        whole = self.written_into(page)
        if whole is page:
            return listed
        if self._made is None or self._made[0] is not whole:
            self._made = (whole, surely_made(whole))
        made = self._made[1]
        if listed.source and not (made and _is_one_call(made.source, listed.source)):
            return listed
        return made or listed

    def rows_of(self, page: Page, listed: ListPage) -> ListPage:
        """What was listed on a page, or what is once it is known where functions lead that it loads."""
        if not called_elsewhere(page) or (whole := self.written_into(page)) is page:
            return listed
        with_rows = read(whole)
        return with_rows if len(with_rows.entries) > len(listed.entries) else listed

    def written_into(self, page: Page) -> Page:
        """The page as if what it loads of the portal's stood in it; itself where that adds nothing."""
        if self._written is None or self._written[0] is not page:
            self._written = (page, self._with_scripts(page))
        return self._written[1]

    def _with_scripts(self, page: Page) -> Page:
        urls = (normal(url) for url in islice(loaded_scripts(page), MOST_LOADED))
        scripts = [script for url in urls if url and (script := self._script(url)).text]
        whole = "".join((page.html, *(f"<script>{one.text}</script>" for one in scripts)))
        urls = (normal(url) for url in islice(fragments.loaded(page, whole), MOST_LOADED_PIECES))
        pieces = [piece for url in urls if url and (piece := self._piece(url))]
        of_use = any(script.is_of_use for script in scripts) or (scripts and may_make(page.html))
        if not of_use and (called := called_elsewhere(page)):
            of_use = any(defines(script.text, called) for script in scripts)
        if not (of_use or pieces):
            return page
        return page.with_html("".join((*pieces, whole if of_use else page.html)))

    def _piece(self, url: str) -> str:
        if url not in self._pieces and self._guard.allows(url) and len(self._pieces) < MOST_PIECES:
            self._pieces[url] = self._fetched(url, keep_scripts=True)
        return self._pieces.get(url, "")

    def _script(self, url: str) -> _Script:
        if url not in self._read and self._guard.allows(url) and len(self._read) < MOST_SCRIPTS:
            text = self._fetched(url)
            self._read[url] = _Script(text, may_make(text) or may_lead(text))
        return self._read.get(url, _NONE)

    def _fetched(self, url: str, *, keep_scripts: bool = False) -> str:
        try:
            answer = self._client.get(url)
        except FetchError:
            return ""
        text, _ = decode(answer.body, answer.content_type)
        if len(text) > LONGEST_SCRIPT:
            return ""
        return text if keep_scripts else _TAG.sub(r"<\\\1", text)


def _is_one_call(address: str | None, before: str) -> bool:
    """Whether the same is asked, with names that loaded scripts set: before its path, in its fields."""
    asked, known = urlsplit(address or ""), urlsplit(before)
    return address != before and asked.path.endswith(known.path)
