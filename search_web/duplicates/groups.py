"""Groups of documents that say the same, in the words of the interface, as rows of a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from corpus.clock import CHINA
from corpus.config import Config
from corpus.store import MarkState
from corpus.tables import Layout, Row
from indexer.duplicates import NAMES, Group, GroupState, Marked, Member, Scope

SCOPES = {Scope.WITHIN: "门户内", Scope.ACROSS: "跨门户"}
STATES = {GroupState.OPEN: "未处理", GroupState.HANDLED: "已处理"}
MARKS = {MarkState.DISTINCT: "不是重复", MarkState.HANDLED: "已处理"}

KEEP = "建议保留"

LAYOUT = Layout(
    "重复文件",
    {
        "group": "组",
        "relation": "关系",
        "similarity": "相似度",
        "title": "标题",
        "url": "网址",
        "portal": "门户",
        "column": "栏目",
        "agency": "发文机关",
        "document_number": "发文字号",
        "issued_on": "成文日期",
        "published_on": "发布日期",
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
        for member in group.members:
            yield {
                "group": str(group.id),
                "relation": NAMES[member.kind] if member.kind else KEEP,
                "similarity": f"{member.similarity:.4f}" if member.similarity is not None else None,
                "title": member.title,
                "url": member.url,
                "portal": config.portal_title(member.portal) if member.portal else None,
                "column": member.column,
                "agency": member.agency,
                "document_number": member.document_number,
                "issued_on": _day(member.issued_on),
                "published_on": _day(member.published_on),
                "reason": member.reason or group.why,
                "scope": SCOPES[group.scope],
                "state": STATES[group.state],
                "marked_by": group.marked.by if group.marked else None,
                "marked_at": _moment(group.marked),
            }


def group_json(group: Group) -> dict[str, Any]:
    """A group under the keys of the report."""
    return {
        "id": group.id,
        "kinds": [kind.value for kind in group.kinds],
        "scope": group.scope.value,
        "state": group.state.value,
        "marked_by": group.marked.by if group.marked else None,
        "marked_at": _moment(group.marked),
        "keep": group.keep.url,
        "why": group.why,
        "documents": [_member_json(member) for member in group.members],
    }


def _member_json(member: Member) -> dict[str, Any]:
    return {
        "url": member.url,
        "title": member.title,
        "portal": member.portal,
        "column": member.column,
        "agency": member.agency,
        "document_number": member.document_number,
        "issued_on": _day(member.issued_on),
        "published_on": _day(member.published_on),
        "kind": member.kind.value if member.kind else None,
        "similarity": round(member.similarity, 4) if member.similarity is not None else None,
        "reason": member.reason,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(marked: Marked | None) -> str | None:
    return marked.at.astimezone(CHINA).isoformat(timespec="seconds") if marked else None
