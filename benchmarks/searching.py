"""How fast and how well questions of the public are answered, beside other engines on the same words.

"words alone": our engine on OR of the same distinct words that the others get, cut beforehand for all; ids
for ours, addresses for the others, counted by all but "not counting". "whole": the search as people have
it, from the question as typed to ten documents from the store with titles and snippets marked; facets are
part of it. warm: each question was asked before, its result not remembered. cold: no decoded posting is ever
kept. The engines take turns, round by round; each figure is the best of its rounds. With --meaning FOLDER the
collection stays there, the vectors that it lacks are made first (half an hour of two cores for all articles;
a run that ends goes on the next time), and the whole search is asked with them, too. Example:

    python benchmarks/searching.py --limit 20000 --rounds 2 --whoosh-queries 20 --json figures.json
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from _collection import collection, kept
from _data import DATA, Question, documents, percentiles, quality, questions
from _peer_tantivy import opened as open_tantivy
from _peers import FTS5, TANTIVY, WHOOSH, Peer
from _words import asked as words_of
from _words import cut

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from corpus.workers import cores
from indexer import Searcher, SearchRequest, open_searcher
from indexer.engines import EngineReader, EngineRequest
from indexer.engines.open import open_engine
from indexer.meaning import open_meanings, refresh
from indexer.query import Any as AnyOf
from indexer.query import Term
from indexer.searching.search import REMEMBERED

SAMPLE_SEED = 1


@dataclass
class Row:
    """One way to search: what it does, and the times and results of its rounds."""

    name: str
    asked: Sequence[Question]
    search: Callable[[Any], list[str]]
    ask: Callable[[Question], Any]
    """What `search` is given; not timed."""
    before: Callable[[], None] = lambda: None
    """Done before a round; not timed."""
    found: list[list[str]] = field(default_factory=list)
    rounds: list[tuple[float, float]] = field(default_factory=list)
    """Median and 95th percentile of each, in ms."""

    def run(self) -> None:
        """Ask every question once."""
        asked = [self.ask(question) for question in self.asked]
        self.before()
        seconds, self.found = [], []
        for one in asked:
            began = perf_counter()
            urls = self.search(one)
            seconds.append(perf_counter() - began)
            self.found.append(urls)
        self.rounds.append(percentiles(seconds))

    def figures(self) -> dict[str, float]:
        """Quality, and the best of the rounds."""
        recall, reciprocal = quality(self.asked, self.found)
        median, high = (min(values) for values in zip(*self.rounds, strict=True))
        return {
            "asked": len(self.asked),
            "recall@10": round(recall, 4),
            "mrr@10": round(reciprocal, 4),
            "p50_ms": round(median, 3),
            "p95_ms": round(high, 3),
        }


def engine_request(reader: EngineReader, question: Question, facets: bool) -> EngineRequest:
    """Any of the words, top ten."""
    words = words_of(question.text, reader.segmenter)
    return EngineRequest(AnyOf(tuple(map(Term, words))), facets=facets)


def whole(searcher: Searcher) -> Callable[[str], list[str]]:
    """Search with a searcher of ours."""
    return lambda text: [hit.document.document.url for hit in searcher.search(SearchRequest(text)).hits]


def forgetting(searcher: Searcher) -> Callable[[], None]:
    """Fills what a searcher remembers of results with others, and forgets what queries mean."""

    def forget() -> None:
        if searcher._meanings:
            searcher._meanings._asked.clear()
        for offset in range(REMEMBERED + 1):
            searcher.search(SearchRequest(offset=offset, limit=0))

    return forget


def ours(store: Store, config: Config, asked: Sequence[Question]) -> Iterator[Row]:
    """The engine alone and the whole search, warm and cold, and by meaning where there are vectors."""
    meant, config = config, replace(config, search=replace(config.search, meaning="off"))
    unkept = replace(config, search=replace(config.search, cache_mb=0))
    urls = {stored.id: stored.document.url for stored in store.changes_since(0)}
    for name, settings, facets in (
        ("words alone, warm", config, False),
        ("words alone, cold", unkept, False),
        ("words alone, facets", config, True),
    ):
        reader = open_engine(settings).reader()

        def search(request: EngineRequest, reader: Any = reader) -> list[str]:
            return [urls[number] for number in reader.search(request).ids]

        yield Row(name, asked, search, partial(engine_request, reader, facets=facets))
    for name, settings in (("whole, warm", config), ("whole, cold", unkept), ("whole, by meaning", meant)):
        if settings is meant and not open_meanings(store, meant).known:
            continue
        searcher = open_searcher(store, settings)
        yield Row(name, asked, whole(searcher), lambda question: question.text, forgetting(searcher))


def vectors(store: Store, config: Config) -> str:
    """Makes those that are lacking, in as many processes as `gongkai index`; says how long that took."""
    began, counts = perf_counter(), [0, 0]

    def told(done: int, total: int) -> None:
        counts[:] = done, total
        print(f"\rvectors: {done} of {total}", end="", file=sys.stderr)

    refresh(store, config, told)
    minutes = (perf_counter() - began) / 60
    return f"vectors: of {counts[0]} documents in {minutes:.1f} minutes, in {cores(0)} processes"


def peers(folder: Path, made: list[Document], asked: Sequence[Question], few: int) -> Iterator[Row]:
    """The other engines; Whoosh answers a sample."""
    texts = list(cut(made))

    def written(peer: Peer) -> Path:
        peer.write(folder / peer.package, texts)
        return folder / peer.package

    def ask(question: Question) -> list[str]:
        return words_of(question.text)

    if TANTIVY.here:
        place = written(TANTIVY)
        yield Row(TANTIVY.name, asked, TANTIVY.opened(place), ask)
        yield Row(f"{TANTIVY.name}, not counting", asked, open_tantivy(place, count=False), ask)
    if FTS5.here:
        yield Row(FTS5.name, asked, FTS5.opened(written(FTS5)), ask)
    if few:
        sample = random.Random(SAMPLE_SEED).sample(asked, min(few, len(asked)))
        yield Row(WHOOSH.name, sample, WHOOSH.opened(written(WHOOSH)), ask)


def table(figures: dict[str, dict[str, float]]) -> Iterator[str]:
    """Lines of the table; the last columns are against Tantivy in this run."""
    titles = ("asked", "Recall@10", "MRR@10", "median ms", "p95 ms", "x median", "x p95")
    yield f"{'':24}" + "".join(f"{title:>11}" for title in titles)
    beside = figures.get(TANTIVY.name)
    for name, row in figures.items():
        line = f"{name:24}{row['asked']:11.0f}{row['recall@10']:11.3f}{row['mrr@10']:11.3f}"
        line += f"{row['p50_ms']:11.2f}{row['p95_ms']:11.2f}"
        if beside:
            line += "".join(f"{row[key] / beside[key]:11.2f}" for key in ("p50_ms", "p95_ms"))
        yield line


def measure(rows: list[Row], rounds: int) -> None:
    """A round that warms up, then those that count, the engines in turn."""
    gc.collect()
    gc.freeze()
    for row in rows:
        if row.name != WHOOSH.name:
            row.run()
            row.rounds.clear()
    for number in range(rounds):
        for row in rows:
            if number == 0 or row.name != WHOOSH.name:
                row.run()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--queries", type=int, help="questions asked (default: all)")
    parser.add_argument("--rounds", type=int, default=5, help="of which the best counts (default: 5)")
    parser.add_argument("--whoosh-queries", type=int, default=50, help="questions for Whoosh; 0: none")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument(
        "--meaning", type=Path, metavar="FOLDER", help="ask by meaning, too; what is made stays here"
    )
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args()
    made = list(documents(options.data, options.limit))
    asked = questions(options.data)[: options.queries]
    gathered = kept(options.meaning, made) if options.meaning else collection(made)
    with tempfile.TemporaryDirectory() as folder, gathered as (store, config):
        if options.meaning:
            print(vectors(store, config))
        rows = [
            *ours(store, config, asked),
            *peers(Path(folder), made, asked, options.whoosh_queries),
        ]
        made.clear()
        measure(rows, options.rounds)
    figures = {row.name: row.figures() for row in rows}
    print(*table(figures), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
