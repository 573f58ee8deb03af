"""The store's documents go to the engine: what changed, and what was queued without having changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.fields import FACETS
from corpus.records import AttachmentText, Reading, StoredDocument
from corpus.store import Store
from indexer.engines import EngineWriter, IndexedDocument
from indexer.intake import BATCH, Progress, Spool, batches
from indexer.text import title_key
from indexer.text.numbers import keys

WITH_FILES = 20
"""Documents whose files' texts are held together: each file may have millions of characters. A guess."""


@dataclass(slots=True)
class Filled:
    """What the engine was given."""

    revision: int
    """The store's revision that it reached."""
    indexed: int = 0
    """Documents added or replaced."""
    removed: int = 0
    """Withdrawn documents met."""
    damaged: int = 0
    """Of these the ones that are not what was stored."""


def fill(writer: EngineWriter, store: Store, spool: Spool, progress: Progress) -> Filled:
    """Give the engine what it lacks, commit, and record in the store that it was indexed.

    What changed comes from the spool as far as it is there; the last is what else was queued.
    """
    filled = Filled(writer.revision)
    total, queued = store.indexing.waiting(writer.revision), store.indexing.queued()
    again = set(queued.numbers)
    for batch in batches(_changes(store, spool, writer.revision)):
        _hand_over(writer, store, batch, filled)
        filled.revision = batch[-1].revision
        writer.given(filled.revision)
        again.difference_update(stored.id for stored in batch)
        progress(filled.indexed + filled.removed, max(total, filled.indexed + filled.removed))
    for batch in batches(_queued(store, sorted(again))):
        # One may have changed by now; the next run finds that, with all that changed before it.
        _hand_over(writer, store, batch, filled)
        progress(filled.indexed + filled.removed, max(total, filled.indexed + filled.removed))
    writer.commit(filled.revision)
    # Whatever ends the run before this leaves the queue as it was: what stands in it is indexed again.
    store.indexing.done(filled.revision, queued)
    return filled


def _changes(store: Store, spool: Spool, since: int) -> Iterator[StoredDocument]:
    yield from store.changes_since(since, spool.since)
    yield from spool.changes_since(since)
    yield from store.changes_since(max(since, spool.until))


def _queued(store: Store, numbers: Sequence[int]) -> Iterator[StoredDocument]:
    for start in range(0, len(numbers), BATCH):
        yield from store.documents(numbers[start : start + BATCH])


def _hand_over(writer: EngineWriter, store: Store, batch: Sequence[StoredDocument], filled: Filled) -> None:
    """Each document as it came last: it may have changed again while it was compared."""
    last = {stored.id: stored for stored in batch}.values()
    gone = [stored.id for stored in last if stored.withdrawn_at is not None]
    if gone:
        writer.remove(gone, max(stored.revision for stored in last))
    writer.add(_all_indexed(store, [stored for stored in last if stored.withdrawn_at is None]))
    filled.indexed += len(last) - len(gone)
    filled.removed += len(gone)
    filled.damaged += sum(stored.damaged for stored in last)


def _all_indexed(store: Store, documents: Sequence[StoredDocument]) -> Iterator[IndexedDocument]:
    """With the texts of their files, of a few documents at a time."""
    copies = store.duplicates.copies(stored.id for stored in documents)
    for start in range(0, len(documents), WITH_FILES):
        some = documents[start : start + WITH_FILES]
        texts = store.file_texts.get(file for stored in some for file in _files(stored))
        yield from (_indexed(stored, texts, copies) for stored in some)


def _files(stored: StoredDocument) -> list[str]:
    return [file.sha256 for file in stored.document.attachments if file.sha256]


def _indexed(
    stored: StoredDocument, texts: Mapping[str, AttachmentText], copies: Mapping[int, int]
) -> IndexedDocument:
    """Numbers stand with the title, so that a document comes before those that cite it."""
    document = stored.document
    day, posted = document.dated_on, document.published_on or document.issued_on
    attached = [texts[file] for file in _files(stored) if file in texts]
    return IndexedDocument(
        id=stored.id,
        title=document.title,
        text=document.text,
        facets={key: getattr(document, key) for key in FACETS},
        day=day.toordinal() if day else 0,
        numbers=keys(document.document_number, document.index_number),
        posted=posted.toordinal() if posted else 0,
        labels=" ".join(filter(None, (document.document_number, document.index_number))),
        attached="\n".join(file.text for file in attached),
        recognised=_recognised(attached),
        copy_of=_fold_key(copies[stored.id], document.title) if stored.id in copies else 0,
        revision=stored.revision,
    )


def _recognised(attached: Sequence[AttachmentText]) -> float:
    """The share of what attachments say that a machine read."""
    every = sum(len(file.text) for file in attached)
    return sum(len(file.text) for file in attached if file.reading is Reading.RECOGNISED) / max(every, 1)


def _fold_key(first: int, title: str) -> int:
    """The same for the same text under the same title: parts of different laws may have one text.

    Negative, so that it is no document's id.
    """
    key = hashlib.blake2b(f"{first}:{title_key(title)}".encode(), digest_size=7).digest()
    return -int.from_bytes(key, "little") - 1
