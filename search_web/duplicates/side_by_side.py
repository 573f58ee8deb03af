"""Two texts beside each other, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from corpus.changes import Fold, Paragraph, Piece
from indexer.duplicates import compare_texts
from search_web.duplicates.relaid import relaid

MOST_COMPARED = 400_000
"""Characters of all comparisons of one answer together: bounds its time and its size. A guess."""

Pieces = tuple[Piece, ...]

MOST_ALONE = 4
"""Paragraphs in a row that only the left has before they fold: the rest of what an extract is of. A guess."""


@dataclass(frozen=True, slots=True)
class RowOfTwo:
    """What stands beside each other; one side is empty where the other has a paragraph more."""

    left: Pieces
    right: Pieces
    same: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """Paragraphs that both have, in a row."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Paragraphs in a row that only the left has, but for the first and the last."""

    alone: tuple[Pieces, ...]


Beside: TypeAlias = RowOfTwo | Folded | LeftAlone


def side_by_side(left: str, right: str) -> list[Beside]:
    """The paragraphs of both, or their sentences where lines are broken otherwise; empty when the texts say
    the same."""
    return list(_folded(_joined(_rows(compare_texts(*relaid(left, right))))))


def _rows(compared: Iterable[Paragraph | Fold]) -> Iterator[RowOfTwo | Folded]:
    for part in compared:
        if isinstance(part, Fold):
            yield Folded(part.paragraphs)
        else:
            left = tuple(piece for piece in part.pieces if piece.kind != "added")
            right = tuple(piece for piece in part.pieces if piece.kind != "removed")
            yield RowOfTwo(left, right, part.unchanged)


def _joined(rows: Iterable[RowOfTwo | Folded]) -> Iterator[RowOfTwo | Folded]:
    """A paragraph that only the left has stands beside the next one that only the right has."""
    waiting: RowOfTwo | None = None
    for row in rows:
        if waiting and isinstance(row, RowOfTwo) and not row.left:
            yield RowOfTwo(waiting.left, row.right, same=False)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = row if isinstance(row, RowOfTwo) and not row.right else None
        if waiting is None:
            yield row
    if waiting:
        yield waiting


def _folded(rows: Iterable[RowOfTwo | Folded]) -> Iterator[Beside]:
    """With what only the left has folded, where it is long."""
    run: list[RowOfTwo] = []
    for row in (*rows, None):
        if isinstance(row, RowOfTwo) and not row.right:
            run.append(row)
            continue
        if len(run) > MOST_ALONE:
            yield run[0]
            yield LeftAlone(tuple(one.left for one in run[1:-1]))
            yield run[-1]
        else:
            yield from run
        run = []
        if row is not None:
            yield row
