"""The keys by which a document is found again: what of it goes into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from indexer.duplicates.prepared import Hashes, Prepared, hash_text, mix
from indexer.text.numbers import document_key

TABLES = ("exact", "line", "gram", "band")

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

LAYOUT = f"4-{SAMPLE}-{BANDS}-{ROWS}-{RMinHash.ALGORITHM_VERSION}"
"""Tables of another layout are made anew."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The keys of one document, by table."""

    exact: Hashes
    line: Hashes
    gram: Hashes
    band: Hashes


def sampled(grams: Hashes) -> Hashes:
    """The shingles that are kept: FracMinHash (Irber et al. 2022), which tells containment."""
    kept: Hashes = grams[grams < np.uint64(2**64 // SAMPLE)]
    return kept


def sign(
    texts: Sequence[Prepared],
    named: Sequence[tuple[str | None, str | None]],
    further: Sequence[Hashes] | None = None,
) -> list[Signature]:
    """Signatures of many texts at once; each with its document number and agency, and further exact keys."""
    bands = _bands(texts)
    return [
        Signature(np.union1d(_exact(text, *names), more), text.lines, sampled(text.grams), band)
        for text, names, more, band in zip(
            texts, named, further or [NO_KEYS] * len(texts), bands, strict=True
        )
    ]


def _exact(text: Prepared, number: str | None, agency: str | None) -> Hashes:
    keys = [text.whole]
    key = document_key(number) if number else None
    if key and agency:
        keys.append(hash_text(f"{key}\n{agency.strip()}"))
    return np.unique(np.array(keys, np.uint64))


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
