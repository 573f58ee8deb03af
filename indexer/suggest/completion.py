"""Completes what is typed, by characters, syllables, initials, or all of them mixed.

All entries stand in one long text; of each place where one may be entered, the first characters and the first
initials stand in two sorted arrays. What is typed gives a range of one of them; the weightiest
places of the range are compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.suggest.input_readings import Token, readings
from indexer.suggest.readings import names, syllables_of

Array = npt.NDArray[np.int64]

CHARACTERS_KEYED = 4
"""Characters in a key: more than four seldom narrow a range further."""

CHARACTER_BITS = 15
"""Of each character: four fit 63 bits."""

INITIALS_KEYED = 10
"""Initials in a key."""

INITIAL_BITS = 6
"""Of each initial: all letters differ, and ten fit 63 bits."""

MOST_PLACES = 2_000_000
"""Places where entries may be entered, in all: 24 bytes each. With more, only their beginnings are."""

INSIDE = 16
"""Characters of an entry within which it may be entered. A guess."""

AT_START = 2.0
"""What an entry that begins with the typed weighs more, in logarithms of documents. A guess."""

MOST_COMPARED = 300
"""Places compared in full for one reading of what is typed. A guess: bounds the time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be offered, and the logarithm of how many documents stand behind it."""

    text: str
    weight: float


class Completion:
    """Immutable, for several threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        kept = {entry.text.lower(): entry for entry in sorted(entries, key=lambda entry: entry.weight)}
        self._entries = sorted(kept.values(), key=lambda entry: (-entry.weight, len(entry.text), entry.text))
        self._folded = [_folded(entry.text) for entry in self._entries]
        joined = "\n".join(self._folded) + "\n"
        sizes = np.array([len(text) + 1 for text in self._folded], dtype=np.int64)
        self._starts = np.cumsum(sizes) - sizes
        self._text = joined
        self._syllables = syllables_of(joined).astype(np.int16)
        self._index(sizes)

    @property
    def bytes(self) -> int:
        """Memory of the arrays and texts, about."""
        arrays = (*self._by_characters, *self._by_initials, self._starts, self._syllables, self._weights)
        return sum(array.nbytes for array in arrays) + 2 * len(self._text) + 200 * len(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def complete(self, typed: str, limit: int) -> list[str]:
        """The weightiest entries that begin with the typed, then those that have it inside."""
        wanted = _folded(typed).replace("'", "").replace(" ", "")
        if not wanted:
            return []
        found: dict[int, float] = {}
        for tokens in readings(wanted):
            for place in self._candidates(tokens):
                number = int(np.searchsorted(self._starts, place, side="right")) - 1
                if number not in found and self._agrees(tokens, place):
                    found[number] = self._weight(number, place)
                    if len(found) >= 4 * limit:
                        break
        best = sorted(found, key=lambda number: (-found[number], number))
        return [self._entries[number].text for number in best if self._folded[number] != wanted][:limit]

    def spelt(self, letters: str) -> str | None:
        """The weightiest entry spelt exactly so, by all of its syllables or by all of its initials."""
        for tokens in readings(letters):
            for place in self._candidates(tokens):
                number = int(np.searchsorted(self._starts, place, side="right")) - 1
                whole = self._starts[number] == place and len(self._folded[number]) == len(tokens)
                if whole and self._agrees(tokens, place):
                    return self._entries[number].text
        return None

    def _index(self, sizes: Array) -> None:
        count = max(1, len(self._entries))
        inside = min(INSIDE, max(1, MOST_PLACES // count))
        offsets = np.arange(len(self._text)) - np.repeat(self._starts, sizes)
        left = np.repeat(sizes - 1, sizes) - offsets
        places = np.flatnonzero((offsets < inside) & (left > 1 - (offsets == 0)) & (left > 0))
        owners = np.searchsorted(self._starts, places, side="right") - 1
        weights = np.array([entry.weight for entry in self._entries], dtype=np.float32)[owners]
        self._weights = weights + np.float32(AT_START) * (offsets[places] == 0)
        heads = _codes("".join(name[:1] or "\n" for name in names()), INITIAL_BITS)
        initials = np.where(self._syllables > 0, heads[self._syllables], _codes(self._text, INITIAL_BITS))
        self._places = places
        self._by_characters = _sorted_keys(
            _codes(self._text, CHARACTER_BITS), places, CHARACTERS_KEYED, CHARACTER_BITS
        )
        self._by_initials = _sorted_keys(initials, places, INITIALS_KEYED, INITIAL_BITS)

    def _candidates(self, tokens: Sequence[Token]) -> list[int]:
        """Places whose keys agree, the weightiest first."""
        if all(token.character for token in tokens):
            typed = "".join(token.character for token in tokens[:CHARACTERS_KEYED])
            wanted = [(code,) for code in _codes(typed, CHARACTER_BITS).tolist()]
            return self._range(self._by_characters, wanted, CHARACTERS_KEYED, CHARACTER_BITS)
        heads = [_codes("".join(token.heads), INITIAL_BITS).tolist() for token in tokens[:INITIALS_KEYED]]
        return self._range(self._by_initials, heads, INITIALS_KEYED, INITIAL_BITS)

    def _range(
        self, index: tuple[Array, Array], wanted: Sequence[Sequence[int]], size: int, bits: int
    ) -> list[int]:
        keys, order = index
        chosen = []
        for key in _keys(wanted):
            shift = bits * (size - len(wanted))
            start, end = np.searchsorted(keys, [key_of(key, bits) << shift, (key_of(key, bits) + 1) << shift])
            chosen.append(order[start:end])
        rows = np.concatenate(chosen) if chosen else np.zeros(0, dtype=np.int64)
        weights = self._weights[rows]
        if len(rows) > MOST_COMPARED:
            best = np.argpartition(-weights, MOST_COMPARED)[:MOST_COMPARED]
            rows, weights = rows[best], weights[best]
        places: list[int] = self._places[rows[np.argsort(-weights, kind="stable")]].tolist()
        return places

    def _agrees(self, tokens: Sequence[Token], place: int) -> bool:
        for offset, token in enumerate(tokens):
            if token.character:
                if self._text[place + offset] != token.character:
                    return False
                continue
            name = names()[self._syllables[place + offset]] or self._text[place + offset]
            # The last syllable may also be the beginning of a longer one: gon(g).
            whole = token.whole and offset < len(tokens) - 1
            if not (name == token.letters if whole else name.startswith(token.letters)):
                return False
        return True

    def _weight(self, number: int, place: int) -> float:
        start = place == self._starts[number]
        return self._entries[number].weight + (AT_START if start else 0.0)


def key_of(codes: Sequence[int], bits: int) -> int:
    """Codes as one number, the first the most significant."""
    key = 0
    for code in codes:
        key = key << bits | code
    return key


def _codes(text: str, bits: int) -> Array:
    """A code for each character; 0 only where an entry ends, whatever the low bits of a character are."""
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return np.where(units == ord("\n"), 0, np.maximum(units & (1 << bits) - 1, 1))


def _keys(wanted: Sequence[Sequence[int]]) -> list[list[int]]:
    """All choices of one code each; of many, only the first."""
    keys: list[list[int]] = [[]]
    for codes in wanted:
        choices = codes if len(keys) <= 8 else codes[:1]
        keys = [[*key, code] for key in keys for code in choices]
    return keys


def _sorted_keys(codes: Array, places: Array, size: int, bits: int) -> tuple[Array, Array]:
    """Keys of the places in order, and which place each is of. A key never reaches beyond its entry."""
    padded = np.concatenate((codes, np.zeros(size, dtype=np.int64)))
    key = np.zeros(len(places), dtype=np.int64)
    ended = np.zeros(len(places), dtype=bool)
    for offset in range(size):
        code = padded[places + offset]
        ended |= code == 0
        key = key << bits | np.where(ended, 0, code)
    order = np.argsort(key, kind="stable")
    return key[order], order


def _folded(text: str) -> str:
    """One case and width, a character for a character."""
    return "".join(_narrow(character) for character in text).lower().replace("\n", " ")


def _narrow(character: str) -> str:
    code = ord(character)
    return chr(code - 0xFEE0) if 0xFF01 <= code <= 0xFF5E else character
