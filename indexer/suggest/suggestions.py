"""What a person may have meant, or be about to type, by the files that `gongkai index` wrote."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Container, Hashable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from threading import Lock
from time import monotonic

from corpus.answer_memory import AnswerMemory
from corpus.errors import StoreError
from corpus.lazy_regex import lazy_regex
from corpus.store import Store
from indexer.engines import EngineReader, EngineRequest
from indexer.errors import IndexBroken
from indexer.query import Term
from indexer.suggest.completion import Completion, toneless
from indexer.suggest.completion_tables import CompletionEntry, completion_tables
from indexer.suggest.corrector import Corrector
from indexer.suggest.files import Stamps, SuggestionFiles
from indexer.suggest.input_readings import LONGEST_SYLLABLE
from indexer.suggest.keyboard import slips
from indexer.suggest.sounds import Sounds
from indexer.text import normalise_line

PAST_WEIGHT = 3.0
"""What a past query weighs more than its count: others looked for it already. A guess."""

PAST_SECONDS = 30.0
"""For so long past queries are offered as they were read: other processes count too. A guess."""

MENDED_REMEMBERED = 10_000
"""Queries whose mending is kept: some 2 MB. A guess."""

LONGEST_ACRONYM = 5
"""Letters of what is typed all in capitals and stands for itself: WTO. A guess."""

LEAST_SLIPPED = 8
"""Letters from which a slip among them is undone: fewer may be anything. A guess."""

MOST_SLIPPED = 40
"""Letters of a query up to which it is: a longer title is found by its beginning. A guess."""

MOST_SYLLABLES = 12
"""Syllables with blanks between them that are looked at for words of several. A guess."""

_LETTERS = lazy_regex(
    r"(?<![a-z])[a-z]{2,40}(?![a-z])(?:['’\s]+[a-z]+)*(?![a-z]*[:：])", re.ASCII | re.IGNORECASE
)
"""What may be pinyin, with or without blanks; before a colon stands the name of a field."""
_BETWEEN = lazy_regex(r"['’\s]+")
_OPERATORS = ("and", "or", "not")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the files hold."""

    base: str
    sounds: Sounds
    corrector: Corrector
    completion: Completion
    recent: Completion | None = None
    gone: Container[str] = field(default_factory=frozenset)


class Suggestions:
    """Follows the files; without any it offers nothing. For several threads."""

    def __init__(self, store: Store, folder: Path, *, threshold: int) -> None:
        """`threshold`: askings from which a past query is offered; 0 offers none."""
        self._store = store
        self._files = SuggestionFiles(folder)
        self._threshold = threshold
        self._lock = Lock()
        self._stamp: Stamps = ()
        self._opened: _Opened | None = None
        self._past: Completion | None = None
        self._chosen: tuple[tuple[str, tuple[str, ...]], Completion] | None = None
        self._past_due = 0.0
        self._mended: AnswerMemory[str, str | None] = AnswerMemory(MENDED_REMEMBERED)

    def complete(self, typed: str, limit: int) -> list[str]:
        """What the typed may become, the likeliest first."""
        opened = self._follow()
        if opened is None:
            return []
        asked = self._past_queries(opened.sounds)
        found = opened.completion.ranked(typed, limit, opened.gone)
        if opened.recent is not None:
            found = sorted([*found, *opened.recent.ranked(typed, limit)], key=lambda one: -one[0])
        offered = [*(asked.ranked(typed, limit // 2) if asked else ()), *found]
        return list(dict.fromkeys(text for _, text in offered))[:limit]

    def characters(self, letters: str, limit: int) -> tuple[str, list[str]]:
        """The first syllable of the letters, and its characters, the common ones first."""
        opened = self._follow()
        return opened.completion.single.of(letters, limit) if opened else ("", [])

    def among(self, texts: tuple[str, ...], typed: str, limit: int) -> list[str]:
        """Which of these the typed may become, the likeliest first."""
        opened = self._follow()
        if opened is None or not texts:
            return []
        key, chosen = (opened.base, texts), self._chosen
        if chosen is None or chosen[0] != key:
            entries = (CompletionEntry(text, 0.0) for text in texts)
            chosen = key, Completion(completion_tables(entries, opened.sounds), opened.sounds)
            self._chosen = chosen
        return [text for _, text in chosen[1].ranked(typed, limit)]

    def often(self, limit: int) -> list[str]:
        """The past queries that were asked most often."""
        kept = self._store.past_queries.kept(self._threshold) if self._threshold else []
        return [query for query, _ in sorted(kept, key=lambda one: (-one[1], one[0]))[:limit]]

    def meant(self, reader: EngineReader, query: str) -> str | None:
        """The query with its slips mended, letters read as pinyin; None where it seems right."""
        opened = self._follow()
        if opened is None:
            return None
        state = reader.state, self._stamp
        return self._mended.get(state, query, lambda: _mended(query, opened, reader))

    def unheard_of(self, reader: EngineReader, query: str, meant: str) -> bool:
        """Whether what a mended query changes stands in no document as it was typed."""
        changed = SequenceMatcher(None, query, meant, autojunk=False).get_opcodes()
        typed = (query[max(0, i - 1) : j + 1] for kind, i, j, _, _ in changed if kind != "equal")
        lines = [line for text in typed if (line := normalise_line(text))]
        return not any(reader.standing(lines))

    def state(self) -> Hashable:
        """What corrections are made from: another with every writing of the files."""
        return self._files.stamp()

    def learn(self) -> None:
        """Have past queries read again when they are next needed."""
        self._past_due = 0.0

    def _past_queries(self, sounds: Sounds) -> Completion | None:
        if self._threshold and monotonic() >= self._past_due:
            self._past_due = monotonic() + PAST_SECONDS
            try:
                kept = self._store.past_queries.kept(self._threshold)
            except StoreError as error:
                _log.warning("past queries cannot be read: %s", error)
            else:
                entries = (CompletionEntry(query, math.log(n + 1) + PAST_WEIGHT) for query, n in kept)
                self._past = Completion(completion_tables(entries, sounds), sounds)
        return self._past

    def _follow(self) -> _Opened | None:
        """What the files hold now; while that cannot be read what they held before."""
        stamp = self._files.stamp()
        if stamp == self._stamp:
            return self._opened
        with self._lock:
            if stamp != self._stamp:
                self._opened = self._open(self._opened)
                self._stamp = stamp
            return self._opened

    def _open(self, former: _Opened | None) -> _Opened | None:
        try:
            found = self._files.base()
            recent = self._files.recent()
        except IndexBroken as error:
            _log.warning("suggestions stay as they were: %s", error)
            return former
        if found is None:
            return former
        note, tables = found
        if former is not None and former.base == note.made:
            sounds, corrector, completion = former.sounds, former.corrector, former.completion
        else:
            sounds = Sounds(tables)
            corrector, completion = Corrector(tables, sounds), Completion(tables, sounds)
        if recent is None or recent[0].base != note.made:
            return _Opened(note.made, sounds, corrector, completion)
        newer = Completion(recent[1], sounds)
        return _Opened(note.made, sounds, corrector, completion, newer, frozenset(recent[0].gone))


def _mended(query: str, opened: _Opened, reader: EngineReader) -> str | None:
    spoken = _spoken(toneless(query), opened, reader)
    mended = opened.corrector.correct(spoken, reader)
    return mended or (spoken if spoken != query else None)


def _spoken(query: str, opened: _Opened, reader: EngineReader) -> str:
    """What letters spell, unless they are words of the collection, or an operator between words."""
    # Some hundred slips are looked up of each word.
    slips_too = sum(one.isascii() and one.isalpha() for one in query) <= MOST_SLIPPED

    def spelt(found: re.Match[str]) -> str:
        said = found.group()
        if _is_beside_figure(said, query[found.end() :], reader):
            return said
        words = _BETWEEN.split(said.lower())
        apart = len(words) > 1 and not set(words).intersection(_OPERATORS)
        if apart and (whole := _spells("".join(words), opened, guess=said == query)):
            return whole
        if apart and slips_too and (whole := _slipped("".join(words), opened)):
            return whole
        if apart and (parts := _runs(tuple(words), opened)):
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


_EACH = lazy_regex(r"[a-z]+", re.ASCII | re.IGNORECASE)
_FIGURE = lazy_regex(r"[-/. ]?(\d{1,6})(?!\d)", re.ASCII)
_VOWELS = frozenset("aeiou")


def _beside_others(said: str, opened: _Opened, one: Callable[[str], str]) -> str:
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
        whole = _exactly("".join(syllables), opened) or _runs(syllables, opened) if spelt else None
        parts.append(whole or _EACH.sub(lambda word: one(word[0]), said[start:end]))
    return "".join([*parts, said[end:]])


def _spells(letters: str, opened: _Opened, *, guess: bool) -> str | None:
    """What is spelt so; with `guess` what completion would offer first."""
    if exactly := _exactly(letters, opened):
        return exactly
    offered = opened.completion.ranked(letters, 1, opened.gone) if guess else []
    return offered[0][1] if offered else None


def _runs(syllables: tuple[str, ...], opened: _Opened) -> str | None:
    """The words that syllables between blanks spell one behind the other, with as few left as can be, and
    as few words; None where they spell none, or one is no syllable, as in English.
    """
    if not 2 < len(syllables) <= MOST_SYLLABLES or any(len(one) > LONGEST_SYLLABLE for one in syllables):
        return None
    if not all(map(opened.sounds.may_spell, syllables)):
        return None
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    for end in range(1, len(syllables) + 1):
        left, words, parts = best[end - 1]
        ways = [(left + 1, words, (*parts, syllables[end - 1]))]
        for start in range(end - 1):
            left, words, parts = best[start]
            if (left, words + 1) < ways[-1][:2] and (word := _exactly("".join(syllables[start:end]), opened)):
                ways.append((left, words + 1, (*parts, word)))
        best.append(ways[-1])
    _, words, parts = best[-1]
    return " ".join(parts) if words else None


def _exactly(letters: str, opened: _Opened) -> str | None:
    return opened.completion.spelt(letters) or (opened.recent.spelt(letters) if opened.recent else None)


def _slipped(letters: str, opened: _Opened) -> str | None:
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


def _is_word(word: str, reader: EngineReader) -> bool:
    return reader.search(EngineRequest(Term(word), limit=0, facets=False)).total > 0
