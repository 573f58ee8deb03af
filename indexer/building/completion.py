"""What follows a build, and is as much of an indexing: vectors, and what other machines are to have."""

from __future__ import annotations

from dataclasses import replace

from corpus.config import Config
from corpus.store import Store
from indexer.building.build import BuildReport
from indexer.building.meanings import add_meaning
from indexer.building.sharing import share
from indexer.intake import Progress


def complete(report: BuildReport, store: Store, config: Config, progress: Progress) -> BuildReport:
    """Do it, and report it too; `progress` is told how far the vectors are."""
    meaning = add_meaning(store, config, progress)
    return replace(report, meaning_note=meaning, sharing_note=share(store, config))
