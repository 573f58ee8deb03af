"""What is remembered of addresses between crawls: the last visit, and the document there in brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, or_, select

from corpus.clock import now
from corpus.records import Attachment, PageState
from corpus.store import database, schema
from corpus.store.database import TITLE_START, TitleStart
from corpus.store.former_addresses import present
from corpus.store.rows import DAMAGED, attachment_from

NAMESAKES = 10
"""Documents of one title that are looked at: reports that come every week are called alike. A guess."""

UNVISITED = 2_000
"""Documents given at a time that were not visited: each time all of the portal are gone through. A guess."""


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """Of a stored document as much as tells whether a page has anything new to say."""

    id: int
    portal: str | None
    column: str | None
    published_on: date | None
    changed_at: datetime
    withdrawn_at: datetime | None
    page_sha256: str | None
    attachments: tuple[Attachment, ...]
    content_hash: str

    @property
    def damaged(self) -> bool:
        """Whether its content is not what was stored: whatever comes takes its place."""
        return self.content_hash == DAMAGED


@dataclass(frozen=True, slots=True)
class Missing:
    """A published document whose address is gone."""

    url: str
    column: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of one address."""

    page: PageState
    """Of the last visit; nothing but the address where there was none."""
    document: HeldDocument | None = None
    now_at: str | None = None
    """Where the document is now that was there once."""


_PAGE = [schema.page.c[field.name] for field in fields(PageState)]
_HELD = [schema.document.c[field.name].label(f"document_{field.name}") for field in fields(HeldDocument)]

_page, _document = schema.page, schema.document
_VISITED = select(*_PAGE, *_HELD).select_from(_page.outerjoin(_document, _document.c.url == _page.c.url))
_VISITED = _VISITED.where(_page.c.url.in_(database.VALUES))
_STORED = select(*_HELD, _document.c.url).where(_document.c.url.in_(database.VALUES))
_OF_TITLE = (
    select(_document.c.url)
    .where(_document.c.portal == bindparam("of_portal"))
    .where(TitleStart(_document.c.title) == bindparam("start"))
    # Not as a column: SQLite would then take the index of all that a portal has up for the better one.
    .where(_document.c.title.concat("") == bindparam("whole"), _document.c.withdrawn_at.is_(None))
    .order_by(_document.c.id.desc())
    .limit(NAMESAKES)
)


class Visits:
    """The last visit to every address; what many addresses have is read, and written, together."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def recall(self, urls: Iterable[str]) -> dict[str, Remembered]:
        """What is remembered of these addresses, one row each; those never met are left out."""
        wanted = list(urls)
        with database.transaction(self._engine, writes=False) as connection:
            rows = database.rows_by(connection, _VISITED, wanted)
            found = {row.url: Remembered(_state(row), _held(row)) for row in rows}
            # Imported documents have no visit.
            unmet = [url for url in wanted if url not in found]
            rows = database.rows_by(connection, _STORED, unmet)
            found |= {row.url: Remembered(PageState(row.url), _held(row)) for row in rows}
            empty = [url for url in wanted if not _is_published(found.get(url))]
            for url, now_at in present(connection, empty).items():
                found[url] = replace(found.get(url) or Remembered(PageState(url)), now_at=now_at)
            return found

    def save(self, states: Sequence[PageState]) -> None:
        """Remember visits, in place of those before."""
        with database.transaction(self._engine, writes=True) as connection:
            save_visits(connection, states)

    def unvisited(self, portal: str, since: datetime, after: int = 0) -> list[Remembered]:
        """The next documents of a portal, behind one, that no visit since then could read; none withdrawn."""
        page, document = schema.page.c, schema.document.c
        old = or_(page.fetched_at.is_(None), page.fetched_at < since, page.fetched_at > now())
        unread = or_(old, page.error.is_not(None))
        wanted = select(*_PAGE, *_HELD, document.url.label("address"))
        wanted = wanted.select_from(schema.document.outerjoin(schema.page, page.url == document.url))
        # What is damaged was taken out of what is shown; the portal still has it.
        wanted_still = or_(document.withdrawn_at.is_(None), document.content_hash == DAMAGED)
        wanted = wanted.where(document.portal == portal, wanted_still, unread)
        wanted = wanted.where(document.id > after).order_by(document.id).limit(UNVISITED)
        with database.transaction(self._engine, writes=False) as connection:
            rows = connection.execute(wanted)
            return [
                Remembered(_state(row) if row.url else PageState(row.address), _held(row)) for row in rows
            ]

    def of_title(self, portal: str, title: str) -> list[str]:
        """Addresses of published documents of a portal with this title, the latest first; not all of many."""
        asked = {"of_portal": portal, "start": title[:TITLE_START], "whole": title}
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(_OF_TITLE, asked).scalars())

    def latest(self, portal: str, column: str | None, most: int) -> list[int]:
        """Numbers of the published documents of a column that were stored last."""
        document = schema.document.c
        wanted = select(document.id).where(document.portal == portal, document.column == column)
        wanted = wanted.where(document.withdrawn_at.is_(None), document.content_hash != DAMAGED)
        with database.transaction(self._engine, writes=False) as connection:
            return list(connection.execute(wanted.order_by(document.id.desc()).limit(most)).scalars())

    def missing(self, portal: str) -> list[Missing]:
        """The published documents of a portal that were gone when they were last asked for."""
        page, document = schema.page.c, schema.document.c
        wanted = select(document.url, document.column, document.title)
        wanted = wanted.join_from(schema.page, schema.document, page.url == document.url)
        wanted = wanted.where(page.portal == portal, page.missing_since.is_not(None))
        wanted = wanted.where(document.portal == portal, document.withdrawn_at.is_(None))
        with database.transaction(self._engine, writes=False) as connection:
            return [Missing(*row) for row in connection.execute(wanted)]

    def read_since(self, portal: str, moment: datetime) -> tuple[int, datetime | None]:
        """How many pages of a portal were asked for since then, and when the last one was."""
        page = schema.page.c
        wanted = select(func.count(), func.max(page.fetched_at))
        wanted = wanted.where(page.portal == portal, page.fetched_at >= moment)
        with database.transaction(self._engine, writes=False) as connection:
            count, last = connection.execute(wanted).one()
        return int(count), last

    def failures(self, portal: str, offset: int, limit: int) -> tuple[list[PageState], int]:
        """Addresses of a portal whose last visit failed, the latest first, and how many there are in all."""
        page = schema.page.c
        failed = (page.portal == portal, page.error.is_not(None))
        wanted = select(*_PAGE).where(*failed).order_by(page.fetched_at.desc(), page.url)
        with database.transaction(self._engine, writes=False) as connection:
            total = connection.execute(select(func.count()).where(*failed)).scalar_one()
            rows = connection.execute(wanted.offset(offset).limit(limit))
            return [_state(row) for row in rows], int(total)

    def published(self, portal: str) -> Counter[str | None]:
        """How many documents of a portal are published, by column."""
        document = schema.document.c
        wanted = select(document.column, func.count()).group_by(document.column)
        wanted = wanted.where(document.portal == portal, document.withdrawn_at.is_(None))
        with database.transaction(self._engine, writes=False) as connection:
            return Counter(dict(connection.execute(wanted).tuples().all()))


def save_visits(connection: Connection, states: Sequence[PageState]) -> None:
    """Remember visits in the transaction of what came of them."""
    database.upsert(connection, schema.page, [asdict(state) for state in states])


def _is_published(one: Remembered | None) -> bool:
    return one is not None and one.document is not None and one.document.withdrawn_at is None


def _state(row: Row[Any]) -> PageState:
    return PageState(**{field.name: row._mapping[field.name] for field in fields(PageState)})


def _held(row: Row[Any]) -> HeldDocument | None:
    if row.document_id is None:
        return None
    names = (field.name for field in fields(HeldDocument))
    values = {name: row._mapping[f"document_{name}"] for name in names}
    files = tuple(map(attachment_from, values.pop("attachments")))
    return HeldDocument(**values, attachments=files)
