"""Documents: storing, versions, withdrawal, and reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from types import TracebackType

from sqlalchemy import Engine, event, func, select

from corpus.catalogue import Filters
from corpus.errors import GongkaiError
from corpus.records import Change, Document, PageState, StoredDocument, Version
from corpus.store import database, schema, staff_schema
from corpus.store.accounts import Accounts
from corpus.store.annual import AnnualQueries
from corpus.store.audit import AuditLog
from corpus.store.catalogue_queries import latest_first, published
from corpus.store.corrections import Corrections
from corpus.store.crawl_memory import CrawlMemory
from corpus.store.database import BATCH
from corpus.store.document_rows import DocumentRows
from corpus.store.duplicates import Duplicates
from corpus.store.file_texts import FileTexts
from corpus.store.former_addresses import lead, once_at, present
from corpus.store.held_back import HeldBackAnswers, forget
from corpus.store.identity import hold_to, identity_of
from corpus.store.indexing import Indexing
from corpus.store.inspection import InspectionQueries
from corpus.store.leases import HostTurns, Leases
from corpus.store.migrate import migrate
from corpus.store.mirroring import Mirroring
from corpus.store.page_readings import PageReadings
from corpus.store.past_queries import PastQueries
from corpus.store.personal_findings import PersonalFindings
from corpus.store.probes import Probes
from corpus.store.publication import Publication
from corpus.store.recognition import Recognition
from corpus.store.revisions import last_revision
from corpus.store.rows import says_the_same, version_from, without_what_differs
from corpus.store.said_relations import SaidRelations
from corpus.store.search_counts import SearchCounts
from corpus.store.sessions import Sessions
from corpus.store.shared_texts import SharedTexts
from corpus.store.sign_in_failures import SignInFailures
from corpus.store.soundness import Soundness
from corpus.store.totals import PortalCount, Totals
from corpus.store.visits import Visits, save_visits
from corpus.store.wording import Wording
from corpus.store.writing import Writer


def open_store(url: str) -> Store:
    """Open the store at this address, making or migrating it as needed.

    Raises ConfigError, StoreError; StoreUnreadable when it is damaged or newer than this program.
    """
    engine = database.connect(url)
    try:
        migrate(engine)
        identity = identity_of(engine)
    except BaseException:
        engine.dispose()
        raise
    hold_to(engine, identity)
    return Store(engine, identity)


def is_to_be_made(url: str) -> bool:
    """Whether `open_store` would make a new store at this address. Raises ConfigError."""
    return database.is_to_be_made(url)


class Store:
    """All documents, with their versions, by a revision that grows with every change and with nothing else.

    Safe to use from several threads and processes; writers wait for each other.
    """

    def __init__(self, engine: Engine, identity: str) -> None:
        self.identity = identity
        self._engine = engine
        self._rows = DocumentRows(engine)
        self.crawl_memory = CrawlMemory(engine)
        self.leases = Leases(engine)
        self.host_turns = HostTurns(engine)
        self.shared_texts = SharedTexts(engine)
        self.probes = Probes(engine)
        self.visits = Visits(engine)
        self.file_texts = FileTexts(engine)
        self.recognition = Recognition(engine)
        self.page_readings = PageReadings(engine)
        self.inspection = InspectionQueries(engine)
        self.annual = AnnualQueries(engine)
        self.wording = Wording(engine)
        self.past_queries = PastQueries(engine)
        self.unanswered_queries = PastQueries(engine, staff_schema.unanswered_query)
        self.corrections = Corrections(engine)
        self.said_relations = SaidRelations(engine)
        self.personal_findings = PersonalFindings(engine)
        self.duplicates = Duplicates(engine)
        self.indexing = Indexing(engine)
        self.soundness = Soundness(engine)
        self.held_back = HeldBackAnswers(engine)
        self.publication = Publication(engine)
        self.mirroring = Mirroring(engine)
        self.accounts = Accounts(engine)
        self.sessions = Sessions(engine)
        self.sign_in_failures = SignInFailures(engine)
        self.search_counts = SearchCounts(engine)
        self.audit = AuditLog(engine)

    def lock(self, name: str, busy: GongkaiError) -> AbstractContextManager[None]:
        """Hold a name among all that share the store, on whatever machine. Raises `busy`, StoreError."""
        return database.lock(self._engine, name, busy)

    def close(self) -> None:
        """Give the connections back; what another thread still holds is closed when it is done with it."""
        event.listen(self._engine, "checkin", lambda _, record: record.invalidate())
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(
        self,
        document: Document,
        page_sha256: str | None = None,
        visits: Sequence[PageState] = (),
        heals: bool = False,
        left: str | None = None,
    ) -> Change:
        """Store one document, together with the visits that it comes from; see `put_many`.

        `heals`: what stood there was never the document's own, and no version shows it. `left`: the address
        that it left for good for its own; there it stays known, and is one with what was stored there.
        """
        with database.transaction(self._engine, writes=True) as connection:
            writer = Writer(connection, heals)
            if left is None:
                (change,) = writer.put([document], page_sha256)
            else:
                change = writer.put_moved(document, page_sha256, left)
            save_visits(connection, visits)
            if heals:
                forget(connection, [document.url])
        return change

    def put_many(self, documents: Sequence[Document], page_sha256: str | None = None) -> list[Change]:
        """Store documents in one transaction, and say of each what that did.

        A document is known by its address. Changed content makes a new version and keeps the former one.
        """
        with database.transaction(self._engine, writes=True) as connection:
            return Writer(connection).put(documents, page_sha256)

    def fold(self, url: str, document_url: str) -> None:
        """From now on an address leads to the document at another one; nothing of that changes."""
        with database.transaction(self._engine, writes=True) as connection:
            lead(connection, url, document_url)

    def refile(self, columns: Mapping[str, str]) -> int:
        """Move published documents, by their addresses, to other columns; how many that changed."""
        with database.transaction(self._engine, writes=True) as connection:
            return Writer(connection).refile(columns)

    def withdraw(self, url: str) -> bool:
        """Mark the document at `url` as gone; False when it is unknown or withdrawn already.

        What was held back of it goes in the same transaction: nobody asks for it any more.
        """
        with database.transaction(self._engine, writes=True) as connection:
            withdrawn = Writer(connection).withdraw(url)
            if withdrawn:
                forget(connection, [url])
            return withdrawn

    def get(self, number: int) -> StoredDocument | None:
        """The document with this `StoredDocument.id`, withdrawn or not."""
        return next(iter(self.documents([number])), None)

    def by_url(self, url: str) -> StoredDocument | None:
        """The document at this address, withdrawn or not, or the one that left it for good."""
        table = schema.document.c
        here = next(iter(self._rows.stored(select(schema.document).where(table.url == url))), None)
        if here is not None and here.withdrawn_at is None:
            return here
        return next(iter(self._rows.stored(select(schema.document).where(table.id.in_(once_at(url))))), here)

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that have a published document, or had it before it moved."""
        table = schema.document.c
        wanted, urls = select(table.url).where(table.withdrawn_at.is_(None)), set(urls)
        with database.transaction(self._engine, writes=False) as connection:
            here = {url for (url,) in database.rows_with(connection, wanted, urls, table.url)}
            return here | present(connection, urls - here).keys()

    def documents(self, numbers: Sequence[int]) -> list[StoredDocument]:
        """The documents with these ids, in that order; unknown ids are left out."""
        found = {stored.id: stored for stored in self._rows.numbered(numbers)}
        return [found[number] for number in numbers if number in found]

    def versions(self, number: int) -> list[Version]:
        """All contents that a document had, the present one first; empty for an unknown id.

        A content that came back after what was never the document's own stands since it first came.
        """
        present = self.get(number)
        if present is None:
            return []
        table = schema.version
        own = (table.c.document_id == number, table.c.mistaken.is_(False))
        former = select(table).where(*own).order_by(table.c.number.desc())
        with database.transaction(self._engine, writes=False) as connection:
            kept = [version_from(row) for row in connection.execute(former).mappings()]
        found = [Version(present.version, present.recorded_at, present.document, present.page_sha256)]
        for version in kept:
            if says_the_same(version.document, found[-1].document):
                found[-1] = replace(found[-1], recorded_at=version.recorded_at)
            else:
                found.append(version)
        return found

    def last_revision(self) -> int:
        """The revision of the latest change; 0 for an empty store."""
        with database.transaction(self._engine, writes=False) as connection:
            return last_revision(connection)

    def changes_since(self, revision: int, until: int | None = None) -> Iterator[StoredDocument]:
        """Documents changed after `revision`, in the order of their revisions, tombstones included.

        One that is not what its digest says is given as gone: it does not keep an index from the others.

        A document changed while this runs is given again, later, with its new revision, if that is wanted.
        """
        table = schema.document
        changed = select(table).order_by(table.c.revision).limit(BATCH)
        if until is not None:
            changed = changed.where(table.c.revision <= until)
        while True:
            batch = self._rows.stored(changed.where(table.c.revision > revision), without_what_differs)
            yield from batch
            if len(batch) < BATCH:
                return
            revision = batch[-1].revision

    def changes_count(self, revision: int) -> int:
        """How many documents `changes_since` would give."""
        wanted = select(func.count()).where(schema.document.c.revision > revision)
        with database.transaction(self._engine, writes=False) as connection:
            return int(connection.execute(wanted).scalar_one())

    def catalogue(
        self,
        filters: Filters | None = None,
        *,
        first: date | None = None,
        last: date | None = None,
        under: str = "",
    ) -> Iterator[StoredDocument]:
        """Published documents within the filters, days and agencies' names, the latest date first."""
        wanted = latest_first(published(filters or Filters(), first, last, under))
        with database.transaction(self._engine, writes=False) as connection:
            numbers = connection.execute(wanted).scalars().all()
        for some in database.batches(numbers):
            yield from self.documents(some)

    def catalogue_page(
        self,
        filters: Filters,
        offset: int,
        limit: int,
        *,
        first: date | None = None,
        last: date | None = None,
        under: str = "",
        by_publication: bool = False,
    ) -> tuple[int, list[StoredDocument]]:
        """How many documents `catalogue` would give, and some of them, in its order or by publication."""
        wanted = published(filters, first, last, under)
        with database.transaction(self._engine, writes=False) as connection:
            total = int(connection.execute(wanted.with_only_columns(func.count())).scalar_one())
            some = latest_first(wanted, by_publication=by_publication).offset(offset).limit(limit)
            numbers = connection.execute(some).scalars().all()
        return total, self.documents(numbers)

    def totals(self) -> Totals:
        """Counts for each portal, and the last revision."""
        table = schema.document.c
        gone = func.count(table.withdrawn_at)
        wanted = select(table.portal, func.count() - gone, gone, func.max(table.changed_at))
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(
                wanted.group_by(table.portal).order_by(table.portal.nulls_first())
            ).all()
            revision = last_revision(connection)
        return Totals(revision, tuple(PortalCount(*row) for row in rows))
