"""Pages that lie on a side or on their head in the scanner are found out by a few of their lines."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

pytest.importorskip("rapidocr")

from crawler.recognition.boxes import Picture
from crawler.recognition.engine import Engine, Strip
from crawler.recognition.turns import TRIED, quarters, turned


def crop(turns: int) -> Picture:
    """A line with its first character at the upper left, turned left."""
    line = np.zeros((20, 200, 3), np.uint8)
    line[0, 0] = 255
    return turned(line, turns)


class Reader:
    """Stands in for the engine: sure of lines whose first character is at the upper left."""

    def __init__(self, right: float = 0.99, wrong: float = 0.7) -> None:
        self.right, self.wrong, self.tried = right, wrong, 0

    def sure(self, line: Picture) -> float:
        self.tried += 1
        return self.right if line[0, 0, 0] else self.wrong


def found_on(reader: Reader, pieces: list[Strip]) -> int:
    return quarters(cast(Engine, reader), pieces)


def lying(over: bool) -> Strip:
    return Strip(crop(2 if over else 0), 200, 20, over)


def standing(over: bool) -> Strip:
    """As it is cut out: laid on its left side."""
    return Strip(crop(2 if over else 0), 20, 200, over)


@pytest.mark.parametrize(
    ("piece", "turns"), [(lying(over=True), 2), (standing(over=False), 1), (standing(over=True), 3)]
)
def test_a_turned_page_is_turned_back(piece: Strip, turns: int) -> None:
    reader = Reader()
    assert found_on(reader, [piece] * 20) == turns
    assert reader.tried == 2 * TRIED


def test_a_straight_page_costs_no_trial() -> None:
    reader = Reader()
    assert found_on(reader, [lying(over=False)] * 20 + [standing(over=False)] * 3) == 0
    assert reader.tried == 0


def test_where_the_first_look_errs_the_trial_decides() -> None:
    reader = Reader()
    odd = Strip(crop(0), 200, 20, is_over=True)
    assert found_on(reader, [odd] * 5 + [lying(over=False)] * 10) == 0
    assert reader.tried


def test_lines_that_run_downwards_are_left_as_they_are() -> None:
    assert found_on(Reader(0.7, 0.6), [standing(over=False)] * 20) == 0


def test_a_page_without_lines_is_left_as_it_is() -> None:
    assert found_on(Reader(), []) == 0
    assert found_on(Reader(), [Strip(crop(0), 20, 20, is_over=True)] * 9) == 0
