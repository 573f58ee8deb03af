"""Tables that are ruled: what stands in a cell, on however many lines, is one piece of its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import cv2
import numpy as np

from crawler.recognition.boxes import Box, Picture

SHORTEST = 40
"""Pixels of a rule at the least, at 200 dpi: longer than a stroke of a character. A guess."""

BRIDGED = 5
"""Pixels by which a rule may be broken or slant, and be one. A guess."""

NARROWEST, LOWEST = 16, 20
"""Pixels of a cell: smaller ones are the counters of large characters. A guess."""

TALLEST = 0.4
"""Share of a page's height from which a frame is no cell, but goes around a text. A guess."""

SAME_ROW = 0.5
"""Share of the lower of two cells by which their heads may differ in one row. A guess."""


Mask = Any
"""Of each pixel, height by width: what OpenCV takes and gives."""


@dataclass(frozen=True, slots=True)
class _Cell:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def rows(picture: Picture, boxes: Sequence[Box]) -> list[Box]:
    """The pieces of text of a page, those in the cells of a table joined to one for each row.

    Its cells are parted by tabs. `picture` is the page in which the boxes stand.
    """
    labels, cells = _cells(picture)
    within: dict[int, list[Box]] = {}
    others: list[Box] = []
    for box in boxes:
        x, y = _middle(box)
        label = int(labels[min(max(y, 0), labels.shape[0] - 1), min(max(x, 0), labels.shape[1] - 1)])
        (within.setdefault(label, []) if label in cells else others).append(box)
    for row in _grouped(cells):
        filled = [label for label in row if label in within]
        if len(row) > 1 and filled:
            others.append(_joined([cells[label] for label in row], [within.get(label, []) for label in row]))
        else:
            others += [box for label in filled for box in within[label]]
    return others


def _cells(picture: Picture) -> tuple[Mask, dict[int, _Cell]]:
    """To which region between rules each pixel belongs, and those regions that are cells."""
    height, width = picture.shape[:2]
    ink = cv2.adaptiveThreshold(
        np.ascontiguousarray(picture[:, :, 2]), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12
    )
    lying = _rules(ink, (SHORTEST, 1), (1, BRIDGED))
    standing = _rules(ink, (1, SHORTEST), (BRIDGED, 1))
    free = cv2.bitwise_not(cv2.bitwise_or(lying, standing))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    found: dict[int, _Cell] = {}
    for label in range(1, count):
        left, top, wide, tall, area = (int(value) for value in stats[label])
        inside = left > 0 and top > 0 and left + wide < width and top + tall < height
        if inside and wide >= NARROWEST and LOWEST <= tall <= TALLEST * height and area > 0.5 * wide * tall:
            found[label] = _Cell(left, top, left + wide, top + tall)
    return labels, found


def _rules(ink: Mask, along: tuple[int, int], across: tuple[int, int]) -> Mask:
    """Long strokes in one direction, also where a scan is turned by a degree."""
    thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    wide, tall = along
    reach = (BRIDGED * 2 + 1 if wide > 1 else 1, BRIDGED * 2 + 1 if tall > 1 else 1)
    joined: Mask = cv2.dilate(long, cv2.getStructuringElement(cv2.MORPH_RECT, reach))
    return joined


def _grouped(cells: dict[int, _Cell]) -> list[list[int]]:
    """The cells of each row from left to right; one over several rows stands in the first."""
    found: list[list[int]] = []
    for label in sorted(cells, key=lambda one: cells[one].top):
        cell = cells[label]
        for row in reversed(found[-3:]):
            first = cells[row[0]]
            level = median(cells[one].top for one in row)
            if abs(cell.top - level) <= SAME_ROW * min(cell.height, first.height):
                row.append(label)
                break
        else:
            found.append([label])
    return [sorted(row, key=lambda one: cells[one].left) for row in found]


def _joined(cells: Sequence[_Cell], texts: Sequence[Sequence[Box]]) -> Box:
    """A row as one piece, sloped as its table is."""
    first, last = cells[0], cells[-1]
    low = min(cell.height for cell in cells)
    every = [box for some in texts for box in some]
    size = sum(len(box.text) for box in every)
    corners = (
        (float(first.left), float(first.top)),
        (float(last.right), float(last.top)),
        (float(last.right), float(last.top + low)),
        (float(first.left), float(first.top + low)),
    )
    score = sum(box.score * len(box.text) for box in every) / max(size, 1)
    return Box(corners, "\t".join(map(_inside, texts)), score)


def _inside(boxes: Sequence[Box]) -> str:
    """What a cell says: its lines from top to bottom, each from left to right."""
    lines: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: _middle(one)[1]):
        if lines and abs(_middle(box)[1] - _middle(lines[-1][0])[1]) < _height(box) / 2:
            lines[-1].append(box)
        else:
            lines.append([box])
    return "".join(box.text for line in lines for box in sorted(line, key=_middle))


def _middle(box: Box) -> tuple[int, int]:
    return (
        int(sum(x for x, _ in box.corners) / len(box.corners)),
        int(sum(y for _, y in box.corners) / len(box.corners)),
    )


def _height(box: Box) -> float:
    return max(y for _, y in box.corners) - min(y for _, y in box.corners)
