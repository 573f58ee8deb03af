"""The audit log as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.clock import CHINA
from corpus.exchange.tables import Row
from corpus.store import Event

HEADS = {
    "number": "序号",
    "at": "时间",
    "who": "操作人",
    "address": "来源地址",
    "action": "操作",
    "detail": "对象",
    "outcome": "结果",
}


def rows(events: Iterable[Event]) -> Iterator[Row]:
    """Times as clocks in China show them."""
    for event in events:
        yield {
            "number": str(event.number),
            "at": event.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
            "who": event.who,
            "address": event.address,
            "action": event.action,
            "detail": event.detail,
            "outcome": event.outcome,
        }
