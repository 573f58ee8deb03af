"""What is typed into the box, as characters and syllables: 工伤, gongshang, gs, 工shang, zhengfuxxgk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from indexer.suggest import pinyin
from indexer.suggest.model import FIRST, LAST
from indexer.suggest.readings import names

MOST_READINGS = 12
"""Ways to part letters into syllables that are looked at: xian is xi'an and xian. A guess."""

LONGEST = 24
"""Characters and syllables of what is typed that are looked at. A guess."""


@dataclass(frozen=True, slots=True)
class Token:
    """One character of what is looked for: itself, or the letters that its syllable begins with."""

    character: str = ""
    letters: str = ""
    whole: bool = False
    """Whether the letters are all of the syllable."""

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
    found = list(islice(_read(typed[: LONGEST * 6]), MOST_READINGS * 4))
    return sorted(found, key=len)[:MOST_READINGS]


def _read(typed: str) -> Iterator[tuple[Token, ...]]:
    if not typed:
        yield ()
        return
    head = typed[0]
    if not ("a" <= head <= "z"):
        for rest in _read(typed[1:]):
            yield (Token(character=head), *rest)
        return
    for size in range(min(6, len(typed)), 0, -1):
        letters = typed[:size]
        whole = letters in _syllables()
        partly = size == 1 or size == len(typed) or not ("a" <= typed[size] <= "z")
        initial = letters in ("zh", "ch", "sh")
        if whole or initial or (partly and letters in _beginnings()):
            for rest in _read(typed[size:]):
                yield (Token(letters=letters, whole=whole and size > 1), *rest)


def is_chinese(character: str) -> bool:
    """Whether it is a common Chinese character."""
    return FIRST <= ord(character) <= LAST
