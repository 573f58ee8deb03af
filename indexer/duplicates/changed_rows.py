"""Rows of tables in which two texts differ, other than by figures alone: come, gone, or with other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from operator import eq

from indexer.duplicates.changed_figures import CELL, first_difference, row_name, without_figures

MOST_ROWS = 500
"""Rows of each text that are compared, from the first that is not in both: bounds the time. A guess."""

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


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str, ...]
    name: str


def changed_rows(ours: str, theirs: str) -> list[ChangedRow]:
    """In the order of our text. Rows in which nothing but figures differ are told by these.

    Of what stands beyond the bound nothing is told, nor of what no equal row parts from it.
    """
    one, other = _table(ours), _table(theirs)
    if not one or not other:
        return []
    one, other = _without_ends(one, other)
    ours_keys, theirs_keys = ([key for key, _ in rows[:MOST_ROWS]] for rows in (one, other))
    steps = SequenceMatcher(None, ours_keys, theirs_keys, autojunk=False).get_opcodes()
    if max(len(one), len(other)) > MOST_ROWS and steps and steps[-1][0] != "equal":
        steps.pop()
    found: list[ChangedRow] = []
    for tag, i, j, k, m in steps:
        if tag != "equal":
            found += _differing(_split(one[i:j]), _split(other[k:m]))
    return found


def _table(text: str) -> list[tuple[str, str]]:
    """Its rows, each behind itself without figures."""
    return [(without_figures(line), line) for line in text.split("\n") if CELL in line.strip()]


def _without_ends(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Without the rows with which both begin, and both end."""
    most, head, tail = min(len(one), len(other)), 0, 0
    while head < most and one[head][0] == other[head][0]:
        head += 1
    while tail < most - head and one[-1 - tail][0] == other[-1 - tail][0]:
        tail += 1
    return one[head : len(one) - tail], other[head : len(other) - tail]


def _split(rows: list[tuple[str, str]]) -> list[_Row]:
    return [_Row(tuple(cell.strip() for cell in row.split(CELL)), row_name(row)) for _, row in rows]


def _differing(ours: list[_Row], theirs: list[_Row]) -> Iterator[ChangedRow]:
    left = list(theirs)
    for row in ours:
        twin = _twin(row, left)
        if twin is None:
            yield ChangedRow(row.name, row.name, None)
            continue
        left.remove(twin)
        cells = zip_longest(row.cells, twin.cells, fillvalue="")
        changed = next(((a, b) for a, b in cells if without_figures(a) != without_figures(b)), None)
        if changed:
            yield ChangedRow(row.name, *_told(*changed))
    for row in left:
        yield ChangedRow(row.name, None, row.name)


def _twin(row: _Row, others: list[_Row]) -> _Row | None:
    """The first that is the row with a word changed, one that begins as it does before all others."""
    first, found = row.cells[0], None
    for other in others:
        begins = other.cells[0] == first
        if (begins or found is None) and _one(row.cells, other.cells):
            if begins:
                return other
            found = other
    return found


def _one(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Empty cells at the end of a row may be missing."""
    same: int = sum(map(eq, ours, theirs))
    return same >= LEAST_CELLS * max(len(ours), len(theirs))


def _told(ours: str, theirs: str) -> tuple[str, str]:
    """Two cells, cut around where they begin to differ."""
    return _cut(ours, (places := first_difference(ours, theirs))[0]), _cut(theirs, places[1])


def _cut(cell: str, place: int) -> str:
    if len(cell) <= LONGEST_CELL:
        return cell
    start = max(0, min(place - LONGEST_CELL // 2, len(cell) - LONGEST_CELL))
    end = start + LONGEST_CELL
    return f"{'…' if start else ''}{cell[start:end]}{'…' if end < len(cell) else ''}"
