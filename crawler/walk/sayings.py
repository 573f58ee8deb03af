"""Texts that say one thing under several titles, be it with a number, a time or each title in them."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from corpus.lazy_regex import lazy_regex
from crawler.pages.markup import dense
from crawler.walk.likeness import digest, pieces, shared, words

SAID_ALIKE = 40
"""Letters from which the very same text under several titles is doubted. A guess: a column may have one
sentence for all, and what it publishes in pictures."""

LEAST = 10
"""Letters from which texts are doubted that differ in what neither title names. A guess."""

LONGEST = 600
"""Characters; what such a notice says is short. A guess."""

ALIKE = 0.6
"""Share of the shorter text's pieces that the other has, before they are compared by letters. A guess."""

SAY_AS_MUCH = 4
"""Letters of an alphabet that say as much as a Chinese character: a word has five or so, or one to two of
these. A guess."""

NEARLY_ALL = 0.8
"""Share of the letters of the shorter text that the other has, too. A guess."""

ENDS = 6
"""Letters at the beginning, or the end, that texts have in common before they are compared. A guess."""

TRIED = 4
"""Texts of one beginning, or end, with which each new one is compared. A guess."""

KEPT = 10_000
"""Texts, and beginnings and ends, that wait to be met again: the latest, at some kilobytes each. A guess."""

_Known: TypeAlias = tuple[str, str]
"""The address that said it first, and what all that say so are known by."""

_Kept = TypeVar("_Kept")

_LETTERS = lazy_regex(r"[\u3400-\u9fff]+")
_NUMBERS = lazy_regex(r"\d+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A short text without its title."""

    title: str
    text: str
    letters: str
    """Its Chinese characters: numbers of incidents are of digits and other letters."""

    @property
    def is_told_by_letters(self) -> bool:
        """Whether these say what it says, rather than who wrote an English text."""
        return SAY_AS_MUCH * len(self.letters) >= len(words(self.text)) - len(self.letters)


def saying(title: str, text: str) -> Saying | None:
    """None of a text that is too long for a notice, or has no Chinese beside its title."""
    said, called = dense(text), dense(title)
    if len(said) > LONGEST:
        return None
    said = said.replace(called, "") if called else said
    letters = "".join(_LETTERS.findall(said))
    return Saying(called, said, letters) if letters else None


def is_alike(one: Saying, other: Saying) -> bool:
    """Whether both say one thing: they differ in little, and in nothing that one of the titles names."""
    if _numbers_of_its_own(one, other) or _numbers_of_its_own(other, one):
        return False
    if one.letters == other.letters:
        return True
    most = (1 - NEARLY_ALL) * min(len(one.letters), len(other.letters))
    if abs(len(one.letters) - len(other.letters)) > most:
        return False
    if shared(pieces(one.letters), pieces(other.letters)) < ALIKE:
        return False
    matcher = SequenceMatcher(None, one.letters, other.letters, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    differing = max(sum(step[2] - step[1] for step in steps), sum(step[4] - step[3] for step in steps))
    if differing > most:
        return False
    named = [_names_its_own(one, other, step[1], step[2]) for step in steps]
    return not any(named) and not any(_names_its_own(other, one, step[3], step[4]) for step in steps)


def _numbers_of_its_own(one: Saying, other: Saying) -> bool:
    """Whether a text has a number that its own title has, and the other title has not."""
    titled = {*_NUMBERS.findall(one.title)} - {*_NUMBERS.findall(other.title)}
    return not titled.isdisjoint(_NUMBERS.findall(one.text))


def _names_its_own(one: Saying, other: Saying, start: int, end: int) -> bool:
    """Whether what differs there is, with a letter around it, of its own title and not of the other."""
    pairs = (one.letters[place : place + 2] for place in range(max(start - 1, 0), end))
    return any(len(pair) == 2 and pair in one.title and pair not in other.title for pair in pairs)


@dataclass(slots=True)
class Sayings:
    """What the new documents of a run say, each by the address that said it first."""

    _firsts: OrderedDict[str, _Known] = field(default_factory=OrderedDict)
    """By a digest of the text."""
    _short: OrderedDict[str, deque[tuple[Saying, str, _Known]]] = field(default_factory=OrderedDict)
    """By beginnings and ends, with the digest of each."""

    def first(self, url: str, title: str, text: str) -> _Known | None:
        """Which address said it first, perhaps this one, and what it is known by; None of too few words."""
        said, short = "".join(text.split()), saying(title, text)
        exact = digest(said)
        if len(words(said)) >= SAID_ALIKE and exact in self._firsts:
            return _keep(self._firsts, exact, self._firsts[exact])
        varied = short if short and short.is_told_by_letters and len(short.letters) >= LEAST else None
        found = self._alike(varied, exact) if varied else None
        if found is None and len(words(said)) < SAID_ALIKE and varied is None:
            return None
        known = found or (url, exact)
        _keep(self._firsts, exact, self._firsts.get(exact, known))
        if varied and found is None:
            for key in _ends(varied):
                alike = _keep(self._short, key, self._short.get(key) or deque(maxlen=TRIED))
                alike.append((varied, exact, known))
        return known

    def _alike(self, one: Saying, exact: str) -> _Known | None:
        """Of few words the very same is no sign."""
        for key in _ends(one):
            for other, itself, known in self._short.get(key, ()):
                if itself != exact and is_alike(one, other):
                    self._short.move_to_end(key)
                    return known
        return None


def _keep(those: OrderedDict[str, _Kept], key: str, value: _Kept) -> _Kept:
    """Put it behind all others; what was not met for longest is forgotten."""
    those[key] = value
    those.move_to_end(key)
    if len(those) > KEPT:
        those.popitem(last=False)
    return value


def _ends(one: Saying) -> Iterator[str]:
    yield f"{one.letters[:ENDS]}…"
    yield f"…{one.letters[-ENDS:]}"
