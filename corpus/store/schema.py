"""The tables. A change here needs a migration in corpus/migrations/versions."""

from __future__ import annotations

from datetime import datetime, timezone

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    false,
)

from corpus.store.database import Address, Name, PlainText, TitleStart

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time, kept without its zone (SQLite has none) and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(timezone.utc).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=timezone.utc) if value else None


document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", Integer, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("page_sha256", String(64)),
    Column("dated_on", Date),
    Column("year", Integer),
    Column("url", Address, nullable=False, unique=True),
    Column("title", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    Column("summary", PlainText),
    Column("index_number", PlainText),
    Column("document_number", PlainText),
    Column("agency", Name),
    Column("issued_on", Date),
    Column("published_on", Date),
    Column("topic", PlainText),
    Column("genre", PlainText),
    Column("validity", PlainText),
    Column("keywords", JSON, nullable=False),
    Column("source", PlainText),
    Column("attachments", JSON, nullable=False),
    Column("family", PlainText),
    Column("portal", Name),
    Column("column", Name),
    Column("html", PlainText),
    Column("disagreements", JSON),
    Column("derived_hash", String(64)),
    # When the present version was recorded, if the state changed since then; else that was `changed_at`.
    Column("recorded_at", UtcDateTime),
    Index("document_changed", "changed_at", "id"),
    Index("document_dated_on", "dated_on"),
    # Rows themselves are long, and all but their addresses stands behind their texts: these hold all that is
    # read for the names of agencies, the totals of portals, the inspection and what came from pages. None
    # begins with `withdrawn_at` alone: SQLite would take it for all that is published, and read each row.
    Index("document_agency", "agency", "withdrawn_at"),
    Index("document_totals", "portal", "withdrawn_at", "changed_at"),
    Index("document_inspection", "portal", "column", "withdrawn_at", "published_on", "issued_on"),
)

Index("document_title", document.c.portal, TitleStart(document.c.title))

_CAME = document.c.page_sha256.is_not(None)

# PostgreSQL's, which a migration makes, has the same condition: to name it here would load that dialect.
Index("document_from_page", document.c.withdrawn_at, sqlite_where=_CAME)

page_reading = Table(
    "page_reading",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("extractor", Integer, nullable=False),
    Column("sure", Float, nullable=False),
    Column("origins", JSON, nullable=False),
    Index("page_reading_sure", "sure"),
)
"""How the present content was read from its page, by which version of the extraction."""

version = Table(
    "version",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("page_sha256", String(64)),
    Column("content", JSON, nullable=False),
    Column("digest", String(64)),
    Column("mistaken", Boolean, nullable=False, server_default=false()),
)
"""Former contents only; the present one is in `document`. `mistaken`: it was never the document's own."""

revision = Table(
    "revision",
    metadata,
    Column("value", Integer, primary_key=True),
    Column("indexed", Integer, nullable=False, server_default="0"),
    Column("identity", String(32), nullable=False, server_default=""),
)
"""One row: the last revision given out, the one that the index reached, and the name of this store, which no
other has. Updating it also serialises writers, so revisions commit in order."""

reindex = Table(
    "reindex",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", Integer, ForeignKey("document.id"), nullable=False),
    # No number comes twice: whoever takes entries off up to one takes off none that came later.
    sqlite_autoincrement=True,
)
"""Documents to be indexed again though they did not change, in the order in which that was found."""

attachment_text = Table(
    "attachment_text",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("reading", String(16), nullable=False),
    Column("text", PlainText, nullable=False),
    Column("pages", Integer),
    Column("reader", Integer, nullable=False),
    Column("hidden", Integer, nullable=False, server_default="0"),
    Column("digest", String(64)),
)
"""By the file, not by the document: one form may be attached to a hundred notices."""

scanned_page = Table(
    "scanned_page",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, nullable=False),
)
"""Pages and pictures without text of files that have some: where in the file's text they stand."""

recognised_page = Table(
    "recognised_page",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("engine", String(64), nullable=False),
    Column("lines", JSON, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)
"""What a machine read on a page of a file: each line with its place on the picture and how sure it is."""

recognised_file = Table(
    "recognised_file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("engine", String(64), nullable=False),
    Column("text", PlainText, nullable=False),
    Column("pages", Integer, nullable=False),
)
"""Files that a machine read to their ends, and their texts."""

page = Table(
    "page",
    metadata,
    Column("url", Address, primary_key=True),
    Column("status", Integer),
    Column("etag", PlainText),
    Column("last_modified", PlainText),
    Column("sha256", String(64)),
    Column("fetched_at", UtcDateTime),
    Column("error", PlainText),
    Column("missing_since", UtcDateTime),
    Column("portal", Name),
    Column("found_on", PlainText),
    Column("faults", Integer, nullable=False, server_default="0"),
    Column("received_at", UtcDateTime),
    Index("page_portal", "portal"),
)

crawled_column = Table(
    "crawled_column",
    metadata,
    Column("portal", Name, primary_key=True),
    Column("url", Address, primary_key=True),
    Column("name", PlainText, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("error", PlainText),
    Column("first_page", Integer, nullable=False, server_default="0"),
    Column("read_whole_at", UtcDateTime),
    Column("latest_on", Date),
    Column("shown_order", String(16)),
    Column("front", Integer, nullable=False, server_default="1"),
    Column("last_page", PlainText),
    Column("head", PlainText),
    Column("settled", Boolean, nullable=False, server_default=false()),
)

crawl_run = Table(
    "crawl_run",
    metadata,
    Column("portal", Name, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("problem", PlainText),
    # Days by which the portal's clock was ahead of ours, where the two did not agree.
    Column("clock_days", Integer),
)
"""The last run of each portal; one without an end was interrupted and is gone on with."""

crawl_lease = Table(
    "crawl_lease",
    metadata,
    Column("portal", Name, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("worker", PlainText),
    Column("until", UtcDateTime),
)
"""When a portal is due, and which worker has it until when; without a worker nobody has."""

host_turn = Table(
    "host_turn",
    metadata,
    Column("host", Name, primary_key=True),
    Column("worker", PlainText, nullable=False),
    Column("free_at", UtcDateTime, nullable=False),
)
"""When a host may be asked again, whichever worker asks."""

shared_text = Table(
    "shared_text",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("text", PlainText, nullable=False),
)
"""What one machine leaves for all others: `corpus.store.shared_texts`."""

held_back = Table(
    "held_back",
    metadata,
    Column("url", Address, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("portal", Name, nullable=False),
    Column("title", PlainText, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("why", PlainText, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("days", Integer, nullable=False),
    Column("accepted_at", UtcDateTime),
    Index("held_back_portal", "portal"),
)
"""What a portal answered and was not taken on, by the address: `corpus.records.HeldBack`."""

former_address = Table(
    "former_address",
    metadata,
    Column("url", Address, primary_key=True),
    Column("document_id", Integer, ForeignKey("document.id"), nullable=False),
    Column("left_at", UtcDateTime, nullable=False),
    Index("former_address_document", "document_id"),
)
"""Where documents were that moved for good. What stands there now itself goes before."""

loaded_bundle = Table(
    "loaded_bundle",
    metadata,
    Column("source", String(32), primary_key=True),
    Column("part", String(64), primary_key=True),
    Column("until", Integer, nullable=False),
    Column("loaded_at", UtcDateTime, nullable=False),
)
"""Up to which revision of another store a part of it was taken on; `part` is a digest of what it is of."""

past_query = Table(
    "past_query",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("query", PlainText),
    Column("count", Integer, nullable=False),
)
"""How often a query was asked that found something; no address, no time. `query` stays empty until the count
makes it nobody's own."""

past_asking = Table(
    "past_asking",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("span", Integer, nullable=False),
)
"""What was counted within the last minute, so that no other process or host counts it again: a digest of the
span and the query under the secret of past queries. Older ones are deleted."""

duplicate_pair = Table(
    "duplicate_pair",
    metadata,
    Column("left_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("right_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("similarity", Float, nullable=False),
    Column("containment", Float, nullable=False),
    Column("inside", String(8)),
    Column("reason", PlainText, nullable=False),
    Index("duplicate_pair_right", "right_id"),
)
"""What the comparison found, `left_id < right_id`. `inside`: which of the two stands inside the other, `left`
or `right`. Found again from the documents at any time."""

duplicate_member = Table(
    "duplicate_member",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("group_id", Integer, nullable=False),
    Column("copy_of", Integer),
    Index("duplicate_member_group", "group_id"),
    Index("duplicate_member_copy", "copy_of"),
)
"""The documents that pairs hold together: the group is named after its first document. `copy_of`: the first
of those with the same text, where there are several."""

duplicate_mark = Table(
    "duplicate_mark",
    metadata,
    Column("left_url", Address, primary_key=True),
    Column("right_url", Address, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("marked_by", PlainText, nullable=False),
    Column("marked_at", UtcDateTime, nullable=False),
)
"""What staff said of two documents, `left_url < right_url`: by address, to outlive crawls and indexes."""
