"""Addresses at which documents once were: they lead to where the documents are now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from corpus.store import database, schema
from corpus.store.held_back import forget

_former, _document, _mark = schema.former_address, schema.document, schema.duplicate_mark

_PRESENT = (
    select(_former.c.url, _document.c.url.label("present"))
    .join_from(_former, _document, _former.c.document_id == _document.c.id)
    .where(_document.c.withdrawn_at.is_(None), _former.c.url.in_(database.VALUES))
)


def present(connection: Connection, urls: Iterable[str]) -> dict[str, str]:
    """Where the published documents are now that were once at these addresses."""
    return {row.url: row.present for row in database.rows_by(connection, _PRESENT, urls)}


def once_at(url: str) -> Select[tuple[int]]:
    """The id of the document that was once there."""
    return select(_former.c.document_id).where(_former.c.url == url)


def leave(connection: Connection, url: str, now_at: str, number: int, moment: datetime) -> None:
    """A document is elsewhere from now on; what staff said of it holds there, what was held back is over."""
    row = {"url": url, "document_id": number, "left_at": moment}
    database.upsert(connection, _former, [row])
    _mark_there(connection, url, now_at)
    forget(connection, [url])


def lead(connection: Connection, url: str, document_url: str) -> None:
    """An address leads to a published document that is found there, too, if there is one."""
    wanted = select(_document.c.id).where(_document.c.url == document_url, _document.c.withdrawn_at.is_(None))
    numbers, moment = connection.execute(wanted).scalars(), datetime.now(timezone.utc)
    rows = [{"url": url, "document_id": number, "left_at": moment} for number in numbers]
    database.upsert(connection, _former, rows)


def hand_over(connection: Connection, former: int, number: int) -> None:
    """What led to one document leads to the other that is in its place."""
    led = update(_former).where(_former.c.document_id == former)
    connection.execute(led.values(document_id=number))


def _mark_there(connection: Connection, url: str, now_at: str) -> None:
    """Where both addresses have a mark with a third, the later one stays; with themselves they have none."""
    of_both = or_(*(column.in_((url, now_at)) for column in (_mark.c.left_url, _mark.c.right_url)))
    rows = connection.execute(select(_mark).where(of_both).order_by(_mark.c.marked_at)).mappings().all()
    if not any(url in (row["left_url"], row["right_url"]) for row in rows):
        return
    marks = {}
    for row in rows:
        pair = sorted(now_at if end == url else end for end in (row["left_url"], row["right_url"]))
        marks[tuple(pair)] = dict(row) | {"left_url": pair[0], "right_url": pair[1]}
    connection.execute(delete(_mark).where(of_both))
    kept = [row for row in marks.values() if row["left_url"] != row["right_url"]]
    if kept:
        connection.execute(insert(_mark), kept)
