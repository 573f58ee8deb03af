"""What documents have of the words of a running text, however they say it: each looked up once a search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np

from indexer.engines.contract import asked, idf, shares, stands_within, weighed
from indexer.engines.whoosh.phrases import standing_in
from indexer.engines.whoosh.postings import Postings
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.query import Related, Words
from indexer.segments.array_writer import Array


class Having:
    """What has the words of one text. The arrays are nobody's to change."""

    def __init__(self, snapshot: Snapshot, node: Words) -> None:
        self._snapshot = snapshot
        self._node = node
        self.held = {word: self.within(word) for word in weighed(node)}
        """The documents with each word that is weighed, within longer ones too."""
        self._presences: dict[str, Array] = {}
        self._said: dict[Related, Array] = {}

    def within(self, word: str) -> Postings:
        """The documents with a word, within longer ones too; a character among others is none of theirs."""
        longer = stands_within(word, self._node)
        return standing_in(self._snapshot, word) if longer else self._snapshot.word(word)

    def count(self, word: str) -> int:
        """Documents that have it as a word, or else within others."""
        return self._snapshot.word(word).count or self.within(word).count

    def told(self, words: Iterable[str]) -> float:
        """What words tell together."""
        return sum(idf(self.count(word), self._snapshot.living) for word in words)

    def share(self) -> Array:
        """float32, for each document: how much it has of what the telling words tell, however it says it."""
        share = np.zeros(self._snapshot.documents, dtype=np.float32)
        told = {word: idf(self.count(word), self._snapshot.living) for word in self.held}
        for word, weight in shares(self._node, told).items():
            if self._is_said_otherwise(word):
                # As one product: adding through a mask takes many times as long.
                share += self.presence(word) * np.float32(weight)
            else:
                self.held[word].add_presence_to(share, weight)
        return share

    def presence(self, word: str) -> Array:
        """bool, for each document: whether it has a word that is weighed, however it says it."""
        if word not in self._presences:
            self._presences[word] = self._presence(word)
        return self._presences[word]

    def says(self, related: Related) -> Array:
        """bool, for each document: whether it has another way to say something."""
        if related not in self._said:
            self._said[related] = self._says(related)
        return self._said[related]

    def all(self) -> Array:
        """bool, for each document: whether it has all that is asked for, however it says it."""
        return reduce(np.logical_and, map(self.presence, asked(self._node)))

    def any(self, words: Iterable[str]) -> Array:
        """bool, for each document: whether it has any of the words, however it says it."""
        return reduce(np.logical_or, map(self.presence, words))

    def _is_said_otherwise(self, word: str) -> bool:
        instead = (one.instead for ways in (self._node.related, self._node.bodies) for one in ways)
        return any(word in words for words in instead)

    def _presence(self, word: str) -> Array:
        presence = self.held[word].presence(self._snapshot.documents)
        for way in self._node.related:
            if word in way.instead:
                presence |= self.says(way)
        for body in self._node.bodies:
            if word in body.instead:
                presence |= self._snapshot.of_agency(body.names)
        return presence

    def _says(self, related: Related) -> Array:
        words = (related.text,) if related.exact else related.words
        held = (
            standing_in(self._snapshot, word) if len(word) > 1 else self._snapshot.word(word)
            for word in words
        )
        presences = (one.presence(self._snapshot.documents) for one in held)
        return reduce(np.logical_and, presences, self._snapshot.alive)
