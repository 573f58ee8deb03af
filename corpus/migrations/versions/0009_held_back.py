"""What portals sent in place of documents: held back from now on; what it overwrote before is asked for again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime, timezone

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

GRAM, IN_COMMON = 4, 0.3
"""As crawler.walk.likeness had them: characters of a gram, and the share of grams that texts of one document have."""

LEAST = 10
"""Words (characters) of a notice."""

NO_WORDS = re.compile(r"[^\u3400-\u9fff]+")
"""All but Chinese characters: notices differ in times and numbers."""


def upgrade() -> None:
    on_postgresql = op.get_context().dialect.name == "postgresql"
    moment = sa.DateTime
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "held_back",
        sa.Column("url", text, nullable=False, primary_key=not on_postgresql),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("portal", text, nullable=False),
        sa.Column("title", text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("why", text, nullable=False),
        sa.Column("first_seen_at", moment, nullable=False),
        sa.Column("last_seen_at", moment, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("accepted_at", moment),
    )
    if on_postgresql:
        # As corpus.store.database.expressions.AddressKey has it; backslashes would begin an escape.
        key = r"sha256(replace(url, '\', '\\')::bytea)"
        op.execute(f"CREATE UNIQUE INDEX held_back_address ON held_back ({key})")
    op.create_index("held_back_portal", "held_back", ["portal"])
    op.add_column("version", sa.Column("mistaken", sa.Boolean, nullable=False, server_default=sa.false()))
    _find_overwritten(op.get_bind())


document = sa.table(
    "document", *map(sa.column, ("id", "url", "portal", "title", "text", "version", "withdrawn_at"))
)
version = sa.table("version", *map(sa.column, ("document_id", "number", "content", "mistaken")))
page = sa.table("page", *map(sa.column, ("url", "etag", "last_modified", "sha256", "fetched_at")))
held_back = sa.table(
    "held_back",
    *map(sa.column, ("url", "kind", "portal", "title", "digest", "why", "days")),
    sa.column("first_seen_at", sa.DateTime),
    sa.column("last_seen_at", sa.DateTime),
)


def _find_overwritten(connection: sa.Connection) -> None:
    """Mark former versions that are one notice for several documents; have present ones asked for again."""
    shared = _shared(connection)
    for number, contents in _contents(connection) if shared else ():
        own = [(title, words) for key, title, words in contents if key not in shared]
        for step, (key, title, words) in enumerate(contents, 1):
            if key not in shared or not own or any(title == its or _alike(words, said) for its, said in own):
                continue
            if step == len(contents):
                _ask_again(connection, number)
            else:
                same = sa.and_(version.c.document_id == number, version.c.number == step)
                connection.execute(version.update().where(same).values(mistaken=True))


def _shared(connection: sa.Connection) -> set[bytes]:
    """What several documents of one portal said, word for word."""
    first: dict[bytes, int] = {}
    shared = set()
    for number, contents in _contents(connection):
        for key, _, words in contents:
            if len(words) >= LEAST and first.setdefault(key, number) != number:
                shared.add(key)
    return shared


def _contents(connection: sa.Connection) -> Iterator[tuple[int, list[tuple[bytes, str, str]]]]:
    """Changed documents with all their contents, the present one last: a key, the title and the words of each."""
    changed = sa.select(document.c.id).where(document.c.version > 1, document.c.portal.is_not(None))
    present = sa.select(document.c.portal, document.c.title, document.c.text)
    former = sa.select(version.c.content).order_by(version.c.number)
    for number in connection.execute(changed.order_by(document.c.id)).scalars().all():
        portal, *now = connection.execute(present.where(document.c.id == number)).one()
        held = connection.execute(former.where(version.c.document_id == number)).scalars().all()
        read = [json.loads(content) if isinstance(content, str) else content for content in held]
        told = [(content["title"], content["text"]) for content in read] + [tuple(now)]
        yield number, [_keyed(portal, title, NO_WORDS.sub("", text)) for title, text in told]


def _keyed(portal: str, title: str, words: str) -> tuple[bytes, str, str]:
    told = "\0".join((portal, NO_WORDS.sub("", title), words))
    return hashlib.sha256(told.encode()).digest(), title, words


def _alike(one: str, other: str) -> bool:
    grams, others = _grams(one), _grams(other)
    return len(grams & others) >= IN_COMMON * max(1, min(len(grams), len(others)))


def _grams(words: str) -> set[str]:
    return {words[start : start + GRAM] for start in range(max(1, len(words) - GRAM + 1))}


def _ask_again(connection: sa.Connection, number: int) -> None:
    """Forget what was fetched, and remember that it is no document."""
    wanted = sa.select(document.c.url, document.c.portal, document.c.title, document.c.withdrawn_at)
    url, portal, title, withdrawn_at = connection.execute(wanted.where(document.c.id == number)).one()
    if withdrawn_at is None:
        nothing = {"etag": None, "last_modified": None, "sha256": None, "fetched_at": None}
        connection.execute(page.update().where(page.c.url == url).values(nothing))
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        told = {"url": url, "kind": "overwritten", "portal": portal, "title": title, "digest": "", "why": ""}
        times = {"days": 1, "first_seen_at": now, "last_seen_at": now}
        connection.execute(held_back.insert().values(told | times))
