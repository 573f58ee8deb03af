"""Rows of tables in which two texts differ, other than by figures alone: come, gone, or with other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from indexer.duplicates.changed_figures import CELL, row_name, without_figures

MOST_ROWS = 500
"""Rows of each text that are compared: bounds the time. A guess."""

LEAST_CELLS = 0.5
"""Of the cells of two rows that must be the same for one to be the other, changed. A guess."""

LONGEST_CELL = 20
"""Characters of a cell that are told. A guess."""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of one text that the other has not, or has with another word; None where it has it not."""

    name: str
    ours: str | None
    theirs: str | None


def changed_rows(ours: str, theirs: str) -> list[ChangedRow]:
    """In the order of our text. Rows in which nothing but figures differ are told by these."""
    one, other = _rows(ours), _rows(theirs)
    if not one or not other:
        return []
    keys = [without_figures(row) for row in one], [without_figures(row) for row in other]
    if keys[0] == keys[1]:
        return []
    found: list[ChangedRow] = []
    for tag, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _differing(one[i:j], other[k:m])
    return found


def _rows(text: str) -> list[str]:
    return [line for line in text.split("\n") if CELL in line.strip()][:MOST_ROWS]


def _differing(ours: list[str], theirs: list[str]) -> Iterator[ChangedRow]:
    left = list(theirs)
    for row in ours:
        twin = next((other for other in left if _one(row, other)), None)
        if twin is None:
            yield ChangedRow(row_name(row), row_name(row), None)
            continue
        left.remove(twin)
        cells = zip(_cells(row), _cells(twin), strict=False)
        changed = next(((a, b) for a, b in cells if without_figures(a) != without_figures(b)), None)
        if changed:
            yield ChangedRow(row_name(row), changed[0][:LONGEST_CELL], changed[1][:LONGEST_CELL])
    for row in left:
        yield ChangedRow(row_name(row), None, row_name(row))


def _one(row: str, other: str) -> bool:
    """Whether two rows are one with a word changed."""
    ours, theirs = _cells(row), _cells(other)
    same = sum(a == b for a, b in zip(ours, theirs, strict=False))
    return len(ours) == len(theirs) and same >= LEAST_CELLS * len(ours)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(CELL)]
