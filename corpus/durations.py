"""How long something takes, as people say it."""

from __future__ import annotations


def spoken_time(seconds: float) -> str:
    """About how long, as people say it."""
    for unit, name in ((3_600, "小时"), (60, "分钟")):
        if seconds >= unit:
            return f"{round(seconds / unit)} {name}"
    return f"{max(round(seconds), 1)} 秒"
