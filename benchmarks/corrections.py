"""How many errors in queries are mended, and how many right queries are touched.

Errors are put into official terms of the thesaurus that stand in the collection: a homophone, a character
exchanged at random, two swapped, one missing. Right queries are questions of the public and titles of
articles.

    python benchmarks/corrections.py --errors 500 --right 1000
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from _data import DATA, documents, percentiles, questions

from corpus.config import Config
from corpus.store import open_store
from indexer import Searcher, SearchRequest, build, open_searcher
from indexer.query import open_thesaurus
from indexer.suggest import pinyin

BATCH = 1000
SEED = 7
KINDS = ("homophone", "exchanged", "swapped", "missing")
FORMS = ("{}", "{}怎么申请", "{} 规定", "什么是{}")


def spoilt(term: str, kind: str, chance: random.Random, alike: dict[str, list[str]]) -> str | None:
    """The term with one error, or None where it can have none of the kind."""
    place = chance.randrange(len(term))
    if kind == "missing":
        return term[:place] + term[place + 1 :] if len(term) > 3 else None
    if kind == "swapped":
        place = min(place, len(term) - 2)
        made = term[:place] + term[place + 1] + term[place] + term[place + 2 :]
        return made if made != term else None
    others = alike[pinyin.syllable(term[place])] if kind == "homophone" else alike["any"]
    others = [other for other in others if other != term[place]]
    return term[:place] + chance.choice(others) + term[place + 1 :] if others else None


def meant(searcher: Searcher, query: str) -> str | None:
    """What the search offers."""
    return searcher.search(SearchRequest(query, snippets=False)).meant


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=500)
    parser.add_argument("--right", type=int, default=1000)
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was touched")
    options = parser.parse_args()
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder))
        with open_store(config.store_path) as store:
            made = list(documents(options.data, options.limit))
            for start in range(0, len(made), BATCH):
                store.put_many(made[start : start + BATCH])
            build(store, config)
            searcher = open_searcher(store, config)
            measure(searcher, options, chance, [document.title for document in made])


def measure(
    searcher: Searcher, options: argparse.Namespace, chance: random.Random, titles: list[str]
) -> None:
    """Both counts, and how long a query takes."""
    meant(searcher, "工伤人定")
    standing = [e.official for e in open_thesaurus("").entries if 3 <= len(e.official) <= 8]
    standing = [t for t in standing if searcher.search(SearchRequest(f'"{t}"', limit=1)).total]
    alike: dict[str, list[str]] = defaultdict(list)
    for character in sorted(set("".join(titles + standing))):
        if "\u4e00" <= character <= "\u9fff":
            alike[pinyin.syllable(character)].append(character)
            alike["any"].append(character)
    mended: dict[str, list[bool]] = defaultdict(list)
    seconds = []
    while sum(map(len, mended.values())) < options.errors:
        term, kind, form = chance.choice(standing), chance.choice(KINDS), chance.choice(FORMS)
        wrong = spoilt(term, kind, chance, alike)
        if wrong is None or searcher.search(SearchRequest(f'"{wrong}"', limit=1)).total:
            continue
        began = perf_counter()
        offered = meant(searcher, form.format(wrong))
        seconds.append(perf_counter() - began)
        mended[kind].append("".join((offered or "").split()) == "".join(form.format(term).split()))
        if options.show and not mended[kind][-1]:
            print("missed:", form.format(wrong), "->", offered, "for", term)
    right = [question.text for question in questions(options.data)] + chance.sample(
        titles, min(len(titles), 500)
    )
    right = chance.sample(right, min(options.right, len(right)))
    touched = [(query, offered) for query in right if (offered := meant(searcher, query))]
    if options.show:
        for query, offered in touched:
            print("touched:", query, "->", offered)
    every = [one for each in mended.values() for one in each]
    for kind in KINDS:
        print(f"{kind:12}{sum(mended[kind]) / max(1, len(mended[kind])):8.1%} of {len(mended[kind])}")
    print(f"{'mended':12}{sum(every) / len(every):8.1%} of {len(every)}")
    print(f"{'touched':12}{len(touched) / len(right):8.1%} of {len(right)} right queries")
    median, high = percentiles(seconds)
    print(f"a query with an error: {median:.1f} ms at the median, {high:.1f} ms at p95")


if __name__ == "__main__":
    main()
