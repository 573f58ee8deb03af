"""What is there already of a text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from corpus.config import Config
from corpus.errors import StoreLost
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.duplicates.candidates import candidates
from indexer.duplicates.covering_notices import names
from indexer.duplicates.model import Counterpart, Posting
from indexer.duplicates.prepared import Prepared, cut
from indexer.duplicates.reasons import reason
from indexer.duplicates.relating import MOST_NAMED, NOTICES, RelatedDocument, naming, rank, related
from indexer.duplicates.signatures import LAYOUT, LOOKED_UP, Signature, Source, joined, sign
from indexer.duplicates.storage import TablesFolder, TablesState
from indexer.duplicates.tables import Tables
from indexer.duplicates.text_cache import LEAST_CHARACTERS, LEAST_CHINESE, Texts
from indexer.duplicates.texts import Relation
from indexer.duplicates.titles import first_title
from indexer.errors import IndexMissing, IndexOutdated, NotChinese, NothingToCompare, TooShort
from indexer.text import one_spelling, without_surrogates

NO_DOCUMENT = np.array([-1], np.int64)
"""What a text is that is not held."""


def open_checker(store: Store, config: Config) -> DuplicateChecker:
    """A checker of what `update` has seen."""
    return DuplicateChecker(store, TablesFolder(config.duplicates_path))


class DuplicateChecker:
    """Finds counterparts; follows the tables as they are updated. For one thread at a time."""

    def __init__(self, store: Store, folder: TablesFolder) -> None:
        self._store = store
        self._folder = folder
        self._current: TablesState | None = None
        self._tables = Tables(())
        self._texts = Texts(store.documents)

    def check(self, posting: Posting, limit: int = 10) -> list[Counterpart]:
        """The likely counterparts, best first; those of a series come last.

        Raises NothingToCompare, TooShort, NotChinese, IndexMissing, IndexBroken, IndexOutdated, StoreLost.
        """
        normalised = one_spelling(without_surrogates(posting.text))
        text = cut(normalised)
        if not text.size:
            raise NothingToCompare
        if text.size < LEAST_CHARACTERS:
            raise TooShort(text.size, LEAST_CHARACTERS)
        if text.chinese < LEAST_CHINESE:
            raise NotChinese
        current = self._refresh()
        if not self._tables.segments and self._store.last_revision():
            raise IndexMissing
        with self._folder.noticing(current):
            found = self._related(text, posting, normalised)
        return [_counterpart(posting, stored, relation) for stored, relation in found][:limit]

    def _refresh(self) -> TablesState:
        """Follow the tables. Raises IndexBroken, IndexOutdated, StoreLost."""
        current = self._folder.current()
        if current != self._current:
            if current.store not in ("", self._store.identity):
                raise StoreLost("查重的数据")
            if current.layout != LAYOUT:
                raise IndexOutdated("查重数据来自另一版本的程序")
            with self._folder.noticing(current):
                self._tables = Tables(self._folder.paths(current), self._tables)
            self._texts.follow(self._tables)
            self._current = current
        return current

    def _related(self, text: Prepared, posting: Posting, normalised: str) -> list[RelatedDocument]:
        """Published documents and how they relate to a text, best first."""
        title = posting.title or first_title(posting.text)
        called = names(title, normalised, text)
        (signature,) = sign([text], [Source(posting.document_number, posting.agency, called)])
        (ours,) = self._texts.compared([text], [title], [posting])
        keys = {name: joined([signature], name) for name in LOOKED_UP}
        (numbers,) = candidates(self._tables, keys, NO_DOCUMENT)
        found = related(ours, self._texts.current(numbers))
        found += self._named(signature, title, {stored.id for stored, _ in found})
        self._texts.trim()
        return sorted(found, key=rank)

    def _named(self, signature: Signature, title: str | None, met: set[int]) -> Iterator[RelatedDocument]:
        """Documents that a covering notice names, and such notices that name this one; but those met."""
        for table, notice in NOTICES.items():
            found = self._tables.find("name", getattr(signature, table), MOST_NAMED)
            unmet = sorted(set(found.documents.tolist()) - met)
            for stored in self._store.documents(unmet) if unmet else ():
                if stored.withdrawn_at is None:
                    yield stored, naming(notice, title, stored.document.title)


def _counterpart(posting: Posting, stored: StoredDocument, relation: Relation) -> Counterpart:
    return Counterpart(
        id=stored.id,
        url=stored.document.url,
        title=stored.document.title,
        kind=relation.kind,
        similarity=relation.similarity,
        containment=relation.containment,
        contained_in=relation.contained_in,
        reason=reason(relation, posting.text, stored.document.text),
    )
