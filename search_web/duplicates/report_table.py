"""Groups of documents that say the same as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contracts import SCOPES, STATES, group_json
from corpus.config import Config
from corpus.exchange.tables import Layout, Row
from corpus.fields import NAMES
from indexer.duplicates import NAMES as KIND_NAMES
from indexer.duplicates import Group

KEEP = "建议保留"

_FIELDS = ("portal", "column", "agency", "document_number", "issued_on", "published_on")

LAYOUT = Layout(
    "重复文件",
    {
        "group": "组",
        "relation": "关系",
        "similarity": "相似度",
        "title": NAMES["title"],
        "url": "网址",
        **{key: NAMES[key] for key in _FIELDS},
        "reason": "说明",
        "scope": "范围",
        "state": "处理情况",
        "marked_by": "标记人",
        "marked_at": "标记时间",
    },
    (6, 10, 8, 50, 50, 20, 16, 24, 20, 12, 12, 60, 8, 10, 12, 26),
)
"""One row for each document; the one to keep comes first in its group."""


def rows(groups: Iterable[Group], config: Config) -> Iterator[Row]:
    """Each document of each group; keys as in `LAYOUT`."""
    for group in groups:
        shape = group_json(group)
        for member, document in zip(group.members, shape["documents"], strict=True):
            yield {
                **{key: document[key] for key in ("title", "url", *_FIELDS)},
                "group": str(group.id),
                "relation": KIND_NAMES[member.kind] if member.kind else KEEP,
                "similarity": f"{member.similarity:.4f}" if member.similarity is not None else None,
                "portal": config.portal_title(member.portal) if member.portal else None,
                "reason": member.reason or group.why,
                "scope": SCOPES[group.scope],
                "state": STATES[group.state],
                "marked_by": shape["marked_by"],
                "marked_at": shape["marked_at"],
            }
