"""Days as China counts them; every time in the store is UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""China has had one time zone and no summer time since 1991."""


def now() -> datetime:
    """This moment, as the store keeps times."""
    return datetime.now(timezone.utc)


def age(moment: datetime | None) -> timedelta | None:
    """How long ago a remembered time was; None where there is none, or where it is still to come.

    A time to come was written while a clock was ahead: whatever it is about is due.
    """
    passed = now() - moment if moment is not None else timedelta(-1)
    return passed if passed >= timedelta(0) else None


def clock_fault(days: int) -> str:
    """What to say of a portal whose clock is so many days ahead of this machine's, or behind."""
    return (
        f"网站的时间比本机{'慢' if days < 0 else '快'} {abs(days)} 天，其中一个有误；本次没有撤下任何文件。"
    )


def today() -> date:
    """The day it is in China."""
    return datetime.now(CHINA).date()


def china_day(moment: datetime) -> date:
    """The day on which a moment falls in China."""
    return moment.astimezone(CHINA).date()
