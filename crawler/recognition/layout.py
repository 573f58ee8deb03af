"""Pieces of text to lines in the order in which a person reads them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crawler.recognition.boxes import Box

SAME_LINE = 0.5
"""Share of a line's height by which the middles of its pieces may differ. A guess."""

CELL = 1.5
"""Heights of a line between two pieces from which they are cells of a table. A guess."""

GUTTER = 0.02
"""Width of the empty strip between two columns, as a share of the page's. A guess."""

FILLED = 0.7
"""Share of a column's width that its lines fill on the average, the last ones of paragraphs too. A guess."""

ALONE = 0.8
"""Share of a column's pieces that are lines by themselves; parts of a seal are the others. A guess."""

MIN_LINES = 5
"""Lines that each of two columns has at the least. A guess."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: its place on the picture as left, top, right, bottom in pixels, its text, how sure it is."""

    box: tuple[float, float, float, float]
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class _Piece:
    left: float
    top: float
    right: float
    bottom: float
    box: Box

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines(boxes: Sequence[Box], width: float) -> list[TextLine]:
    """Lines from top to bottom, of two columns the left one first; cells of a row are parted by tabs."""
    pieces = [_piece(box, _tilt(boxes)) for box in boxes if box.text.strip()]
    return [_line(row) for part in _parts(pieces, width) for row in _rows(part)]


def _tilt(boxes: Sequence[Box]) -> float:
    """By what the page is turned, in radians: the median of its longer pieces."""
    angles = []
    for box in boxes:
        (x0, y0), (x1, y1) = box.corners[:2]
        if abs(x1 - x0) > 4 * abs(box.corners[3][1] - y0):
            angles.append(math.atan2(y1 - y0, x1 - x0))
    return median(angles) if angles else 0.0


def _piece(box: Box, tilt: float) -> _Piece:
    """Where a piece would stand on a page that is not turned."""
    sine, cosine = math.sin(-tilt), math.cos(-tilt)
    turned = [(x * cosine - y * sine, x * sine + y * cosine) for x, y in box.corners]
    across, down = [x for x, _ in turned], [y for _, y in turned]
    return _Piece(min(across), min(down), max(across), max(down), box)


def _parts(pieces: list[_Piece], width: float) -> list[list[_Piece]]:
    """The pieces in the parts that are read one after the other, each from top to bottom.

    Of the strips down the middle the one that parts most pieces into columns.
    """
    found = (_parted(pieces, share * width, GUTTER * width / 2) for share in (0.5, 0.45, 0.55))
    return max(found, key=lambda parted: parted[0])[1]


def _parted(pieces: list[_Piece], middle: float, strip: float) -> tuple[int, list[list[_Piece]]]:
    """How many pieces stand in columns; and the parts: what stands across, and left before right columns."""
    parts, size = list[list[_Piece]](), 0
    for band in _bands(pieces, middle, strip):
        left = [piece for piece in band if piece.left + piece.right <= 2 * middle]
        right = [piece for piece in band if piece.left + piece.right > 2 * middle]
        if _is_column(left) and _is_column(right):
            parts += [left, right]
            size += len(band)
        else:
            parts.append(band)
    return size, parts


def _bands(pieces: list[_Piece], middle: float, strip: float) -> Iterator[list[_Piece]]:
    """The pieces from top to bottom: runs of those that leave the strip free, and what lies across it.

    What lies across it beside others is a part of a seal over two columns, or a cell.
    """
    free = [piece for piece in pieces if piece.right <= middle - strip or piece.left >= middle + strip]
    run: list[_Piece] = []
    for row in _rows(pieces):
        across = (piece for piece in row if piece.left < middle + strip and piece.right > middle - strip)
        if any(not any(_is_beside(piece, other) for other in free) for piece in across):
            yield from filter(None, (run, row))
            run = []
        else:
            run += row
    if run:
        yield run


def _is_beside(one: _Piece, other: _Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > SAME_LINE * min(one.height, other.height)


def _is_column(pieces: list[_Piece]) -> bool:
    """Whether pieces are running text rather than the cells of a table: long, one on a line, to the edge."""
    rows = _rows(pieces)
    if len(rows) < MIN_LINES or len(rows) < ALONE * len(pieces):
        return False
    widths = [piece.right - piece.left for piece in pieces]
    if median(widths) <= 8 * median(piece.height for piece in pieces):
        return False
    whole = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return sum(widths) >= FILLED * whole * len(pieces)


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.middle):
        last = rows[-1] if rows else []
        level = sum(one.middle for one in last) / len(last) if last else 0.0
        height = min(piece.height, median(one.height for one in last)) if last else 0.0
        if last and abs(piece.middle - level) <= SAME_LINE * height:
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _line(row: list[_Piece]) -> TextLine:
    text = row[0].box.text
    for before, piece in pairwise(row):
        gap = piece.left - before.right
        apart = "\t" if gap > CELL * piece.height else ""
        text += apart + piece.box.text
    left, top = min(piece.left for piece in row), min(piece.top for piece in row)
    right, bottom = max(piece.right for piece in row), max(piece.bottom for piece in row)
    size = sum(len(piece.box.text) for piece in row)
    score = sum(piece.box.score * len(piece.box.text) for piece in row) / max(size, 1)
    place = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
    return TextLine(place, text.strip(), round(score, 4))
