"""The tables of staff: accounts, sessions, what they did. A change here needs a migration, as in `schema`."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from corpus.store.database import Name, PlainText
from corpus.store.schema import UtcDateTime, metadata

staff_account = Table(
    "staff_account",
    metadata,
    Column("name", Name, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("password_hash", PlainText),
    Column("password_set_at", UtcDateTime),
    Column("disabled_at", UtcDateTime),
    Column("signed_in_at", UtcDateTime),
)
"""Staff, with Argon2id hashes of their passwords."""

staff_session = Table(
    "staff_session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", Name, nullable=False),
    Column("address", PlainText, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
"""Browsers in which somebody is signed in, by a digest of the secret in their cookie."""

staff_link = Table(
    "staff_link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", Name, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
"""Links that were not used yet."""

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)
"""Failures of late; `key` is a digest of an account, an address, or both."""

search_count = Table(
    "search_count",
    metadata,
    Column("minute", Integer, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often an address searched in a minute; `key` is a keyed digest of it and of what it asked for."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", Name, nullable=False),
    Column("address", PlainText, nullable=False),
    Column("action", PlainText, nullable=False),
    Column("detail", PlainText, nullable=False),
    Column("outcome", PlainText, nullable=False),
    sqlite_autoincrement=True,
)
"""What staff did. Triggers refuse to change or take away a row."""

AUDIT_ON_SQLITE = tuple(
    f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
    for what in ("UPDATE", "DELETE")
)
"""The triggers of a new file; a migration gave them to those that were there."""

unanswered_query = Table(
    "unanswered_query",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("query", PlainText),
    Column("count", Integer, nullable=False),
)
"""How often a query was asked that no document answers; as `past_query` keeps those that found something."""

correction = Table(
    "correction",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("value", PlainText),
    Column("page_value", PlainText),
    Column("by", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("correction_at", "at"),
)
"""What staff say that a document has in a field, and what its page says: texts, days as ISO 8601, or none."""

said_relation = Table(
    "said_relation",
    metadata,
    Column("first_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("other_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("by", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("said_relation_other", "other_id"),
)
"""What staff say that the other document is to the first: `corpus.store.said_relations`."""

personal_finding = Table(
    "personal_finding",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("file", String(64)),
    Column("place", PlainText, nullable=False),
    Column("kinds", String(64), nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("found", JSON, nullable=False),
    Column("more", Integer, nullable=False, server_default="0"),
)
"""Texts in which personal data stands, each masked; found again from the documents at any time.
`kinds`: between commas. `waits`: whether it is of a kind that staff have to look at.
`more`: how many things were found in it besides those that are kept."""

personal_mark = Table(
    "personal_mark",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""What staff said of one of these texts; it stands for that very text, whenever the document has it."""

personal_scan = Table(
    "personal_scan",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("rules", Integer, nullable=False),
)
"""One row: up to which revision texts were gone through, by which version of the rules."""

personal_queue = Table(
    "personal_queue",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", Integer, ForeignKey("document.id"), nullable=False),
    sqlite_autoincrement=True,
)
"""Documents of whose files a text came though they did not change: to be gone through again."""

ALL_TABLES = metadata.sorted_tables
"""Of the whole store: these, and those of `schema`."""
