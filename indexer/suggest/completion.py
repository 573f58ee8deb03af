"""Completes what is typed, by characters, syllables, initials, or all of them mixed.

What is typed gives a range of sorted keys (`completion_tables`); the weightiest places of the range are
compared in full.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus.lazy_regex import lazy_regex
from indexer.segments.array_writer import Array
from indexer.suggest.characters import code_points, key_of
from indexer.suggest.input_readings import InputReader, Token
from indexer.suggest.single_characters import SingleCharacters
from indexer.suggest.sounds import Sounds
from indexer.text.tones import without_numbers

AT_START = 2.0
"""What an entry that begins with the typed weighs more, in logarithms of documents. A guess."""

MOST_COMPARED = 300
"""Places compared in full for one reading of what is typed. A guess: bounds the time."""


@dataclass(frozen=True, slots=True)
class Keys:
    """How the characters from a place on become one number of 63 bits."""

    size: int
    """Characters in it."""
    bits: int
    """Of each character."""

    def codes(self, points: Array) -> Array:
        """A code for each character; 0 only where an entry ends, whatever the low bits of a character are."""
        return np.where(points == ord("\n"), 0, np.maximum(points & (1 << self.bits) - 1, 1))

    def code(self, point: int) -> int:
        """Of one character, which takes no array."""
        return 0 if point == ord("\n") else max(point & (1 << self.bits) - 1, 1)

    def range(self, codes: Sequence[int]) -> tuple[int, int]:
        """The first key that begins with these codes, and the first that no longer does."""
        key = key_of(codes, self.bits)
        shift = self.bits * (self.size - len(codes))
        return key << shift, (key + 1) << shift


CHARACTERS = Keys(size=4, bits=15)
"""More than four characters seldom narrow a range further."""

INITIALS = Keys(size=10, bits=6)
"""All letters differ in six bits."""


class Completion:
    """Immutable, for several threads."""

    def __init__(self, tables: Mapping[str, Array], sounds: Sounds) -> None:
        """`tables`: what `completion_tables` made."""
        self._sounds = sounds
        self._reader = InputReader(sounds)
        self._forgiving = InputReader(sounds, forgiving=True)
        self._shown = tables["entry.shown"]
        self._shown_starts = tables["entry.shown_starts"]
        self._starts = tables["entry.starts"]
        self._weights = tables["entry.weights"]
        self._text = tables["entry.text"]
        self._syllables = tables["entry.syllables"]
        self._places = tables["place.at"]
        self._place_weights = tables["place.weights"]
        self._by_characters = tables["place.characters.keys"], tables["place.characters.order"]
        self._by_initials = tables["place.initials.keys"], tables["place.initials.order"]

    @cached_property
    def single(self) -> SingleCharacters:
        """Single characters by their sound, those common among the entries first; made when asked for."""
        return SingleCharacters(self._sounds, self._text)

    def __len__(self) -> int:
        return len(self._weights)

    def ranked(self, typed: str, limit: int, but: Container[str] = ()) -> list[tuple[float, str]]:
        """The weightiest entries that begin with the typed, then those that have it inside.

        Where none does, those that sound nearly so. `but`: what is not to be offered.
        """
        wanted = folded(toneless(typed)).replace("'", "").replace(" ", "")
        exactly = self._ranked(wanted, limit, but, self._reader)
        return exactly or self._ranked(wanted, limit, but, self._forgiving)

    def _ranked(
        self, wanted: str, limit: int, but: Container[str], reader: InputReader
    ) -> list[tuple[float, str]]:
        found: dict[int, float] = {}
        for tokens in self._readings(wanted, reader):
            for place in self._agreeing(tokens, reader):
                number = int(np.searchsorted(self._starts, place, side="right")) - 1
                if number not in found:
                    begins = place == self._starts[number]
                    found[number] = float(self._weights[number]) + (AT_START if begins else 0.0)
                    if len(found) >= 4 * limit:
                        break
        best = sorted(found, key=lambda number: (-found[number], number))
        shown = ((found[number], self._entry(number)) for number in best)
        return [one for one in shown if folded(one[1]) != wanted and one[1] not in but][:limit]

    def spelt(self, letters: str) -> str | None:
        """The weightiest entry spelt exactly so, by all of its syllables or by all of its initials.

        Where there is none, one that sounds nearly so.
        """
        return self._spelt(letters, self._reader) or self._spelt(letters, self._forgiving)

    def part_spelt(self, letters: str, entry: str) -> str | None:
        """What is spelt so within an entry, by all of its syllables: 白茶 in 政和县白茶产业; None where that
        begins the entry, or is nowhere.
        """
        for reader in (self._reader, self._forgiving):
            for tokens in self._readings(letters, reader):
                if len(tokens) < 2 or not all(token.whole for token in tokens):
                    continue
                for place in self._agreeing(tokens, reader):
                    number = int(np.searchsorted(self._starts, place, side="right")) - 1
                    if self._entry(number) != entry:
                        continue
                    part = "".join(map(chr, self._text[place : place + len(tokens)].tolist()))
                    return part if place > self._starts[number] else None
        return None

    def _spelt(self, letters: str, reader: InputReader) -> str | None:
        for tokens in self._readings(letters, reader):
            for place in self._agreeing(tokens, reader):
                number = int(np.searchsorted(self._starts, place, side="right")) - 1
                size = int(self._starts[number + 1] - self._starts[number]) - 1
                if self._starts[number] == place and size == len(tokens):
                    return self._entry(number)
        return None

    def _readings(self, typed: str, reader: InputReader) -> list[tuple[Token, ...]]:
        """None where there is nothing to be found: reading letters takes a millisecond."""
        return reader.readings(typed) if typed and len(self) else []

    def _entry(self, number: int) -> str:
        start, end = self._shown_starts[number : number + 2].tolist()
        return bytes(self._shown[start:end]).decode("utf-8", "surrogatepass")

    def _agreeing(self, tokens: Sequence[Token], reader: InputReader) -> Iterator[int]:
        """Places where the text reads so, the weightiest first."""
        places = self._candidates(tokens, reader)
        for offset, token in enumerate(tokens):
            # An entry's end agrees with nothing, so that what lies beyond it does not matter.
            at = np.minimum(places + offset, len(self._text) - 1)
            if token.character:
                agrees = self._text[at] == ord(token.character)
            else:
                # The last syllable may also be the beginning of a longer one: gon(g).
                whole = token.whole and offset < len(tokens) - 1
                syllables = self._syllables[at]
                itself = (self._text[at] == ord(token.letters[0])) & (len(token.letters) == 1)
                spelt = reader.spelt(token.letters, whole)[syllables]
                spelt |= reader.read_so(token.letters, whole, self._text[at].astype(np.int64))
                agrees = np.where(syllables > 0, spelt, itself)
            places = places[agrees]
            if not len(places):
                break
        return iter(places.tolist())

    def _candidates(self, tokens: Sequence[Token], reader: InputReader) -> Array:
        """Places whose keys agree, the weightiest first."""
        if all(token.character for token in tokens):
            typed = code_points("".join(token.character for token in tokens[: CHARACTERS.size]))
            return self._range(self._by_characters, CHARACTERS, [(code,) for code in typed.tolist()])
        heads = [reader.heads(token) for token in tokens[: INITIALS.size]]
        return self._range(self._by_initials, INITIALS, [tuple(map(ord, of)) for of in heads])

    def _range(self, index: tuple[Array, Array], keys: Keys, wanted: Sequence[Sequence[int]]) -> Array:
        """`wanted`: for each character from a place on those that it may be."""
        codes = [list(map(keys.code, points)) for points in wanted]
        bounds = [keys.range(choice) for choice in _choices(codes)]
        ends = np.searchsorted(index[0], np.array(bounds, dtype=np.int64))
        rows = np.concatenate([index[1][start:end] for start, end in ends.tolist()])
        weights = self._place_weights[rows]
        if len(rows) > MOST_COMPARED:
            best = np.argpartition(-weights, MOST_COMPARED)[:MOST_COMPARED]
            rows, weights = rows[best], weights[best]
        places: Array = self._places[rows[np.argsort(-weights, kind="stable")]].astype(np.int64)
        return places


def _choices(codes: Sequence[Sequence[int]]) -> list[list[int]]:
    """All choices of one code each; of many, only the first."""
    choices: list[list[int]] = [[]]
    for each in codes:
        taken = each if len(choices) <= 8 else each[:1]
        choices = [[*choice, code] for choice in choices for code in taken]
    return choices


def toneless(text: str) -> str:
    """Pinyin with its tones as it is typed without: shēng and sheng1 are sheng, lǜ and lu:4 are lv."""
    text = without_numbers(text)
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text)
    letters = _UMLAUT.sub("v", letters)
    return unicodedata.normalize("NFC", _TONES.sub("", letters))


_UMLAUT = lazy_regex("u(?=[\u0300-\u036f]*\u0308)|ü")
_TONES = lazy_regex("(?<=[a-zA-Z])[\u0300-\u036f]+")


def folded(text: str) -> str:
    """One case and width, in one line."""
    return text.translate(_NARROW).lower().replace("\n", " ")


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
