"""What the figures of the annual report are counted from: documents that are up, without their texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, RowMapping, Text, cast, func, or_, select

from corpus.catalogue import ended
from corpus.fields import KIND_FIELDS
from corpus.store import database, schema


@dataclass(frozen=True, slots=True)
class Counted:
    """A document that may count."""

    id: int
    title: str
    agency: str | None
    portal: str | None
    validity: str | None
    dated_on: date | None
    kinds: tuple[str, ...]
    """What the fields say that tell of what kind it is (`corpus.fields.KIND_FIELDS`)."""


class AnnualQueries:
    """All documents are gone through for an answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def named(self, kinds: Sequence[str], titles: Sequence[str]) -> list[Counted]:
        """Documents that are up, with one of `kinds` in what tells their kind, or of `titles` in a title."""
        table = schema.document.c
        telling = [table[name] for name in KIND_FIELDS]
        named = [column.contains(word) for word in kinds for column in telling]
        named += [table.title.contains(word) for word in titles]
        names = Counted.__slots__[:-1]
        columns = [table[name] for name in names]
        wanted = select(*columns, *telling).where(table.withdrawn_at.is_(None), or_(*named))
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.order_by(table.dated_on.desc().nulls_last(), table.id.desc()))
            return [
                Counted(**{name: row._mapping[name] for name in names}, kinds=_said(row._mapping))
                for row in rows
            ]

    def ended_at(self, numbers: Iterable[int]) -> tuple[dict[int, datetime], set[int]]:
        """When each of these, all over by now, was first held as over; those that came so are left out.

        And those of which a former version cannot be read.
        """
        present, former = schema.document.c, schema.version.c
        since = func.coalesce(present.recorded_at, present.changed_at)
        now = select(present.id, since.label("since"))
        then = select(former.document_id, former.recorded_at, cast(former.content, Text))
        then = then.where(former.mistaken.is_(False)).order_by(former.document_id, former.number.desc())
        wanted, found, unreadable = list(numbers), dict[int, datetime](), set[int]()
        with database.transaction(self._engine, writes=False) as connection:
            first = dict(map(tuple, database.rows_with(connection, now, wanted, present.id)))
            for number, moment, content in database.rows_with(connection, then, wanted, former.document_id):
                if number in found or number in unreadable:
                    continue
                try:
                    was_over = ended(json.loads(content)["validity"])
                except (ValueError, TypeError, KeyError, AttributeError):
                    unreadable.add(number)
                    continue
                if was_over:
                    first[number] = moment
                else:
                    found[number] = first[number]
        return found, unreadable

    def agencies(self) -> list[str]:
        """What documents that are up say of their agencies, each text once."""
        table = schema.document.c
        wanted = (
            select(table.agency).where(table.agency.is_not(None), table.withdrawn_at.is_(None)).distinct()
        )
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted).scalars())


def _said(row: RowMapping) -> tuple[str, ...]:
    return tuple(row[name] for name in KIND_FIELDS if row[name])
