"""Whether what the index, the duplicates and the suggestions are kept in is whole."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.config import Config
from corpus.store import Store
from indexer import duplicates, meaning, suggest
from indexer.engines import IndexStatus


def faults(
    store: Store, config: Config, index: IndexStatus, *, thorough: bool = False
) -> Iterator[tuple[str, str]]:
    """`index`, `duplicates`, `suggestions` or `meaning`, and in Chinese what is wrong and the remedy.

    `thorough` reads every byte, but those of the index, whose state is given. What was never built is no
    fault. Raises StoreError.
    """
    built = store.indexing.reached() > 0
    if index.problem and (index.present or built):
        yield "index", index.problem
    if problem := duplicates.fault(config, built, thorough):
        yield "duplicates", f"查重的数据{problem}。请运行 gongkai index，它会重新查找。"
    if problem := suggest.fault(config, built):
        yield "suggestions", f"检索提示和纠错的数据{problem}。请运行 gongkai index，它会重新生成。"
    if problem := meaning.fault(config.meaning_path, thorough):
        yield "meaning", f"文件意思的数据{problem}。请运行 gongkai index，它会重新计算。"
