"""Bring signatures, pairs and groups to the store's revision, from where the last run came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from time import monotonic

from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.duplicates.comparing import Comparer, compared
from indexer.duplicates.covering_notices import names
from indexer.duplicates.fresh import write_fresh
from indexer.duplicates.prepared import Prepared, cut
from indexer.duplicates.signatures import LAYOUT, Signature, Source, sign
from indexer.duplicates.storage import EXTENSION, TablesFolder, TablesState
from indexer.duplicates.tables import Tables, merge_segments, write_segment
from indexer.duplicates.text_cache import comparable
from indexer.duplicates.titles import first_title
from indexer.errors import IndexBroken, IndexBusy
from indexer.intake import BATCH, Kept, Progress, Spool, batches
from indexer.segments.disk_errors import disk_faults
from indexer.segments.merging import newest_small
from indexer.text import one_spelling, without_surrogates

AT_ONCE = 1_000_000
"""Characters signed at once: some 60 MB with their shingles."""

SEGMENT = 20_000
"""Documents of a segment: some 60 MB while it is made."""

CHARACTERS_OF_MB = 40_000
"""Of a segment's documents, for each MB of `index.memory_mb`: some 6 bytes each while it is made."""

MOST_SEGMENTS = 8
"""More are merged: each costs a check a search in four tables. A guess."""


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


def update(
    store: Store,
    config: Config,
    progress: Progress | None = None,
    spool: Spool | None = None,
    *,
    thorough: bool = False,
) -> UpdateReport:
    """Sign and compare what changed. A run that was interrupted is gone on with.

    What was read of the store stays in `spool`, for whoever gave it. `thorough` reads every byte first.
    Raises IndexBusy, IndexDiskFull, BuildFailed.
    """
    began, folder = monotonic(), TablesFolder(config.duplicates_path)
    if not thorough and folder.root.exists() and _up_to_date(folder, store):
        return UpdateReport(0, 0, 0, None, monotonic() - began)
    with store.lock("duplicates", IndexBusy()), disk_faults(), ExitStack() as stack:
        folder.root.mkdir(parents=True, exist_ok=True)
        try:
            current, why = _usable(folder, store, thorough)
            run = _Run(store, config, folder, current, progress)
            done = run.to_the_end(spool or stack.enter_context(Spool()))
        except IndexBroken as error:
            why = f"查重数据{error.state}，已重新建立。"
            run = _Run(store, config, folder, _begun_anew(folder, store), progress)
            done = run.to_the_end(stack.enter_context(Spool()))
    return UpdateReport(*done, why, monotonic() - began)


def _up_to_date(folder: TablesFolder, store: Store) -> bool:
    try:
        current = folder.current()
        if (current.layout, current.store) != (LAYOUT, store.identity):
            return False
        if current.compared != store.last_revision() or current.fresh:
            return False
        folder.check(current, thorough=False)
        return True
    except IndexBroken:
        return False


def _usable(folder: TablesFolder, store: Store, thorough: bool) -> tuple[TablesState, str | None]:
    """What can be gone on with; nothing, and why, where it is of another layout or store."""
    current = folder.current()
    if current == TablesState():
        return replace(current, store=store.identity), None
    ours = (current.layout, current.store) == (LAYOUT, store.identity)
    if ours and current.signed <= store.last_revision():
        folder.check(current, thorough or folder.suspicion.word() is not None)
        return current, None
    return _begun_anew(folder, store), "查重数据来自另一版本的程序或数据库，已重新建立。"


def _begun_anew(folder: TablesFolder, store: Store) -> TablesState:
    store.duplicates.clear()
    current = TablesState(store.identity, number=folder.unused())
    folder.switch(current)
    folder.suspicion.clear()
    return current


class _Run:
    """One update, under the lock. Raises IndexBroken where the tables are damaged."""

    def __init__(
        self,
        store: Store,
        config: Config,
        folder: TablesFolder,
        current: TablesState,
        progress: Progress | None,
    ) -> None:
        self._store = store
        self._config = config
        self._folder = folder
        self._current = current
        self._tables = Tables(folder.paths(current))
        self._progress = progress or (lambda done, total: None)
        self._done = 0
        self._documents = store.changes_count(current.compared)
        self._steps = store.changes_count(current.signed) + self._documents
        """Each is signed and compared; where a run was broken off, some are signed already."""

    def to_the_end(self, spool: Spool) -> tuple[int, int, int]:
        """How many were signed, the pairs found, and how many fold in another way."""
        with spool.named(self._folder.changes, self._current.compared):
            signed = self._sign(spool)
            return signed, *self._compare(spool.kept(self._folder.changes))

    def _sign(self, spool: Spool) -> int:
        """Put what changed since into the tables; what was signed and not compared yet is read with it."""
        signed = 0
        made: dict[int, Signature] = {}
        revisions: dict[int, int] = {}
        characters, longest = 0, CHARACTERS_OF_MB * self._config.index.memory_mb
        for batch in batches(self._store.changes_since(self._current.compared)):
            spool.add(batch)
            changed = [stored for stored in batch if stored.revision > self._current.signed]
            for stored in changed:
                made.pop(stored.id, None)
                revisions.pop(stored.id, None)
            made.update(self._signatures(changed))
            revisions.update((stored.id, stored.revision) for stored in changed)
            characters += sum(len(stored.document.text) for stored in changed)
            if len(revisions) >= SEGMENT or characters >= longest:
                signed += self._write(made, revisions)
                made, revisions, characters = {}, {}, 0
        return signed + (self._write(made, revisions) if revisions else 0)

    def _write(self, made: dict[int, Signature], revisions: dict[int, int]) -> int:
        names = [f"{self._current.number + more}{EXTENSION}" for more in range(2)]
        write_segment(self._folder.root / names[0], made, revisions)
        write_fresh(self._folder.root / names[1], revisions, made)
        self._switch(
            signed=max(revisions.values()),
            segments=(*self._current.segments, names[0]),
            fresh=(*self._current.fresh, names[1]),
            number=2,
        )
        self._merge()
        return len(made)

    def _signatures(self, batch: Sequence[StoredDocument]) -> Iterator[tuple[int, Signature]]:
        for some in _by_length(batch):
            normalised = [
                (stored, one_spelling(without_surrogates(stored.document.text)))
                for stored in some
                if stored.withdrawn_at is None
            ]
            texts = [(stored, line, cut(line)) for stored, line in normalised]
            kept = [(stored, line, text) for stored, line, text in texts if comparable(text)]
            signed = sign([text for _, _, text in kept], [_source(*one) for one in kept])
            yield from zip((stored.id for stored, _, _ in kept), signed, strict=True)
            self._tell(len(some))

    def _merge(self) -> None:
        """Merge the newest segments, where there are many."""
        if len(self._current.segments) <= MOST_SEGMENTS:
            return
        self._tables = Tables(self._folder.paths(self._current), self._tables)
        tables = self._tables.segments
        first = newest_small([len(segment.ids) for segment in tables])
        if first == len(tables):
            return
        name = f"{self._current.number}{EXTENSION}"
        merge_segments(self._folder.root / name, tables[first:], keep_gone=first > 0)
        self._switch(segments=(*self._current.segments[:first], name), number=1)

    def _compare(self, kept: Kept) -> tuple[int, int]:
        """Compare what was not yet with everything."""
        comparer = Comparer(self._folder, kept.or_else(self._store.documents), self._tables)
        found, refolded = 0, set[int]()
        todo = list(comparer.fresh.batches(self._current.compared, BATCH))
        with closing(compared(comparer, self._config, kept, todo)) as made:
            for batch, pairs in zip(todo, made, strict=True):
                ids = comparer.fresh.documents(batch).ids.tolist()
                refolded.update(self._store.duplicates.replace(ids, pairs))
                found += len(pairs)
                self._switch(compared=batch.revision)
                self._tell(batch.size)
        self._switch(fresh=())
        return found, len(refolded)

    def _switch(self, number: int = 0, **values: object) -> None:
        self._current = replace(self._current, number=self._current.number + number, **values)  # type: ignore[arg-type]
        self._folder.switch(self._current)

    def _tell(self, count: int) -> None:
        self._done += count
        self._progress(self._documents * self._done // max(self._steps, self._done, 1), self._documents)


def _source(stored: StoredDocument, normalised: str, text: Prepared) -> Source:
    document = stored.document
    title = document.title or first_title(document.text)
    return Source(document.document_number, document.agency, names(title, normalised, text))


def _by_length(batch: Sequence[StoredDocument]) -> Iterator[list[StoredDocument]]:
    some: list[StoredDocument] = []
    characters = 0
    for stored in batch:
        if some and characters + len(stored.document.text) > AT_ONCE:
            yield some
            some, characters = [], 0
        some.append(stored)
        characters += len(stored.document.text)
    if some:
        yield some
