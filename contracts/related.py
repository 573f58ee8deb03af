"""What a document leads to."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from contracts.documents import brief_json
from corpus.records import StoredDocument
from indexer import Relations


def related_json(found: Relations) -> dict[str, Any]:
    """Each relation with its documents, the nearest first."""
    return {one.name: [_line(stored) for stored in getattr(found, one.name)] for one in fields(found)}


def _line(stored: StoredDocument) -> dict[str, Any]:
    document = stored.document
    return {
        "id": stored.id,
        "url": document.url,
        "title": document.title,
        **brief_json(document),
    }
