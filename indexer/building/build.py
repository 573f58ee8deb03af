"""Store -> engine, from the last revision indexed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import monotonic

from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.fields import FACETS
from corpus.records import AttachmentText, StoredDocument
from corpus.store import Queued, Store
from indexer import duplicates, suggest
from indexer.building.learning import learn
from indexer.engines import Engine, IndexedDocument, IndexStatus, Learn
from indexer.engines.open import open_engine
from indexer.errors import IndexBusy, IndexDiskFull
from indexer.text import title_key
from indexer.text.numbers import keys

BATCH = 500
"""Documents handed over at a time: as many as the store reads at once."""

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
    suggestions_note: str | None = None
    """A Chinese sentence: why suggestions and corrections are not those of this index."""


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
    pairs, note = _compared(store, config, comparing)
    engine = open_engine(config)
    status = engine.status()
    reason = None if rebuild else engine.rebuild_reason() or _foreign(status, store)
    anew = (rebuild or reason is not None) and status.present
    indexed, removed, revision = 0, 0, status.revision
    if anew or not status.present or store.indexing.waiting(status.revision):
        indexed, removed, revision = _run(
            store, engine, anew, partial(learn, store, config.index), progress or (lambda done, total: None)
        )
    unsuggested = _suggested(store, config, engine)
    seconds = monotonic() - began
    return BuildReport(indexed, removed, revision, anew, reason, pairs, seconds, note, unsuggested)


def _compared(store: Store, config: Config, progress: Progress | None) -> tuple[int, str | None]:
    """How many pairs were found, and what is to be said of it."""
    try:
        report = duplicates.update(store, config, progress)
    except IndexBusy:
        return 0, "另一个进程正在查找重复，这次没有查找；它结束后再运行一次 gongkai index 即可。"
    except IndexDiskFull:
        return 0, "磁盘空间不足，没能查找重复；索引照常建立。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return 0, f"没能查找重复（{error}）；索引照常建立，只是新的重复文件还没有合并。"
    return report.pairs, report.reason


def _suggested(store: Store, config: Config, engine: Engine) -> str | None:
    """Bring the suggestions to the index; what is to be said where that failed."""
    try:
        suggest.refresh(store, config, engine.reader())
    except IndexDiskFull:
        return "磁盘空间不足，检索提示和纠错没有更新；检索不受影响。请清理磁盘后重新运行 gongkai index。"
    except GongkaiError as error:
        return f"检索提示和纠错没有更新（{error}）；检索不受影响。"
    return None


def _foreign(status: IndexStatus, store: Store) -> str | None:
    if status.revision > store.last_revision():
        return "数据库比索引旧（可能从备份恢复过），索引已重建。"
    if status.present and status.revision < store.indexing.reached():
        return "索引比数据库的记录旧（可能从备份恢复过），索引已重建。"
    return None


def _run(
    store: Store, engine: Engine, anew: bool, learned: Learn, progress: Progress
) -> tuple[int, int, int]:
    with store.lock("index", IndexBusy()), engine.writer(rebuild=anew, learn=learned) as writer:
        revision, done, removed = writer.revision, 0, 0
        total, queued = store.indexing.waiting(revision), store.indexing.queued()
        for batch in _batches(store, revision, queued):
            gone = [stored.id for stored in batch if stored.withdrawn_at is not None]
            if gone:
                writer.remove(gone)
            texts = store.file_texts.get(file for stored in batch for file in _files(stored))
            copies = store.duplicates.copies(stored.id for stored in batch)
            writer.add(_indexed(stored, texts, copies) for stored in batch if stored.withdrawn_at is None)
            done, revision = done + len(batch), max(revision, batch[-1].revision)
            removed += len(gone)
            progress(done, max(total, done))
        writer.commit(revision)
        store.indexing.done(revision, queued)
    return done - removed, removed, revision


def _batches(store: Store, revision: int, queued: Queued) -> Iterator[list[StoredDocument]]:
    """What changed since the revision, then what was queued and is not among it."""
    again = set(queued.numbers)
    changes = store.changes_since(revision)
    while batch := list(islice(changes, BATCH)):
        again -= {stored.id for stored in batch}
        yield batch
    left = sorted(again)
    for start in range(0, len(left), BATCH):
        yield store.documents(left[start : start + BATCH])


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
        facets={key: getattr(document, key) for key in FACETS},
        day=day.toordinal() if day else 0,
        numbers=keys(document.document_number, document.index_number),
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
