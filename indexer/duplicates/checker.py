"""What is there already of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.duplicates.apart import plain_title
from indexer.duplicates.candidates import candidates
from indexer.duplicates.kinds import Relation, Text, relate
from indexer.duplicates.model import Counterpart, Kind, Posting
from indexer.duplicates.place import Current, Place
from indexer.duplicates.prepared import Prepared, prepare
from indexer.duplicates.reasons import reason
from indexer.duplicates.signatures import sign
from indexer.duplicates.tables import Tables
from indexer.duplicates.texts import LEAST_CHARACTERS, LEAST_CHINESE, Ready, Texts, comparable, first_line
from indexer.errors import IndexMissing, NotChinese, NothingToCompare, TooShort

ORDER = (Kind.SAME, Kind.REVISED, Kind.REWRITTEN, Kind.FORWARDS, Kind.EXTRACT, Kind.SERIES)

Found = tuple[StoredDocument, Relation]
"""A published document and how it relates to a text."""


def open_checker(store: Store, config: Config) -> DuplicateChecker:
    """A checker of what `update` has seen."""
    return DuplicateChecker(store, Place(config.duplicates_path))


class DuplicateChecker:
    """Finds counterparts; follows the tables as they are updated. For one thread at a time."""

    def __init__(self, store: Store, place: Place, opened: Tables | None = None) -> None:
        self._store = store
        self._place = place
        self._current: Current | None = None
        self._tables = opened or Tables(())
        self._texts = Texts(store)

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
        """Follow the tables."""
        current = self._place.current()
        if current != self._current:
            self._tables = Tables(self._place.paths(current), self._tables)
            self._texts.follow(self._tables)
            self._current = current

    def related(self, text: Prepared, posting: Posting) -> list[Found]:
        """Published documents and how they relate to a text, best first."""
        signatures = sign([text], [(posting.document_number, posting.agency)])
        (ours,) = self._texts.compared([text], [posting.title or first_line(posting.text)])
        (numbers,) = candidates(self._tables, signatures, [None])
        found = _related(ours, self._texts.current(numbers))
        self._texts.trim()
        return found

    def compare(self, numbers: Sequence[int]) -> Iterator[tuple[StoredDocument, list[Found]]]:
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
            title = text.title or first_line(stored.document.text)
            ours = text if text.title else replace(text, title=title, plain=plain_title(title))
            yield stored, _related(ours, [held[number] for number in others if number in held])
        self._texts.trim()


def _related(ours: Text, others: Iterable[Ready]) -> list[Found]:
    found = []
    for stored, theirs in others:
        relation = relate(ours, theirs) if stored.withdrawn_at is None else None
        if relation is not None:
            found.append((stored, relation))
    return sorted(found, key=_rank)


def _rank(found: Found) -> tuple[bool, float, int, int]:
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
