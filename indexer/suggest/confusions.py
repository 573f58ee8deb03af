"""Which characters are taken for one another: by their sound, where dialects merge sounds, by their look."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import Codes
from indexer.suggest.sounds import Sounds


class Confusions:
    """What a character is mistaken for, among those that the collection has."""

    def __init__(self, tables: Mapping[str, Array], known: Codes, sounds: Sounds) -> None:
        """`tables`: what `look_alikes.look_tables` made."""
        self._look_starts, self._look_others = tables["look.starts"], tables["look.others"]
        self._sounds = sounds
        self._known = frozenset(known.tolist())
        characters, syllables = sounds.pairs(known)
        self._by_sound = _Grouped(syllables, characters)
        self._by_near = _Grouped(sounds.near[syllables], characters)
        self._found: dict[int, tuple[tuple[str, Codes], ...]] = {}

    def of(self, code: int) -> tuple[tuple[str, Codes], ...]:
        """By kind: characters with its sound, with one that dialects merge with it, that look like it."""
        found = self._found.get(code)
        if found is None:
            readings = self._sounds.readings(code)
            sound = self._by_sound.beside(readings, code)
            near = np.setdiff1d(self._by_near.beside(self._sounds.near[readings], code), sound)
            found = (("sound", sound), ("near", near), ("look", self._looking(code)))
            self._found[code] = found
        return found

    def _looking(self, code: int) -> Codes:
        """Characters that look like one."""
        alike = self._look_others[self._look_starts[code] : self._look_starts[code + 1]]
        return np.array([other for other in alike.tolist() if other in self._known], dtype=np.int64)


class _Grouped:
    """Characters by a number each."""

    def __init__(self, numbers: Array, characters: Codes) -> None:
        order = np.argsort(numbers, kind="stable")
        self._numbers, self._characters = numbers[order], characters[order]

    def beside(self, numbers: Array, code: int) -> Codes:
        """All characters of these numbers but one, each once."""
        starts = np.searchsorted(self._numbers, numbers)
        ends = np.searchsorted(self._numbers, numbers, side="right")
        parts = [self._characters[start:end] for start, end in zip(starts, ends, strict=True)]
        every: Codes = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))
        others: Codes = every[every != code]
        return others
