"""The only place that speaks HTTP: one request at a time, bounded in time, size and hops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from http.client import HTTPException
from urllib.parse import quote, urljoin

import requests
import urllib3

from corpus.addresses import sendable
from corpus.config import CrawlSettings
from corpus.lazy_regex import lazy_regex
from crawler.fetch.answer import Answer
from crawler.fetch.body import PIECE, BodyTooLarge, BodyUndecodable, read_body
from crawler.fetch.challenge import is_challenge
from crawler.fetch.clock import PortalClock, cached_for
from crawler.fetch.connection import Line
from crawler.fetch.errors import (
    BLOCKED,
    CHALLENGED,
    BadAnswer,
    Blocked,
    FetchError,
    HttpFault,
    TimedOut,
    TooLarge,
    TooManyRedirects,
)
from crawler.fetch.faults import is_whole_but_short, meaning
from crawler.fetch.file_name import file_name
from crawler.fetch.guard import Guard, host_of
from crawler.fetch.referer import referer_for
from crawler.fetch.robots import PARSE_LIMIT, Robots
from crawler.fetch.session import session
from crawler.fetch.throttle import LONGEST_PENALTY, Throttle
from crawler.fetch.tls import Allowance
from crawler.fetch.waiting import LONGEST_WAITING, asked_wait
from crawler.pages.form import Form

REDIRECTS = (301, 302, 303, 307, 308)

FOR_GOOD = (301, 308)
"""Redirects from an address that is not to be used any more (RFC 9110, 15.4.2 and 15.4.9)."""

WAITING = (429, 503)
"""Statuses with which a Retry-After says when to ask again (RFC 9110, 15.6.4; RFC 6585, 4)."""

ACCEPTED_ONLY = 202
"""What firewalls send with a page that is not yet the one asked for (RFC 9110, 15.3.3)."""

BACKOFF = 2.0
"""Times the host's delay before the first new attempt, doubled for each further one; a guess."""

UNSAID_WAIT = 2.0
"""Seconds before the first new attempt where a host answers 429 and does not say when to come back, doubled
for each further one. A guess."""

MOST_WAITS = 3
"""Times one request waits as long as the host asks for. A guess."""

BREAKS = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError)
"""All that requests, urllib3 and http.client raise when an exchange goes wrong."""

CANONICAL = lazy_regex(r"<([^<>]{1,2000})>\s*;[^,]{0,200}?\brel\s*=\s*\"?canonical\b", re.IGNORECASE)

MOST_RECEIVED = 1 << 20
"""Bytes of what came last that are kept as they came. A guess."""

END = 1_000
"""Bytes at the end of a body that are looked at for the end of a page."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where an answer leads."""

    target: str
    for_good: bool


class Client:
    """Fetches for one portal. Counts what it did in `requests` and `bytes`."""

    def __init__(
        self,
        settings: CrawlSettings,
        guard: Guard,
        throttle: Throttle,
        tls: Allowance | None = None,
        own_hosts: Sequence[str] = (),
    ) -> None:
        """`tls`: what this portal is allowed beyond the rule; its own certificate holds on its `own_hosts`.

        Raises ConfigError for a certificate that cannot be read.
        """
        self._settings = settings
        self.guard = guard
        self._throttle = throttle
        self._line = Line(guard)
        self._session = session(self._line, settings.user_agent, tls or Allowance(), own_hosts)
        self._robots = Robots(settings.user_agent, self._read_robots, throttle.ask_for)
        self.clock = PortalClock()
        self.requests = 0
        self._waited = 0.0
        self.bytes = 0
        self.received = b""
        """What came last of a body, as it was sent, or its beginning: for who looks into a failure."""

    def close(self) -> None:
        """Give back the connections."""
        self._session.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int | None = None,
        form: Form = (),
        referer: str | None = None,
    ) -> Answer:
        """The answer for an address that robots.txt and the guard allow, after redirects.

        With `etag` or `last_modified` of a former answer it may be `not_modified`. With `form` it is a POST,
        whose redirects are followed by GET. `referer` is the page that links there.
        Raises FetchError, Stopped.
        """
        headers = {}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        limit = max_bytes or self._settings.max_page_bytes
        return self._follow(url, headers, limit, cut=False, form=form, referer=referer)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of the address's host names. Raises FetchError."""
        return self._robots.sitemaps(url)

    def _read_robots(self, url: str) -> Answer:
        return self._follow(url, {}, PARSE_LIMIT, cut=True)

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        limit: int,
        cut: bool,
        form: Form = (),
        referer: str | None = None,
    ) -> Answer:
        """Go along redirects by hand, so that the guard and robots.txt see every hop."""
        target, for_good = url, True
        seen = {(url, self.cookies())}
        for _ in range(self._settings.max_redirects + 1):
            self.guard.check(target)
            if not cut:
                self._robots.check(target)
            named = referer_for(referer, target) if referer else None
            sent = headers | {"Referer": named} if named else headers
            answer = self._persist(target, sent, limit, cut, form)
            if isinstance(answer, Answer):
                return replace(answer, requested_url=url, moved=for_good and target != url)
            target, form = answer.target, ()
            for_good = for_good and answer.for_good
            # The same address with another cookie is no circle: some servers look whether cookies come back.
            if (target, self.cookies()) in seen:
                break
            seen.add((target, self.cookies()))
        raise TooManyRedirects(url, self._settings.max_redirects)

    def cookies(self) -> frozenset[tuple[str, str, str, str | None]]:
        """What the portal has noted with us so far."""
        return frozenset((one.domain, one.path, one.name, one.value) for one in self._session.cookies)

    def _persist(
        self, url: str, headers: dict[str, str], limit: int, cut: bool, form: Form
    ) -> Answer | _Redirect:
        """Try again after faults that may pass, waiting longer each time or as long as the host asks for."""
        attempts, waits = 0, 0
        while True:
            try:
                with self._throttle.turn(host_of(url)):
                    answer = self._exchange(url, headers, limit, cut, form)
                self._throttle.accepted(host_of(url))
                return answer
            except FetchError as error:
                if isinstance(error, Blocked):
                    self._throttle.refused(host_of(url), error.wait)
                wait = UNSAID_WAIT * 2**waits if _is_unsaid(error) else error.wait
                if waits < MOST_WAITS and self._may_wait(wait):
                    waits += 1
                    self._waited += wait or 0.0
                    self._throttle.pause(wait or 0.0)
                    continue
                if not error.transient or attempts == self._settings.retries:
                    raise
            self._throttle.pause(self._throttle.delay_of(host_of(url)) * BACKOFF * 2**attempts)
            attempts += 1

    def _may_wait(self, wait: float | None) -> bool:
        return wait is not None and wait <= min(LONGEST_PENALTY, LONGEST_WAITING - self._waited)

    def _exchange(
        self, url: str, headers: dict[str, str], limit: int, cut: bool, form: Form
    ) -> Answer | _Redirect:
        """One request: its answer, or where it redirects to."""
        self.requests += 1
        self.received = b""
        wait = self._settings.timeout_seconds
        with self._line.deadline(url, self._settings.deadline_seconds):
            try:
                response = self._session.request(
                    "POST" if form else "GET",
                    sendable(url),
                    headers=headers | _kind(form),
                    stream=True,
                    allow_redirects=False,
                    timeout=(wait, wait),
                    data=_sent(form),
                )
                with response:
                    return self._read(url, response, limit, cut)
            except BREAKS as error:
                if self._line.overdue:
                    raise TimedOut(url, self._settings.deadline_seconds, whole=True) from error
                raise meaning(url, error, wait, self._line.certificate) from error

    def _read(self, url: str, response: requests.Response, limit: int, cut: bool) -> Answer | _Redirect:
        status, headers = response.status_code, response.headers
        self.clock.hear(headers)
        refusal = b"" if 200 <= status < 300 else _drain(response)
        if status in REDIRECTS and "Location" in headers:
            target = urljoin(url, _header_address(headers["Location"])).partition("#")[0]
            return _Redirect(target, status in FOR_GOOD)
        if status in BLOCKED or (status in CHALLENGED and is_challenge(refusal, status)):
            raise Blocked(url, status, asked_wait(headers))
        if status != 304 and not 200 <= status < 300:
            raise HttpFault(url, status, asked_wait(headers) if status in WAITING else None)
        declared = headers.get("Content-Length", "")
        if declared.isdigit() and int(declared) > limit and not cut:
            raise TooLarge(url, limit)
        body = self._body(url, response, limit, cut) if status != 304 else b""
        is_html = "html" in headers.get("Content-Type", "html").lower()
        if not cut and is_html and (status == ACCEPTED_ONLY or is_challenge(body)):
            raise Blocked(url, status)
        kind, etag, last_modified = map(headers.get, ("Content-Type", "ETag", "Last-Modified"))
        name = file_name(headers.get("Content-Disposition"))
        own = canonical.group(1) if (canonical := CANONICAL.search(headers.get("Link") or "")) else None
        return Answer(
            url, url, status, body, kind, etag, last_modified, name, own_url=own, age=cached_for(headers)
        )

    def _body(self, url: str, response: requests.Response, limit: int, cut: bool) -> bytes:
        try:
            pieces = self._pieces(response)
            body = read_body(pieces, response.headers.get("Content-Encoding", ""), limit, cut)
        except BodyTooLarge:
            raise TooLarge(url, limit) from None
        except BodyUndecodable as error:
            if self._line.overdue:
                raise TimedOut(url, self._settings.deadline_seconds, whole=True) from error
            raise BadAnswer(url, str(error)) from error
        if self._line.overdue:
            raise TimedOut(url, self._settings.deadline_seconds, whole=True)
        return body

    def _pieces(self, response: requests.Response) -> Iterator[bytes]:
        end = b""
        try:
            for piece in response.raw.stream(PIECE, decode_content=False):
                self.bytes += len(piece)
                end = (end + piece)[-END:]
                if len(self.received) < MOST_RECEIVED:
                    self.received += piece
                yield piece
        except urllib3.exceptions.ProtocolError as error:
            if self._line.overdue or not is_whole_but_short(
                error, end, response.headers.get("Content-Type", "")
            ):
                raise


def _is_unsaid(error: FetchError) -> bool:
    """Whether it was too many requests, of a host that names no time to come back that is yet to come."""
    return isinstance(error, Blocked) and error.status == 429 and not error.wait


def _is_json(form: Form) -> bool:
    return len(form) == 1 and not form[0][0]


def _kind(form: Form) -> dict[str, str]:
    return {"Content-Type": "application/json"} if _is_json(form) else {}


def _sent(form: Form) -> bytes | list[tuple[str, str]] | None:
    return form[0][1].encode() if _is_json(form) else list(form) or None


def _drain(response: requests.Response) -> bytes:
    """The little that comes with an error or a redirect; once read, the connection can be used again."""
    if int(response.headers.get("Content-Length", 0)) > PIECE:
        return b""
    encoding = response.headers.get("Content-Encoding", "")
    try:
        return read_body(response.raw.stream(PIECE, decode_content=False), encoding, PIECE, cut=True)
    except BodyUndecodable:
        return b""


def _header_address(value: str) -> str:
    """A Location header; http.client reads its bytes as Latin-1, whatever they were."""
    return quote(value.strip().encode("latin-1", errors="replace"), safe="!#$%&'()*+,/:;=?@[]~")
