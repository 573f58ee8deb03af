"""Documents that say the same: one beside a posting, a group of them; the words for what is said of them."""

from __future__ import annotations

from typing import Any

from contracts.values import day, moment
from corpus.store import MarkState
from indexer.duplicates import Counterpart, Group, GroupState, Member, Scope

SCOPES = {Scope.WITHIN: "门户内", Scope.ACROSS: "跨门户"}
STATES = {GroupState.OPEN: "未处理", GroupState.HANDLED: "已处理"}
MARKS = {MarkState.DISTINCT: "不是重复", MarkState.HANDLED: "已处理"}


def counterpart_json(counterpart: Counterpart) -> dict[str, Any]:
    """A document that is published already of what is about to be posted."""
    return {
        "url": counterpart.url,
        "title": counterpart.title,
        "kind": counterpart.kind.value,
        "similarity": counterpart.similarity,
        "containment": counterpart.containment,
        "contained_in": counterpart.contained_in,
        "reason": counterpart.reason,
    }


def group_json(group: Group) -> dict[str, Any]:
    """A group with its documents, the one to keep first."""
    return {
        "id": group.id,
        "kinds": [kind.value for kind in group.kinds],
        "scope": group.scope.value,
        "state": group.state.value,
        "marked_by": group.marked.by if group.marked else None,
        "marked_at": moment(group.marked.at) if group.marked else None,
        "keep": group.keep.url,
        "why": group.why,
        "documents": [member_json(member) for member in group.members],
    }


def member_json(member: Member) -> dict[str, Any]:
    """A document of a group; `kind`, `similarity` and `reason` are null for the one to keep."""
    return {
        "url": member.url,
        "title": member.title,
        "portal": member.portal,
        "column": member.column,
        "agency": member.agency,
        "document_number": member.document_number,
        "issued_on": day(member.issued_on),
        "published_on": day(member.published_on),
        "kind": member.kind.value if member.kind else None,
        "similarity": round(member.similarity, 4) if member.similarity is not None else None,
        "reason": member.reason,
    }
