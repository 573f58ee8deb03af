"""What a document leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.documents import brief_json
from corpus.records import StoredDocument


def related_json(found: Mapping[str, Iterable[StoredDocument]]) -> dict[str, Any]:
    """Each relation with its documents, in their order."""
    return {name: [_line(stored) for stored in some] for name, some in found.items()}


def _line(stored: StoredDocument) -> dict[str, Any]:
    document = stored.document
    return {
        "id": stored.id,
        "url": document.url,
        "title": document.title,
        **brief_json(document),
    }
