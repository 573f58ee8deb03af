"""Fetching: polite, bounded in time, size and hops, and kept to the portal's own hosts."""

from crawler.fetch.answer import Answer
from crawler.fetch.client import Client
from crawler.fetch.errors import (
    BadAnswer,
    Blocked,
    DisallowedByRobots,
    FetchError,
    HttpFault,
    Refused,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from crawler.fetch.guard import Guard, host_of
from crawler.fetch.throttle import Stopped, Throttle
from crawler.fetch.tls import Allowance

__all__ = [
    "Allowance",
    "Answer",
    "BadAnswer",
    "Blocked",
    "Client",
    "DisallowedByRobots",
    "FetchError",
    "Guard",
    "HttpFault",
    "Refused",
    "Stopped",
    "Throttle",
    "TimedOut",
    "TooLarge",
    "TooManyRedirects",
    "Unreachable",
    "host_of",
]
