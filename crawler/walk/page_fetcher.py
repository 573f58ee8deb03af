"""Looking at single pages of a portal without storing anything: for probing and checking."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from types import TracebackType

from corpus.addresses import normal
from corpus.config import Config
from corpus.portal_settings import PortalSettings
from crawler.extract import read_list
from crawler.families import ListPage
from crawler.fetch import BadAnswer, FetchError
from crawler.pages.form import Form
from crawler.pages.links import redirect
from crawler.pages.packed import as_page
from crawler.pages.page import Page
from crawler.walk.framed import frames_of, holds_list
from crawler.walk.page_scripts import PageScripts
from crawler.walk.portal_client import portal_client
from crawler.walk.run import MOST_STUBS

MOST_BESIDE = 3
"""Other lists of a page that are asked for where the first has no entries. A guess."""


class PageFetcher:
    """Fetches pages of one portal, as politely as a crawl."""

    def __init__(self, portal: PortalSettings, config: Config) -> None:
        self.client = portal_client(portal, config.crawl)
        self.guard = self.client.guard
        self._scripts = PageScripts(self.client, self.guard)

    def __enter__(self) -> PageFetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def page(self, url: str, form: Form = ()) -> Page:
        """The page behind an address, past stubs that only send the reader on. Raises FetchError."""
        page = self._page(url, form)
        for _ in range(MOST_STUBS - 1):
            target = redirect(page)
            if not target or not self.guard.allows(target):
                break
            page = self._page(target, ())
        return page

    def _page(self, url: str, form: Form) -> Page:
        answer = self.client.get(normal(url) or url, form=form)
        page = as_page(answer.body, answer.url, answer.content_type)
        if page is None:
            raise BadAnswer(url, "这是一个文件，不是网页")
        return page

    def with_scripts(self, page: Page) -> Page:
        """The page as if the scripts that it loads stood in it."""
        return self._scripts.written_into(page)

    def list_page(self, page: Page, family: str | None = None) -> ListPage:
        """The entries of a list page, or those that its script would fetch. Raises FetchError."""
        found = self._scripts.list_of(page, read_list(page, family))
        if found.entries or not found.source:
            return found
        lists = ((found.source, found.form), *islice(found.further, MOST_BESIDE))
        fetched = found
        for url, form in lists:
            fetched = read_list(self.page(url, form), family)
            if fetched.entries:
                break
        return replace(fetched, columns=fetched.columns or found.columns)

    def list_in_frame(self, page: Page, family: str | None) -> Page:
        """The list in a frame of a page that has none of its own; the page itself where there is none."""
        for url in frames_of(page, family):
            try:
                framed = self.page(url)
            except FetchError:
                continue
            if holds_list(framed, family):
                return framed
        return page
