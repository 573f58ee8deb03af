"""Fits the weights of meaning by cross-validation, on a collection that has its vectors.

Each question is matched once; then MEANT (what nearness counts) and ELSEWHERE (what documents of a place
keep where the question names none) are tried against each other without asking the index again. Of five
parts of the questions each is measured with the weights that are best on the other four. Of what only
MEANT_JOINING nearest come in, as in the product. Example, with a data folder that `gongkai index` filled:

    python benchmarks/meaning.py --ready /var/lib/gongkai --without 中华人民共和国民法典
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from _collection import gathered
from _data import DATA, Question, questions

from corpus.config import Config
from corpus.store import Store
from indexer.engines.whoosh.matching import match
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.meaning import Meanings
from indexer.query import parse
from indexer.query.thesaurus import open_thesaurus
from indexer.query.weights import ELSEWHERE, MEANT, MEANT_JOINING, MEANT_KNOWN
from indexer.searching import SearchRequest
from indexer.searching.meant import meant_by, words_with_meaning
from indexer.searching.refinements import names_of
from indexer.segments.array_writer import Array

MEANT_TRIED = (0, 500, 700, 1000, 1250, 1500, 2000, 2500)
ELSEWHERE_TRIED = (1.0, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6)
FOLDS = 5
WORDED = 1000
"""Documents kept of what the words found: none behind them comes among the first ten."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the weights may put in an order, of one question."""

    scores: Array
    """Of the words, `ELSEWHERE` not counted."""
    standing: Array
    elsewhere: Array
    """bool: of a place that the question does not name."""
    nearness: Array
    """Cosine above the last one known; what the words found for certain has the most."""
    found: Array
    """bool: by the words."""
    joining: Array
    """bool: by meaning."""
    right: Array
    answers: int

    def measured(self, meant: float, elsewhere: float) -> tuple[float, float]:
        """Recall@10 and reciprocal rank."""
        kept = np.where(self.elsewhere, elsewhere, 1.0)
        scores = (self.scores + meant * self.nearness) * kept * self.standing
        scores[~(self.found | (self.joining & (meant > 0)))] = -np.inf
        first = self.right[np.argsort(-scores, kind="stable")[:10]]
        return first.sum() / self.answers, 1 / (first.argmax() + 1) if first.any() else 0.0


class Gathering:
    """Matches questions as the product does."""

    def __init__(self, store: Store, config: Config, snapshot: Snapshot, reader: object) -> None:
        self._snapshot = snapshot
        self._segmenter = reader.segmenter  # type: ignore[attr-defined]
        self._thesaurus = open_thesaurus(config.search.thesaurus)
        self._known = names_of(store)
        self._meanings = Meanings(config.meaning_path)
        self._numbers: Mapping[str, int] = {
            one.document.url: one.id for one in store.changes_since(0, store.last_revision())
        }

    def of(self, question: Question) -> Candidates:
        parsed = parse(question.text, self._segmenter, self._thesaurus, self._known)
        found, snapshot = match(self._snapshot, parsed.node), self._snapshot
        scores = np.zeros(snapshot.documents) if found.scores is None else found.scores.astype(float)
        kept = np.ones(snapshot.documents) if found.kept is None else found.kept
        scores = scores / kept + snapshot.fresh
        words = words_with_meaning(SearchRequest(question.text), parsed)
        meant = meant_by(self._meanings, words, question.text) if words else None
        nearness, joining = np.zeros(snapshot.documents), np.zeros(snapshot.documents, dtype=bool)
        if meant is not None:
            docs, known = snapshot.places(np.array(meant.near.ids, dtype=np.int64))
            nearness[docs] = np.array(meant.near.nearness)[known] / MEANT
            joining[docs[known < MEANT_JOINING]] = True
            if found.certain is not None:
                nearness[found.certain] = nearness.max()
        worded = np.argsort(np.where(found.mask, -scores * snapshot.standing, np.inf))[:WORDED]
        docs = np.union1d(worded[found.mask[worded]], np.flatnonzero(nearness))
        numbers = [self._numbers[url] for url in question.answers if url in self._numbers]
        right = np.isin(snapshot.ids[docs], numbers)
        columns = (scores, snapshot.standing, kept < 1, nearness, found.mask, joining)
        return Candidates(*(one[docs] for one in columns), right, len(question.answers))


def main() -> None:
    """Print a line for each pair of weights, and what cross-validation leaves of the best."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="where the questions are")
    parser.add_argument("--ready", type=Path, required=True, help="data folder with an index and vectors")
    parser.add_argument("--without", default="", metavar="TITLE", help="also without what this title answers")
    options = parser.parse_args()
    asked = questions(options.data)
    with gathered(options.ready, options.data, None) as (store, config):
        from indexer.engines.open import open_engine

        reader = open_engine(config).reader()
        gathering = Gathering(store, config, reader._snapshot, reader)  # type: ignore[attr-defined]
        every = [gathering.of(question) for question in asked]
        named = {
            one.document.url for one in store.catalogue() if one.document.title.startswith(options.without)
        }
    others = np.array([not options.without or not question.answers & named for question in asked])
    pairs = list(product(MEANT_TRIED, ELSEWHERE_TRIED))
    measured = {pair: np.array([one.measured(*pair) for one in every]) for pair in pairs}
    for pair in [*pairs, (MEANT, ELSEWHERE)]:
        told = measured.get(pair, np.array([one.measured(*pair) for one in every]))
        print("MEANT {:6.0f}  ELSEWHERE {:.2f}".format(*pair), *_figures(told, others))
    print(f"{MEANT_KNOWN} known; cross-validated:", *_figures(_validated(measured), others))


def _figures(told: Array, others: Array) -> list[str]:
    return ["{:.4f} {:.4f}".format(*some.mean(axis=0)) for some in (told, told[others])]


def _validated(measured: Mapping[tuple[float, float], Array]) -> Array:
    """For each question, what the weights give that are best on the other parts."""
    every = np.stack(list(measured.values()))
    parts = np.random.default_rng(1).permutation(every.shape[1]) % FOLDS
    left = np.zeros(every.shape[1:])
    for part in range(FOLDS):
        best = every[:, parts != part].mean(axis=1).sum(axis=1).argmax()
        left[parts == part] = every[best, parts == part]
        print(f"part {part + 1}: best", *list(measured)[best])
    return left


if __name__ == "__main__":
    main()
