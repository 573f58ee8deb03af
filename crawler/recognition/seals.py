"""Red seals over black text: the page is read whole and without its red, and joined piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crawler.recognition.boxes import Box, Picture
from crawler.recognition.engine import Engine, Found

RED = 60
"""By what the red of a pixel exceeds its green and blue in a seal or a letterhead. A guess."""

MIN_RED = 0.001
"""Share of a page's pixels from which it has red worth a second reading. A guess."""

OVERLAP = 0.3
"""Share of the smaller of two pieces that lies in the other where they are one text. A guess."""


def read(engine: Engine, found: Found) -> list[Box]:
    """What the page says in black, and what it says in red where nothing else is said."""
    whole = engine.read(found)
    if _red(found.picture).mean() < MIN_RED:
        return whole
    channel = found.picture[:, :, 2]
    black = engine.find(np.ascontiguousarray(np.repeat(channel[:, :, None], 3, axis=2)))
    return _joined(whole, engine.read(black))


def _red(picture: Picture) -> np.ndarray:
    blue, green, red = (picture[:, :, at].astype(np.int16) for at in range(3))
    found: np.ndarray = (red - green > RED) & (red - blue > RED)
    return found


def _joined(whole: Sequence[Box], black: Sequence[Box]) -> list[Box]:
    """All black pieces, and those of the whole reading that no black one covers: red letterheads."""
    return [*black, *(box for box in whole if not any(_covers(one, box) for one in black) and _is_line(box))]


def _covers(one: Box, other: Box) -> bool:
    left, top, right, bottom = _frame(one)
    a, b, c, d = _frame(other)
    shared = max(0.0, min(right, c) - max(left, a)) * max(0.0, min(bottom, d) - max(top, b))
    return shared > OVERLAP * min((right - left) * (bottom - top), (c - a) * (d - b))


def _is_line(box: Box) -> bool:
    """Whether it is more than a scrap of the seal's own ring of text."""
    left, top, right, bottom = _frame(box)
    return len(box.text) >= 3 and right - left > 2 * (bottom - top) and box.score > 0.8


def _frame(box: Box) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in box.corners], [y for _, y in box.corners]
    return min(across), min(down), max(across), max(down)
