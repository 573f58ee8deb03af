"""The process that compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from corpus.config import Config
from corpus.store import open_store
from corpus.workers import serve
from indexer.duplicates.comparing import Comparer
from indexer.duplicates.fresh import Batch
from indexer.duplicates.storage import TablesFolder
from indexer.intake import Kept


def answers(setup: tuple[Config, Kept]) -> Callable[[Batch], list[tuple[Any, ...]]]:
    """Finds the pairs of each batch; the store is open for as long as the process lives."""
    config, kept = setup
    documents = kept.or_else(open_store(config.store_url).documents)
    comparer = Comparer(TablesFolder(config.duplicates_path), documents)
    return lambda batch: [astuple(pair) for pair in comparer.pairs(batch)]


if __name__ == "__main__":
    serve(answers)
