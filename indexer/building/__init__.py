"""Brings the index to the store's present state."""

from indexer.building.build import BuildReport, build

__all__ = ["BuildReport", "build"]
