"""What goes into the engine, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height, width, and blue, green, red."""


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of a line: its four corners from the upper left clockwise, its text, and how sure that is."""

    corners: tuple[tuple[float, float], ...]
    text: str
    score: float
