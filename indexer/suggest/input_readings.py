"""What is typed into the box, as characters and syllables: 工伤, gongshang, gs, 工shang, zhengfuxxgk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from indexer.segments.array_writer import Array
from indexer.suggest.characters import FIRST, LAST
from indexer.suggest.sounds import Sounds, near_as_typed

MOST_READINGS = 12
"""Ways to part letters into syllables that are looked at: xian is xi'an and xian. A guess."""

LONGEST = 24
"""Characters and syllables of what is typed that are looked at. A guess."""

LONGEST_SYLLABLE = 6
"""Letters of zhuang, chuang and shuang."""


@dataclass(frozen=True, slots=True)
class Token:
    """One character of what is looked for: itself, or the letters that its syllable begins with."""

    character: str = ""
    letters: str = ""
    whole: bool = False
    """Whether the letters are all of the syllable."""

    @property
    def size(self) -> int:
        """Characters of what is typed that it takes."""
        return len(self.character or self.letters)


class InputReader:
    """Parts what is typed into tokens."""

    def __init__(self, sounds: Sounds, *, forgiving: bool = False) -> None:
        """`forgiving`: sounds that dialects merge are one, and u is ü too."""
        self._sounds = sounds
        self._forgiving = forgiving
        names = [name for name in sounds.names if name and name.isascii()]
        self._syllables = frozenset(one for name in names for one in (_typed(name) if forgiving else (name,)))
        self._beginnings = frozenset(
            name[:size] for name in self._syllables for size in range(1, len(name) + 1)
        )
        self._spelt: dict[tuple[str, bool], Array] = {}
        self._read: dict[tuple[str, bool], Array] = {}

    def readings(self, typed: str) -> list[tuple[Token, ...]]:
        """The likeliest ways to read it, those of the fewest syllables first."""
        found = list(islice(_read(self._onward(typed[: LONGEST * 6]), 0), MOST_READINGS * 4))
        return sorted(found, key=len)[:MOST_READINGS]

    def heads(self, token: Token) -> tuple[str, ...]:
        """The letters that its syllable may begin with; itself where it has none."""
        if token.letters:
            merged = self._forgiving and token.letters[0] in "ln"
            return ("l", "n") if merged else (token.letters[0],)
        readings = self._sounds.of(token.character)
        return tuple(dict.fromkeys(plain[0] for plain in readings)) or (token.character,)

    def spelt(self, letters: str, whole: bool) -> Array:
        """bool, for each syllable: whether it begins with the letters, or is them."""
        found = self._spelt.get((letters, whole))
        if found is None:
            fits = str.__eq__ if whole else str.startswith
            one = near_as_typed if self._forgiving else str
            wanted = one(letters)
            found = np.array([fits(one(name), wanted) for name in self._sounds.names], dtype=bool)
            self._spelt[letters, whole] = found
        return found

    def read_so(self, letters: str, whole: bool, characters: Array) -> Array:
        """bool, for each of the characters: whether one of its readings begins with the letters, or is them.

        Many say 献血 as xianxue and 退耕还林 as tuigenghuanlin, where a dictionary has but one of the two.
        """
        if not self._forgiving:
            return np.zeros(len(characters), dtype=bool)
        found = self._read.get((letters, whole))
        if found is None:
            found = self._read[letters, whole] = self._sounds.reads(self.spelt(letters, whole))
        return found[np.where((characters >= FIRST) & (characters <= LAST), characters - FIRST + 1, 0)]

    def _onward(self, typed: str) -> list[list[Token]]:
        """At each place the tokens after which all that follows can be read, the longest first."""
        onward: list[list[Token]] = [[] for _ in typed]
        for place in reversed(range(len(typed))):
            for token in self._tokens(typed[place : place + LONGEST_SYLLABLE + 1]):
                after = place + token.size
                if after == len(typed) or onward[after]:
                    onward[place].append(token)
        return onward

    def _tokens(self, typed: str) -> Iterator[Token]:
        """What the typed may begin with, the longest first."""
        if not ("a" <= typed[0] <= "z"):
            yield Token(character=typed[0])
            return
        for size in range(min(LONGEST_SYLLABLE, len(typed)), 0, -1):
            letters = typed[:size]
            whole = letters in self._syllables
            initial = letters in ("zh", "ch", "sh")
            partly = size == 1 or size == len(typed) or not ("a" <= typed[size] <= "z")
            if whole or initial or (partly and letters in self._beginnings):
                yield Token(letters=letters, whole=whole and size > 1)


def _typed(name: str) -> Iterator[str]:
    """A syllable in every way that it may be typed where dialects merge sounds."""
    starts = {"z": ("z", "zh"), "c": ("c", "ch"), "s": ("s", "sh"), "l": ("l", "n"), "n": ("l", "n")}
    plain = near_as_typed(name)
    ends = (plain[1:], plain[1:] + "g") if plain.endswith(("an", "en", "in")) else (plain[1:],)
    yield name
    for start in starts.get(plain[0], (plain[0],)):
        yield from (start + end for end in ends)


def _read(onward: list[list[Token]], place: int) -> Iterator[tuple[Token, ...]]:
    """All readings from a place on. No branch is a dead end, so the first few cost little."""
    if place == len(onward):
        yield ()
        return
    for token in onward[place]:
        for rest in _read(onward, place + token.size):
            yield (token, *rest)
