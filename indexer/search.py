"""Parse -> run -> read the documents -> mark."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from time import perf_counter

from corpus.catalogue import Filters
from corpus.config import Config
from corpus.records import Attachment, AttachmentText, Document
from corpus.store import Store
from indexer.answers import FacetCount, Hit, Marked, SearchRequest, SearchResponse
from indexer.engines import Engine, EngineReader, EngineRequest, EngineResults, FacetCounts, IndexStatus
from indexer.engines.open import open_engine
from indexer.errors import IndexFault
from indexer.passages import Marker, marker
from indexer.query import MAX_CHARACTERS, ParsedQuery, Thesaurus, open_thesaurus, parse
from indexer.suggest import Suggestions
from indexer.text import Segmenter, numbers, open_segmenter, without_surrogates

REMEMBERED = 256
"""Results kept for the present state of the index: readers turn pages and come back. A guess."""

CUT_NOTE = f"检索词太长，只用了前 {MAX_CHARACTERS} 个字。"

DEGREE_NOTES = {
    "most": "同时含有全部检索词的文件不多，以下也列出含有大部分检索词的文件。",
    "some": "同时含有全部检索词的文件不多，以下也列出含有部分检索词的文件。",
    "any": "同时含有全部检索词的文件不多，以下也列出只含有个别检索词的文件。",
}


class Searcher:
    """Answers requests from several threads, always from the latest state of the index."""

    def __init__(
        self,
        store: Store,
        config: Config,
        engine: Engine,
        segmenter: Segmenter,
        thesaurus: Thesaurus,
        aside: bool = False,
    ) -> None:
        self._store = store
        self._length = config.search.snippet_characters
        self._engine = engine
        self._segmenter = segmenter
        self._thesaurus = thesaurus
        self._remembered = _Remembered()
        threshold = config.search.past_query_threshold
        self._suggestions = Suggestions(store, thesaurus, segmenter, threshold=threshold, aside=aside)

    def search(self, request: SearchRequest) -> SearchResponse:
        """One page. Raises IndexMissing, IndexBroken or IndexOutdated when there is nothing to search."""
        began = perf_counter()
        reader = self._engine.reader()
        parsed = parse(request.query, self._segmenter, self._thesaurus)
        results = self._results(reader, request, parsed)
        meant, corrected = self._meant(reader, request, parsed, results), False
        if meant and not results.total:
            instead = parse(meant, self._segmenter, self._thesaurus)
            found = self._results(reader, request, instead)
            if corrected := bool(found.total):
                parsed, results = instead, found
        weights = _weights(reader, parsed)
        hits = tuple(self._hits(request, results, weights))
        return SearchResponse(
            total=results.total,
            hits=hits,
            facets=_facets(results.facets, request.filters),
            milliseconds=(perf_counter() - began) * 1000,
            terms=tuple(weights),
            browsing=parsed.browsing,
            notes=tuple(_notes(parsed, results)),
            related=parsed.related,
            meant=meant if corrected or results.total else None,
            corrected=corrected,
            revision=results.revision,
        )

    def mark(self, text: str, terms: Sequence[str]) -> Marked:
        """The text with the terms of a response marked."""
        return marker(tuple(terms)).mark(text)

    def status(self) -> IndexStatus:
        """What is known of the index without searching it."""
        return self._engine.status()

    def complete(self, typed: str, limit: int) -> list[str]:
        """What the typed may become, the likeliest first. Raises IndexFault as `search` does."""
        return self._suggestions.complete(self._engine.reader(), typed, limit)

    @property
    def suggestions(self) -> Suggestions:
        """What it completes and corrects by."""
        return self._suggestions

    def prepare(self) -> None:
        """Begin to make suggestions before they are asked for; without an index there is nothing to make."""
        with suppress(IndexFault):
            self._suggestions.follow(self._engine.reader())

    def close(self) -> None:
        """Make no suggestions any more."""
        self._suggestions.close()

    def _meant(
        self, reader: EngineReader, request: SearchRequest, parsed: ParsedQuery, results: EngineResults
    ) -> str | None:
        """What the person may have meant, where the words do not all stand together in a document."""
        if (
            parsed.browsing
            or not request.limit
            or request.exact
            or (results.total and results.degree == "all")
        ):
            return None
        if '"' in request.query or numbers.asked(request.query):
            return None
        return self._suggestions.meant(reader, without_surrogates(request.query[:MAX_CHARACTERS]).strip())

    def _results(self, reader: EngineReader, request: SearchRequest, parsed: ParsedQuery) -> EngineResults:
        sort = "newest" if parsed.browsing and request.sort == "relevance" else request.sort
        asked = EngineRequest(
            parsed.node, request.filters, sort, max(0, request.offset), max(0, request.limit)
        )
        return self._remembered.get(reader, asked)

    def _hits(self, request: SearchRequest, results: EngineResults, weights: dict[str, float]) -> list[Hit]:
        scores = dict(zip(results.ids, results.scores, strict=True))
        marks = marker(tuple(weights))
        found = [stored for stored in self._store.documents(results.ids) if stored.withdrawn_at is None]
        files = [file.sha256 for stored in found for file in stored.document.attachments if file.sha256]
        texts = self._store.file_texts.get(files) if request.snippets and files else {}
        hits = []
        for stored in found:
            snippet, attachment = (
                self._passage(marks, stored.document, texts, weights) if request.snippets else ((), None)
            )
            title = marks.mark(stored.document.title)
            hits.append(Hit(stored.id, stored, title, snippet, scores[stored.id], attachment))
        return hits

    def _passage(
        self,
        marks: Marker,
        document: Document,
        texts: Mapping[str, AttachmentText],
        weights: dict[str, float],
    ) -> tuple[Marked, Attachment | None]:
        """The best passage of the document and its files; its own text where they tell the same."""
        best, source = document.text, None
        weight = marks.weigh(best, weights, self._length) if texts else 0.0
        for file in document.attachments:
            held = texts.get(file.sha256 or "")
            text = held.text if held else ""
            told = marks.weigh(text, weights, self._length) if text else 0.0
            if told > weight or (text and not best):
                best, source, weight = text, file, told
        return marks.passage(best, weights, self._length), source


def open_searcher(store: Store, config: Config, *, aside: bool = False) -> Searcher:
    """Raises SegmenterMissing, ThesaurusBroken; a missing or broken index shows when it is searched.

    What corrections need is made when it is first needed, or with `aside` in a thread that delays no request.
    """
    thesaurus = open_thesaurus(config.search.thesaurus)
    return Searcher(store, config, open_engine(config), open_segmenter(config.index), thesaurus, aside)


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


def _notes(parsed: ParsedQuery, results: EngineResults) -> Iterator[str]:
    """What a reader should know of how the query was taken."""
    if parsed.cut:
        yield CUT_NOTE
    if results.total and results.degree in DEGREE_NOTES:
        yield DEGREE_NOTES[results.degree]


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
