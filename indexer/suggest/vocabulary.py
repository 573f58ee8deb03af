"""What a word is: in jieba's dictionary, in the thesaurus, or often enough in the collection."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from indexer.query.filler import FILLER
from indexer.query.thesaurus import Thesaurus
from indexer.text import frequencies

COMMON = 20
"""Documents from which a word that no dictionary has is one all the same. A guess."""

OFFERED = 20_000
"""Frequent words that completion offers. A guess: rarer ones nobody asks for alone."""

FREQUENCIES = ((500, 20), (50, 5), (3, 2))
"""From which frequency in jieba's dictionary how many occurrences a word counts as in the model: words of the
public that no official document has must not be doubted. A guess."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,8}")


class Words:
    """The words of one state of the index."""

    def __init__(self, vocabulary: Iterable[tuple[str, int]], thesaurus: Thesaurus) -> None:
        counts: Counter[str] = Counter()
        for word, count in vocabulary:
            if len(word) > 1:
                counts[word] += count
        self.frequent = [
            (word, count)
            for word, count in counts.most_common(2 * OFFERED)
            if count > 2 and _CHINESE.fullmatch(word) and word not in FILLER
        ][:OFFERED]
        known = frequencies()
        terms = (term for entry in thesaurus.entries for term in (entry.official, *entry.variants))
        often = (word for word, count in counts.items() if count >= COMMON and word not in known)
        self._own = frozenset((*terms, *often))

    def __contains__(self, word: object) -> bool:
        return word in self._own or word in frequencies()


def weighted() -> Iterator[tuple[str, int]]:
    """Words of jieba's dictionary with the occurrences they count as."""
    for word, frequency in frequencies().items():
        weight = next((weight for least, weight in FREQUENCIES if frequency >= least), 0)
        if weight and len(word) > 1:
            yield word, weight
