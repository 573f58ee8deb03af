"""A document that the public may read, by its number."""

from __future__ import annotations

from flask import abort

from corpus.errors import DocumentLost
from corpus.records import StoredDocument
from corpus.store import Store


def published(store: Store, number: int) -> StoredDocument:
    """The document if it is up; else 404, or 410 for one that was withdrawn. Raises DocumentLost."""
    stored = store.get(number)
    if stored is None:
        abort(404)
    if stored.damaged:
        raise DocumentLost(number)
    if stored.withdrawn_at is not None:
        abort(410)
    return stored
