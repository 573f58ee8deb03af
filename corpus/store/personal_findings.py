"""Texts in which personal data was found, masked, and what staff said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    select,
)

from corpus.clock import now
from corpus.records import DOCUMENT_FIELDS
from corpus.store import database, schema
from corpus.store.rows import content_hash
from corpus.store.staff_schema import personal_finding, personal_mark, personal_queue, personal_scan

ONLY = 1
"""Number of the one row that says how far the scan came."""


class Verdict(Enum):
    """What staff can say of a text in which something was found."""

    DEALT = "dealt"
    """已处理."""
    MISTAKEN = "mistaken"
    """误报."""
    HANDED_ON = "handed"
    """已转交."""


@dataclass(frozen=True, slots=True)
class PersonalMark:
    """What somebody said."""

    verdict: Verdict
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonalPlace:
    """A text of a document in which something stands: its own, or that of a file."""

    document: int
    digest: str
    """Of the whole text: another text has another one."""
    file: str | None
    """Names the file in `corpus.files`; None for the document's own text, or a file that is not held."""
    place: str
    """What the file is called, masked, or a word for one without a name; empty for the own text."""
    found: tuple[dict[str, str], ...]
    """Things found: `kind`, `where`, `masked`, `around`, all fit to be shown; some of each kind."""
    waits: bool
    """Whether any of it is of a kind that staff have to look at."""
    mark: PersonalMark | None = None
    more: int = 0
    """How many there are besides them."""


@dataclass(frozen=True, slots=True)
class PersonalFilter:
    """Which texts are wanted."""

    looked: bool | None = False
    """True: of which staff said something; False: of which nobody did; None: all."""
    kind: str | None = None
    """None: any kind, as `waits` says."""
    portal: str | None = None
    since: datetime | None = None
    """Only of documents that came or changed from then on."""
    waits: bool = True
    """Whether something has to wait in them, where no kind is named."""

    def takes(self, place: PersonalPlace) -> bool:
        """Whether this text of a document that is wanted is itself one that is."""
        marked = self.looked is None or self.looked == (place.mark is not None)
        if self.kind:
            return marked and any(one["kind"] == self.kind for one in place.found)
        return marked and (place.waits or not self.waits)


class PersonalFindings:
    """What was found can be found again at any time; marks cannot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reached(self, rules: int) -> int:
        """Up to which revision texts were gone through by these rules; 0 where by others."""
        table = personal_scan.c
        wanted = select(table.revision).where(table.rules == rules)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar() or 0)

    def changed(self, since: int, most: int) -> dict[int, int]:
        """Documents that changed after a revision, with theirs; the first ones, readable or not."""
        table = schema.document.c
        wanted = select(table.id, table.revision).where(table.revision > since)
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.order_by(table.revision).limit(most))
            return {row.id: row.revision for row in rows}

    def queued(self, most: int) -> dict[int, int]:
        """Documents to be gone through again, with their places in the queue; the first ones."""
        table = personal_queue.c
        wanted = select(table.document_id, table.number).order_by(table.number).limit(most)
        with database.transaction(self._engine, writes=False) as connection:
            return {row.document_id: row.number for row in connection.execute(wanted)}

    def own_texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The own text of those of the documents that are up, have no files, and are what was stored.

        A glance at the content alone, half of what reading them whole takes.
        """
        table = schema.document.c
        content = (table[name] for name in (*DOCUMENT_FIELDS, "id", "content_hash"))
        wanted = select(*content).where(table.withdrawn_at.is_(None), cast(table.attachments, Text) == "[]")
        texts = {}
        with database.transaction(self._engine, writes=False) as connection:
            for row in database.rows_with(connection, wanted, numbers, table.id):
                values = dict(row._mapping)
                number, digest = values.pop("id"), values.pop("content_hash")
                if content_hash(values) == digest:
                    texts[number] = own_text(row.title, row.text)
        return texts

    def keep(
        self,
        looked: Sequence[int],
        places: Iterable[PersonalPlace],
        reached: tuple[int, int] | None = None,
        taken: int = 0,
    ) -> None:
        """What was found in documents that were looked through, in place of what was found in them before.

        `reached`: the revision up to which all were, and the rules. `taken`: the last place in the queue.
        """
        kinds = {one.digest: ",".join(["", *sorted({a["kind"] for a in one.found}), ""]) for one in places}
        rows = [
            {
                "document_id": one.document,
                "digest": one.digest,
                "file": one.file,
                "place": one.place,
                "kinds": kinds[one.digest],
                "waits": one.waits,
                "found": list(one.found),
                "more": one.more,
            }
            for one in places
        ]
        table = personal_finding
        with database.transaction(self._engine, writes=True) as connection:
            for some in database.batches(looked):
                connection.execute(delete(table).where(table.c.document_id.in_(some)))
            database.upsert(connection, table, rows)
            if reached:
                row = {"number": ONLY, "revision": reached[0], "rules": reached[1]}
                database.upsert(connection, personal_scan, [row])
            if taken:
                connection.execute(delete(personal_queue).where(personal_queue.c.number <= taken))

    def count(self, wanted: PersonalFilter) -> int:
        """How many documents have such a text."""
        chosen = _chosen(func.count(personal_finding.c.document_id.distinct()), wanted)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(chosen).scalar_one())

    def documents(self, wanted: PersonalFilter, offset: int, limit: int) -> list[int]:
        """Some of these documents, the latest first."""
        number = personal_finding.c.document_id
        chosen = _chosen(number, wanted).distinct().order_by(number.desc()).offset(offset).limit(limit)
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(chosen).scalars())

    def portals(self) -> list[str]:
        """Of all documents in which something was found."""
        portal = schema.document.c.portal
        wanted = select(portal).distinct().join_from(personal_finding, schema.document)
        with database.transaction(self._engine, writes=False) as connection:
            return sorted(filter(None, connection.execute(wanted).scalars()))

    def of(self, numbers: Iterable[int]) -> dict[int, list[PersonalPlace]]:
        """All such texts of these documents, each document's own text first."""
        finding, found = personal_finding.c, defaultdict[int, list[PersonalPlace]](list)
        marked = (personal_mark.c[name] for name in ("state", "by", "at"))
        wanted = select(personal_finding, *marked).outerjoin(personal_mark, _same())
        wanted = wanted.order_by(finding.document_id, finding.place, finding.digest)
        with database.transaction(self._engine, writes=False) as connection:
            for row in database.rows_with(connection, wanted, numbers, finding.document_id):
                found[row.document_id].append(_place(row))
        return found

    def mark(
        self,
        document: int,
        digests: Iterable[str],
        verdict: Verdict | None,
        by: str,
        unmarked: Iterable[str] = (),
    ) -> bool:
        """Say something of texts of a document, or with None take it back; False where it has others now.

        Where some of them were `unmarked` it is said of these alone: what was said of the others stays. False
        where somebody has said something of all of these since.
        """
        finding, wanted = personal_finding.c, set(digests)
        here = select(finding.digest).where(finding.document_id == document)
        own = (personal_mark.c.document_id == document, personal_mark.c.digest.in_(wanted))
        row = {"state": verdict.value if verdict else "", "by": by, "at": now(), "document_id": document}
        with database.transaction(self._engine, writes=True) as connection:
            if not wanted or not wanted <= set(connection.execute(here).scalars()):
                return False
            if verdict is None:
                return bool(connection.execute(delete(personal_mark).where(*own)).rowcount)
            if waiting := wanted.intersection(unmarked):
                wanted = waiting - set(
                    connection.execute(select(personal_mark.c.digest).where(*own)).scalars()
                )
            if wanted:
                database.upsert(connection, personal_mark, [row | {"digest": digest} for digest in wanted])
            return bool(wanted)


def own_text(title: str, text: str) -> str:
    """Of a document, all that it says itself."""
    return f"{title}\n{text}"


def text_came(connection: Connection, numbers: Iterable[int]) -> None:
    """Have documents gone through again, in the transaction in which a text of their files comes."""
    rows = [{"document_id": number} for number in sorted(set(numbers))]
    if rows:
        connection.execute(insert(personal_queue), rows)


def _place(row: Any) -> PersonalPlace:
    mark = PersonalMark(Verdict(row.state), row.by, row.at) if row.state else None
    found = tuple(row.found)
    return PersonalPlace(row.document_id, row.digest, row.file, row.place, found, row.waits, mark, row.more)


def _same() -> ColumnElement[bool]:
    finding, mark = personal_finding.c, personal_mark.c
    return and_(mark.document_id == finding.document_id, mark.digest == finding.digest)


def _chosen(what: Any, wanted: PersonalFilter) -> Select[Any]:
    """A question about the texts that are wanted."""
    finding = personal_finding.c
    chosen = select(what).select_from(personal_finding)
    if wanted.kind or wanted.waits:
        chosen = chosen.where(finding.kinds.contains(f",{wanted.kind},") if wanted.kind else finding.waits)
    if wanted.looked is not None:
        marked = exists().where(_same())
        chosen = chosen.where(marked if wanted.looked else ~marked)
    if wanted.portal or wanted.since:
        document = schema.document.c
        chosen = chosen.join(schema.document, document.id == finding.document_id)
        chosen = chosen.where(document.portal == wanted.portal) if wanted.portal else chosen
        chosen = chosen.where(document.changed_at >= wanted.since) if wanted.since else chosen
    return chosen
