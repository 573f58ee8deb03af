"""What is there already of a text."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from corpus.config import Config
from corpus.records import Document, StoredDocument
from corpus.store import Store
from indexer.duplicates.candidates import candidates
from indexer.duplicates.covers import names
from indexer.duplicates.kinds import relate
from indexer.duplicates.model import Counterpart, Kind, Posting, Side
from indexer.duplicates.place import Current, Place
from indexer.duplicates.prepared import LEAST_SENTENCE, Hashes, Prepared, hash_text, prepare
from indexer.duplicates.reasons import reason
from indexer.duplicates.signatures import sign
from indexer.duplicates.tables import Tables
from indexer.duplicates.texts import Relation, Text
from indexer.duplicates.titles import Apart, first_title, plain_title
from indexer.duplicates.trim import trim
from indexer.errors import IndexMissing, NotChinese, NothingToCompare, TooShort

LEAST_CHARACTERS = 30
"""Characters without punctuation below which a text says too little to be told from others. A guess."""

LEAST_CHINESE = 0.2
"""Share of Chinese characters below which a text is in another language. A guess."""

COMMON = 60
"""Documents from which a sentence is a form's or a frame's, and weighs nothing."""

MOST_NAMED = 20
"""Documents of one title from which it is a form's, and names none of them. A guess."""

CACHE = 400
"""Texts kept ready for comparison: some 40 MB of usual ones. A guess."""

ORDER = (Kind.SAME, Kind.REVISED, Kind.REWRITTEN, Kind.FORWARDS, Kind.EXTRACT, Kind.SERIES)


def open_checker(store: Store, config: Config) -> DuplicateChecker:
    """A checker of what `update` has seen."""
    return DuplicateChecker(store, Place(config.duplicates_path))


class DuplicateChecker:
    """Finds counterparts; follows the tables as they are updated. For one thread at a time."""

    def __init__(self, store: Store, place: Place) -> None:
        self._store = store
        self._place = place
        self._current: Current | None = None
        self._tables = Tables(())
        self._ready: OrderedDict[tuple[int, int], tuple[StoredDocument, Text]] = OrderedDict()

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
            self._ready.clear()
            self._tables = Tables(self._place.paths(current))
            self._current = current

    def related(
        self, text: Prepared, posting: Posting, leave_out: int | None = None
    ) -> list[tuple[StoredDocument, Relation]]:
        """Published documents and how they relate to a text, best first."""
        (signature,) = sign([text], [(posting.document_number, posting.agency)])
        title, found = posting.title or first_title(posting.text), []
        ours = self._compared(text, title, posting)
        for stored, theirs in self._texts(candidates(self._tables, signature, leave_out)):
            if stored.withdrawn_at is not None:
                continue
            relation = relate(ours, theirs)
            if relation is not None:
                found.append((stored, relation))
        met = {stored.id for stored, _ in found}
        found += [one for one in self._named(text, title, posting) if one[0].id not in met | {leave_out}]
        return sorted(found, key=_rank)

    def _named(
        self, text: Prepared, title: str | None, posting: Posting
    ) -> Iterator[tuple[StoredDocument, Relation]]:
        """Documents that a covering notice names, and such notices that name this one."""
        called = names(title, posting.text, text)
        sides: tuple[tuple[Hashes, Side], ...] = (
            (called.forwarded(), "posting"),
            (called.covers(), "counterpart"),
        )
        for keys, notice in sides:
            numbers = np.unique(self._tables.find("exact", keys, MOST_NAMED).documents).tolist()
            for stored in self._store.documents(numbers) if numbers else ():
                if stored.withdrawn_at is None:
                    yield stored, Relation(Kind.FORWARDS, 0.0, 0.0, notice, Apart(""))

    def _compared(self, text: Prepared, title: str | None, of: Posting | Document) -> Text:
        plain = plain_title(title)
        whole = trim(text, plain)
        return Text(whole, self._bare(whole), title, plain, of.agency, of.document_number)

    def _bare(self, text: Prepared) -> Prepared:
        """The text without the sentences of forms and frames, unless it is made of them."""
        lines = {line for line in text.masked if len(line) >= LEAST_SENTENCE}
        hashes = {hash_text(line): line for line in lines}
        keys = np.array(sorted(hashes), np.uint64)
        often = keys[self._tables.frequencies("line", keys) > COMMON]
        common = {hashes[int(key)] for key in often}
        bare = text.without(common) if common else text
        return bare if bare.size >= LEAST_CHARACTERS else text

    def _texts(self, numbers: list[int]) -> list[tuple[StoredDocument, Text]]:
        """Documents with their texts, forms and frames left out."""
        stored = self._store.documents(numbers)
        ready = []
        for one in stored:
            key = (one.id, one.revision)
            if key not in self._ready:
                document = one.document
                self._ready[key] = (one, self._compared(prepare(document.text), document.title, document))
                if len(self._ready) > CACHE:
                    self._ready.popitem(last=False)
            ready.append(self._ready[key])
        return ready


def _rank(found: tuple[StoredDocument, Relation]) -> tuple[bool, float, int, int]:
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
