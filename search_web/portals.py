"""What a portal is called for readers."""

from __future__ import annotations

from corpus.records import Document
from search_web import links
from search_web.services import services


def title_of(portal: str) -> str:
    """The title in the configuration, or else the short name."""
    return next((p.title for p in services().config.portal if p.name == portal and p.title), portal)


def stands_at(document: Document) -> str:
    """The portal that a document stands in, or else the host of its address."""
    return title_of(document.portal) if document.portal else links.host(document.url)
