"""Store -> engine, from the last revision indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.records import AttachmentText, StoredDocument
from corpus.store import Store
from indexer import duplicates
from indexer.building.learning import learn
from indexer.engines import EngineWriter, IndexedDocument, IndexStatus
from indexer.engines.open import open_engine
from indexer.errors import IndexBusy, IndexDiskFull
from indexer.intake import BATCH, Spool, batches
from indexer.text import title_key
from indexer.text.numbers import keys

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    indexed: int
    """Documents added or replaced."""
    removed: int
    """Withdrawn documents met: since the last build, or in all when the index is new."""
    revision: int
    """The store's revision that the index now shows."""
    rebuilt: bool
    """Whether a former index was replaced as a whole."""
    reason: str | None
    """A Chinese sentence why it had to be, when nobody asked for it."""
    pairs: int
    """Pairs of documents found that say the same, among what changed and with the rest."""
    seconds: float
    duplicates_note: str | None = None
    """A Chinese sentence: why duplicates were looked for from the beginning, or could not be."""


def build(
    store: Store,
    config: Config,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    comparing: Progress | None = None,
) -> BuildReport:
    """Bring the index to the store's present revision; readers see all of it at once, or nothing.

    What changed is compared with the rest first, since the search folds copies; `comparing` is told how far.
    When that fails the index is built all the same, and folds what is known.
    Raises IndexBusy, IndexDiskFull, SegmenterMissing, BuildFailed; then what was served before is served on.
    """
    began = monotonic()
    with Spool() as spool:
        pairs, note = _compared(store, config, spool, comparing)
        engine = open_engine(config)
        status = engine.status()
        reason = None if rebuild else engine.rebuild_reason() or _foreign(status, store)
        anew = (rebuild or reason is not None) and status.present
        if not anew and status.present and not store.indexing.waiting(status.revision):
            return BuildReport(0, 0, status.revision, False, None, pairs, monotonic() - began, note)
        with engine.writer(rebuild=anew, learn=partial(learn, store, config.index)) as writer:
            filling = _Filling(store, writer, progress or (lambda done, total: None))
            filling.run(spool)
    return BuildReport(
        filling.indexed, filling.removed, filling.revision, anew, reason, pairs, monotonic() - began, note
    )


def _compared(
    store: Store, config: Config, spool: Spool, progress: Progress | None
) -> tuple[int, str | None]:
    """How many pairs were found, and what is to be said of it."""
    try:
        report = duplicates.update(store, config, progress, spool)
    except IndexBusy:
        return 0, "另一个进程正在查找重复，这次没有查找；它结束后再运行一次 gongkai index 即可。"
    except IndexDiskFull:
        return 0, "磁盘空间不足，没能查找重复；索引照常建立。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return 0, f"没能查找重复（{error}）；索引照常建立，只是新的重复文件还没有合并。"
    return report.pairs, report.reason


def _foreign(status: IndexStatus, store: Store) -> str | None:
    if status.revision > store.last_revision():
        return "数据库比索引旧（可能从备份恢复过），索引已重建。"
    if status.present and status.revision < store.indexing.reached():
        return "索引比数据库的记录旧（可能从备份恢复过），索引已重建。"
    return None


class _Filling:
    """Hands to the engine what it lacks, commits, and records it in the store."""

    def __init__(self, store: Store, writer: EngineWriter, progress: Progress) -> None:
        self.revision = writer.revision
        self.indexed = self.removed = 0
        self._store = store
        self._writer = writer
        self._progress = progress
        self._total = store.indexing.waiting(writer.revision)

    def run(self, spool: Spool) -> None:
        """What changed comes from the spool as far as it is there; then what else was queued."""
        queued = self._store.indexing.queued()
        again = set(queued.numbers)
        for batch in batches(self._changes(spool)):
            self._hand_over(batch)
            self.revision = batch[-1].revision
            again.difference_update(stored.id for stored in batch)
        for batch in batches(self._queued(sorted(again))):
            # One may have changed by now: that it did is for the next run to find, with all that changed.
            self._hand_over(batch)
        self._writer.commit(self.revision)
        # A run that ends here leaves the queue as it was: what stands in it is indexed again.
        self._store.indexing.done(self.revision, queued)

    def _changes(self, spool: Spool) -> Iterator[StoredDocument]:
        since = self.revision
        yield from self._store.changes_since(since, spool.since)
        yield from spool.changes_since(since)
        yield from self._store.changes_since(max(since, spool.until))

    def _queued(self, numbers: Sequence[int]) -> Iterator[StoredDocument]:
        for start in range(0, len(numbers), BATCH):
            yield from self._store.documents(numbers[start : start + BATCH])

    def _hand_over(self, batch: Sequence[StoredDocument]) -> None:
        """Each document as it came last: it may have changed again while it was compared."""
        last = {stored.id: stored for stored in batch}.values()
        gone = [stored.id for stored in last if stored.withdrawn_at is not None]
        if gone:
            self._writer.remove(gone)
        texts = self._store.file_texts.get(file for stored in last for file in _files(stored))
        copies = self._store.duplicates.copies(stored.id for stored in last)
        self._writer.add(_indexed(stored, texts, copies) for stored in last if stored.withdrawn_at is None)
        self.indexed += len(last) - len(gone)
        self.removed += len(gone)
        done = self.indexed + self.removed
        self._progress(done, max(self._total, done))


def _files(stored: StoredDocument) -> list[str]:
    return [file.sha256 for file in stored.document.attachments if file.sha256]


def _indexed(
    stored: StoredDocument, texts: Mapping[str, AttachmentText], copies: Mapping[int, int]
) -> IndexedDocument:
    """Numbers stand with the title, so that a document comes before those that cite it."""
    document = stored.document
    day, posted = document.dated_on, document.published_on or document.issued_on
    attached = (texts[file].text for file in _files(stored) if file in texts)
    return IndexedDocument(
        id=stored.id,
        title=document.title,
        text=document.text,
        column=document.column,
        agency=document.agency,
        topic=document.topic,
        year=document.year,
        day=day.toordinal() if day else 0,
        numbers=keys(document.document_number, document.index_number),
        genre=document.genre,
        validity=document.validity,
        portal=document.portal,
        posted=posted.toordinal() if posted else 0,
        labels=" ".join(filter(None, (document.document_number, document.index_number))),
        attached="\n".join(attached),
        copy_of=_fold_key(copies[stored.id], document.title) if stored.id in copies else 0,
    )


def _fold_key(first: int, title: str) -> int:
    """The same for the same text under the same title: parts of different laws may have one text.

    Negative, so that it is no document's id.
    """
    key = hashlib.blake2b(f"{first}:{title_key(title)}".encode(), digest_size=7).digest()
    return -int.from_bytes(key, "little") - 1
