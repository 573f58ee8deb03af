"""Whether exact phrases are found exactly, and whether a number puts its document first.

Phrases are cut at random from the texts, asked between quotation marks, and compared with a scan of all
normalised texts. Numbers stand on generated documents among the articles: issuers share years and serials,
and titles and bodies cite the numbers of others. Each is asked for in six spellings. Example:

    python benchmarks/exactness.py --limit 20000 --phrases 100 --show
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from time import perf_counter

from _collection import collection
from _data import DATA, documents, percentiles
from _numbers import SPELLINGS, numbered

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer import Searcher, SearchRequest, open_searcher
from indexer.engines import EngineRequest
from indexer.engines.open import open_engine
from indexer.query import open_thesaurus, parse
from indexer.text import as_word, normalise, normalise_line

SEED = 5
PHRASE_LENGTHS = (2, 12)
PHRASE_LIMIT_MS = 30
"""What the 95th percentile of a phrase search is to stay below."""


class Scan:
    """All normalised texts in a row, searched from end to end."""

    def __init__(self, store: Store) -> None:
        held = [(s.id, s.document) for s in store.changes_since(0)]
        self.ids = [number for number, _ in held]
        self.texts = [f"{_title(d)}\n{normalise(d.text)}\n" for _, d in held]
        self._ends = list(accumulate(map(len, self.texts)))
        self._all = "".join(self.texts)

    def having(self, phrase: str) -> set[int]:
        """Ids of the documents with a phrase."""
        found = set()
        place = self._all.find(phrase)
        while place >= 0:
            document = bisect_right(self._ends, place)
            found.add(self.ids[document])
            place = self._all.find(phrase, self._ends[document])
        return found


def _title(document: Document) -> str:
    """As it is indexed: numbers stand with the title."""
    parts = (document.title, document.document_number, document.index_number)
    return normalise(" ".join(part for part in parts if part)).replace("\n", " ")


def phrases(texts: list[str], count: int) -> Iterator[str]:
    """Pieces of paragraphs with a word in them, as they can be typed."""
    chance = random.Random(SEED)
    while count:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        phrase = text[start : start + chance.randint(*PHRASE_LENGTHS)]
        if "\n" in phrase or len(phrase) < PHRASE_LENGTHS[0] or normalise_line(phrase) != phrase:
            continue
        if as_word(phrase) and '"' not in phrase:
            count -= 1
            yield phrase


def all_ids(config: Config, documents: int) -> Callable[[str], set[int]]:
    """Ids of everything that a query finds."""
    reader = open_engine(config).reader()
    thesaurus = open_thesaurus(config.search.thesaurus)

    def ids(query: str) -> set[int]:
        node = parse(query, reader.segmenter, thesaurus).node
        found = reader.search(EngineRequest(node, limit=documents))
        return set(found.ids).union(*found.copies)

    return ids


def check_phrases(
    searcher: Searcher, ids: Callable[[str], set[int]], scan: Scan, count: int, show: bool
) -> None:
    """Print how many are exact, and how long the whole search takes, each asked for the first time."""
    seconds, wrong = [], []
    for phrase in phrases(scan.texts, count):
        began = perf_counter()
        searcher.search(SearchRequest(f'"{phrase}"'))
        seconds.append(perf_counter() - began)
        if ids(f'"{phrase}"') != scan.having(phrase):
            wrong.append(phrase)
    median, high = percentiles(seconds)
    print(f"exact phrases     {count - len(wrong)} of {count} as a scan of all texts finds them")
    print(f"                  {median:.1f} ms at the median, {high:.1f} ms at p95 (limit {PHRASE_LIMIT_MS})")
    if show:
        print(*(f"  not exact: {phrase}" for phrase in wrong), sep="\n")


def check_numbers(searcher: Searcher, made: list[Document], count: int, show: bool) -> None:
    """Print how many come first in each spelling, and index numbers too."""
    sample = random.Random(SEED).sample(made, min(count, len(made)))
    for name, spelt in SPELLINGS.items():
        asked = [(spelt(document.document_number or ""), document) for document in sample]
        _check(searcher, f"numbers, {name}", asked, show)
    _check(searcher, "index numbers", [(d.index_number or "", d) for d in sample], show)


def _check(searcher: Searcher, name: str, asked: list[tuple[str, Document]], show: bool) -> None:
    missed = []
    for query, document in asked:
        hits = searcher.search(SearchRequest(query, limit=1, snippets=False)).hits
        if not hits or hits[0].document.document.url != document.url:
            missed.append((query, hits[0].document.document.title if hits else "nothing"))
    print(f"{name:34}{(len(asked) - len(missed)) / len(asked):8.2%} of {len(asked)} first")
    if show:
        print(*(f"  {query} found {title}" for query, title in missed), sep="\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--phrases", type=int, default=500)
    parser.add_argument("--documents", type=int, default=4000, help="generated documents with numbers")
    parser.add_argument("--numbers", type=int, default=500, help="of them asked for")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of articles.jsonl.xz")
    parser.add_argument("--show", action="store_true", help="print what was not right")
    options = parser.parse_args()
    articles = list(documents(options.data, options.limit))
    made = numbered(options.documents, articles, random.Random(SEED))
    with collection([*articles, *made]) as (store, config):
        searcher = open_searcher(store, config)
        ids = all_ids(config, len(articles) + len(made))
        check_phrases(searcher, ids, Scan(store), options.phrases, options.show)
        check_numbers(searcher, made, options.numbers, options.show)


if __name__ == "__main__":
    main()
