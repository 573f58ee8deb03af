"""The process that compares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple
from typing import Any

from corpus.config import Config
from corpus.store import open_store
from corpus.workers import serve
from indexer.duplicates.checker import open_checker
from indexer.duplicates.comparing import pairs_of
from indexer.intake import Kept


def answers(setup: tuple[Config, Kept]) -> Callable[[Sequence[int]], list[tuple[Any, ...]]]:
    """Finds the pairs of each batch of ids; the store is open for as long as the process lives."""
    config, kept = setup
    store = open_store(config.store_url)
    checker = open_checker(store, config, kept.or_else(store.documents))
    checker.refresh()
    return lambda numbers: [astuple(pair) for pair in pairs_of(checker, numbers)]


if __name__ == "__main__":
    serve(answers)
