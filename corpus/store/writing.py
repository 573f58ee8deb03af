"""What a document's coming, changing, going and returning does to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from corpus.records import DERIVED_FIELDS, Change, Document, StoredDocument
from corpus.store import database, schema
from corpus.store.corrected import Corrected
from corpus.store.former_addresses import hand_over, leave
from corpus.store.revisions import last_revision, set_revision
from corpus.store.rows import (
    DAMAGED,
    content_hash,
    differs,
    document_values,
    storable,
    stored_from,
    version_content,
)

DERIVED = (*DERIVED_FIELDS, "derived_hash")


class Writer:
    """Writes within one transaction, which has the store to itself: times and revisions rise together."""

    def __init__(self, connection: Connection, heals: bool = False) -> None:
        """`heals`: former versions that this makes were mistaken."""
        self._connection = connection
        self._heals = heals
        self._now = datetime.now(timezone.utc)
        self._inserts: dict[str, dict[str, Any]] = {}
        self._revision = last_revision(connection)

    def put(self, documents: Sequence[Document], page_sha256: str | None) -> list[Change]:
        """Store documents, and say of each what that did."""
        documents = [storable(document) for document in documents]
        known = self._known(document.url for document in documents)
        corrected = Corrected(self._connection, [row.id for row in known.values()])
        changes = []
        for document in documents:
            if document.url in self._inserts:
                self._flush()
                known.update(self._known([document.url]))
            row = known.get(document.url)
            if row is None:
                changes.append(self._insert(document_values(document) | {"page_sha256": page_sha256}))
                continue
            values = document_values(corrected.lay_over(row.id, document))
            changes.append(self._update(row, values, page_sha256))
            if changes[-1] is not Change.UNCHANGED:
                known.update(self._known([document.url]))
        self._flush()
        set_revision(self._connection, self._revision)
        return changes

    def put_moved(self, document: Document, page_sha256: str | None, left: str) -> Change:
        """Store a document that left another address for its own for good.

        Where both addresses have one, the one that left goes on; the other is withdrawn, at the address left.
        """
        document = storable(document)
        known = self._known([left, document.url])
        own, other = known.get(left), known.get(document.url)
        if own is None or (own.withdrawn_at is not None and other is not None and other.withdrawn_at is None):
            (change,) = self.put([document], page_sha256)
            own = self._known([document.url])[document.url]
        else:
            if other is not None:
                self._set(other.id, {"url": f"{document.url}#{other.id}"})
            corrected = Corrected(self._connection, [own.id]).lay_over(own.id, document)
            change = self._update(own, document_values(corrected), page_sha256)
            if other is not None:
                self._give_way(other, left)
                hand_over(self._connection, other.id, own.id)
            set_revision(self._connection, self._revision)
        leave(self._connection, left, document.url, own.id, self._now)
        return change

    def refile(self, columns: Mapping[str, str]) -> int:
        """Move published documents to other columns; how many that changed."""
        changed = 0
        for url, row in self._known(columns).items():
            if row.withdrawn_at is None and row.content_hash != DAMAGED:
                stored = self._sound(row.id)
                if stored is None:
                    continue
                document = replace(stored.document, column=columns[url])
                done = self._update(row, document_values(storable(document)), row.page_sha256)
                changed += done is Change.CHANGED
        set_revision(self._connection, self._revision)
        return changed

    def rewrite(self, numbers: Iterable[int], change: Callable[[int, Document], Document]) -> int:
        """Store published documents as `change` makes them; how many that changed."""
        table, changed = schema.document.c, 0
        urls = database.rows_with(self._connection, select(table.url), numbers, table.id)
        for row in self._known([url for (url,) in urls]).values():
            stored = None if row.withdrawn_at or row.content_hash == DAMAGED else self._sound(row.id)
            if stored is None:
                continue
            values = document_values(storable(change(row.id, stored.document)))
            changed += self._update(row, values, row.page_sha256) is Change.CHANGED
        set_revision(self._connection, self._revision)
        return changed

    def hand_over(self, numbers: Iterable[int], portal: str) -> None:
        """Have documents, published or not, be of another portal; that makes no version of them."""
        for number in numbers:
            stored = self._sound(number)
            if stored is None:
                self._set(number, {"portal": portal, "content_hash": DAMAGED})
            else:
                self._set_state(number, document_values(storable(replace(stored.document, portal=portal))))
        set_revision(self._connection, self._revision)

    def withdraw(self, url: str) -> bool:
        """Mark a document as gone; False when it is unknown or withdrawn already."""
        row = self._known([url]).get(url)
        if row is None or row.withdrawn_at is not None:
            return False
        self._set_state(row.id, {"withdrawn_at": self._now})
        set_revision(self._connection, self._revision)
        return True

    def lose(self, numbers: Iterable[int]) -> None:
        """Mark documents as damaged, and gone until they come again."""
        for number in numbers:
            gone = func.coalesce(schema.document.c.withdrawn_at, self._now)
            self._set_state(number, {"content_hash": DAMAGED, "withdrawn_at": gone})
        set_revision(self._connection, self._revision)

    def _known(self, urls: Iterable[str]) -> dict[str, Any]:
        table = schema.document.c
        derived = (table[name] for name in DERIVED)
        own = (table.id, table.url, table.version, table.content_hash, table.withdrawn_at, table.page_sha256)
        columns = select(*own, *derived)
        return {row.url: row for row in database.rows_with(self._connection, columns, urls, table.url)}

    def _insert(self, values: dict[str, Any]) -> Change:
        times = {"first_seen_at": self._now, "changed_at": self._now}
        self._inserts[values["url"]] = values | times | {"version": 1, "revision": self._next_revision()}
        return Change.NEW

    def _update(self, row: Any, values: dict[str, Any], page_sha256: str | None) -> Change:
        if row.content_hash == DAMAGED:
            self._set_state(row.id, values | {"page_sha256": page_sha256, "withdrawn_at": None})
            return Change.CHANGED if row.withdrawn_at is None else Change.RETURNED
        if row.content_hash != values["content_hash"]:
            self._keep_version(row.id)
            version = {"version": row.version + 1, "page_sha256": page_sha256, "recorded_at": None}
            self._set_changed(row.id, values | version | {"withdrawn_at": None})
            return Change.CHANGED if row.withdrawn_at is None else Change.RETURNED
        derived = {name: values[name] for name in DERIVED}
        if row.withdrawn_at is not None:
            self._set_state(row.id, derived | {"withdrawn_at": None})
            return Change.RETURNED
        seen = derived | {"page_sha256": page_sha256 or row.page_sha256}
        if any(getattr(row, name) != value for name, value in seen.items()):
            self._set(row.id, seen)
        return Change.UNCHANGED

    def _give_way(self, row: Any, url: str) -> None:
        """Another document is in its place: it stays as a tombstone at an address that nobody uses."""
        stored = None if row.content_hash == DAMAGED else self._sound(row.id)
        if stored is None:
            values: dict[str, Any] = {"url": url, "content_hash": DAMAGED}
        else:
            values = document_values(storable(replace(stored.document, url=url)))
        self._set_state(row.id, values | {"withdrawn_at": row.withdrawn_at or self._now})

    def _set_state(self, number: int, values: dict[str, Any]) -> None:
        """A change that leaves the version as it was, with the time when that was recorded."""
        table = schema.document.c
        recorded = func.coalesce(table.recorded_at, table.changed_at)
        self._set_changed(number, values | {"recorded_at": recorded})

    def _set_changed(self, number: int, values: dict[str, Any]) -> None:
        self._set(number, values | {"changed_at": self._now, "revision": self._next_revision()})

    def _set(self, number: int, values: dict[str, Any]) -> None:
        self._connection.execute(update(schema.document).where(schema.document.c.id == number).values(values))

    def _next_revision(self) -> int:
        self._revision += 1
        return self._revision

    def _keep_version(self, number: int) -> None:
        """What is damaged is kept as what was never the document's own: shown to nobody."""
        row = self._row(number)
        former = stored_from(row)
        content = storable(version_content(former.document))
        self._connection.execute(
            insert(schema.version).values(
                document_id=number,
                number=former.version,
                recorded_at=former.recorded_at,
                page_sha256=former.page_sha256,
                content=content,
                digest=content_hash(content),
                mistaken=self._heals or differs(row, former.document),
            )
        )

    def _sound(self, number: int) -> StoredDocument | None:
        """A document as it was stored; None where its row is not that any more."""
        row = self._row(number)
        stored = stored_from(row)
        return None if differs(row, stored.document) else stored

    def _row(self, number: int) -> RowMapping:
        wanted = select(schema.document).where(schema.document.c.id == number)
        return self._connection.execute(wanted).mappings().one()

    def _flush(self) -> None:
        if self._inserts:
            self._connection.execute(insert(schema.document), list(self._inserts.values()))
            self._inserts.clear()
