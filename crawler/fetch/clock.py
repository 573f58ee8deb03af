"""How far a portal's clock is from ours, by the Date of its answers."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from corpus.clock import now

JUMP = timedelta(hours=1)
"""Change of our clock against the time that passed from which it was set anew. A guess."""


OFF = timedelta(days=1)
"""Difference from which one of two clocks is taken to be wrong: time zones make no more than half of it."""


class PortalClock:
    """Listens to answers. Caches send old dates: the one nearest to our time counts."""

    def __init__(self) -> None:
        self.offset: timedelta | None = None
        """The portal's time less ours; None before the first answer that tells it."""
        self._started = _start()

    @property
    def is_off(self) -> bool:
        """Whether nothing can be said of days that passed: one of the two clocks is wrong."""
        return self.offset is not None and abs(self.offset) > OFF

    @property
    def days(self) -> int | None:
        """Whole days by which the portal is ahead of us, or behind where negative; None where they agree."""
        return round(self.offset / timedelta(days=1)) if self.offset is not None and self.is_off else None

    def hear(self, headers: Mapping[str, str]) -> None:
        """Take in one answer (RFC 9110, 6.6.1: Date; RFC 9111, 5.1: Age)."""
        told = _told(headers)
        if told is None:
            return
        if abs(_start() - self._started) > JUMP:
            self._started, self.offset = _start(), None
        offset = told - now()
        if self.offset is None or abs(offset) < abs(self.offset):
            self.offset = offset


def _start() -> datetime:
    """When the machine was started, by its clock: it moves when somebody sets the clock."""
    return now() - timedelta(seconds=time.monotonic())


def cached_for(headers: Mapping[str, str]) -> float:
    """Seconds for which a cache had an answer, as it says (RFC 9111, 5.1: Age); 0 where it says none."""
    told = headers.get("Age", "").strip()
    return float(told) if told.isascii() and told.isdigit() else 0.0


def _told(headers: Mapping[str, str]) -> datetime | None:
    try:
        date = parsedate_to_datetime(headers.get("Date", ""))
        date = date.replace(tzinfo=date.tzinfo or timezone.utc).astimezone(timezone.utc)
        return date + timedelta(seconds=cached_for(headers))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
