"""Bring signatures, pairs and groups to the store's revision, from where the last run came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Pair, Store
from indexer.duplicates.checker import LEAST_CHARACTERS, LEAST_CHINESE, DuplicateChecker
from indexer.duplicates.covers import names
from indexer.duplicates.model import Kind, Posting
from indexer.duplicates.place import Current, Place
from indexer.duplicates.prepared import Prepared, prepare
from indexer.duplicates.reasons import reason
from indexer.duplicates.signatures import LAYOUT, Signature, sign
from indexer.duplicates.tables import Tables, merge_segments, write_segment
from indexer.duplicates.texts import Relation
from indexer.errors import IndexBroken

BATCH = 500
"""Documents compared before their pairs are stored: as many as the store reads at once."""

SEGMENT = 20_000
"""Documents of a segment: some 60 MB while it is made."""

MOST_SEGMENTS = 8
"""More are merged: each costs a check a search in four tables. A guess."""

MOST_PAIRS = 10
"""Counterparts kept of one document, the best: more of a large group would only say the same again."""

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did."""

    signed: int
    """Documents whose signatures were made."""
    pairs: int
    """Pairs found among them and with others."""
    refolded: int
    """Documents that fold in another way in the search, and are indexed again."""
    reason: str | None
    """A Chinese sentence why all had to begin anew."""
    seconds: float


def update(store: Store, config: Config, progress: Progress | None = None) -> UpdateReport:
    """Sign and compare what changed. A run that was interrupted is gone on with.

    Raises IndexBusy, IndexDiskFull.
    """
    began, place = monotonic(), Place(config.duplicates_path)
    if place.root.exists() and _up_to_date(place, store):
        return UpdateReport(0, 0, 0, None, monotonic() - began)
    with place.locked():
        current, why = _usable(place, store)
        run = _Run(store, place, current, progress or (lambda done, total: None))
        signed = run.sign()
        pairs, refolded = run.compare()
    return UpdateReport(signed, pairs, refolded, why, monotonic() - began)


def _up_to_date(place: Place, store: Store) -> bool:
    try:
        current = place.current()
        return current.layout == LAYOUT and current.compared == store.last_revision()
    except IndexBroken:
        return False


def _usable(place: Place, store: Store) -> tuple[Current, str | None]:
    """What can be gone on with; nothing, and why, where it is damaged or of another layout."""
    try:
        current = place.current()
        Tables(place.paths(current))
        if current.layout == LAYOUT and current.signed <= store.last_revision():
            return current, None
        why = "查重数据来自另一版本的程序或数据库，已重新建立。"
    except IndexBroken as error:
        why = f"查重数据已损坏（{error.detail}），已重新建立。"
    store.duplicates.clear()
    fresh = Current()
    place.switch(fresh)
    return fresh, why


class _Run:
    """One update, under the lock."""

    def __init__(self, store: Store, place: Place, current: Current, progress: Progress) -> None:
        self._store = store
        self._place = place
        self._current = current
        self._progress = progress
        self._done = 0
        self._total = store.changes_count(current.signed) + store.changes_count(current.compared)

    def sign(self) -> int:
        """Put what changed since into the tables."""
        signed, changes = 0, self._store.changes_since(self._current.signed)
        while batch := list(islice(changes, SEGMENT)):
            signatures = list(self._signatures(batch))
            name = f"{self._current.number}.arrays"
            gone = [stored.id for stored in batch]
            write_segment(self._place.root / name, signatures, gone)
            self._switch(signed=batch[-1].revision, segments=(*self._current.segments, name), number=1)
            signed += len(signatures)
            self._merge()
        return signed

    def _signatures(self, batch: Sequence[StoredDocument]) -> Iterator[tuple[int, Signature]]:
        for start in range(0, len(batch), BATCH):
            some = batch[start : start + BATCH]
            texts = [
                (stored, prepare(stored.document.text)) for stored in some if stored.withdrawn_at is None
            ]
            kept = [(stored, text) for stored, text in texts if comparable(text)]
            numbers = [(stored.document.document_number, stored.document.agency) for stored, _ in kept]
            called = [names(s.document.title, s.document.text, text).keys() for s, text in kept]
            signed = sign([text for _, text in kept], numbers, called)
            yield from zip((stored.id for stored, _ in kept), signed, strict=True)
            self._tell(len(some))

    def _merge(self) -> None:
        """Merge the newest segments, as long as the one before is not much larger: rarely rewritten."""
        if len(self._current.segments) <= MOST_SEGMENTS:
            return
        tables = Tables(self._place.paths(self._current)).segments
        first, size = len(tables) - 1, len(tables[-1].ids)
        while first > 0 and len(tables[first - 1].ids) <= 2 * size + BATCH:
            first -= 1
            size += len(tables[first].ids)
        first = min(first, len(tables) - 2)
        name = f"{self._current.number}.arrays"
        merge_segments(self._place.root / name, tables[first:], keep_gone=first > 0)
        self._switch(segments=(*self._current.segments[:first], name), number=1)

    def compare(self) -> tuple[int, int]:
        """Compare what was not compared yet with everything."""
        checker = DuplicateChecker(self._store, self._place)
        checker.refresh()
        found, refolded = 0, set[int]()
        changes = self._store.changes_since(self._current.compared)
        while batch := list(islice(changes, BATCH)):
            pairs = {(p.left, p.right): p for stored in batch for p in self._pairs(checker, stored)}
            folded = self._store.duplicates.replace([stored.id for stored in batch], list(pairs.values()))
            for stored in self._store.documents(folded):
                self._store.touch(stored.document.url)
            refolded.update(folded)
            found += len(pairs)
            self._switch(compared=batch[-1].revision)
            self._tell(len(batch))
        return found, len(refolded)

    def _pairs(self, checker: DuplicateChecker, stored: StoredDocument) -> list[Pair]:
        if stored.withdrawn_at is not None:
            return []
        text = prepare(stored.document.text)
        if not comparable(text):
            return []
        document = stored.document
        posting = Posting(document.text, document.title, document.document_number, document.agency)
        related = checker.related(text, posting, leave_out=stored.id)
        kept = [found for found in related if found[1].kind is not Kind.SERIES][:MOST_PAIRS]
        return [_pair(stored, other, relation) for other, relation in kept]

    def _switch(self, number: int = 0, **values: object) -> None:
        self._current = replace(self._current, number=self._current.number + number, **values)  # type: ignore[arg-type]
        self._place.switch(self._current)

    def _tell(self, count: int) -> None:
        self._done += count
        self._progress(self._done, max(self._total, self._done))


def comparable(text: Prepared) -> bool:
    """Whether a text says enough, and in a language that is compared."""
    return text.size >= LEAST_CHARACTERS and text.chinese >= LEAST_CHINESE


def _pair(one: StoredDocument, other: StoredDocument, relation: Relation) -> Pair:
    left, right = sorted((one.id, other.id))
    holder = other.id if relation.contained_in == "counterpart" else one.id
    inside = None
    if relation.contained_in:
        inside = "left" if holder == right else "right"
    return Pair(
        left, right, relation.kind.value, relation.similarity, relation.containment, inside, reason(relation)
    )
