"""Parse -> run -> read the documents -> mark."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from time import perf_counter

from corpus.catalogue import Filters
from corpus.config import Config
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.answers import FacetCount, Hit, Marked, SearchRequest, SearchResponse
from indexer.engines import Engine, EngineReader, EngineRequest, EngineResults, FacetCounts, IndexStatus
from indexer.engines.open import open_engine
from indexer.passages import Marker, marker
from indexer.query import MAX_CHARACTERS, ParsedQuery, parse
from indexer.text import Segmenter, open_segmenter

REMEMBERED = 256
"""Results kept for the present state of the index: readers turn pages and come back. A guess."""

CUT_MESSAGE = f"检索词太长，只用了前 {MAX_CHARACTERS} 个字。"


class Searcher:
    """Answers requests from several threads, always from the latest state of the index."""

    def __init__(self, store: Store, config: Config, engine: Engine, segmenter: Segmenter) -> None:
        self._store = store
        self._length = config.search.snippet_characters
        self._engine = engine
        self._segmenter = segmenter
        self._remembered = _Remembered()

    def search(self, request: SearchRequest) -> SearchResponse:
        """One page. Raises IndexMissing, IndexBroken or IndexOutdated when there is nothing to search."""
        began = perf_counter()
        reader = self._engine.reader()
        parsed = parse(request.query, self._segmenter)
        results = self._results(reader, request, parsed)
        weights = _weights(reader, parsed)
        hits = tuple(self._hits(request, results, weights))
        return SearchResponse(
            total=results.total,
            hits=hits,
            facets=_facets(results.facets, request.filters),
            milliseconds=(perf_counter() - began) * 1000,
            terms=tuple(weights),
            browsing=parsed.browsing,
            message=CUT_MESSAGE if parsed.cut else None,
            revision=results.revision,
        )

    def mark(self, text: str, terms: Sequence[str]) -> Marked:
        """The text with the terms of a response marked."""
        return marker(tuple(terms)).mark(text)

    def status(self) -> IndexStatus:
        """What is known of the index without searching it."""
        return self._engine.status()

    def _results(self, reader: EngineReader, request: SearchRequest, parsed: ParsedQuery) -> EngineResults:
        sort = "newest" if parsed.browsing and request.sort == "relevance" else request.sort
        asked = EngineRequest(
            parsed.node, request.filters, sort, max(0, request.offset), max(0, request.limit)
        )
        return self._remembered.get(reader, asked)

    def _hits(self, request: SearchRequest, results: EngineResults, weights: dict[str, float]) -> list[Hit]:
        scores = dict(zip(results.ids, results.scores, strict=True))
        marks = marker(tuple(weights))
        return [
            Hit(
                id=stored.id,
                document=stored,
                title=marks.mark(stored.document.title),
                snippet=self._snippet(marks, stored, weights) if request.snippets else (),
                score=scores[stored.id],
            )
            for stored in self._store.documents(results.ids)
            if stored.withdrawn_at is None
        ]

    def _snippet(self, marks: Marker, stored: StoredDocument, weights: dict[str, float]) -> Marked:
        return marks.passage(stored.document.text, weights, self._length)


def open_searcher(store: Store, config: Config) -> Searcher:
    """Raises SegmenterMissing; a missing or broken index shows when it is searched."""
    return Searcher(store, config, open_engine(config), open_segmenter(config.index))


class _Remembered:
    """Results of the last requests to one reader; a new reader begins anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._reader: EngineReader | None = None
        self._results: OrderedDict[EngineRequest, EngineResults] = OrderedDict()

    def get(self, reader: EngineReader, request: EngineRequest) -> EngineResults:
        with self._lock:
            if reader is not self._reader:
                self._reader = reader
                self._results.clear()
            if request in self._results:
                self._results.move_to_end(request)
                return self._results[request]
        results = reader.search(request)
        with self._lock:
            if reader is self._reader:
                self._results[request] = results
                if len(self._results) > REMEMBERED:
                    self._results.popitem(last=False)
        return results


def _weights(reader: EngineReader, parsed: ParsedQuery) -> dict[str, float]:
    """The terms to mark and how much each tells; single characters (的, 吗) only for want of others."""
    weights = dict(zip(parsed.terms, reader.rarity(parsed.terms), strict=True))
    telling = {term: weight for term, weight in weights.items() if len(term) > 1 or term.isascii()}
    return telling or weights


def _facets(counts: FacetCounts, filters: Filters) -> dict[str, tuple[FacetCount, ...]]:
    return {
        name: tuple(FacetCount(value, count, value in getattr(filters, name)) for value, count in values)
        for name, values in counts.items()
    }
