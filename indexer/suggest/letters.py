"""What letters in a query spell: pinyin, initials, with slips of the fingers, beside words of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from itertools import groupby

from corpus.lazy_regex import lazy_regex
from indexer.engines import EngineReader, EngineRequest
from indexer.query import Term
from indexer.suggest.completion import Completion
from indexer.suggest.corrector import Corrector
from indexer.suggest.keyboard import slips
from indexer.suggest.sounds import Sounds

LONGEST_ACRONYM = 5
"""Letters of what is typed all in capitals and stands for itself: WTO. A guess."""

LEAST_SLIPPED = 8
"""Letters from which a slip among them is undone: fewer may be anything. A guess."""

MOST_SLIPPED = 40
"""Letters of a query up to which it is: a longer title is found by its beginning. A guess."""

MOST_SYLLABLES = 12
"""Syllables with blanks between them that are looked at for words of several. A guess."""

LONGEST_GROUP = 24
"""Letters of what stands between blanks there: four syllables of the longest. A guess."""

_LETTERS = lazy_regex(
    r"(?<![a-z])[a-z]{2,40}(?![a-z])(?:['’\s]+[a-z]+)*(?![a-z]*[:：])", re.ASCII | re.IGNORECASE
)
"""What may be pinyin, with or without blanks; before a colon stands the name of a field."""
_BETWEEN = lazy_regex(r"['’\s]+")
_OPERATORS = ("and", "or", "not")
_EACH = lazy_regex(r"[a-z]+", re.ASCII | re.IGNORECASE)
_FIGURE = lazy_regex(r"[-/. ]?(\d{1,6})(?!\d)", re.ASCII)
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the files hold."""

    base: str
    sounds: Sounds
    corrector: Corrector
    completion: Completion
    recent: Completion | None = None
    gone: Container[str] = field(default_factory=frozenset)


def spoken(query: str, opened: Opened, reader: EngineReader) -> str:
    """What letters spell, unless they are words of the collection, or an operator between words."""
    # Some hundred slips are looked up of each word.
    slips_too = sum(one.isascii() and one.isalpha() for one in query) <= MOST_SLIPPED

    def spelt(found: re.Match[str]) -> str:
        said = found.group()
        if _is_beside_figure(said, query[found.end() :], reader) or _goes_on(said, query[: found.start()]):
            return said
        words = _BETWEEN.split(said.lower())
        apart = len(words) > 1 and not set(words).intersection(_OPERATORS)
        if apart and (whole := _spells("".join(words), opened, guess=said == query)):
            return whole
        if apart and slips_too and (whole := _slipped("".join(words), opened)):
            return whole
        if apart and (parts := _runs(tuple(words), opened, _one)):
            return parts
        if apart and not all(map(opened.sounds.may_spell, words)):
            return _beside_others(said, opened, _one)
        return _EACH.sub(lambda one: _one(one.group()), said)

    def _one(word: str) -> str:
        if word.lower() in _OPERATORS or len(word) < 2 or _is_word(word.lower(), reader):
            return word
        guess = word == query and not (word.isupper() and len(word) <= LONGEST_ACRONYM)
        if spelt_so := _spells(word.lower(), opened, guess=guess):
            return spelt_so
        return (slips_too and _slipped(word.lower(), opened)) or word

    return _LETTERS.sub(spelt, query)


def _beside_others(said: str, opened: Opened, one: Callable[[str], str]) -> str:
    """What is spelt beside letters that stand for words, as 上海 in shang hai gdp; in a sentence of another
    language, as made in china, only what is long enough to be no word of it.
    """
    may_spell = opened.sounds.may_spell
    words = list(_EACH.finditer(said.lower()))
    if any(not (may_spell(word[0]) or _VOWELS.isdisjoint(word[0])) for word in words):
        return _EACH.sub(lambda word: one(word[0]) if len(word[0]) >= LEAST_SLIPPED else word[0], said)
    parts, end = [], 0
    for spelt, run in groupby(words, lambda word: may_spell(word[0])):
        beside = list(run)
        start, syllables = beside[0].start(), tuple(word[0] for word in beside)
        parts.append(said[end:start])
        end = beside[-1].end()
        whole = _exactly("".join(syllables), opened) or _runs(syllables, opened, one) if spelt else None
        parts.append(whole or _EACH.sub(lambda word: one(word[0]), said[start:end]))
    return "".join([*parts, said[end:]])


def _spells(letters: str, opened: Opened, *, guess: bool) -> str | None:
    """What is spelt so; with `guess` what completion would offer first."""
    if exactly := _exactly(letters, opened):
        return exactly
    if not guess:
        return None
    offered = [(one, opened.completion) for one in opened.completion.ranked(letters, 1, opened.gone)]
    if opened.recent:
        offered += [(one, opened.recent) for one in opened.recent.ranked(letters, 1)]
    if not offered:
        return None
    (_, found), completion = max(offered, key=lambda one: one[0])
    part = completion.part_spelt(letters, found)
    return part or found


def _runs(groups: tuple[str, ...], opened: Opened, one: Callable[[str], str]) -> str | None:
    """The words that syllables, or words of some, spell one behind the other with blanks between, with as few
    left as can be, and as few words; None where they spell none, or one is no syllable, as in English.

    `one`: reads a word that is left; a single syllable stays as it is.
    """
    if not 2 < len(groups) <= MOST_SYLLABLES or any(len(group) > LONGEST_GROUP for group in groups):
        return None
    if not all(map(opened.sounds.may_spell, groups)):
        return None
    several = [group not in opened.sounds.names for group in groups]
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    for end in range(1, len(groups) + 1):
        left, words, parts = best[end - 1]
        ways = [(left + 1, words, (*parts, one(groups[end - 1]) if several[end - 1] else groups[end - 1]))]
        for start in range(end - 1 + several[end - 1]):
            left, words, parts = best[start]
            if (left, words + 1) < ways[-1][:2] and (word := _exactly("".join(groups[start:end]), opened)):
                ways.append((left, words + 1, (*parts, word)))
        best.append(ways[-1])
    _, words, parts = best[-1]
    return " ".join(parts) if words else None


def _exactly(letters: str, opened: Opened) -> str | None:
    return opened.completion.spelt(letters) or (opened.recent.spelt(letters) if opened.recent else None)


def _slipped(letters: str, opened: Opened) -> str | None:
    """What is spelt so but for one slip of the fingers."""
    if len(letters) < LEAST_SLIPPED:
        return None
    for way in slips(letters):
        if opened.sounds.may_spell(way) and (found := _exactly(way, opened)):
            return found
    return None


def _is_beside_figure(letters: str, behind: str, reader: EngineReader) -> bool:
    """Whether they are a word of the collection with the figure behind them: PM-10."""
    figure = _FIGURE.match(behind)
    return figure is not None and _is_word(_EACH.findall(letters)[-1].lower() + figure[1], reader)


def _goes_on(letters: str, before: str) -> bool:
    """Whether they go on with a figure, as in 5GA and 3A: so few are a name with it."""
    return before[-1:].isdecimal() and letters.isalpha() and len(letters) <= LONGEST_ACRONYM


def _is_word(word: str, reader: EngineReader) -> bool:
    return reader.search(EngineRequest(Term(word), limit=0, facets=False)).total > 0
