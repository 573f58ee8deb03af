"""How long completion takes, key by key: titles and terms in characters, in pinyin, and by initials.

python benchmarks/suggestions.py --typed 300 [--ready FOLDER]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from time import perf_counter

from _collection import gathered
from _data import DATA, percentiles

from corpus.config import Config
from corpus.store import Store
from indexer import open_searcher
from indexer.query import open_thesaurus
from indexer.suggest.pinyin import sound_tables
from indexer.suggest.sounds import Sounds

SOUNDS = Sounds(sound_tables())
SEED = 7
LIMIT = 8
"""Suggestions asked for, as the interface does."""

LONGEST = 24
"""Keys pressed for one text: nobody types a whole title after that."""


def spelt(text: str) -> tuple[str, str, str]:
    """As it is, in pinyin, and by its initials."""
    numbers = SOUNDS.transcribed(text).tolist()
    syllables = [SOUNDS.names[number] or character for number, character in zip(numbers, text, strict=True)]
    return text, "".join(syllables), "".join(syllable[0] for syllable in syllables)


def measure(store: Store, config: Config, options: argparse.Namespace) -> None:
    """Latency of every beginning, and how often the text is offered before half of it is typed."""
    chance = random.Random(SEED)
    searcher = open_searcher(store, config)
    searcher.complete("a", LIMIT)
    titles = sorted({title.partition("第")[0] for title, _ in store.wording.values("title")})
    terms = [e.shown for e in open_thesaurus("").entries if searcher.complete(e.official[:-1], LIMIT)]
    texts = chance.sample(titles, min(len(titles), options.typed // 2))
    texts += chance.sample(terms, min(len(terms), options.typed // 2))
    for place, kind in enumerate(("characters", "pinyin", "initials")):
        seconds, offered = [], 0
        for text in texts:
            keys = spelt(text)[place].lower()
            early = False
            for size in range(1, min(len(keys), LONGEST) + 1):
                began = perf_counter()
                found = searcher.complete(keys[:size], LIMIT)
                seconds.append(perf_counter() - began)
                early |= text in found
            offered += early
        median, high = percentiles(seconds)
        share = offered / max(1, len(texts))
        print(f"{kind:12}{median:8.2f} ms median{high:8.2f} ms p95{len(seconds):8} keys, {share:.0%} offered")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--typed", type=int, default=300, help="titles and terms that are typed")
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles")
    parser.add_argument("--ready", type=Path, help="a data folder of gongkai with the articles, indexed")
    options = parser.parse_args()
    with gathered(options.ready, options.data, options.limit) as (store, config):
        measure(store, config, options)


if __name__ == "__main__":
    main()
