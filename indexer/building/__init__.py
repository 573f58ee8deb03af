"""Brings the index to the store's present state."""

from indexer.building.build import BuildReport, build
from indexer.building.completion import complete
from indexer.building.meanings import add_meaning
from indexer.building.sharing import share
from indexer.building.soundness import faults

__all__ = ["BuildReport", "add_meaning", "build", "complete", "faults", "share"]
