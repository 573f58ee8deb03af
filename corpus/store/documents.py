"""Documents: storing, versions, withdrawal, and reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, insert, select, update

from corpus.catalogue import Filters
from corpus.records import DERIVED_FIELDS, Change, Document, StoredDocument, Version
from corpus.store import schema, sqlite
from corpus.store.crawl_memory import CrawlMemory
from corpus.store.duplicates import Duplicates
from corpus.store.file_texts import FileTexts
from corpus.store.inspection import InspectionQueries
from corpus.store.migrate import migrate
from corpus.store.past_queries import PastQueries
from corpus.store.revisions import changed, last_revision, move, set_revision
from corpus.store.rows import document_from, document_values, stored_from, version_content
from corpus.store.wording import Wording

BATCH = 500
"""Rows read or matched by address at a time: under SQLite's limit of 999 variables in old builds."""


@dataclass(frozen=True, slots=True)
class PortalCount:
    """How much the store holds of one portal."""

    portal: str | None
    documents: int
    withdrawn: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the store holds."""

    revision: int
    portals: tuple[PortalCount, ...]

    @property
    def documents(self) -> int:
        """Documents that are up, of all portals."""
        return sum(portal.documents for portal in self.portals)

    @property
    def withdrawn(self) -> int:
        """Tombstones, of all portals."""
        return sum(portal.withdrawn for portal in self.portals)


def open_store(path: Path) -> Store:
    """Open the store at `path`, making or migrating it as needed.

    Raises StoreUnreadable when the file is damaged or newer than this program.
    """
    engine = sqlite.connect(path)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


class Store:
    """All documents, with their versions, by a revision that grows with every change.

    Safe to use from several threads and processes; writers wait for each other.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.crawl_memory = CrawlMemory(engine)
        self.file_texts = FileTexts(engine)
        self.inspection = InspectionQueries(engine)
        self.wording = Wording(engine)
        self.past_queries = PastQueries(engine)
        self.duplicates = Duplicates(engine)

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, document: Document, page_sha256: str | None = None) -> Change:
        """Store one document; see `put_many`."""
        return self.put_many([document], page_sha256)[0]

    def put_many(self, documents: Sequence[Document], page_sha256: str | None = None) -> list[Change]:
        """Store documents in one transaction, and say of each what that did.

        A document is known by its address. Changed content makes a new version and keeps the former one.
        """
        with sqlite.transaction(self._engine, writes=True) as connection:
            return _Writer(connection, page_sha256).put(documents)

    def withdraw(self, url: str) -> bool:
        """Mark the document at `url` as gone; False when it is unknown or withdrawn already."""
        with sqlite.transaction(self._engine, writes=True) as connection:
            table = schema.document.c
            alive = select(table.id).where(table.url == url, table.withdrawn_at.is_(None))
            number = connection.execute(alive).scalar()
            if number is None:
                return False
            revision = last_revision(connection) + 1
            change = {"withdrawn_at": _now(), "revision": revision}
            connection.execute(update(schema.document).where(table.id == number).values(change))
            set_revision(connection, revision)
            return True

    def touch(self, url: str) -> None:
        """Give a document a new revision, so that it is indexed again: something that it shows changed."""
        with sqlite.transaction(self._engine, writes=True) as connection:
            found = connection.execute(select(schema.document.c.id).where(schema.document.c.url == url))
            move(connection, found.scalars().all())

    def get(self, number: int) -> StoredDocument | None:
        """The document with this `StoredDocument.id`, withdrawn or not."""
        return next(iter(self.documents([number])), None)

    def by_url(self, url: str) -> StoredDocument | None:
        """The document at this address, withdrawn or not."""
        return next(self._stored(select(schema.document).where(schema.document.c.url == url)), None)

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that have a published document."""
        wanted, found = list(urls), set[str]()
        table = schema.document.c
        for start in range(0, len(wanted), BATCH):
            chosen = table.url.in_(wanted[start : start + BATCH])
            rows = select(table.url).where(chosen, table.withdrawn_at.is_(None))
            with sqlite.transaction(self._engine, writes=False) as connection:
                found.update(url for (url,) in connection.execute(rows))
        return found

    def documents(self, numbers: Sequence[int]) -> list[StoredDocument]:
        """The documents with these ids, in that order; unknown ids are left out."""
        found: dict[int, StoredDocument] = {}
        for start in range(0, len(numbers), BATCH):
            wanted = schema.document.c.id.in_(numbers[start : start + BATCH])
            found.update((s.id, s) for s in self._stored(select(schema.document).where(wanted)))
        return [found[number] for number in numbers if number in found]

    def versions(self, number: int) -> list[Version]:
        """All contents of a document, the present one first; empty for an unknown id."""
        present = self.get(number)
        if present is None:
            return []
        table = schema.version
        former = select(table).where(table.c.document_id == number).order_by(table.c.number.desc())
        with sqlite.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(former).mappings().all()
        current = Version(present.version, present.changed_at, present.document, present.page_sha256)
        return [current] + [
            Version(row["number"], row["recorded_at"], document_from(row["content"]), row["page_sha256"])
            for row in rows
        ]

    def last_revision(self) -> int:
        """The revision of the latest change; 0 for an empty store."""
        with sqlite.transaction(self._engine, writes=False) as connection:
            return last_revision(connection)

    def changes_since(self, revision: int) -> Iterator[StoredDocument]:
        """Documents changed after `revision`, in the order of their revisions, tombstones included.

        A document changed while this runs is given again, later, with its new revision.
        """
        table = schema.document
        while True:
            wanted = select(table).where(table.c.revision > revision).order_by(table.c.revision).limit(BATCH)
            batch = list(self._stored(wanted))
            yield from batch
            if len(batch) < BATCH:
                return
            revision = batch[-1].revision

    def changes_count(self, revision: int) -> int:
        """How many documents `changes_since` would give."""
        wanted = select(func.count()).where(schema.document.c.revision > revision)
        with sqlite.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def changed(self, since: int, until: int | None = None) -> Sequence[tuple[int, int]]:
        """Revision and id of what changed after `since` and up to `until`, in that order."""
        with sqlite.transaction(self._engine, writes=False) as connection:
            return changed(connection, since, until)

    def catalogue(self, filters: Filters | None = None) -> Iterator[StoredDocument]:
        """Published documents within the filters, the latest date first."""
        table = schema.document.c
        wanted = select(table.id).where(table.withdrawn_at.is_(None))
        wanted = wanted.order_by(table.dated_on.desc(), table.id.desc())
        for name, values in filters.chosen.items() if filters else ():
            wanted = wanted.where(table[name].in_(values))
        with sqlite.transaction(self._engine, writes=False) as connection:
            numbers = connection.execute(wanted).scalars().all()
        for start in range(0, len(numbers), BATCH):
            yield from self.documents(numbers[start : start + BATCH])

    def addresses(self, portal: str) -> list[str]:
        """Addresses of a portal's published documents."""
        table = schema.document.c
        wanted = select(table.url).where(table.portal == portal, table.withdrawn_at.is_(None))
        with sqlite.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted.order_by(table.id)).scalars())

    def totals(self) -> Totals:
        """Counts for each portal, and the last revision."""
        table = schema.document.c
        gone = func.count(table.withdrawn_at)
        wanted = select(table.portal, func.count() - gone, gone, func.max(table.changed_at))
        with sqlite.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted.group_by(table.portal).order_by(table.portal)).all()
            revision = last_revision(connection)
        return Totals(revision, tuple(PortalCount(*row) for row in rows))

    def _stored(self, wanted: Select[Any]) -> Iterator[StoredDocument]:
        with sqlite.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted).mappings().all()
        return map(stored_from, rows)


class _Writer:
    """Stores documents within one transaction."""

    def __init__(self, connection: Connection, page_sha256: str | None) -> None:
        self._connection = connection
        self._page_sha256 = page_sha256
        self._now = _now()
        self._inserts: dict[str, dict[str, Any]] = {}
        self._revision = last_revision(connection)

    def put(self, documents: Sequence[Document]) -> list[Change]:
        known = self._known(document.url for document in documents)
        changes = []
        for document in documents:
            if document.url in self._inserts:
                self._flush()
                known.update(self._known([document.url]))
            values = document_values(document)
            row = known.get(document.url)
            changes.append(self._update(row, values) if row is not None else self._insert(values))
            if changes[-1] is not Change.UNCHANGED and row is not None:
                known.update(self._known([document.url]))
        self._flush()
        set_revision(self._connection, self._revision)
        return changes

    def _next_revision(self) -> int:
        self._revision += 1
        return self._revision

    def _known(self, urls: Iterable[str]) -> dict[str, Any]:
        table = schema.document.c
        wanted, known = list(urls), {}
        for start in range(0, len(wanted), BATCH):
            match = table.url.in_(wanted[start : start + BATCH])
            columns = select(
                table.id, table.url, table.version, table.content_hash, table.withdrawn_at, table.html
            )
            for row in self._connection.execute(columns.where(match)):
                known[row.url] = row
        return known

    def _insert(self, values: dict[str, Any]) -> Change:
        self._inserts[values["url"]] = {
            **values,
            "version": 1,
            "revision": self._next_revision(),
            "first_seen_at": self._now,
            "changed_at": self._now,
            "page_sha256": self._page_sha256,
        }
        return Change.NEW

    def _update(self, row: Any, values: dict[str, Any]) -> Change:
        if row.content_hash != values["content_hash"]:
            self._keep_version(row.id)
            changed = values | {"version": row.version + 1, "changed_at": self._now}
            self._set(row.id, changed | {"page_sha256": self._page_sha256})
            return Change.CHANGED if row.withdrawn_at is None else Change.RETURNED
        derived = {name: values[name] for name in DERIVED_FIELDS}
        if row.withdrawn_at is not None:
            self._set(row.id, derived)
            return Change.RETURNED
        if row.html != values["html"]:
            table = schema.document
            self._connection.execute(update(table).where(table.c.id == row.id).values(derived))
        return Change.UNCHANGED

    def _set(self, number: int, values: dict[str, Any]) -> None:
        values = values | {"withdrawn_at": None, "revision": self._next_revision()}
        self._connection.execute(update(schema.document).where(schema.document.c.id == number).values(values))

    def _keep_version(self, number: int) -> None:
        wanted = select(schema.document).where(schema.document.c.id == number)
        former = stored_from(self._connection.execute(wanted).mappings().one())
        self._connection.execute(
            insert(schema.version).values(
                document_id=number,
                number=former.version,
                recorded_at=former.changed_at,
                page_sha256=former.page_sha256,
                content=version_content(former.document),
            )
        )

    def _flush(self) -> None:
        if self._inserts:
            self._connection.execute(insert(schema.document), list(self._inserts.values()))
            self._inserts.clear()


def _now() -> datetime:
    return datetime.now(timezone.utc)
