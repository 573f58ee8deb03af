"""Mends a query by the words of the collection. A query whose words all stand there is never touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.query.filler import FILLER
from indexer.suggest import pinyin
from indexer.text import dictionary

LEAST_COUNT = 3
"""Documents that a word must stand in to be offered. A guess: rarer ones are errors themselves."""

COMMON = 20
"""Documents from which a word that no dictionary has is one all the same. A guess."""

LONGEST = 8
"""Characters of the longest word that is looked up; longer terms are made of shorter ones. A guess."""

SURE = 3
"""Characters from which a word with another sound is offered: shorter ones have many neighbours. A guess."""

LEAST_INITIALS = 3
"""Letters from which initials are read: two say nothing."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LETTERS = re.compile(r"[a-z]{2,40}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of the query, and whether it is one."""

    text: str
    known: bool


class Corrector:
    """Knows the words of one state of the index."""

    def __init__(self, words: Iterable[tuple[str, int]], terms: Iterable[str]) -> None:
        """`words` with the number of their documents; `terms` are known whatever the collection holds."""
        self._counts = {word: count for word, count in words if count >= LEAST_COUNT}
        for term in terms:
            self._counts.setdefault(term, LEAST_COUNT)
        self._by_sound: dict[str, list[str]] = {}
        self._by_spelling: dict[str, list[str]] = {}
        self._by_initials: dict[str, list[str]] = {}
        self._by_gap: dict[str, list[str]] = {}
        for word in sorted(self._counts, key=lambda word: (-self._counts[word], word)):
            if _CHINESE.fullmatch(word) and 2 <= len(word) <= LONGEST:
                self._add(word)

    def correct(
        self, query: str, cut: Callable[[str], list[str]], stands: Callable[[str], bool]
    ) -> str | None:
        """The query, mended, or None. `stands`: whether a text stands anywhere in the collection."""
        mended = _LETTERS.sub(lambda found: self._spoken(found.group()) or found.group(), query)
        mended = _CHINESE.sub(lambda run: self._mend(run.group(), cut, stands), mended)
        return mended if mended != query else None

    def _add(self, word: str) -> None:
        self._by_sound.setdefault(pinyin.sound(word), []).append(word)
        self._by_spelling.setdefault(pinyin.spelt(word), []).append(word)
        if len(word) >= LEAST_INITIALS:
            self._by_initials.setdefault(pinyin.initials(word), []).append(word)
        if len(word) >= SURE:
            for gap in _gaps(word):
                self._by_gap.setdefault(gap, []).append(word)

    def _spoken(self, letters: str) -> str | None:
        """The commonest word spelt so, whole or by its initials; a word of the collection stays."""
        if letters in self._counts:
            return None
        whole = self._by_spelling.get(letters) or self._by_initials.get(letters)
        return whole[0] if whole else None

    def _mend(self, run: str, cut: Callable[[str], list[str]], stands: Callable[[str], bool]) -> str:
        """A run of Chinese with what is doubtful mended, from left to right, the longest stretch first."""
        pieces = [_Piece(text, self._known(text)) for text in cut(run)]
        first, mended = 0, ""
        while first < len(pieces):
            for last in range(len(pieces), first, -1):
                stretch = pieces[first:last]
                better = self._better(stretch, stands)
                if better and _fits(better, pieces[:first], pieces[last:], stands):
                    mended, first = mended + better, last
                    break
            else:
                mended, first = mended + pieces[first].text, first + 1
        return mended

    def _known(self, text: str) -> bool:
        return len(text) > 1 and (text in dictionary() or self._counts.get(text, 0) >= COMMON)

    def _better(self, pieces: list[_Piece], stands: Callable[[str], bool]) -> str | None:
        """For a stretch that nothing explains the word that sounds like it, or else looks like it."""
        text = "".join(piece.text for piece in pieces)
        if not 2 <= len(text) <= LONGEST or text in self._counts or all(piece.known for piece in pieces):
            return None
        filler = [piece.text for piece in pieces if piece.text in FILLER]
        if filler and (len(text) <= SURE or max(map(len, filler)) > 1):
            return None
        if stands(text):
            return None
        for word in self._by_sound.get(pinyin.sound(text), ()):
            if len(text) >= SURE or (set(text) & set(word) and pinyin.spelt(text) == pinyin.spelt(word)):
                return word
        if len(text) < SURE:
            return None
        near = {word for word in self._neighbours(text) if _alike(text, word)}
        return max(near, key=lambda word: (self._counts[word], word)) if near else None

    def _neighbours(self, text: str) -> Iterator[str]:
        for gap in (*_gaps(text), text):
            yield from self._by_gap.get(gap, ())


def _fits(better: str, before: list[_Piece], after: list[_Piece], stands: Callable[[str], bool]) -> bool:
    """Whether a word stands beside one of its neighbours in the collection, where it has any that tell."""
    left = before[-1].text if before and before[-1].text not in FILLER else ""
    right = after[0].text if after and after[0].text not in FILLER else ""
    if not left and not right:
        return True
    return bool((left and stands(left + better)) or (right and stands(better + right)))


def _gaps(word: str) -> list[str]:
    """The word without each of its characters."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _alike(typed: str, word: str) -> bool:
    """One character exchanged, two neighbours swapped, or one missing; one end at least must agree."""
    if typed[0] != word[0] and typed[-1] != word[-1]:
        return False
    if len(typed) == len(word):
        wrong = [place for place, (one, other) in enumerate(zip(typed, word, strict=True)) if one != other]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(typed) == sorted(word)
        return len(wrong) == 1 or swapped
    return len(word) == len(typed) + 1 and typed in _gaps(word)
