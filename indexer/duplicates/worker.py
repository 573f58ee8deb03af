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


def answers(config: Config) -> Callable[[Sequence[int]], list[tuple[Any, ...]]]:
    """Finds the pairs of each batch of ids; the store is open for as long as the process lives."""
    checker = open_checker(open_store(config.store_url), config)
    checker.refresh()
    return lambda numbers: [astuple(pair) for pair in pairs_of(checker, numbers)]


if __name__ == "__main__":
    serve(answers)
