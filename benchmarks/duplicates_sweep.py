"""What MinHash LSH finds alone, for lengths of shingles and for bands and rows: recall, candidates, time.

A check's candidates are the documents that share at least one band with the posting. Signatures are made once
for each length of shingles with the most permutations; fewer bands use the first of them. Example:

    python benchmarks/duplicates_sweep.py --count 60 --out benchmarks/duplicates_sweep.tsv
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt
from _data import DATA, percentiles
from _edits import make
from _laws import open_collection
from rensa import RMinHash

Keys = npt.NDArray[np.uint64]

SHINGLES = (3, 4, 5, 7, 9)
BANDS_ROWS = ((12, 8), (16, 6), (16, 4), (24, 5), (32, 4), (24, 3), (32, 3), (40, 3), (32, 2), (64, 2))
SORTS = (
    "repost",
    "edited_1",
    "edited_5",
    "edited_20",
    "notice_wrapped",
    "forward",
    "synonyms",
    "extract",
    "extract_articles",
)
PERMUTATIONS = max(bands * rows for bands, rows in BANDS_ROWS)
BATCH = 200
"""Documents signed at once; bounds the memory."""
SEED = 1
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def shingles(text: str, length: int) -> Keys:
    """Hashes of the distinct runs of so many letters and digits."""
    kept = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
    codes = np.frombuffer(kept.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = max(len(codes) - length + 1, 0)
    hashes = np.zeros(count, np.uint64)
    for place in range(length):
        hashes = mixed(hashes * MULTIPLIER + codes[place : place + count])
    return np.unique(hashes)


def mixed(keys: Keys) -> Keys:
    """The keys with every bit depending on every bit (the finaliser of splitmix64)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def signed(texts: Sequence[str], length: int) -> Keys:
    """A row of permutations for each text."""
    rows = []
    for start in range(0, len(texts), BATCH):
        sets = [shingles(text, length) for text in texts[start : start + BATCH]]
        offsets = np.concatenate(([0], np.cumsum([len(one) for one in sets]))).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(
            np.concatenate(sets), offsets, PERMUTATIONS, SEED
        )
        rows.append(np.array(matrix.to_rows(), np.uint64).reshape(len(sets), PERMUTATIONS))
    return np.concatenate(rows)


def banded(signatures: Keys, bands: int, rows: int) -> Keys:
    """The key of each band."""
    parts = signatures[:, : bands * rows].reshape(len(signatures), bands, rows)
    keys = np.zeros((len(signatures), bands), np.uint64) + np.arange(bands, dtype=np.uint64)
    for place in range(rows):
        keys = mixed(keys * MULTIPLIER + parts[:, :, place])
    return keys


def main() -> None:
    """Sweep, print and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100, help="postings of each sort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="keep the table here")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the laws")
    options = parser.parse_args()
    collection = open_collection(options.data, options.seed)
    made = collection.documents()
    urls = [document.url for document in made]
    cases = [(sort, one) for sort in SORTS for one in make(sort, collection, options.count, options.seed)]
    right = [(sort, urls.index(one.counterpart or "")) for sort, one in cases]
    table = []
    for length in SHINGLES:
        began = perf_counter()
        standing = signed([document.text for document in made], length)
        took = perf_counter() - began
        asked = signed([one.posting.text for _, one in cases], length)
        for bands, rows in BANDS_ROWS:
            found = measured(banded(standing, bands, rows), banded(asked, bands, rows), right)
            table.append(
                {"shingle": length, "bands": bands, "rows": rows, "signing_s": f"{took:.1f}"} | found
            )
            print("\t".join(map(str, table[-1].values())), flush=True)
    if options.out:
        with options.out.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.DictWriter(file, list(table[0]), dialect="excel-tab", lineterminator="\n")
            sheet.writeheader()
            sheet.writerows(table)


def measured(standing: Keys, asked: Keys, right: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Recall for each sort in per cent, candidates and milliseconds for a check."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for number, keys in enumerate(standing.tolist()):
        for key in keys:
            buckets[key].append(number)
    hits: dict[str, list[bool]] = defaultdict(list)
    counts, seconds = [], []
    for keys, (sort, number) in zip(asked.tolist(), right, strict=True):
        began = perf_counter()
        found = {one for key in keys for one in buckets.get(key, ())}
        seconds.append(perf_counter() - began)
        counts.append(len(found))
        hits[sort].append(number in found)
    recall = {sort: f"{100 * sum(of) / len(of):.1f}" for sort, of in hits.items()}
    mean, high = np.mean(counts), np.percentile(counts, 95)
    most = percentiles(seconds)[1]
    return recall | {"candidates": f"{mean:.1f}", "candidates_p95": f"{high:.0f}", "ms_p95": f"{most:.3f}"}


if __name__ == "__main__":
    main()
