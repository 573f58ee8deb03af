"""Suggestions and corrections for the present state of the index, made aside while requests go on."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic

from corpus.errors import StoreError
from corpus.store import Store
from indexer.engines import EngineReader
from indexer.errors import IndexFault
from indexer.query import Thesaurus
from indexer.suggest.completion import Completion, Entry
from indexer.suggest.corrector import Corrector
from indexer.suggest.model import count
from indexer.suggest.vocabulary import Words, weighted

SAMPLE = 30_000_000
"""Characters of the collection that are counted: 20 million take 8 seconds and 35 MB."""

CHANGED = 0.05
"""Share of changes since the model was made from which it is made anew: a word more tells little. A guess."""

REST = 4
"""After making, this many times as long goes by before the next: a fifth of a core at the most."""

TERM_WEIGHT = 5.0
"""Of a term of the thesaurus, as if 150 documents were called so. A guess: people look for terms first."""

WORD_WEIGHT = 0.5
"""Of the logarithm of a word's documents: words alone are worth less than titles. A guess."""

PAST_WEIGHT = 3.0
"""What a past query weighs more than its count: others looked for it already. A guess."""

_NUMBERED = re.compile(r"第[一二三四五六七八九十百千零〇\d]+[条章节款]$")
"""An article of a law: the law is offered once, not its hundred articles."""

_LETTERS = re.compile(r"[a-z]{2,40}(?![a-z]*[:：])", re.ASCII | re.IGNORECASE)
"""What may be pinyin; before a colon stands the name of a field."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    """What one state of the index gives."""

    reader: EngineReader | None = None
    completion: Completion = field(default_factory=lambda: Completion(()))
    corrector: Corrector | None = None
    revision: int = 0
    """Of the corrector, which outlives small changes."""


class Suggestions:
    """Shared by all threads. With `aside` a thread makes what is needed and until then nothing is offered."""

    def __init__(self, store: Store, thesaurus: Thesaurus, *, threshold: int, aside: bool) -> None:
        self._store = store
        self._thesaurus = thesaurus
        self._threshold = threshold
        self._aside = aside
        self._lock = Lock()
        self._made = _Made()
        self._past = Completion(())
        self._making: Thread | None = None
        self._rested = 0.0
        self._closed = Event()

    def follow(self, reader: EngineReader) -> None:
        """See to it that what is offered belongs to this state of the index."""
        if self._made.reader is reader or self._closed.is_set():
            return
        if not self._aside:
            with self._lock:
                if self._made.reader is not reader:
                    self._make(reader)
            return
        with self._lock:
            if monotonic() < self._rested or (self._making and self._making.is_alive()):
                return
            self._making = Thread(target=self._make_aside, args=(reader,), name="suggestions", daemon=True)
            self._making.start()

    def complete(self, reader: EngineReader, typed: str, limit: int) -> list[str]:
        """What the typed may become, the likeliest first."""
        self.follow(reader)
        found = [*self._past.complete(typed, limit // 2), *self._made.completion.complete(typed, limit)]
        return list(dict.fromkeys(found))[:limit]

    def meant(self, reader: EngineReader, query: str) -> str | None:
        """The query with its slips mended, letters read as pinyin; None where it seems right."""
        self.follow(reader)
        made = self._made
        if made.corrector is None:
            return None
        spoken = _LETTERS.sub(lambda found: _spoken(made.completion, reader, found.group()), query)
        mended = made.corrector.correct(spoken, reader.stands)
        return mended or (spoken if spoken != query else None)

    def learn(self) -> None:
        """Read the past queries again."""
        if self._threshold:
            kept = self._store.past_queries.kept(self._threshold)
            self._past = Completion(Entry(query, math.log(n + 1) + PAST_WEIGHT) for query, n in kept)

    def wait(self, seconds: float) -> None:
        """Until what is being made is there."""
        if self._making:
            self._making.join(seconds)

    def close(self) -> None:
        """Make nothing any more."""
        self._closed.set()
        self.wait(30.0)

    def _make_aside(self, reader: EngineReader) -> None:
        began = monotonic()
        try:
            self._make(reader)
        except (StoreError, IndexFault) as error:
            _log.warning("no suggestions: %s", error)
        self._rested = monotonic() + REST * (monotonic() - began)

    def _make(self, reader: EngineReader) -> None:
        former = self._made
        words = Words(reader.vocabulary(), self._thesaurus)
        completion = Completion(self._entries(reader, words))
        self.learn()
        changed = abs(reader.revision - former.revision)
        corrector, revision = former.corrector, former.revision
        if corrector is None or changed > CHANGED * former.revision:
            self._made = _Made(reader if not self._aside else None, completion, corrector, revision)
            corrector, revision = self._corrector(words, reader), reader.revision
        self._made = _Made(reader, completion, corrector, revision)

    def _corrector(self, words: Words, reader: EngineReader) -> Corrector:
        terms = ((entry.official, 20) for entry in self._thesaurus.entries)
        model = count(self._texts(), (*weighted(), *terms))
        return Corrector(model, words, reader.segmenter.cut)

    def _texts(self) -> Iterator[str]:
        for text in self._store.wording.texts(SAMPLE):
            if self._closed.is_set():
                return
            yield text

    def _entries(self, reader: EngineReader, words: Words) -> Iterator[Entry]:
        counts: dict[str, int] = {}
        for title, documents in self._store.wording.titles():
            stem = _NUMBERED.sub("", title).strip()
            counts[stem] = counts.get(stem, 0) + documents
        for named, documents in (*counts.items(), *self._store.wording.agencies()):
            if len(named) > 1:
                yield Entry(named, math.log(documents + 1))
        for word, documents in words.frequent:
            yield Entry(word, WORD_WEIGHT * math.log(documents + 1))
        for entry in self._thesaurus.entries:
            if reader.stands(entry.official):
                yield Entry(entry.shown, TERM_WEIGHT)


def _spoken(completion: Completion, reader: EngineReader, letters: str) -> str:
    """What letters spell, unless they are a word of the collection themselves, or the OR between words."""
    if letters == "OR" or reader.stands(letters.lower()):
        return letters
    return completion.spelt(letters.lower()) or letters
