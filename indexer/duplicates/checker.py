"""What is there already of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus.config import Config
from corpus.errors import StoreLost
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.duplicates.candidates import candidates
from indexer.duplicates.covering_notices import names
from indexer.duplicates.kinds import relate
from indexer.duplicates.model import Counterpart, Kind, Posting, Side
from indexer.duplicates.prepared import Hashes, Prepared, prepare
from indexer.duplicates.reasons import reason
from indexer.duplicates.signatures import sign
from indexer.duplicates.storage import TablesFolder, TablesState
from indexer.duplicates.tables import Tables
from indexer.duplicates.text_cache import LEAST_CHARACTERS, LEAST_CHINESE, Ready, Texts, comparable
from indexer.duplicates.texts import Relation, Text
from indexer.duplicates.titles import Apart, first_title, plain_title
from indexer.errors import IndexMissing, NotChinese, NothingToCompare, TooShort
from indexer.intake import Documents

MOST_NAMED = 20
"""Documents of one title from which it is a form's, and names none of them. A guess."""

ORDER = (Kind.SAME, Kind.REVISED, Kind.REWRITTEN, Kind.FORWARDS, Kind.EXTRACT, Kind.SERIES)

RelatedDocument = tuple[StoredDocument, Relation]
"""A published document and how it relates to a text."""


def open_checker(store: Store, config: Config, documents: Documents | None = None) -> DuplicateChecker:
    """A checker of what `update` has seen, with the documents of the store or from elsewhere."""
    return DuplicateChecker(store, TablesFolder(config.duplicates_path), documents or store.documents)


class DuplicateChecker:
    """Finds counterparts; follows the tables as they are updated. For one thread at a time."""

    def __init__(
        self, store: Store, folder: TablesFolder, documents: Documents, opened: Tables | None = None
    ) -> None:
        self._store = store
        self._documents = documents
        self._folder = folder
        self._current: TablesState | None = None
        self._tables = opened or Tables(())
        self._texts = Texts(documents)

    def check(self, posting: Posting, limit: int = 10) -> list[Counterpart]:
        """The likely counterparts, best first; those of a series come last.

        Raises NothingToCompare, TooShort, NotChinese, IndexMissing, IndexBroken.
        """
        text = prepare(posting.text)
        if not text.size:
            raise NothingToCompare
        if text.size < LEAST_CHARACTERS:
            raise TooShort(text.size, LEAST_CHARACTERS)
        if text.chinese < LEAST_CHINESE:
            raise NotChinese
        self.refresh()
        if not self._tables.segments and self._store.last_revision():
            raise IndexMissing
        found = self.related(text, posting)
        return [_counterpart(stored, relation) for stored, relation in found][:limit]

    def refresh(self) -> None:
        """Follow the tables. Raises IndexBroken, StoreLost."""
        current = self._folder.current()
        if current != self._current:
            if current.store not in ("", self._store.identity):
                raise StoreLost("查重的数据")
            self._tables = Tables(self._folder.paths(current), self._tables)
            self._texts.follow(self._tables)
            self._current = current

    def related(self, text: Prepared, posting: Posting) -> list[RelatedDocument]:
        """Published documents and how they relate to a text, best first."""
        signatures = sign([text], [(posting.document_number, posting.agency)])
        title = posting.title or first_title(posting.text)
        (ours,) = self._texts.compared([text], [title], [posting])
        (numbers,) = candidates(self._tables, signatures, [None])
        found = _related(ours, self._texts.current(numbers))
        found += self._named(text, title, posting.text, {stored.id for stored, _ in found})
        self._texts.trim()
        return sorted(found, key=_rank)

    def compare(self, numbers: Sequence[int]) -> Iterator[tuple[StoredDocument, list[RelatedDocument]]]:
        """Documents that are in the store, each with others and how they relate to it, best first."""
        asked = [
            (stored, text)
            for stored, text in self._texts.held(numbers).values()
            if stored.withdrawn_at is None and comparable(text.whole)
        ]
        named = [(stored.document.document_number, stored.document.agency) for stored, _ in asked]
        signatures = sign([text.whole for _, text in asked], named)
        likely = candidates(self._tables, signatures, [stored.id for stored, _ in asked])
        held = self._texts.held(sorted({number for numbers in likely for number in numbers}))
        for (stored, text), others in zip(asked, likely, strict=True):
            title = text.title or first_title(stored.document.text)
            ours = text if text.title else replace(text, title=title, plain=plain_title(title))
            found = _related(ours, [held[number] for number in others if number in held])
            met = {other.id for other, _ in found} | {stored.id}
            found += self._named(text.whole, title, stored.document.text, met)
            yield stored, sorted(found, key=_rank)
        self._texts.trim()

    def _named(self, text: Prepared, title: str | None, raw: str, met: set[int]) -> Iterator[RelatedDocument]:
        """Documents that a covering notice names, and such notices that name this one; but those met."""
        called = names(title, raw, text)
        sides: tuple[tuple[Hashes, Side], ...] = (
            (called.forwarded(), "posting"),
            (called.covers(), "counterpart"),
        )
        for keys, notice in sides:
            numbers = np.unique(self._tables.find("exact", keys, MOST_NAMED).documents).tolist()
            unmet = [number for number in numbers if number not in met]
            for stored in self._documents(unmet) if unmet else ():
                if stored.withdrawn_at is None:
                    yield stored, Relation(Kind.FORWARDS, 0.0, 0.0, notice, Apart(""))


def _related(ours: Text, others: Iterable[Ready]) -> list[RelatedDocument]:
    found = []
    for stored, theirs in others:
        relation = relate(ours, theirs) if stored.withdrawn_at is None else None
        if relation is not None:
            found.append((stored, relation))
    return found


def _rank(found: RelatedDocument) -> tuple[bool, float, int, int]:
    stored, relation = found
    nearness = max(relation.similarity, relation.containment * 0.9)
    return relation.kind is Kind.SERIES, -nearness, ORDER.index(relation.kind), stored.id


def _counterpart(stored: StoredDocument, relation: Relation) -> Counterpart:
    return Counterpart(
        id=stored.id,
        url=stored.document.url,
        title=stored.document.title,
        kind=relation.kind,
        similarity=relation.similarity,
        containment=relation.containment,
        contained_in=relation.contained_in,
        reason=reason(relation),
    )
