"""The keys by which a document is found again: what of it goes into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from indexer.duplicates.covering_notices import Names
from indexer.duplicates.prepared import Hashes, Prepared, hash_text, mix
from indexer.text.numbers import document_key

Numbers = NDArray[np.int64]

TABLES = ("exact", "name", "line", "gram", "band")
"""`name` has what documents are called, and what covering notices say that they forward."""

LOOKED_UP = ("exact", "line", "gram", "band", "covers", "forwards")
"""The last two among names: notices that forward the document, and what it forwards."""

SAMPLE = 8
"""One shingle in so many is kept, the same ones in every text: a notice of 300 characters keeps some 37."""

BANDS, ROWS = 32, 3
"""Two texts that share half of their shingles meet in a band with 98.6 %, a fifth with 23 %.

Of the sweep (`benchmarks/duplicates_sweep.tsv`) the fewest candidates with 99 % of 20 % edits and of
synonyms; the extracts it misses, 9 %, come by sentences and FracMinHash; 40 bands would only cost more.
"""

NO_KEYS: Hashes = np.zeros(0, np.uint64)

SEED = 20190515
"""Of the MinHash permutations: any number, but always the same one."""

LAYOUT = f"8-{SAMPLE}-{BANDS}-{ROWS}-{RMinHash.ALGORITHM_VERSION}"
"""Tables of another layout are made anew."""


@dataclass(frozen=True, slots=True)
class Source:
    """What else of a document goes into its signature."""

    number: str | None
    agency: str | None
    names: Names


@dataclass(frozen=True, slots=True)
class Signature:
    """The keys of one document: those of `TABLES` and of `LOOKED_UP`, each ascending."""

    exact: Hashes
    name: Hashes
    line: Hashes
    gram: Hashes
    band: Hashes
    covers: Hashes
    forwards: Hashes

    @classmethod
    def empty(cls) -> Signature:
        """Of a document that is not compared."""
        return cls(*[NO_KEYS] * len(fields(cls)))


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys of several texts in one table, text by text."""

    flat: Hashes
    counts: Numbers
    """Of each text."""

    def by_key(self) -> tuple[Hashes, Numbers]:
        """The keys in their order, and the place of the text that each is of."""
        order = np.argsort(self.flat)
        return self.flat[order], np.repeat(np.arange(len(self.counts)), self.counts)[order]


def joined(signatures: Sequence[Signature], name: str) -> KeyTable:
    """The keys of all signatures in one table."""
    own = [getattr(signature, name) for signature in signatures]
    return KeyTable(np.concatenate([*own, NO_KEYS]), np.array([len(one) for one in own], np.int64))


def sampled(grams: Hashes) -> Hashes:
    """The shingles that are kept: FracMinHash (Irber et al. 2022), which tells containment."""
    kept: Hashes = grams[grams < np.uint64(2**64 // SAMPLE)]
    return kept


def sign(texts: Sequence[Prepared], of: Sequence[Source]) -> list[Signature]:
    """Signatures of many texts at once."""
    return [
        Signature(
            _hashes(_exact(text, source)),
            _hashes(source.names.keys()),
            text.lines,
            sampled(text.grams),
            band,
            _hashes(source.names.covers()),
            _hashes(source.names.forwarded()),
        )
        for text, source, band in zip(texts, of, _bands(texts), strict=True)
    ]


def _hashes(keys: list[int]) -> Hashes:
    return np.array(sorted(keys), np.uint64)


def _exact(text: Prepared, source: Source) -> list[int]:
    key = document_key(source.number) if source.number else None
    numbered = [hash_text(f"{key}\n{source.agency.strip()}")] if key and source.agency else []
    return [text.whole, *numbered]


def _bands(texts: Sequence[Prepared]) -> list[Hashes]:
    grams = [text.grams for text in texts]
    offsets = np.concatenate(([0], np.cumsum([len(one) for one in grams]))).astype(np.uint64)
    flat = np.concatenate([*grams, np.zeros(0, np.uint64)])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, BANDS * ROWS, SEED)
    rows = np.array(matrix.to_rows(), np.uint64).reshape(len(texts), BANDS, ROWS)
    keys: Hashes = np.tile(np.arange(BANDS, dtype=np.uint64), (len(texts), 1))
    for place in range(ROWS):
        keys = mix(keys * np.uint64(0x9E3779B97F4A7C15) + rows[:, :, place])
    return [band if len(one) else band[:0] for band, one in zip(keys, grams, strict=True)]
