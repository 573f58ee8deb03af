"""How many errors in queries are mended, and how many right queries are touched.

Errors are put into terms of the thesaurus, words of the collection, titles, and words of questions: a
homophone, a look-alike, two characters swapped, one missing. What then stands in the collection is no error.
Right queries are questions of the public and titles.

    python benchmarks/corrections.py --errors 500 --right 1000 [--ready FOLDER]
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from _collection import gathered
from _data import DATA, percentiles, questions

from corpus.config import Config
from corpus.store import Store
from indexer import Searcher, SearchRequest, open_searcher
from indexer.engines.open import open_engine
from indexer.query import open_thesaurus
from indexer.suggest.look_alikes import look_alikes
from indexer.suggest.pinyin import sound_tables
from indexer.suggest.sounds import Sounds
from indexer.text import as_word, frequencies, normalise

LOOK_ALIKES = look_alikes()
SOUNDS = Sounds(sound_tables())
SEED = 7
KINDS = ("homophone", "look-alike", "swapped", "missing")
SOURCES = ("term", "word", "title", "question")
FORMS = ("{}", "{}", "{}怎么申请", "{} 规定", "什么是{}")
CHINESE = re.compile("[\u4e00-\u9fff]+")
ALIKE = 6
"""The likest of the look-alikes: what a person, or a reader of scans, takes for one another."""


@dataclass
class Material:
    """What errors are put into, and the characters of the collection by their sound."""

    terms: list[str]
    words: list[str]
    titles: list[str]
    asked: list[str]
    by_sound: dict[str, list[str]]
    cut: Callable[[str], list[str]]
    counts: dict[str, int]

    def pick(self, source: str, chance: random.Random) -> tuple[str, str]:
        """A text and the form of the query around it."""
        if source == "title":
            return chance.choice(self.titles), "{}"
        if source == "question":
            question = chance.choice(self.asked)
            pieces = self.cut(question)
            known = [
                place for place, piece in enumerate(pieces) if self.counts.get(piece, 0) >= 20 and piece[1:]
            ]
            if not known:
                return "", "{}"
            place = chance.choice(known)
            return pieces[place], "".join(pieces[:place]) + "{}" + "".join(pieces[place + 1 :])
        return chance.choice(self.terms if source == "term" else self.words), chance.choice(FORMS)

    def spoilt(self, text: str, kind: str, chance: random.Random) -> str | None:
        """The text with one error, or None where it can have none of the kind."""
        places = [place for place, character in enumerate(text) if CHINESE.match(character)]
        if len(places) < 2:
            return None
        place = chance.choice(places)
        if kind == "missing":
            return text[:place] + text[place + 1 :] if len(places) > 3 else None
        if kind == "swapped":
            if place + 1 not in places or text[place] == text[place + 1]:
                return None
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        others = LOOK_ALIKES.get(text[place], "")[:ALIKE]
        if kind == "homophone":
            others = "".join(self.by_sound.get(SOUNDS.of(text[place])[0], ()))
        others = others.replace(text[place], "")
        return text[:place] + chance.choice(others) + text[place + 1 :] if others else None


def material_of(store: Store, config: Config, data: Path) -> Material:
    """The material of one collection."""
    counts: dict[str, int] = defaultdict(int)
    reader = open_engine(config).reader()
    for text in store.wording.texts(sys.maxsize):
        for word in {as_word(piece) for piece in reader.segmenter.cut(normalise(text))}:
            counts[word] += 1
    by_sound: dict[str, list[str]] = defaultdict(list)
    for character in sorted({c for word, count in counts.items() if count >= 20 for c in word}):
        if CHINESE.match(character) and SOUNDS.of(character):
            by_sound[SOUNDS.of(character)[0]].append(character)
    terms = [entry.official for entry in open_thesaurus("").entries if 3 <= len(entry.official) <= 10]
    standing = reader.standing(terms)
    known = frequencies()
    return Material(
        [term for term, stands in zip(terms, standing, strict=True) if stands],
        sorted(
            w
            for w, n in counts.items()
            if n >= 20 and w in known and 3 <= len(w) <= 8 and CHINESE.fullmatch(w)
        ),
        sorted(title for title, _ in store.wording.values("title")),
        [question.text for question in questions(data)],
        by_sound,
        reader.segmenter.cut,
        counts,
    )


def meant(searcher: Searcher, query: str) -> str | None:
    """What the search offers."""
    return searcher.search(SearchRequest(query, snippets=False)).meant


def mending(
    searcher: Searcher, material: Material, options: argparse.Namespace, chance: random.Random
) -> None:
    """Count what is mended, and how long it takes."""
    mended: dict[tuple[str, str], list[bool]] = defaultdict(list)
    seconds = []
    while sum(map(len, mended.values())) < options.errors:
        source, kind = chance.choice(SOURCES), chance.choice(KINDS)
        right, form = material.pick(source, chance)
        wrong = material.spoilt(right, kind, chance)
        if not wrong or wrong in frequencies() or searcher.search(SearchRequest(f'"{wrong}"', limit=1)).total:
            continue
        query = form.format(wrong)
        searcher.search(SearchRequest(query, snippets=False, exact=True))
        began = perf_counter()
        offered = meant(searcher, query)
        seconds.append(perf_counter() - began)
        mended[source, kind].append(offered == form.format(right))
        if options.show and not mended[source, kind][-1]:
            print("missed:", query, "->", offered, "for", form.format(right))
    print(f"{'':12}" + "".join(f"{kind:>12}" for kind in KINDS))
    for source in SOURCES:
        print(f"{source:12}" + "".join(f"{share(mended[source, kind]):12.1%}" for kind in KINDS))
    every = [one for each in mended.values() for one in each]
    print(f"mended {share(every):.1%} of {len(every)}")
    median, high = percentiles(seconds)
    print(f"a correction: {median:.1f} ms at the median, {high:.1f} ms at p95")


def share(each: list[bool]) -> float:
    """Of those that are true."""
    return sum(each) / max(1, len(each))


def touching(
    searcher: Searcher, material: Material, options: argparse.Namespace, chance: random.Random
) -> None:
    """Count right queries for which another is offered."""
    half = options.right // 2
    right = chance.sample(material.asked, min(half, len(material.asked)))
    right += chance.sample(material.titles, min(half, len(material.titles)))
    touched = [(query, offered) for query in right if (offered := meant(searcher, query))]
    if options.show:
        for query, offered in touched:
            print("touched:", query, "->", offered)
    print(f"touched {len(touched) / len(right):.1%} of {len(right)} right queries")


def measure(store: Store, config: Config, options: argparse.Namespace) -> None:
    """Both counts, and what making the corrector takes."""
    chance = random.Random(SEED)
    searcher = open_searcher(store, config)
    material = material_of(store, config, options.data)
    began = perf_counter()
    meant(searcher, "工伤人定")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"the first in {perf_counter() - began:.2f} s; peak memory of the process {peak:.0f} MB")
    mending(searcher, material, options, chance)
    touching(searcher, material, options, chance)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=500)
    parser.add_argument("--right", type=int, default=1000)
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument("--ready", type=Path, help="a data folder of gongkai with the articles, indexed")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was touched")
    options = parser.parse_args()
    with gathered(options.ready, options.data, options.limit) as (store, config):
        measure(store, config, options)


if __name__ == "__main__":
    main()
