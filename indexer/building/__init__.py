"""Brings the index to the store's present state."""

from indexer.building.build import BuildReport, build
from indexer.building.soundness import faults

__all__ = ["BuildReport", "build", "faults"]
