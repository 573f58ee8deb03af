"""Documents in a store with an index, in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from _data import documents as articles

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer.building import build

BATCH = 1000
"""Documents stored in one transaction."""


def put(store: Store, documents: Sequence[Document]) -> None:
    """Store documents."""
    for start in range(0, len(documents), BATCH):
        store.put_many(documents[start : start + BATCH])


@contextmanager
def collection(documents: Sequence[Document]) -> Iterator[tuple[Store, Config]]:
    """The documents, searchable until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        with open_store(config.store_url) as store:
            put(store, documents)
            build(store, config)
            yield store, config


@contextmanager
def kept(folder: Path, documents: Sequence[Document]) -> Iterator[tuple[Store, Config]]:
    """The same in a folder that stays: what an earlier run made there of them is gone on with."""
    config = Config(data=folder)
    with open_store(config.store_url) as store:
        if store.last_revision() != len(documents):
            put(store, documents)
        build(store, config)
        yield store, config


@contextmanager
def gathered(ready: Path | None, data: Path, limit: int | None) -> Iterator[tuple[Store, Config]]:
    """The collection of a data folder that is ready, or else one of the articles."""
    if ready is None:
        with collection(list(articles(data, limit))) as opened:
            yield opened
        return
    config = Config(data=ready)
    with open_store(config.store_url) as store:
        yield store, config
