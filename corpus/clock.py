"""Days as China counts them; every time in the store is UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""China has had one time zone and no summer time since 1991."""


def today() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()


def china_day(moment: datetime) -> date:
    """The day on which a moment falls in China."""
    return moment.astimezone(CHINA).date()
