"""How fast and how well questions of the public are answered, beside Whoosh's own searcher on the same words.

Ours is the whole search: parsing, ranking, facets, ten documents from the store, titles and snippets marked.
cold: no decoded posting is ever kept. warm: each question has been asked before, its result not remembered.
Whoosh's part is a sample, since it takes long. Example:

    python benchmarks/searching.py --limit 20000 --peer-queries 20
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import _peer
from _data import DATA, Question, documents, percentiles, quality, questions
from whoosh import index

from corpus.config import Config
from corpus.store import Store, open_store
from indexer import Searcher, SearchRequest, build, open_searcher

BATCH = 1000
PEER_MEMORY_MB = 1024
SAMPLE_SEED = 1


class Row:
    """Times and results of one way to search."""

    def __init__(self, name: str, asked: Sequence[Question], search: Callable[[str], list[str]]) -> None:
        self.name = name
        self.asked = asked
        self.seconds: list[float] = []
        self.found: list[list[str]] = []
        for question in asked:
            began = perf_counter()
            urls = search(question.text)
            self.seconds.append(perf_counter() - began)
            self.found.append(urls)

    def __str__(self) -> str:
        (recall, reciprocal), (median, high) = quality(self.asked, self.found), percentiles(self.seconds)
        return f"{self.name:22}{len(self.asked):6}{recall:11.3f}{reciprocal:9.3f}{median:12.2f}{high:10.2f}"


def through(searcher: Searcher, limit: int) -> Callable[[str], list[str]]:
    """Search with a searcher of ours."""
    return lambda text: [
        hit.document.document.url for hit in searcher.search(SearchRequest(text, limit=limit)).hits
    ]


def ours(store: Store, config: Config, asked: Sequence[Question]) -> list[Row]:
    """Cold and warm."""
    unkept = replace(config, search=replace(config.search, cache_mb=0))
    cold_searcher, searcher = open_searcher(store, unkept), open_searcher(store, config)
    for opened in (cold_searcher, searcher):
        opened.search(SearchRequest("预热"))
    cold = Row("gongkai, cold", asked, through(cold_searcher, 10))
    Row("", asked, through(searcher, 10))
    # Another limit is another request, so that no remembered result answers it.
    return [cold, Row("gongkai, warm", asked, through(searcher, 11))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument(
        "--peer-queries", type=int, default=100, help="questions that Whoosh answers; 0: none"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    options = parser.parse_args()
    asked = questions(options.data)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        with open_store(config.store_path) as store:
            made = list(documents(options.data, options.limit))
            for start in range(0, len(made), BATCH):
                store.put_many(made[start : start + BATCH])
            build(store, config)
            rows = ours(store, config, asked)
        if options.peer_queries:
            _peer.write(Path(folder) / "peer", made, phrase=False, limit_mb=PEER_MEMORY_MB)
            sample = random.Random(SAMPLE_SEED).sample(asked, min(options.peer_queries, len(asked)))
            with index.open_dir(str(Path(folder) / "peer")).searcher() as searcher:
                rows.append(Row("whoosh's own searcher", sample, lambda q: _peer.search(searcher, q)))
    print(f"{'':22}{'asked':>6}{'Recall@10':>11}{'MRR@10':>9}{'median ms':>12}{'p95 ms':>10}")
    print(*rows, sep="\n")
    medians = [percentiles(row.seconds)[0] for row in rows]
    if len(rows) > 2:
        cold, warm = medians[2] / medians[0], medians[2] / medians[1]
        print(f"times as fast at the median: cold {cold:.0f}, warm {warm:.0f}")


if __name__ == "__main__":
    main()
