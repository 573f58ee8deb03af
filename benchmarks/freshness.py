"""How soon a new document is found, and whether readers wait while indexes are built and merged.

The collection is made up to its size with articles under other addresses. `gongkai index` is a process of its
own, and so is each reader: one watches for the new document with a search opened before, others ask questions
all the while. The last build adds so many documents that it merges with the largest segment. Example:

    python benchmarks/freshness.py --documents 20000 --builds 5 --large 8000
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, cycle
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from time import monotonic, perf_counter, sleep
from typing import Any

import numpy as np
from _collection import put
from _data import DATA, documents, questions
from _process import gongkai

from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build

SPAWN = get_context("spawn")
"""Readers begin as a server would: with nothing of ours in memory."""

LOOK_SECONDS = 0.02
"""Between two looks for the new document."""
IDLE_SECONDS = 10
"""Readers ask this long before the first build, for comparison."""
PATIENCE_SECONDS = 120
LIMIT_SECONDS = 5
"""How soon a new document is to be found."""


def fresh(name: str, count: int, articles: list[Document]) -> list[Document]:
    """New documents; the last of them has a word that nothing else has."""
    made = [
        replace(article, url=f"http://fresh.example/{name}/{place}.html")
        for place, article in zip(range(count), cycle(articles), strict=False)
    ]
    made[-1] = replace(made[-1], title=f"{made[-1].title} {name}")
    return made


def watch(data: Path, words: Any, answers: Any) -> None:
    """A reader: for each word that comes in, the moment when a document with it is first found."""
    config = Config(data=data)
    with open_store(config.store_url) as store:
        searcher = open_searcher(store, config)
        searcher.search(SearchRequest("预热"))
        answers.put(0.0)
        while word := words.get():
            answers.put(0.0)
            while not searcher.search(SearchRequest(f'"{word}"', limit=1)).total:
                sleep(LOOK_SECONDS)
            answers.put(monotonic())


def ask(data: Path, texts: list[str], stop: Any, answers: Any) -> None:
    """A reader: asks questions in turn, and tells when each began and how long it took."""
    config = Config(data=data)
    times = []
    with open_store(config.store_url) as store:
        searcher = open_searcher(store, config)
        for text in texts:
            searcher.search(SearchRequest(text))
        answers.put(None)
        for text in cycle(texts):
            if stop.is_set():
                break
            moment, began = monotonic(), perf_counter()
            searcher.search(SearchRequest(text))
            times.append((moment, perf_counter() - began))
    answers.put(times)


def found_after(data: Path, made: list[Document], word: str, words: Any, answers: Any) -> tuple[float, float]:
    """Seconds from the start of `gongkai index` until the reader finds the word, and until it ends."""
    with open_store(Config(data=data).store_url) as store:
        put(store, made)
    words.put(word)
    answers.get(timeout=PATIENCE_SECONDS)
    run = gongkai(data, "index")
    return answers.get(timeout=PATIENCE_SECONDS) - run.began, run.seconds


def check_freshness(data: Path, articles: list[Document], repeats: int) -> None:
    """Print how soon 1 and 100 documents are found."""
    words, answers = SPAWN.Queue(), SPAWN.Queue()
    reader = SPAWN.Process(target=watch, args=(data, words, answers), daemon=True)
    reader.start()
    answers.get(timeout=PATIENCE_SECONDS)
    number = count(1)
    for size in (1, 100):
        names = [f"zz{next(number)}zz" for _ in range(repeats)]
        times = [found_after(data, fresh(n, size, articles), n, words, answers) for n in names]
        found, ended = zip(*times, strict=True)
        print(
            f"{size:4} new: found after {np.median(found):.2f} s, at most {max(found):.2f} s "
            f"(limit {LIMIT_SECONDS}); the process takes {np.median(ended):.2f} s"
        )
    words.put("")
    reader.join()


@contextmanager
def asking(data: Path, texts: list[str], readers: int) -> Iterator[list[tuple[float, float]]]:
    """Readers at work; the list holds what they measured when the block has ended."""
    stop, answers = SPAWN.Event(), SPAWN.Queue()
    crew = [SPAWN.Process(target=ask, args=(data, texts, stop, answers), daemon=True) for _ in range(readers)]
    for reader in crew:
        reader.start()
    for _ in crew:
        answers.get(timeout=PATIENCE_SECONDS)
    times: list[tuple[float, float]] = []
    try:
        yield times
    finally:
        stop.set()
        for _ in crew:
            try:
                times += answers.get(timeout=PATIENCE_SECONDS)
            except Empty:
                print("a reader did not answer any more")
        for reader in crew:
            reader.join()


def check_readers(
    data: Path, articles: list[Document], texts: list[str], options: argparse.Namespace
) -> None:
    """Print how long queries take before and during the builds."""
    sizes = [1] * (options.builds - 1) + [options.large]
    with asking(data, texts, options.readers) as times:
        sleep(IDLE_SECONDS)
        began = monotonic()
        for number, size in enumerate(sizes):
            with open_store(Config(data=data).store_url) as store:
                put(store, fresh(f"build{number}", size, articles))
            if number == len(sizes) - 1:
                last = monotonic()
            gongkai(data, "index")
    spans = {
        "no build": (0.0, began),
        f"{len(sizes) - 1} small builds": (began, last),
        f"a build of {options.large}": (last, monotonic()),
    }
    for name, (first, end) in spans.items():
        seconds = [took for moment, took in times if first <= moment < end]
        if seconds:
            median, high, slowest = np.percentile(seconds, [50, 95, 100]) * 1000
            print(
                f"{name:18} {len(seconds):7} queries of {options.readers} readers: median {median:.1f} ms, "
                f"p95 {high:.1f} ms, slowest {slowest:.0f} ms"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=150_000, help="size of the collection")
    parser.add_argument("--repeats", type=int, default=5, help="of each measurement of freshness")
    parser.add_argument("--builds", type=int, default=20)
    parser.add_argument("--large", type=int, default=40_000, help="documents of the last build")
    parser.add_argument("--readers", type=int, default=2, help="processes that ask all the while")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    options = parser.parse_args()
    articles = list(documents(options.data, options.documents))
    more = (
        fresh("more", options.documents - len(articles), articles)
        if len(articles) < options.documents
        else []
    )
    texts = [question.text for question in questions(options.data)[:200]]
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        with open_store(config.store_url) as store:
            put(store, [*articles, *more])
            build(store, config)
        check_freshness(Path(folder), articles, options.repeats)
        check_readers(Path(folder), articles, texts, options)


if __name__ == "__main__":
    main()
