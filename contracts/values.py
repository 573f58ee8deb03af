"""Days and moments as JSON has them."""

from __future__ import annotations

from datetime import date, datetime

from corpus.clock import CHINA


def day(value: date | None) -> str | None:
    """2024-03-11."""
    return value.isoformat() if value else None


def moment(value: datetime | None) -> str | None:
    """2024-03-11T16:05:00+08:00: China's time."""
    return value.astimezone(CHINA).isoformat(timespec="seconds") if value else None
