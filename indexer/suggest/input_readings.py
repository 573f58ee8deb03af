"""What is typed into the box, as characters and syllables: 工伤, gongshang, gs, 工shang, zhengfuxxgk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from indexer.suggest import pinyin
from indexer.suggest.readings import names

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

    @property
    def heads(self) -> tuple[str, ...]:
        """The letters that its syllable may begin with; itself where it has none."""
        if self.letters:
            return (self.letters[0],)
        return tuple(dict.fromkeys(plain[0] for plain in pinyin.syllables(self.character))) or (
            self.character,
        )


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(name for name in names() if name and name.isascii())


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(name[:size] for name in _syllables() for size in range(1, len(name) + 1))


def readings(typed: str) -> list[tuple[Token, ...]]:
    """The likeliest ways to read it, those of the fewest syllables first."""
    found = list(islice(_read(_onward(typed[: LONGEST * 6]), 0), MOST_READINGS * 4))
    return sorted(found, key=len)[:MOST_READINGS]


def _read(onward: list[list[Token]], place: int) -> Iterator[tuple[Token, ...]]:
    """All readings from a place on. No branch is a dead end, so the first few cost little."""
    if place == len(onward):
        yield ()
        return
    for token in onward[place]:
        for rest in _read(onward, place + token.size):
            yield (token, *rest)


def _onward(typed: str) -> list[list[Token]]:
    """At each place the tokens after which all that follows can be read, the longest first."""
    onward: list[list[Token]] = [[] for _ in typed]
    for place in reversed(range(len(typed))):
        for token in _tokens(typed[place : place + LONGEST_SYLLABLE + 1]):
            after = place + token.size
            if after == len(typed) or onward[after]:
                onward[place].append(token)
    return onward


def _tokens(typed: str) -> Iterator[Token]:
    """What the typed may begin with, the longest first."""
    if not ("a" <= typed[0] <= "z"):
        yield Token(character=typed[0])
        return
    for size in range(min(LONGEST_SYLLABLE, len(typed)), 0, -1):
        letters = typed[:size]
        whole = letters in _syllables()
        partly = size == 1 or size == len(typed) or not ("a" <= typed[size] <= "z")
        initial = letters in ("zh", "ch", "sh")
        if whole or initial or (partly and letters in _beginnings()):
            yield Token(letters=letters, whole=whole and size > 1)
