"""How what everything takes grows with the collection: for made documents of several numbers.

A collection of each size is stored, indexed, searched by a program that has just begun and by one that runs,
asked for a page over HTTP, and given one document more. The last column is the exponent that the figures of
all sizes fit best: 1 is "as the collection", 0 "the same whatever its size". Example:

    python benchmarks/growth.py --sizes 10000 100000 --words-only --keep /tmp/growth

Vectors of meaning are left out: they take by far the most, and nothing waits for them.
With `--keep` the collections stay, and one that is there is not made again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from urllib.parse import quote
from urllib.request import urlopen

import numpy as np
from _data import DATA, percentiles
from _made import made_documents
from _process import children
from _watch import gongkai, own_mb, watched
from cold_start import serving

from corpus.config import Config
from corpus.store import Store, open_store
from indexer import SearchRequest, duplicates, open_searcher, suggest
from indexer.building.filling import fill
from indexer.engines.open import open_engine
from indexer.intake import Spool

BATCH = 1_000
QUERIES = 200
QUERY = "行政处罚"
DEEP = 1_000
"""A page of the catalogue that lies deep; the last one, where there are fewer."""

Figures = dict[str, float]


def store_documents(data: Path, number: int, source: Path) -> None:
    """Put made documents into a new store."""
    with open_store(Config(data=data).store_url) as store:
        every = made_documents(number, source)
        while batch := list(islice(every, BATCH)):
            store.put_many(batch)


def index_words(data: Path) -> None:
    """What `gongkai index` does between looking for duplicates and making suggestions."""
    config = Config(data=data)
    writing = open_engine(config).writer(rebuild=False, store="")
    with open_store(config.store_url) as store, Spool() as spool, writing as writer:
        fill(writer, store, spool, lambda done, total: None)


def find_duplicates(data: Path) -> None:
    """What `gongkai index` does first."""
    config = Config(data=data)
    with open_store(config.store_url) as store:
        duplicates.update(store, config)


def make_suggestions(data: Path) -> None:
    """What `gongkai index` does last: suggestions, corrections."""
    config = Config(data=data)
    with open_store(config.store_url) as store:
        suggest.refresh(store, config, open_engine(config))


def search_warm(data: Path) -> None:
    """Print the median and the 95th percentile of searches for words of titles, asked once before."""
    config = Config(data=data)
    with open_store(config.store_url) as store:
        queries, searcher, times = list(_titles(store)), open_searcher(store, config), []
        for again in range(2):
            for query in queries:
                began = perf_counter()
                searcher.search(SearchRequest(f"{query} " * (again + 1)))
                times.append(perf_counter() - began)
        print(json.dumps([*percentiles(times[len(queries) :]), own_mb(os.getpid())]))


def _titles(store: Store) -> Iterator[str]:
    """Beginnings of titles, spread over the collection."""
    apart = max(store.last_revision() // QUERIES, 1)
    for stored in store.documents(list(range(1, QUERIES * apart, apart))):
        yield stored.document.title[2:8]


STEPS: dict[str, Callable[..., None]] = {
    "store": store_documents,
    "words": index_words,
    "duplicates": find_duplicates,
    "suggestions": make_suggestions,
    "warm": search_warm,
}
"""What runs in a process of its own."""


def step(name: str, *arguments: object) -> list[str]:
    """The command that runs one of the STEPS."""
    return [sys.executable, __file__, "--step", name, *map(str, arguments)]


def measure(data: Path, number: int, options: argparse.Namespace) -> Figures:
    """All figures of one size."""
    figures: Figures = {}
    if not (data / "gongkai.db").exists():
        figures["store: s"] = watched(step("store", data, number, options.data)).seconds
    index = data / "index"
    for made in (index, data / "duplicates", data / "suggestions"):
        shutil.rmtree(made, ignore_errors=True)
    if not options.words_only:
        figures |= _duplicates(data)
    built = watched(step("words", data))
    text = _text_mb(data)
    figures |= {
        "index: s": built.seconds,
        "index: s of a processor": built.working,
        "index: own MB, all processes": built.own_mb,
        "index: MB written for each of text": built.written_mb / text,
        "index: MB on disk": _folder_mb(index),
        "index: MB on disk for each of text": _folder_mb(index) / text,
    }
    figures |= _suggestions(data)
    if not options.words_only:
        figures |= _status(data, options.rounds)
    cold = min((gongkai(data, "search", QUERY) for _ in range(options.rounds)), key=lambda run: run.seconds)
    figures |= {"cold search: s": cold.seconds, "cold search: s of a processor": cold.working}
    figures["cold search: own MB"] = cold.own_mb
    warm = subprocess.run(step("warm", data), capture_output=True, check=True, text=True)
    median, high, own = json.loads(warm.stdout)
    figures |= {"warm search: ms": median, "warm search: ms, p95": high, "warm search: own MB": own}
    figures |= _served(data, options.rounds)
    with open_store(Config(data=data).store_url) as store:
        store.put_many(list(made_documents(1, options.data, first=store.last_revision() + 10_000_000)))
    one = watched(step("words", data)) if options.words_only else gongkai(data, "index")
    figures |= {"one more: s": one.seconds, "one more: s of a processor": one.working}
    return figures | {"one more: own MB": one.own_mb}


def _duplicates(data: Path) -> Figures:
    found = watched(step("duplicates", data))
    return {
        "duplicates: s": found.seconds,
        "duplicates: s of a processor": found.working,
        "duplicates: own MB, all processes": found.own_mb,
        "duplicates: MB on disk": _folder_mb(data / "duplicates"),
    }


def _suggestions(data: Path) -> Figures:
    made = watched(step("suggestions", data))
    return {
        "suggestions: s": made.seconds,
        "suggestions: s of a processor": made.working,
        "suggestions: own MB, all processes": made.own_mb,
        "suggestions: MB on disk": _folder_mb(data / "suggestions"),
    }


def _status(data: Path, rounds: int) -> Figures:
    """Where duplicates or suggestions are missing it would say so, and fail."""
    told = min((gongkai(data, "status") for _ in range(rounds)), key=lambda run: run.seconds)
    return {
        "status: s": told.seconds,
        "status: s of a processor": told.working,
        "status: own MB": told.own_mb,
    }


def _served(data: Path, rounds: int) -> Figures:
    """A page of results over HTTP, and what the processes hold by then."""
    began = perf_counter()
    with serving(data) as (process, address):
        ready = perf_counter() - began
        times = [_asked(f"{address}search?q={quote(QUERY)}&page={page}") for page in range(1, 5 * rounds + 1)]
        deep = [_asked(f"{address}catalogue?page={DEEP + again}") for again in range(rounds)]
        own = max(map(own_mb, children(process)))
    return {
        "serve: s until it says its address": ready,
        "page: ms, the first": times[0],
        "page: ms": float(np.median(times)),
        "catalogue from its page 1,000: ms": float(np.median(deep)),
        "serve: own MB a process": own,
    }


def _asked(address: str) -> float:
    """Milliseconds until all of a page is here."""
    began = perf_counter()
    with urlopen(address) as answer:
        answer.read()
    return (perf_counter() - began) * 1000


def _text_mb(data: Path) -> float:
    with open_store(Config(data=data).store_url) as store:
        return sum(len(stored.document.text.encode()) for stored in store.changes_since(0)) / 1e6


def _folder_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def exponent(sizes: list[int], values: list[float]) -> float:
    """Of the power of the size that the values fit best."""
    return float(np.polyfit(np.log(sizes), np.log(np.maximum(values, 1e-9)), 1)[0])


def report(found: dict[int, Figures]) -> Iterator[str]:
    """A table in Markdown."""
    sizes = sorted(found)
    yield f"| | {' | '.join(f'{size:,}' for size in sizes)} | exponent |"
    yield f"|---|{'---:|' * (len(sizes) + 1)}"
    for name in found[sizes[-1]]:
        have = [size for size in sizes if name in found[size]]
        cells = (f"{found[size][name]:.3g}" if size in have else "" for size in sizes)
        grows = f"{exponent(have, [found[size][name] for size in have]):.2f}" if len(have) > 1 else ""
        yield f"| {name} | {' | '.join(cells)} | {grows} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 300_000, 1_000_000])
    parser.add_argument("--words-only", action="store_true", help="do not look for duplicates")
    parser.add_argument("--rounds", type=int, default=3, help="of what is measured several times")
    parser.add_argument("--keep", type=Path, help="a folder in which the collections stay")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the laws")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        name, data, *rest = options.step
        STEPS[name](Path(data), *(int(one) if one.isdigit() else Path(one) for one in rest))
        return
    found: dict[int, Figures] = {}
    # Else each of the programs would compile what is imported anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        without_meaning = Path(folder) / "config.toml"
        without_meaning.write_text('[search]\nmeaning = "off"\n', encoding="utf-8")
        os.environ["GONGKAI_CONFIG"] = str(without_meaning)
        for size in options.sizes:
            data = (options.keep or Path(folder)) / str(size)
            data.mkdir(parents=True, exist_ok=True)
            found[size] = measure(data, size, options)
            print(f"{size} measured", file=sys.stderr)
    print(*report(found), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
