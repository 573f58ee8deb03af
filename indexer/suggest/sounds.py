"""How characters sound: syllables without tones, and the sounds that many people do not tell apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corpus.lazy_regex import lazy_regex
from indexer.segments.array_writer import Array
from indexer.suggest.characters import Codes, codes, keys_of, runs

LONGEST_PHRASE = 4
"""Characters of the longest word that is looked up for its own reading: longer ones repeat these. A guess."""

NO_SYLLABLE = 0
"""The number of what is not Chinese."""

_NEAR = ((lazy_regex("^([zcs])h"), r"\1"), (lazy_regex("([aei]n)g$"), r"\1"), (lazy_regex("^l"), "n"))
"""平翘舌、前后鼻音、n 和 l: sounds that dialects merge."""


def near(syllable: str) -> str:
    """One syllable for those that dialects merge."""
    for pattern, one in _NEAR:
        syllable = pattern.sub(one, syllable)
    return syllable


def near_as_typed(letters: str) -> str:
    """The same for what is typed: ü is also typed as u."""
    return near(letters).replace("v", "u")


class Sounds:
    """Syllables by number. Immutable, for several threads."""

    def __init__(self, tables: Mapping[str, Array]) -> None:
        """`tables`: what `pinyin.sound_tables` made."""
        self.names = tuple(bytes(tables["sound.names"]).decode().split("\n"))
        """All syllables, in order; a number stands for its place. The first is none."""
        self._spellings = frozenset(filter(str.isascii, filter(None, self.names)))
        self._longest = max(map(len, self._spellings), default=0)
        self.near = tables["sound.near"]
        """For each syllable one number for all that dialects merge with it."""
        self._starts = tables["sound.starts"]
        self._readings = tables["sound.readings"]
        padded = np.append(self._readings, NO_SYLLABLE)
        held = np.diff(self._starts) > 0
        self._usual = np.where(held, padded[self._starts[:-1]], NO_SYLLABLE)
        self._phrases = [
            (size, tables[f"sound.phrases{size}"], tables[f"sound.spoken{size}"].reshape(-1, size))
            for size in range(2, LONGEST_PHRASE + 1)
        ]

    def may_spell(self, letters: str) -> bool:
        """Whether the letters are whole syllables one behind the other."""
        ends = {0}
        for end in range(1, len(letters) + 1):
            starts = range(max(0, end - self._longest), end)
            if any(start in ends and letters[start:end] in self._spellings for start in starts):
                ends.add(end)
        return bool(letters) and len(letters) in ends

    def of(self, character: str) -> tuple[str, ...]:
        """All readings of a character, the commonest first; none where it has none."""
        (code,) = codes(character).tolist()
        return tuple(self.names[number] for number in self.readings(code).tolist())

    def readings(self, code: int) -> Array:
        """The numbers of all readings of a character, the commonest first."""
        return self._readings[self._starts[code] : self._starts[code + 1]]

    def reads(self, fits: Array) -> Array:
        """bool, for each code of a character: whether any of its readings is one of these syllables."""
        told = np.append(0, np.cumsum(fits[self._readings]))
        found: Array = told[self._starts[1:]] > told[self._starts[:-1]]
        return found

    def pairs(self, known: Codes) -> tuple[Array, Array]:
        """Every reading of these characters: the characters again, and the syllables."""
        starts, counts = self._starts[known], np.diff(self._starts)[known]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(known, counts), self._readings[np.repeat(starts, counts) + within]

    def transcribed(self, text: str) -> Array:
        """The number of the syllable of each character: the commonest, or a word's own (重庆, 银行)."""
        row = codes(text)
        found = self._usual[row]
        length = np.zeros(len(row), dtype=np.int8)
        spoken = np.zeros((len(row), LONGEST_PHRASE), dtype=np.int16)
        for size, phrases, readings in self._phrases:
            keys = keys_of(runs(row, size))
            numbers = np.minimum(np.searchsorted(phrases, keys), max(0, len(phrases) - 1))
            places = np.flatnonzero(phrases[numbers] == keys) if len(phrases) else numbers[:0]
            length[places] = size
            spoken[places, :size] = readings[numbers[places]]
        # Where words overlap, the one that begins later says how its characters sound.
        for offset in reversed(range(LONGEST_PHRASE)):
            begins = np.flatnonzero(length > offset)
            found[begins + offset] = spoken[begins, offset]
        return found
