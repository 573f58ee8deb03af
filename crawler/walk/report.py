"""What a crawl did, while it runs and at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from corpus.records import Change
from crawler.fetch import Client
from crawler.pages.errors import CrawlError


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read."""

    url: str
    reason: str
    """One sentence in Chinese."""


@dataclass(frozen=True, slots=True)
class CrawlEvent:
    """A step of a crawl, for whoever watches."""

    portal: str
    kind: Literal["list", "document", "problem"]
    url: str
    requests: int
    """Made so far."""
    documents: int
    """Detail pages read so far."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl of one portal brought."""

    portal: str
    new: int
    changed: int
    returned: int
    unchanged: int
    resting: int
    """Known and not visited: they have not changed for so long that it was not their turn."""
    withdrawn: int
    not_withdrawn: int
    """Gone for long enough, and kept: too much of the portal would go at once. `problems` says so."""
    missing: int
    """Gone, but not yet long enough to be withdrawn."""
    failed: int
    """Pages that are there, or may be, and could not be read; links to nothing are only in `problems`."""
    unforeseen: int
    """Of those, pages at which the program itself failed; `problems` names the reports for developers."""
    held_back: int
    """Answers that were not taken on, as they were hardly the documents' own; `problems` says why."""
    list_pages: int
    unread_columns: int
    """Columns that could not be read, or not as they used to be; `problems` says why."""
    requests: int
    bytes: int
    """Received, before decompression."""
    seconds: float
    problems: tuple[Problem, ...]
    resumed: bool
    """Whether it went on with a crawl that was interrupted."""
    stopped: str | None
    """A Chinese sentence when the crawl ended early because the portal did not answer or turned us away."""

    @property
    def read(self) -> bool:
        """Whether the portal was read to its end: some list or document, and nothing cut it short."""
        pages = self.list_pages + self.new + self.changed + self.returned + self.unchanged
        return self.stopped is None and pages > 0

    @property
    def whole(self) -> bool:
        """The same of each of its columns."""
        return self.read and not self.unread_columns

    @property
    def nothing_new(self) -> bool:
        """Whether the store is as it was before."""
        return not (self.new or self.changed or self.returned or self.withdrawn)


@dataclass(slots=True)
class Tally:
    """Counts while a crawl runs."""

    portal: str
    client: Client
    progress: Callable[[CrawlEvent], None] | None = None
    changes: Counter[Change] = field(default_factory=Counter)
    withdrawn: int = 0
    not_withdrawn: int = 0
    missing: int = 0
    failed: int = 0
    resting: int = 0
    unforeseen: int = 0
    held_back: int = 0
    list_pages: int = 0
    unread_columns: int = 0
    problems: list[Problem] = field(default_factory=list)
    interrupted_by: Exception | None = None
    """What whoever watches raised, to end the crawl."""

    @property
    def documents(self) -> int:
        """Detail pages read so far."""
        return self.changes.total()

    def list_read(self, url: str) -> None:
        """Count a list page."""
        self.list_pages += 1
        self._tell("list", url)

    def stored(self, url: str, change: Change) -> None:
        """Count a detail page."""
        self.changes[change] += 1
        self._tell("document", url)

    def problem(self, url: str, error: CrawlError) -> None:
        """Note what could not be read."""
        self.note(url, str(error))

    def note(self, url: str, reason: str) -> None:
        """Note a problem in words."""
        self.problems.append(Problem(url, reason))
        self._tell("problem", url)

    def report(self, seconds: float, resumed: bool, stopped: str | None) -> CrawlReport:
        """The sums."""
        return CrawlReport(
            portal=self.portal,
            new=self.changes[Change.NEW],
            changed=self.changes[Change.CHANGED],
            returned=self.changes[Change.RETURNED],
            unchanged=self.changes[Change.UNCHANGED],
            resting=self.resting,
            withdrawn=self.withdrawn,
            not_withdrawn=self.not_withdrawn,
            missing=self.missing,
            failed=self.failed,
            unforeseen=self.unforeseen,
            held_back=self.held_back,
            list_pages=self.list_pages,
            unread_columns=self.unread_columns,
            requests=self.client.requests,
            bytes=self.client.bytes,
            seconds=seconds,
            problems=tuple(self.problems),
            resumed=resumed,
            stopped=stopped,
        )

    def _tell(self, kind: Literal["list", "document", "problem"], url: str) -> None:
        if self.progress is None:
            return
        try:
            self.progress(CrawlEvent(self.portal, kind, url, self.client.requests, self.documents))
        except Exception as error:
            self.interrupted_by = error
            raise
