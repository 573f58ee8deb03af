"""Pairs that are reported, to be read by eye."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from _edits import Edited

from corpus.records import Document
from indexer.duplicates import Posting

SAMPLED = 200
EXCERPT = 120
"""Characters of a text that are printed."""
MOST_ANSWERS = 50
COLUMNS = ("title a", "title b", "url a", "url b", "kind", "similarity", "containment", "verdict", "why")


def write(path: Path, laws: Sequence[Document], checker: Any, seed: int) -> None:
    """Checks every document of the collection against the rest and keeps 200 of the pairs reported."""
    pairs: dict[frozenset[str], tuple[str, ...]] = {}
    for law in laws:
        for one in checker.check(Posting(law.text, law.title, None, None, law.issued_on), MOST_ANSWERS):
            key = frozenset((law.url, one.url))
            if one.url == law.url or one.kind.value == "series" or key in pairs:
                continue
            figures = (f"{one.similarity:.3f}", f"{one.containment:.3f}")
            pairs[key] = (law.title, one.title, law.url, one.url, one.kind.value, *figures, "", "")
    rows = list(pairs.values())
    sample = random.Random(seed).sample(rows, min(SAMPLED, len(rows)))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(sample)
    print(f"{len(sample)} of {len(rows)} pairs in {path}")


def show(sort: str, edited: Edited, answers: Sequence[Any]) -> None:
    """One posting, what was right and what was answered."""
    text = "".join(edited.posting.text.split())[:EXCERPT]
    print(f"{sort}: {edited.posting.title} | {text} | right: {edited.counterpart} {set(edited.kinds) or '-'}")
    for one in answers[:3]:
        figures = f"{one.similarity:.2f} {one.containment:.2f} {one.contained_in}"
        print(f"    {one.kind.value} {one.url} {one.title} {figures} {one.reason}")
