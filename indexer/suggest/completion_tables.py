"""Makes the tables that `completion` looks things up in.

All entries stand in one long text. Of each place where one may be entered the first characters, and the first
initials, stand in two sorted arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import code_points
from indexer.suggest.completion import AT_START, CHARACTERS, INITIALS, Keys, folded
from indexer.suggest.sounds import Sounds

MOST_PLACES = 2_000_000
"""Places where entries may be entered, in all: 24 bytes each. With more, only their beginnings are."""

INSIDE = 16
"""Characters of an entry within which it may be entered. A guess."""


@dataclass(frozen=True, slots=True)
class CompletionEntry:
    """What may be offered, and the logarithm of how many documents stand behind it."""

    text: str
    weight: float


def completion_tables(entries: Iterable[CompletionEntry], sounds: Sounds) -> Mapping[str, Array]:
    """Of two entries that differ in case alone the weightier one is kept."""
    by_weight = sorted(entries, key=lambda entry: (entry.weight, entry.text))
    kept = list({entry.text.lower(): entry for entry in by_weight}.values())
    kept.sort(key=lambda entry: (-entry.weight, len(entry.text), entry.text))
    shown = [entry.text.encode("utf-8", "surrogatepass") for entry in kept]
    text = "".join(f"{folded(entry.text)}\n" for entry in kept)
    points = code_points(text)
    ends = np.flatnonzero(points == ord("\n")) + 1
    weights = np.array([entry.weight for entry in kept], dtype=np.float64)
    syllables = sounds.transcribed(text)
    return {
        "entry.shown": np.frombuffer(b"".join(shown), dtype=np.uint8),
        "entry.shown_starts": np.append(0, np.cumsum(list(map(len, shown)))).astype(np.int64),
        "entry.starts": np.append(0, ends).astype(np.int64),
        "entry.weights": weights,
        "entry.text": points.astype(np.uint32),
        "entry.syllables": syllables.astype(np.int16),
        **_places(points, np.append(0, ends), weights, _heads(points, syllables, sounds.names)),
    }


def _heads(points: Array, syllables: Array, names: Sequence[str]) -> Array:
    """What each character begins with: the first letter of its syllable, or itself."""
    letters = np.array([ord(name[:1] or "\n") for name in names], dtype=np.int64)
    return np.where(syllables > 0, letters[syllables], points)


def _places(points: Array, starts: Array, entry_weights: Array, heads: Array) -> Mapping[str, Array]:
    """Where entries may be entered: at their beginning, and inside before at least two characters."""
    sizes = np.diff(starts)
    inside = min(INSIDE, max(1, MOST_PLACES // max(1, len(sizes))))
    offsets = np.arange(len(points)) - np.repeat(starts[:-1], sizes)
    left = np.repeat(sizes - 1, sizes) - offsets
    places = np.flatnonzero((offsets < inside) & (left > 1 - (offsets == 0)) & (left > 0))
    owners = np.searchsorted(starts, places, side="right") - 1
    weights = entry_weights[owners].astype(np.float32) + np.float32(AT_START) * (offsets[places] == 0)
    return {
        "place.at": places.astype(np.uint32),
        "place.weights": weights.astype(np.float32),
        **_sorted("place.characters", CHARACTERS, points, places),
        **_sorted("place.initials", INITIALS, heads, places),
    }


def _sorted(name: str, keys: Keys, points: Array, places: Array) -> Mapping[str, Array]:
    """Keys of the places in order, and which place each is of. A key never reaches beyond its entry."""
    padded = np.concatenate((keys.codes(points), np.zeros(keys.size, dtype=np.int64)))
    found = np.zeros(len(places), dtype=np.int64)
    ended = np.zeros(len(places), dtype=bool)
    for offset in range(keys.size):
        code = padded[places + offset]
        ended |= code == 0
        found = found << keys.bits | np.where(ended, 0, code)
    order = np.argsort(found, kind="stable")
    return {f"{name}.keys": found[order], f"{name}.order": order.astype(np.uint32)}
