"""What a person may have meant, or be about to type, by the files that `gongkai index` wrote."""

from __future__ import annotations

import logging
import math
from collections.abc import Hashable
from difflib import SequenceMatcher
from pathlib import Path
from threading import Lock
from time import monotonic

from corpus.answer_memory import AnswerMemory
from corpus.errors import StoreError
from corpus.store import Store
from indexer.engines import EngineReader
from indexer.errors import IndexBroken
from indexer.suggest.completion import Completion, toneless
from indexer.suggest.completion_tables import CompletionEntry, completion_tables
from indexer.suggest.corrector import Corrector
from indexer.suggest.files import Stamps, SuggestionFiles
from indexer.suggest.letters import Opened, spoken
from indexer.suggest.sounds import Sounds
from indexer.text import normalise_line

PAST_WEIGHT = 3.0
"""What a past query weighs more than its count: others looked for it already. A guess."""

PAST_SECONDS = 30.0
"""For so long past queries are offered as they were read: other processes count too. A guess."""

MENDED_REMEMBERED = 10_000
"""Queries whose mending is kept: some 2 MB. A guess."""

_log = logging.getLogger(__name__)


class Suggestions:
    """Follows the files; without any it offers nothing. For several threads."""

    def __init__(self, store: Store, folder: Path, *, threshold: int) -> None:
        """`threshold`: askings from which a past query is offered; 0 offers none."""
        self._store = store
        self._files = SuggestionFiles(folder)
        self._threshold = threshold
        self._lock = Lock()
        self._stamp: Stamps = ()
        self._opened: Opened | None = None
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

    def _follow(self) -> Opened | None:
        """What the files hold now; while that cannot be read what they held before."""
        stamp = self._files.stamp()
        if stamp == self._stamp:
            return self._opened
        with self._lock:
            if stamp != self._stamp:
                self._opened = self._open(self._opened)
                self._stamp = stamp
            return self._opened

    def _open(self, former: Opened | None) -> Opened | None:
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
            return Opened(note.made, sounds, corrector, completion)
        newer = Completion(recent[1], sounds)
        return Opened(note.made, sounds, corrector, completion, newer, frozenset(recent[0].gone))


def _mended(query: str, opened: Opened, reader: EngineReader) -> str | None:
    said = spoken(toneless(query), opened, reader)
    mended = opened.corrector.correct(said, reader)
    return mended or (said if said != query else None)
