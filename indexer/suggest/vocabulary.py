"""What a word is: in jieba's dictionary, in the thesaurus, or often enough in the collection."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from corpus.lazy_regex import lazy_regex
from indexer.query import Thesaurus
from indexer.query.filler import FILLER
from indexer.segments.array_writer import Array
from indexer.suggest.characters import codes, text_of
from indexer.text import alone, frequencies

COMMON = 20
"""Documents from which a word that no dictionary has is one all the same. A guess."""

OFFERED = 20_000
"""Frequent words that completion offers. A guess: rarer ones nobody asks for alone."""

FREQUENCIES = ((500, 20), (50, 5), (3, 2))
"""From which frequency in jieba's dictionary how many occurrences a word counts as in the model: words of the
public that no official document has must not be doubted. A guess."""

MULTIPLIER = 0x9E3779B97F4A7C15
"""2 ** 64 by the golden ratio, odd: its powers scatter over all bits."""

_CHINESE = lazy_regex(r"[\u4e00-\u9fff]{2,8}")


class Vocabulary:
    """The words, as sorted hashes. Immutable, for several threads."""

    def __init__(self, tables: Mapping[str, Array]) -> None:
        """`tables`: what `vocabulary_tables` made."""
        self._hashes = memoryview(tables["word.hashes"])  # type: ignore[arg-type]
        self.alone = FILLER | frozenset(text_of(tables["word.alone"]))
        """What says something by itself, as filler or as one character, and is no part of a word."""

    def __contains__(self, word: str) -> bool:
        wanted = _hash(word)
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted


def vocabulary_tables(counts: Counter[str], thesaurus: Thesaurus) -> Mapping[str, Array]:
    """`counts`: how many documents have each word."""
    terms = (term for entry in thesaurus.entries for term in (entry.official, *entry.variants))
    often = (word for word, count in counts.items() if count >= COMMON)
    hashes = np.append(_of_dictionary(), _hashes([*terms, *often]))
    return {
        "word.hashes": np.sort(hashes),
        "word.alone": codes("".join(sorted(alone()))),
    }


def frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    """Words that may be offered by themselves, with their documents."""
    often = ((word, count) for word, count in counts.most_common(2 * OFFERED) if count > 2)
    return [one for one in often if _CHINESE.fullmatch(one[0]) and one[0] not in FILLER][:OFFERED]


@lru_cache(maxsize=1)
def weighted() -> Sequence[tuple[int, list[str]]]:
    """Words of jieba's dictionary, together with the occurrences that each counts as."""
    words: dict[int, list[str]] = {weight: [] for _, weight in FREQUENCIES}
    for word, frequency in frequencies().items():
        weight = next((weight for least, weight in FREQUENCIES if frequency >= least), 0)
        if weight and len(word) > 1:
            words[weight].append(word)
    return tuple(words.items())


@lru_cache(maxsize=1)
def _of_dictionary() -> Array:
    return _hashes(frequencies())


def _hashes(words: Collection[str]) -> Array:
    return np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))


def _hash(word: str) -> int:
    """64 bits: its characters as the digits of a number to the base of MULTIPLIER."""
    value = 0
    for character in word:
        value = value * MULTIPLIER + ord(character)
    return value & (1 << 64) - 1
