"""Which characters look alike, as the tables that `confusions` reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import FIRST, LAST, codes

LOOK_ALIKES = Path(__file__).parents[1] / "data" / "look_alikes.txt"


def look_alikes() -> dict[str, str]:
    """For each character those that look like it, in both directions."""
    alike: dict[str, dict[str, None]] = {}
    for line in LOOK_ALIKES.read_text(encoding="utf-8").split():
        for other in line[1:]:
            alike.setdefault(line[0], {})[other] = None
            alike.setdefault(other, {})[line[0]] = None
    return {character: "".join(others) for character, others in alike.items()}


@lru_cache(maxsize=1)
def look_tables() -> Mapping[str, Array]:
    """The same by code: from where to where its others stand, and they."""
    alike = look_alikes()
    others = ["", *(alike.get(chr(point), "") for point in range(FIRST, LAST + 1))]
    return {
        "look.starts": np.append(0, np.cumsum(list(map(len, others)))).astype(np.int32),
        "look.others": codes("".join(others)).astype(np.int16),
    }
