"""What robots.txt allows (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from crawler.fetch.answer import Answer
from crawler.fetch.errors import (
    BadAnswer,
    Blocked,
    DisallowedByRobots,
    FetchError,
    HttpFault,
    Refused,
    TimedOut,
    TooManyRedirects,
    Unreachable,
)
from crawler.fetch.guard import host_of

PARSE_LIMIT = 500 * 1024
"""Bytes of a robots.txt that are read: RFC 9309 asks for at least this many."""

LONGEST_DELAY = 30.0
"""Seconds; a guess: a crawl delay beyond it is a way to say no, and would stop a crawl for weeks."""


class Robots:
    """The rules of every host asked about, read once and kept."""

    def __init__(
        self, user_agent: str, read: Callable[[str], Answer], ask_for: Callable[[str, float], None]
    ) -> None:
        """`read` fetches a robots.txt, cut at PARSE_LIMIT; `ask_for` is told the pause a host wants."""
        self._name = user_agent.partition("/")[0].strip()
        self._read = read
        self._ask_for = ask_for
        self._rules: dict[str, Protego | FetchError] = {}

    def check(self, url: str) -> None:
        """Raise DisallowedByRobots when the host does not want this address fetched.

        Raises Unreachable or TimedOut when the host does not answer; it is asked once.
        """
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = self._load(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url, self._name):
            raise DisallowedByRobots(url)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the host's robots.txt names; it is read if it was not yet. Raises FetchError."""
        self.check(url)
        rules = self._rules[origin_of(url)]
        return () if isinstance(rules, FetchError) else tuple(rules.sitemaps)

    def _load(self, origin: str) -> Protego | FetchError:
        """The rules; none for 4xx and redirects to elsewhere; an error when they cannot be had now."""
        address = f"{origin}/robots.txt"
        try:
            text = self._read(address).body.decode("utf-8-sig", errors="replace")
        except (Unreachable, TimedOut) as error:
            return error
        except BadAnswer:
            return DisallowedByRobots(address, unreadable=True)
        except HttpFault as error:
            if error.status >= 500:
                return DisallowedByRobots(address, unreadable=True)
            text = ""
        except (Blocked, Refused, TooManyRedirects):
            text = ""
        rules = Protego.parse(text)
        delay = rules.crawl_delay(self._name)
        if delay is not None:
            self._ask_for(host_of(origin), min(float(delay), LONGEST_DELAY))
        return rules


def origin_of(url: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
