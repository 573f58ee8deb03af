"""How much a store holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PortalCount:
    """How much the store holds of one portal."""

    portal: str | None
    documents: int
    withdrawn: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the store holds."""

    revision: int
    portals: tuple[PortalCount, ...]

    @property
    def documents(self) -> int:
        """Documents that are up, of all portals."""
        return sum(portal.documents for portal in self.portals)

    @property
    def withdrawn(self) -> int:
        """Tombstones, of all portals."""
        return sum(portal.withdrawn for portal in self.portals)
