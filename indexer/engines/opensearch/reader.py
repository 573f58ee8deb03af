"""One committed state of the index, at the other end of the line."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines.contract import EngineRequest, EngineResults, Nearby, nothing_near
from indexer.engines.opensearch.answering import Answering
from indexer.engines.opensearch.generations import Generation
from indexer.engines.opensearch.queries import containing
from indexer.engines.opensearch.view import View
from indexer.text import Segmenter


class OpenSearchReader:
    """For several threads."""

    def __init__(self, view: View, generation: Generation, segmenter: Segmenter) -> None:
        self.state = generation.state
        self.revision = generation.revision
        self.store = generation.store
        self.segmenter = segmenter
        self._answering = Answering(view, generation.revision)

    def search(self, request: EngineRequest, near: Nearby = nothing_near) -> EngineResults:
        """Match, filter, sort, count."""
        return self._answering.answer(request, near)

    def standing(self, texts: Sequence[str]) -> list[bool]:
        """Whether each normalised text stands in any document."""
        return [count > 0 for count in self._answering.terms.counts([containing(text) for text in texts])]

    def rarity(self, words: Sequence[str]) -> list[float]:
        """0 for a word of every document, 1 for one of hardly any."""
        return self._answering.terms.rarity(words)
