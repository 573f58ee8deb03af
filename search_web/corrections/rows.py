"""The corrections as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.clock import CHINA
from corpus.exchange.tables import Layout, Row
from corpus.fields import NAMES
from corpus.store import Correction

HEADS = {
    "number": "文件编号",
    "title": NAMES["title"],
    "field": "项目",
    "value": "更正为",
    "page_value": "原网页",
    "by": "更正人",
    "at": "时间",
    "url": "网址",
}

LAYOUT = Layout("更正", HEADS, (10, 60, 12, 30, 30, 16, 20, 60))


def rows(corrections: Iterable[Correction]) -> Iterator[Row]:
    """Times as clocks in China show them."""
    for one in corrections:
        yield {
            "number": str(one.document),
            "title": one.title,
            "field": NAMES[one.field],
            "value": one.value,
            "page_value": one.page_value,
            "by": one.by,
            "at": one.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
            "url": one.url,
        }
