"""When a host wants to be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from corpus.clock import now

LONGEST_NUMBER = 9
"""Digits of a Retry-After that are read as a number of seconds: thirty years."""

LONGEST_WAITING = 3_600.0
"""Seconds that one crawl of a portal waits in all for hosts that say when to come back. A guess."""


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds of a Retry-After, a number or a date (RFC 9110, 10.2.3); None where it says none.

    A date is reckoned by the host's own clock, where it tells that.
    """
    value = (headers.get("Retry-After") or "").strip()
    if value.isdecimal() and len(value) < LONGEST_NUMBER:
        return float(value)
    until = _moment(value)
    if until is None:
        return None
    return max((until - (_moment(headers.get("Date")) or now())).total_seconds(), 0.0)


def _moment(value: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # "-0000" is a time of no known zone: of servers that mean GMT.
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
