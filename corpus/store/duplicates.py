"""Documents that say the same: the pairs that were found, the groups they make, what staff said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select

from corpus.fields import EXPECTED
from corpus.store import database, schema
from corpus.store.components import components
from corpus.store.indexing import enqueue

SAME = "same"
"""The kind whose documents fold into one."""


class MarkState(Enum):
    """What staff can say of two documents."""

    DISTINCT = "distinct"
    """不是重复: they are not shown as duplicates again, whatever the texts become."""
    HANDLED = "handled"
    """已处理."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents and what the comparison found; `left < right`."""

    left: int
    right: int
    kind: str
    similarity: float
    containment: float
    inside: str | None
    """Which of the two stands inside the other: `left`, `right` or neither."""
    reason: str
    """A Chinese sentence with the figures."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody said of two documents; `left_url < right_url`."""

    left_url: str
    right_url: str
    state: MarkState
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A document of a group, without its text."""

    id: int
    group: int
    copy_of: int | None
    """The first document with the same text, where there are several."""
    url: str
    title: str
    portal: str | None
    column: str | None
    agency: str | None
    document_number: str | None
    issued_on: date | None
    published_on: date | None
    first_seen_at: datetime
    filled: int
    """How many of the fields that a complete posting has (`corpus.fields.EXPECTED`)."""


class Duplicates:
    """Pairs and groups can be found again at any time; marks cannot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def replace(self, numbers: Iterable[int], pairs: Sequence[Pair]) -> list[int]:
        """Put what was found for these documents in place of what was known of them.

        Groups follow. Gives the documents that fold in another way than before; they are indexed again.
        """
        with database.transaction(self._engine, writes=True) as connection:
            touched = set(numbers)
            touched |= _partners(connection, touched)
            _delete(connection, schema.duplicate_pair, numbers)
            known = {number for pair in pairs for number in (pair.left, pair.right)}
            if pairs:
                connection.execute(insert(schema.duplicate_pair), [_pair_values(pair) for pair in pairs])
            return _regroup(connection, touched | known)

    def clear(self) -> None:
        """Forget all pairs and groups, and no marks; what was folded is indexed again."""
        copied = schema.duplicate_member.c
        with database.transaction(self._engine, writes=True) as connection:
            folded = select(copied.document_id).where(copied.copy_of.is_not(None))
            enqueue(connection, connection.execute(folded).scalars())
            connection.execute(delete(schema.duplicate_pair))
            connection.execute(delete(schema.duplicate_member))

    def mark(self, pairs: Iterable[tuple[str, str]], state: MarkState, by: str) -> None:
        """Say the same of several pairs of addresses; what folds in another way is indexed again."""
        now = datetime.now(timezone.utc)
        rows = [
            {"left_url": a, "right_url": b, "state": state.value, "marked_by": by, "marked_at": now}
            for a, b in _ordered(pairs)
        ]
        with database.transaction(self._engine, writes=True) as connection:
            database.upsert(connection, schema.duplicate_mark, rows)
            _regroup(connection, _numbers(connection, _ordered(pairs)))

    def unmark(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take back what was said; what folds in another way is indexed again."""
        table = schema.duplicate_mark
        with database.transaction(self._engine, writes=True) as connection:
            for left, right in _ordered(pairs):
                gone = delete(table).where(table.c.left_url == left, table.c.right_url == right)
                connection.execute(gone)
            _regroup(connection, _numbers(connection, _ordered(pairs)))

    def marks(self, url: str | None = None) -> dict[tuple[str, str], Mark]:
        """What staff said of a document, or all of it, by the two addresses in their order."""
        table = schema.duplicate_mark
        wanted = select(table).order_by(table.c.left_url, table.c.right_url)
        if url is not None:
            wanted = wanted.where(or_(table.c.left_url == url, table.c.right_url == url))
        with database.transaction(self._engine, writes=False) as connection:
            marks = [
                Mark(row.left_url, row.right_url, MarkState(row.state), row.marked_by, row.marked_at)
                for row in connection.execute(wanted)
            ]
        return {(mark.left_url, mark.right_url): mark for mark in marks}

    def copies(self, numbers: Iterable[int]) -> dict[int, int]:
        """The first document with the same text, for those that share theirs with another."""
        with database.transaction(self._engine, writes=False) as connection:
            return _copies_of(connection, numbers)

    def pairs(self, numbers: Iterable[int] | None = None) -> list[Pair]:
        """The pairs of these documents, or all."""
        table = schema.duplicate_pair
        wanted = select(table).order_by(table.c.left_id, table.c.right_id)
        with database.transaction(self._engine, writes=False) as connection:
            if numbers is None:
                return [Pair(*row) for row in connection.execute(wanted)]
            rows = database.rows_with(connection, wanted, numbers, table.c.left_id, table.c.right_id)
            return list(dict.fromkeys(Pair(*row) for row in rows))

    def members(self, numbers: Iterable[int] | None = None) -> list[Held]:
        """Published documents of all groups, or of the groups that these documents are in."""
        member, held = schema.duplicate_member.c, schema.document.c
        names = (*Held.__slots__[3:-1], *EXPECTED)
        wanted = select(held.id, member.group_id, member.copy_of, *(held[name] for name in names))
        wanted = wanted.join_from(schema.duplicate_member, schema.document, member.document_id == held.id)
        wanted = wanted.where(held.withdrawn_at.is_(None)).order_by(member.group_id, held.id)
        with database.transaction(self._engine, writes=False) as connection:
            if numbers is None:
                return list(map(_held, connection.execute(wanted)))
            groups = sorted(_groups_of(connection, numbers))
            return list(map(_held, database.rows_with(connection, wanted, groups, member.group_id)))


def _held(row: Sequence[Any]) -> Held:
    known = -len(EXPECTED)
    return Held(*(*row[:known], sum(map(bool, row[known:]))))


def _regroup(connection: Connection, numbers: set[int]) -> list[int]:
    """Find anew the groups these documents were in or come into; queues and gives who folds differently."""
    reached = set(numbers)
    reached |= _members_of(connection, _groups_of(connection, reached))
    edges, distinct = _edges_from(connection, reached)
    edges = {pair: kind for pair, kind in edges.items() if pair not in distinct}
    reached |= {number for pair in edges for number in pair}
    before = _copies_of(connection, reached)
    groups = components(edges)
    copies = components(pair for pair, kind in edges.items() if kind == SAME)
    table = schema.duplicate_member
    for some in database.batches(reached):
        connection.execute(delete(table).where(table.c.document_id.in_(some)))
    if groups:
        rows = [
            {"document_id": number, "group_id": first, "copy_of": copies.get(number)}
            for number, first in groups.items()
        ]
        connection.execute(insert(table), rows)
    refolded = sorted(number for number in reached if before.get(number) != copies.get(number))
    enqueue(connection, refolded)
    return refolded


def _edges_from(
    connection: Connection, numbers: set[int]
) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """All pairs that hang together with these documents, and those of them that staff called distinct."""
    table, held = schema.duplicate_pair.c, schema.document
    edges: dict[tuple[int, int], str] = {}
    wanted = select(table.left_id, table.right_id, table.kind)
    seen, front = set[int](), set(numbers)
    while front:
        rows = database.rows_with(connection, wanted, front, table.left_id, table.right_id)
        edges.update({(left, right): kind for left, right, kind in rows})
        seen |= front
        front = {number for pair in edges for number in pair} - seen
    mark = schema.duplicate_mark.c
    one, other = held.alias(), held.alias()
    said = select(one.c.id, other.c.id).select_from(
        schema.duplicate_mark.join(one, one.c.url == mark.left_url).join(other, other.c.url == mark.right_url)
    )
    marked = connection.execute(said.where(mark.state == MarkState.DISTINCT.value))
    return edges, {(min(pair), max(pair)) for pair in map(tuple, marked)}


def _partners(connection: Connection, numbers: Iterable[int]) -> set[int]:
    table = schema.duplicate_pair.c
    wanted = select(table.left_id, table.right_id)
    rows = database.rows_with(connection, wanted, numbers, table.left_id, table.right_id)
    return {number for row in rows for number in row}


def _groups_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    return _values(
        connection, schema.duplicate_member.c.group_id, schema.duplicate_member.c.document_id, numbers
    )


def _members_of(connection: Connection, groups: Iterable[int]) -> set[int]:
    return _values(
        connection, schema.duplicate_member.c.document_id, schema.duplicate_member.c.group_id, groups
    )


def _numbers(connection: Connection, pairs: Iterable[tuple[str, str]]) -> set[int]:
    urls = (url for pair in pairs for url in pair)
    return _values(connection, schema.document.c.id, schema.document.c.url, urls)


def _values(
    connection: Connection, wanted: ColumnElement[int], known: ColumnElement[Any], values: Iterable[Any]
) -> set[int]:
    return {number for (number,) in database.rows_with(connection, select(wanted), values, known)}


def _copies_of(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    table = schema.duplicate_member.c
    wanted = select(table.document_id, table.copy_of).where(table.copy_of.is_not(None))
    rows = database.rows_with(connection, wanted, numbers, table.document_id)
    return {row.document_id: row.copy_of for row in rows}


def _delete(connection: Connection, table: Any, numbers: Iterable[int]) -> None:
    for some in database.batches(numbers):
        connection.execute(delete(table).where(or_(table.c.left_id.in_(some), table.c.right_id.in_(some))))


def _ordered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def _pair_values(pair: Pair) -> dict[str, Any]:
    return {
        "left_id": pair.left,
        "right_id": pair.right,
        "kind": pair.kind,
        "similarity": pair.similarity,
        "containment": pair.containment,
        "inside": pair.inside,
        "reason": pair.reason,
    }
