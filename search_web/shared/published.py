"""A document that the public may read, by its number."""

from __future__ import annotations

from flask import abort

from corpus.errors import DocumentLost
from corpus.records import StoredDocument
from search_web.shared.services import services


def published(number: int) -> StoredDocument:
    """The document if it is up; else 404, or 410 for one that was withdrawn. Raises DocumentLost."""
    stored = services().store.get(number)
    if stored is None:
        abort(404)
    if stored.damaged:
        raise DocumentLost(number)
    if stored.withdrawn_at is not None:
        abort(410)
    return stored
