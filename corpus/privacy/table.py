"""What was found as a list to hand on: masked, so that the list itself gives nothing away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.exchange.tables import Layout, Row
from corpus.fields import NAMES
from corpus.privacy.personal import covered
from corpus.privacy.scan import Discovery

OWN_TEXT = NAMES["text"]

LAYOUT = Layout(
    "疑似个人信息",
    {
        "number": "编号",
        "title": NAMES["title"],
        "agency": NAMES["agency"],
        "url": "网址",
        "where": "位置",
        "kind": "类别",
        "masked": "内容（已遮盖）",
        "around": "上下文（已遮盖）",
    },
    (8, 50, 24, 50, 30, 14, 26, 60),
)
"""One row for each place."""


def rows(places: Iterable[Discovery]) -> Iterator[Row]:
    """Each thing found; keys as in `LAYOUT`."""
    for place in places:
        document = place.document.document
        for one in place.found:
            yield {
                "number": str(place.document.id),
                "title": covered(document.title),
                "agency": document.agency,
                "url": document.url,
                "where": f"附件《{covered(place.file.title)}》" if place.file else OWN_TEXT,
                "kind": one.kind.value,
                "masked": one.masked,
                "around": one.around,
            }
