"""What portals sent in place of documents: held back from now on; what it overwrote before is asked for again."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
TOLD = "增加没有采信的内容；以前误收的提示页会重新采集"

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
    "document",
    *map(sa.column, ("id", "url", "portal", "title", "text", "attachments", "version", "withdrawn_at")),
)
version = sa.table("version", *map(sa.column, ("document_id", "number", "content", "mistaken")))
page = sa.table("page", *map(sa.column, ("url", "etag", "last_modified", "sha256", "fetched_at")))
held_back = sa.table(
    "held_back",
    *map(sa.column, ("url", "kind", "portal", "title", "digest", "why", "days")),
    sa.column("first_seen_at", sa.DateTime),
    sa.column("last_seen_at", sa.DateTime),
)


class Content(NamedTuple):
    """What a document said at one time."""

    number: int | None
    """Of the version; None for what it says now."""
    title: str
    words: str
    text: bytes
    """The same where a portal says the very same."""
    key: bytes
    """The same where a portal says the same but for times and numbers."""
    has_files: bool


def _find_overwritten(connection: sa.Connection) -> None:
    """Mark former versions that are one notice for several documents; have present ones asked for again."""
    histories = _histories(connection)
    said_by = Counter(said for one in histories for said in {s for c in one.contents for s in (c.text, c.key)})
    notices: set[bytes] = set()
    for history in _histories(connection):
        for place, one in enumerate(history.contents):
            if not _is_notice(history.contents, place, said_by):
                continue
            notices.add(one.key)
            if one.number is not None:
                same = sa.and_(version.c.document_id == history.document, version.c.number == one.number)
                connection.execute(version.update().where(same).values(mistaken=True))
    if notices:
        for number in _saying(connection, notices):
            _ask_again(connection, number)


def _is_notice(contents: list[Content], place: int, said_by: Counter[bytes]) -> bool:
    """Whether others said it too, and it has nothing to do with what the document said by itself."""
    one = contents[place]
    many = said_by[one.text], said_by[one.key]
    own = [other for other in contents if (said_by[other.text], said_by[other.key]) < many]
    if len(one.words) < LEAST or not own or any(_alike(one.words, other.words) for other in own):
        return False
    if one.title not in [other.title for other in own]:
        return True
    if one.number is None:
        return not one.has_files
    # Under the same title a text may really be replaced, by "void" say; but not to come back after that.
    before, after = ([o for o in own if o in some] for some in (contents[:place], contents[place:]))
    return any(_alike(first.words, last.words) for first in before for last in after)


class History(NamedTuple):
    """A changed document with all its contents, the present one last."""

    document: int
    contents: list[Content]


def _histories(connection: sa.Connection) -> Iterator[History]:
    changed = sa.select(document.c.id).where(document.c.version > 1, document.c.portal.is_not(None))
    names = ("title", "text", "attachments")
    present = sa.select(document.c.portal, *(document.c[name] for name in names))
    former = sa.select(version.c.number, version.c.content).order_by(version.c.number)
    for number in connection.execute(changed.order_by(document.c.id)).scalars().all():
        now = connection.execute(present.where(document.c.id == number)).mappings().one()
        contents = []
        for step, content in connection.execute(former.where(version.c.document_id == number)):
            read = json.loads(content) if isinstance(content, str) else content
            contents.append(_content(now["portal"], step, read))
        yield History(number, [*contents, _content(now["portal"], None, dict(now))])


def _content(portal: str, number: int | None, values: Mapping[str, Any]) -> Content:
    text, words = values["text"], NO_WORDS.sub("", values["text"])
    has_files = values["attachments"] not in ("[]", [])
    return Content(
        number, values["title"], words, _digest(portal, "=", text), _digest(portal, words), has_files
    )


def _digest(*said: str) -> bytes:
    return hashlib.sha256("\0".join(said).encode()).digest()


def _saying(connection: sa.Connection, notices: set[bytes]) -> list[int]:
    """The published documents that say one of them now, changed or not."""
    wanted = sa.select(document.c.id, document.c.portal, document.c.text)
    wanted = wanted.where(document.c.portal.is_not(None), document.c.withdrawn_at.is_(None))
    rows = connection.execute(wanted, execution_options={"yield_per": 1000})
    return [number for number, portal, text in rows if _digest(portal, NO_WORDS.sub("", text)) in notices]


def _alike(one: str, other: str) -> bool:
    grams, others = _grams(one), _grams(other)
    return len(grams & others) >= IN_COMMON * max(1, min(len(grams), len(others)))


def _grams(words: str) -> set[str]:
    return {words[start : start + GRAM] for start in range(max(1, len(words) - GRAM + 1))}


def _ask_again(connection: sa.Connection, number: int) -> None:
    """Forget what was fetched, and remember that it is no document."""
    wanted = sa.select(document.c.url, document.c.portal, document.c.title)
    wanted = wanted.where(document.c.id == number)
    url, portal, title = connection.execute(wanted).one()
    nothing = {"etag": None, "last_modified": None, "sha256": None, "fetched_at": None}
    connection.execute(page.update().where(page.c.url == url).values(nothing))
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    told = {"url": url, "kind": "overwritten", "portal": portal, "title": title, "digest": "", "why": ""}
    times = {"days": 1, "first_seen_at": now, "last_seen_at": now}
    connection.execute(held_back.insert().values(told | times))
