"""The record store: the one source of truth, and the only place that speaks SQL."""

from corpus.store.accounts import Account
from corpus.store.annual import Counted
from corpus.store.audit import CORRECTED_ALL, CRAWL_ENDED, INDEX_ENDED, Event
from corpus.store.belonging import adopt, belong_together, open_own_store
from corpus.store.copying import CopyReport, copy_store
from corpus.store.corrections import CORRECTABLE, CorrectedTogether, Correction
from corpus.store.crawl_memory import CrawlMemory, RunState
from corpus.store.documents import Store, is_to_be_made, open_store
from corpus.store.duplicates import Duplicates, Held, Mark, MarkState, Pair
from corpus.store.file_texts import FileTexts
from corpus.store.indexing import Indexing, Queued
from corpus.store.leases import HostTurns, Lease, Leases
from corpus.store.migrate import Migration, pending
from corpus.store.mirroring import Mirrored, Mirroring
from corpus.store.page_readings import PageReading
from corpus.store.personal_findings import PersonalFilter, PersonalMark, PersonalPlace, Verdict, own_text
from corpus.store.portable import check_left, check_portable
from corpus.store.said_relations import RelationKind, SaidRelation
from corpus.store.search_counts import SearchCounts
from corpus.store.sessions import SessionRow
from corpus.store.soundness import NeededFile, RowFault, Soundness
from corpus.store.taking_on import Taken
from corpus.store.totals import PortalCount, Totals
from corpus.store.visits import HeldDocument, Remembered, Visits

__all__ = [
    "CORRECTABLE",
    "CORRECTED_ALL",
    "CRAWL_ENDED",
    "INDEX_ENDED",
    "Account",
    "CopyReport",
    "CorrectedTogether",
    "Correction",
    "Counted",
    "CrawlMemory",
    "Duplicates",
    "Event",
    "FileTexts",
    "Held",
    "HeldDocument",
    "HostTurns",
    "Indexing",
    "Lease",
    "Leases",
    "Mark",
    "MarkState",
    "Migration",
    "Mirrored",
    "Mirroring",
    "NeededFile",
    "PageReading",
    "Pair",
    "PersonalFilter",
    "PersonalMark",
    "PersonalPlace",
    "PortalCount",
    "Queued",
    "RelationKind",
    "Remembered",
    "RowFault",
    "RunState",
    "SaidRelation",
    "SearchCounts",
    "SessionRow",
    "Soundness",
    "Store",
    "Taken",
    "Totals",
    "Verdict",
    "Visits",
    "adopt",
    "belong_together",
    "check_left",
    "check_portable",
    "copy_store",
    "is_to_be_made",
    "open_own_store",
    "open_store",
    "own_text",
    "pending",
]
