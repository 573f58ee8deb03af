"""Goes through the texts of the documents held and of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from corpus.privacy.personal import PersonalData, personal_data
from corpus.records import Attachment, StoredDocument
from corpus.store import Store

BATCH = 200
"""Documents whose files are asked for together. A guess."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What stands in the text of one document, or of one of its files."""

    document: StoredDocument
    file: Attachment | None
    """None for the document's own title and text."""
    found: tuple[PersonalData, ...]


def scan(
    store: Store, since: datetime | None = None, looked: Callable[[int], None] = lambda _: None
) -> Iterator[Discovery]:
    """All places where something stands; `since`: only of what came or changed from then on.

    `looked` is told how many documents were gone through. What was withdrawn is left out: nobody reads it.
    """
    count, documents = 0, _documents(store, since)
    while some := list(islice(documents, BATCH)):
        names = {file.sha256 for one in some for file in one.document.attachments if file.sha256}
        texts = store.file_texts.get(names)
        for stored in some:
            document = stored.document
            if own := personal_data(f"{document.title}\n{document.text}"):
                yield Discovery(stored, None, tuple(own))
            for file in document.attachments:
                read = texts.get(file.sha256 or "")
                if within := personal_data(f"{file.title}\n{read.text if read else ''}"):
                    yield Discovery(stored, file, tuple(within))
        count += len(some)
        looked(count)


def _documents(store: Store, since: datetime | None) -> Iterator[StoredDocument]:
    return (stored for stored in _changed(store, since) if stored.withdrawn_at is None)


def _changed(store: Store, since: datetime | None) -> Iterator[StoredDocument]:
    if since is None:
        yield from store.changes_since(0)
        return
    moment, after = since, 0
    while some := store.changed_from(moment, after):
        yield from some
        moment, after = some[-1].changed_at, some[-1].id
