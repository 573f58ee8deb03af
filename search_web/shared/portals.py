"""What a portal is called for readers."""

from __future__ import annotations

from typing import Protocol

from search_web.shared import links
from search_web.shared.services import services


class Standing(Protocol):
    """What stands somewhere: a document, or a line about one."""

    @property
    def portal(self) -> str | None:
        """Name of the portal."""

    @property
    def url(self) -> str:
        """Address there."""


def title_of(portal: str) -> str:
    """The title in the configuration, or else the short name."""
    return next((p.title for p in services().config.portal if p.name == portal and p.title), portal)


def stands_at(document: Standing) -> str:
    """The portal that a document stands in, or else the host of its address."""
    return title_of(document.portal) if document.portal else links.host(document.url)
