"""Whether what the index, the duplicates and the suggestions are kept in is whole."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.config import Config
from corpus.store import Store
from indexer import duplicates, suggest
from indexer.engines.open import open_engine


def faults(store: Store, config: Config) -> Iterator[tuple[str, str]]:
    """What is damaged: `index`, `duplicates` or `suggestions`, with a Chinese sentence that names the remedy.

    Reads every file through. An index that was never built is no fault. Raises StoreError.
    """
    status = open_engine(config).status()
    if status.problem and (status.present or store.indexing.reached()):
        yield "index", status.problem
    if problem := duplicates.fault(config):
        yield "duplicates", f"查重的数据已损坏（{problem}）。请运行 gongkai index，它会重新查找。"
    if problem := suggest.fault(config):
        yield "suggestions", f"检索提示和纠错的数据已损坏（{problem}）。请运行 gongkai index，它会重新生成。"
