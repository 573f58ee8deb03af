"""Two texts beside each other, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.changes import Fold, Paragraph, Piece
from indexer.duplicates import compare_texts

Pieces = tuple[Piece, ...]


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


def side_by_side(left: str, right: str) -> list[RowOfTwo | Folded]:
    """The paragraphs of both; empty when the texts say the same."""
    return list(_joined(_rows(compare_texts(left, right))))


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
