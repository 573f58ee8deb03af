"""What no part of the program foresaw is caught at its page: told, kept for the developer, and passed by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.bug_reports import BugReports
from corpus.errors import FileLost, GongkaiError
from corpus.files import FileStore
from crawler.fetch import Client, Stopped
from crawler.pages.errors import CrawlError, Unforeseen
from crawler.walk.endings import Enough, PortalDown
from crawler.walk.report import Tally

FORESEEN = (GongkaiError, Enough, PortalDown, Stopped)
"""What the crawl itself deals with."""


@dataclass(slots=True)
class Caught:
    """What came of a page."""

    error: Unforeseen | None = None


class Mishaps:
    """Of one crawl."""

    def __init__(self, reports: BugReports, files: FileStore, client: Client, tally: Tally) -> None:
        self._reports = reports
        self._files = files
        self._client = client
        self._tally = tally
        self._missed: set[str] = set()
        self.file: str | None = None
        """SHA-256 of what is being read; None while it is still on its way."""

    @contextmanager
    def caught(self, url: str) -> Iterator[Caught]:
        """Let nothing but what the crawl deals with leave the block, which is about one page."""
        outcome = Caught()
        outer, self.file = self.file, None
        try:
            yield outcome
        except FORESEEN:
            raise
        except Exception as error:
            if error is self._tally.interrupted_by:
                raise
            outcome.error = self._keep(url, error)
        finally:
            self.file = outer

    def tell(self, url: str, error: CrawlError) -> None:
        """Note what was foreseen, and costs its page nothing."""
        self._tally.problem(url, error)

    def missed(self, error: CrawlError) -> None:
        """Count a page that was not read as a reader sees it."""
        if error.url not in self._missed:
            self._missed.add(error.url)
            self._tally.failed += 1
            self._tally.problem(error.url, error)

    def _keep(self, url: str, error: Exception) -> Unforeseen:
        report = self._reports.keep(self._tally.portal, url, error, self._bytes())
        told = Unforeseen(url, report.number)
        self._tally.failed += 1
        self._tally.unforeseen += 1
        self._tally.problem(url, told)
        return told

    def _bytes(self) -> bytes:
        if self.file is None:
            return self._client.received
        try:
            return self._files.get(self.file)
        except FileLost:
            return b""
