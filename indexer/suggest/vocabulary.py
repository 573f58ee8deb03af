"""What a word is: in jieba's dictionary, in the thesaurus, or often enough in the collection."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from indexer.query import Thesaurus
from indexer.query.filler import FILLER
from indexer.segments.array_file import Array
from indexer.suggest.characters import codes, text_of
from indexer.text import alone, frequencies

COMMON = 20
"""Documents from which a word that no dictionary has is one all the same. A guess."""

OFFERED = 20_000
"""Frequent words that completion offers. A guess: rarer ones nobody asks for alone."""

FREQUENCIES = ((500, 20), (50, 5), (3, 2))
"""From which frequency in jieba's dictionary how many occurrences a word counts as in the model: words of the
public that no official document has must not be doubted. A guess."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,8}")


class Vocabulary:
    """The words, as sorted hashes. Immutable, for several threads."""

    def __init__(self, tables: Mapping[str, Array]) -> None:
        """`tables`: what `vocabulary_tables` made."""
        self._hashes = tables["word.hashes"]
        self.alone = FILLER | frozenset(text_of(tables["word.alone"]))
        """What says something by itself, as filler or as one character, and is no part of a word."""

    def __contains__(self, word: str) -> bool:
        wanted = np.uint64(_hash(word))
        place = int(np.searchsorted(self._hashes, wanted))
        return place < len(self._hashes) and bool(self._hashes[place] == wanted)


def vocabulary_tables(counts: Counter[str], thesaurus: Thesaurus) -> Mapping[str, Array]:
    """`counts`: how many documents have each word."""
    terms = (term for entry in thesaurus.entries for term in (entry.official, *entry.variants))
    often = (word for word, count in counts.items() if count >= COMMON)
    hashes = {_hash(word) for words in (frequencies(), terms, often) for word in words}
    return {
        "word.hashes": np.array(sorted(hashes), dtype=np.uint64),
        "word.alone": codes("".join(sorted(alone()))),
    }


def frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    """Words that may be offered by themselves, with their documents."""
    often = ((word, count) for word, count in counts.most_common(2 * OFFERED) if count > 2)
    return [one for one in often if _CHINESE.fullmatch(one[0]) and one[0] not in FILLER][:OFFERED]


def weighted() -> Iterator[tuple[str, int]]:
    """Words of jieba's dictionary with the occurrences they count as."""
    for word, frequency in frequencies().items():
        weight = next((weight for least, weight in FREQUENCIES if frequency >= least), 0)
        if weight and len(word) > 1:
            yield word, weight


def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
