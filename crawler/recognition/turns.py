"""Pages that lie on a side or stand on their head, as scanners take them in."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

import numpy as np

from crawler.recognition.boxes import Picture
from crawler.recognition.engine import Engine, Strip

LONG = 2.0
"""From how many times its breadth a piece is a line, which shows how the page lies. A guess."""

TRIED = 5
"""Lines read on trial in each direction. A guess."""

OVER = 0.2
"""Share of the lines that look upside down from which a page is tried. A guess."""

SURE = 0.85
"""How sure lines read the right way are at the least: 0.98 and more were seen, and 0.5 to 0.8 otherwise."""


def quarters(engine: Engine, pieces: Sequence[Strip]) -> int:
    """How many times the page must be turned left by a quarter until it stands right."""
    lying = [piece for piece in pieces if piece.width > LONG * piece.height]
    standing = [piece for piece in pieces if piece.height > LONG * piece.width]
    if len(standing) > len(lying):
        return _surest(engine, standing, {1: 0, 3: 2})
    if sum(piece.is_over for piece in lying) > OVER * len(lying):
        return _surest(engine, lying, {0: 0, 2: 2})
    return 0


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture, turned left."""
    return np.ascontiguousarray(np.rot90(picture, quarters))


def _surest(engine: Engine, pieces: Sequence[Strip], turns: dict[int, int]) -> int:
    """The turn of the page with which lines read best; none where all read badly: lines that run downwards.

    A turn of the page is given with that of the crops, which are laid on their left side already.
    """
    longest = sorted(pieces, key=lambda piece: max(piece.width, piece.height), reverse=True)[:TRIED]
    sure = {
        page: mean(engine.sure(turned(one.crop, crop)) for one in longest) for page, crop in turns.items()
    }
    best = max(sure, key=lambda page: sure[page])
    return best if sure[best] > SURE else 0
