"""Visiting an address with memory: conditional requests, pages that are gone, runs that go on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from corpus.addresses import identity, normal
from corpus.clock import age, now
from corpus.config import CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.records import PageState
from corpus.store import HeldDocument
from crawler.fetch import Answer, Client, FetchError, Guard, HttpFault, TimedOut
from crawler.pages.form import Form, asked_at
from crawler.pages.links import leads_to
from crawler.pages.packed import as_page
from crawler.pages.page import Page, is_page_body
from crawler.walk.memory import Memory

ERROR_PAGES = ("404", "410", "error", "notfound", "not_found")
"""Names of pages to which portals redirect instead of answering 404."""

LONGEST_STUB = 4_000
"""Bytes of a page that does nothing but send its reader back. A guess."""

FRESH_SHARE = 0.1
"""Share of the time a page has rested for which it is taken to rest on: the heuristic of RFC 9111, 4.2.2."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A body, just fetched or still right."""

    url: str
    """As it was asked for."""
    final_url: str
    """What relative links start from."""
    body: bytes
    sha256: str
    fresh: bool
    """False when the bytes are those of the visit before."""
    content_type: str | None
    state: PageState
    """To be saved once everything that follows from the body is stored."""
    file_name: str | None = None
    """That the answer gives it."""
    own_url: str | None = None
    """That the answer's headers give as the page's own."""
    landed: PageState | None = None
    """Of the page of the portal at which the address is from now on, if that was said of it."""
    outdated: bool = False
    """Whether it is older, as its headers say, than what came the time before."""
    renewed: bool = False
    """Whether it changed, as its headers say, after what came the time before."""

    @property
    def unconditional(self) -> PageState:
        """Its state, so that the next visit asks for the whole page: this one did not bring it."""
        return replace(self.state, etag=None, last_modified=None)

    @property
    def media_type(self) -> str | None:
        """As the portal declared it, without parameters."""
        return (self.content_type or "").partition(";")[0].strip().lower() or None


class Visitor:
    """Fetches what changed and takes the rest from the file store."""

    def __init__(
        self,
        client: Client,
        memory: Memory,
        files: FileStore,
        portal: PortalSettings,
        settings: CrawlSettings,
        resumed_since: datetime | None,
        pages: Guard,
    ) -> None:
        """`pages`: where the portal's documents may be."""
        self._client = client
        self._memory = memory
        self._files = files
        self._portal = portal.name
        self._home = identity(portal.home)
        self._settings = settings
        self._resumed_since = resumed_since
        self._pages = pages

    def visit(
        self, url: str, max_bytes: int | None = None, form: Form = (), found_on: str | None = None
    ) -> Visit:
        """The body behind an address, kept in the file store; its state is not remembered yet.

        `found_on` is the page that links to it. Raises FetchError, with the failure remembered; StoreFull.
        """
        state = self._memory.of(url).page
        state = replace(state, portal=self._portal, found_on=found_on or state.found_on)
        held = state.sha256 is not None and self._files.is_sound(state.sha256)
        if held and self._read_in_this_run(state):
            return self._from_files(url, state)
        try:
            answer = self._get(state, held, max_bytes, form)
        except FetchError as error:
            self._memory.save(_failed(state, error, clock_off=self._client.clock.is_off))
            raise
        if answer.not_modified:
            seen = replace(
                state, status=answer.status, fetched_at=now(), error=None, missing_since=None, faults=0
            )
            return self._from_files(url, seen, answer)
        return self._received(state, answer)

    def again(self, visit: Visit) -> Visit:
        """The same visit with its body, which was let go of meanwhile."""
        return replace(visit, body=self._files.get(visit.sha256))

    def has_files(self, held: HeldDocument) -> bool:
        """Whether a document's page and attachments are there; their content is not read."""
        files = [file for file in held.attachments if "#" not in file.url]
        return all(file.sha256 and self._files.is_there(file.sha256, file.size) for file in files) and (
            held.page_sha256 is None or self._files.is_there(held.page_sha256)
        )

    def is_due(self, state: PageState, changed_at: datetime | None) -> bool:
        """Whether what is behind an address should be looked at again."""
        most = timedelta(days=self._settings.max_recheck_days)
        return changed_at is None or is_due(state, changed_at, most)

    def _read_in_this_run(self, state: PageState) -> bool:
        since = self._resumed_since
        if since is None or state.fetched_at is None or age(state.fetched_at) is None:
            return False
        return state.fetched_at >= since and state.error is None

    def _get(self, state: PageState, held: bool, max_bytes: int | None, form: Form) -> Answer:
        conditional = held and not form and self._believes(state)
        etag, last_modified = (state.etag, state.last_modified) if conditional else (None, None)
        known, url = self._client.cookies(), asked_at(state.url) if form else state.url
        answer = self._client.get(
            url,
            etag=etag,
            last_modified=last_modified,
            max_bytes=max_bytes,
            form=form,
            referer=state.found_on,
        )
        if self._client.cookies() != known and (self._led_home(answer) or _leads_back(answer)):
            # A page gave us a cookie and sends its reader back, or home: with that the page asked for comes.
            answer = self._client.get(url, max_bytes=max_bytes, form=form, referer=state.found_on)
        if answer.requested_url != state.url and answer.url == answer.requested_url:
            answer = replace(answer, url=state.url, requested_url=state.url)
        if answer.not_modified and not (etag or last_modified):
            raise HttpFault(state.url, answer.status)
        if _moved(answer) and self._means_missing(answer.url):
            raise HttpFault(state.url, 404)
        return answer

    def _believes(self, state: PageState) -> bool:
        """Whether the page came whole so lately that a 304 would be believed."""
        settings, passed = self._settings, age(state.received_at)
        is_document = self._memory.of(state.url).document is not None
        most = settings.max_recheck_days if is_document else settings.full_read_days
        return passed is not None and passed < timedelta(days=min(settings.believe_304_days, most))

    def _led_home(self, answer: Answer) -> bool:
        return _moved(answer) and identity(answer.url) == self._home

    def _means_missing(self, final_url: str) -> bool:
        name = urlsplit(final_url).path.rpartition("/")[2].partition(".")[0].lower()
        return identity(final_url) == self._home or name in ERROR_PAGES

    def _from_files(self, url: str, state: PageState, answer: Answer | None = None) -> Visit:
        sha256 = str(state.sha256)
        final_url, content_type = (answer.url, answer.content_type) if answer else (url, None)
        landed = self._landed(answer, state) if answer else None
        body = self._files.get(sha256)
        return Visit(url, final_url, body, sha256, False, content_type, state, landed=landed)

    def _landed(self, answer: Answer, state: PageState) -> PageState | None:
        target = normal(answer.url)
        if not answer.moved or target is None or target == state.url or not self._pages.allows(target):
            return None
        return None if _adds_parameters(state.url, target) else replace(state, url=target)

    def _received(self, before: PageState, answer: Answer) -> Visit:
        sha256 = self._files.put(answer.body)
        state = PageState(
            before.url,
            answer.status,
            answer.etag,
            None if _is_to_come(answer.last_modified) else answer.last_modified,
            sha256,
            fetched_at=now(),
            received_at=now(),
            portal=before.portal,
            found_on=before.found_on,
        )
        landed = self._landed(answer, state)
        if _moved(answer):
            # Without its own address a held body could not be read again: ask for it afresh each time.
            state = replace(state, etag=None, last_modified=None, sha256=None)
        fresh = sha256 != before.sha256
        kind, name = answer.content_type, answer.file_name
        own = answer.own_url
        return Visit(
            before.url, answer.url, answer.body, sha256, fresh, kind, state, name, own, landed,
            outdated=_is_outdated(before, answer), renewed=_is_renewed(before, answer),
        )  # fmt: skip


def is_due(state: PageState, changed_at: datetime, most: timedelta) -> bool:
    """Whether a page that last changed then should be looked at again: the rarer, the longer it rests."""
    passed = age(state.fetched_at)
    if passed is None or state.fetched_at is None or state.error or state.missing_since:
        return True
    whole = age(state.received_at)
    if state.received_at is not None and (whole is None or whole >= most):
        return True  # since then it was only said that nothing changed
    rested = max(state.fetched_at - changed_at, timedelta(0))
    return passed >= min(rested * FRESH_SHARE, most)


def was_missed(state: PageState, hours: float) -> bool:
    """Whether a page that is gone was gone on a visit at least so many hours before the last one."""
    if state.missing_since is None or state.fetched_at is None:
        return False
    waited = state.fetched_at - state.missing_since
    return waited > timedelta(0) and waited >= timedelta(hours=hours)


def _is_outdated(before: PageState, answer: Answer) -> bool:
    """Whether a copy was made, or last changed, before what came at the last visit."""
    passed = age(before.received_at)
    if passed is not None and answer.age > passed.total_seconds():
        return True
    changed, known = _changed_at(answer.last_modified), _changed_at(before.last_modified)
    return changed is not None and known is not None and changed < known


def _is_renewed(before: PageState, answer: Answer) -> bool:
    """Whether what came last changed after what came at the last visit, and is no copy from before that."""
    changed, known = _changed_at(answer.last_modified), _changed_at(before.last_modified)
    later = changed is not None and known is not None and changed > known
    return later and not _is_outdated(before, answer) and not _is_to_come(answer.last_modified)


def _is_to_come(last_modified: str | None) -> bool:
    """Whether a page claims to have last changed in the future (RFC 9110, 8.8.2.1): it would never change."""
    changed = _changed_at(last_modified)
    return changed is not None and changed > now()


def _changed_at(last_modified: str | None) -> datetime | None:
    try:
        told = parsedate_to_datetime(last_modified or "")
        return told.replace(tzinfo=told.tzinfo or timezone.utc)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _moved(answer: Answer) -> bool:
    """Whether a redirect led to another path; from http to https does not count."""
    before, after = urlsplit(answer.requested_url), urlsplit(answer.url)
    return (before.path, before.query) != (after.path, after.query)


def _adds_parameters(url: str, target: str) -> bool:
    """Whether a redirect only adds to the query, say a key for one visit."""
    before, after = urlsplit(url), urlsplit(target)
    return before.path == after.path and before.query != after.query and before.query in after.query


def _leads_back(answer: Answer) -> bool:
    """Whether what came only sends its reader to the address that was asked for."""
    if len(answer.body) > LONGEST_STUB or not is_page_body(answer.body, answer.media_type):
        return False
    page = Page.parse(answer.body, answer.url, answer.content_type)
    return leads_to(page, answer.requested_url)


def _failed(state: PageState, error: FetchError, clock_off: bool) -> PageState:
    """A visit that failed; since when a page is missing, a clock that is off cannot tell."""
    status = getattr(error, "status", None)
    faults = state.faults + 1 if error.transient or isinstance(error, TimedOut) else 0
    failed = replace(state, status=status, fetched_at=now(), error=str(error), faults=faults)
    if isinstance(error, HttpFault) and error.gone:
        known = state.missing_since if clock_off or age(state.missing_since) is not None else now()
        return replace(failed, etag=None, last_modified=None, missing_since=known)
    return failed


def read_page(visit: Visit) -> Page | None:
    """The page a visit brought; None for a file."""
    page = as_page(visit.body, visit.final_url, visit.content_type)
    return page and replace(page, own_url=visit.own_url)
