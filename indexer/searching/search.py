"""Parse -> run -> read the documents -> mark."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from functools import cache, partial
from threading import Lock
from time import perf_counter

from corpus.answer_memory import AnswerMemory
from corpus.catalogue import Filters
from corpus.config import Config
from corpus.errors import StoreLost
from corpus.records import StoredDocument
from corpus.store import Store
from indexer.engines import Engine, EngineReader, EngineRequest, EngineResults, FacetCounts, IndexStatus, Sort
from indexer.engines.open import open_engine
from indexer.errors import IndexFault
from indexer.meaning import open_meanings
from indexer.query import MAX_CHARACTERS, Called, Known, ParsedQuery, parse, unquoted
from indexer.query.collection_names import NOTHING_KNOWN
from indexer.related import RelatedNumbers, Relations, as_now, correcting, relations, subject
from indexer.searching.answers import FacetCount, Highlighted, LeftOut, SearchRequest, SearchResponse
from indexer.searching.asked import asked_of, places_of, running
from indexer.searching.hits import make_hits
from indexer.searching.limits import limits, within
from indexer.searching.meant import Meant, like, meant_by, read, read_ahead, words_with_meaning
from indexer.searching.notes import notes_of
from indexer.searching.passages import marker
from indexer.searching.refinements import names_of, narrower
from indexer.searching.shared_thesaurus import SharedThesaurus
from indexer.searching.term_weights import term_weights
from indexer.suggest import Suggestions
from indexer.text import normalise_line, on_one_line, without_surrogates
from indexer.text.citations import work_key
from indexer.text.jurisdictions import without_places

LONGEST_TITLE = 60
"""Characters of a title that documents like its own are looked for by. A guess."""

LEAST_NAME = 8
"""Characters of a mended query that is applied for being a document's name; fewer may be another. A guess."""

REMEMBERED = 256
"""Results kept for the present state of the index: readers turn pages and come back. A guess."""


class Searcher:
    """Answers requests from several threads, always from the latest state of the index."""

    def __init__(
        self,
        store: Store,
        config: Config,
        engine: Engine,
        thesaurus: SharedThesaurus,
    ) -> None:
        self._store = store
        self._length = config.search.snippet_characters
        self._engine = engine
        self._thesaurus = thesaurus
        self._names = _Names(store)
        self._remembered: AnswerMemory[tuple[EngineRequest, str], tuple[EngineResults, Meant | None]]
        self._remembered = AnswerMemory(REMEMBERED)
        self._related: AnswerMemory[tuple[int, int], RelatedNumbers] = AnswerMemory(REMEMBERED)
        threshold = config.search.past_query_threshold
        self._suggestions = Suggestions(store, config.suggestions_path, threshold=threshold)
        self._meanings = open_meanings(store, config) if config.search.meaning == "auto" else None
        self._meanwhile = ThreadPoolExecutor(thread_name_prefix="meaning")

    def search(self, request: SearchRequest) -> SearchResponse:
        """One page.

        Raises IndexFault: what is wrong with the index, or that its engine does not answer; StoreLost where
        it is that of another store.
        """
        began = perf_counter()
        request = replace(request, query=on_one_line(request.query))
        reader = self._reader()
        if self._meanings:
            read_ahead(self._meanings, request)
        parsed = self._parse(reader, request.query, request.expand)
        words_first = replace(request, meaning=request.meaning and not request.hurried)
        results, meant = self._found(reader, words_first, parsed, request.query)
        if request.hurried and not results.total:
            return self.search(replace(request, hurried=False))
        doubted = _is_doubted(request, parsed, results)
        instead = self._instead(reader, request.query) if doubted and not request.hurried else None
        corrected = found_typed = False
        if instead and self._is_surer(reader, request.query, instead, results):
            other = self._parse(reader, instead, request.expand)
            found, near = self._found(reader, request, other, instead)
            if corrected := found.total > found.joined:
                found_typed = results.total > results.joined
                parsed, results, meant = other, found, near
        weights = term_weights(reader, parsed, instead if corrected and instead else request.query)
        length = self._length if request.snippets else 0
        asked = asked_of(parsed.node) if results.degree != "all" else places_of(parsed.node)
        left_out = tuple(self._left_out(request, parsed, doubted)) if request.hurried else ()
        starts, cut = meant.starts if meant else {}, reader.segmenter.cut
        hits = make_hits(self._store, results, weights, length, starts, asked, cut)
        return SearchResponse(
            total=results.total,
            hits=hits,
            facets=_facets(results.facets, request.filters),
            milliseconds=(perf_counter() - began) * 1000,
            terms=tuple(weights),
            browsing=parsed.browsing,
            notes=(*notes_of(parsed, results, left_out), *self._unquoted(reader, request, results)),
            related=parsed.related,
            meant=instead if corrected or results.total else None,
            corrected=corrected,
            revision=results.revision,
            narrower=tuple(narrower(parsed, results.total, results.facets, request.filters)),
            degree=results.degree,
            meaning=meant is not None,
            joined=results.joined,
            left_out=left_out,
            found_typed=found_typed,
            whole=results.total if results.degree == "all" and results.whole is None else results.whole,
        )

    def with_thesaurus(self, text: str) -> Searcher:
        """The same searcher, were this what staff wrote into the thesaurus. Raises ThesaurusBroken."""
        trying = copy(self)
        trying._thesaurus = self._thesaurus.trying(text)
        return trying

    def terms(self, query: str) -> dict[str, float]:
        """What a search for this marks, and how much each tells. Raises IndexFault as `search` does."""
        reader, query = self._reader(), on_one_line(query)
        return term_weights(reader, self._parse(reader, query), query)

    def mark(self, text: str, terms: Mapping[str, float]) -> Highlighted:
        """The text with the terms marked, and where the best passage begins."""
        marks = marker(tuple(terms))
        best = marks.best(text, terms, self._length)
        return marks.mark(text, best.start if best.weight else -1)

    def related(self, stored: StoredDocument) -> Relations:
        """What a reader of a document may want to read besides. Raises IndexFault as `search` does."""
        reader = self._reader()
        key = (stored.id, stored.revision)
        found = self._related.get(reader.state, key, lambda: self._related_anew(reader, stored).numbers())
        return as_now(self._store, found)

    def correcting(self, stored: StoredDocument) -> Relations:
        """Of `related` what corrects a document and what it corrects. Raises IndexFault as `search` does."""
        return correcting(self._reader(), self._store, stored)

    def _related_anew(self, reader: EngineReader, stored: StoredDocument) -> Relations:
        title = stored.document.title
        about = subject(normalise_line(title)) or title
        # Papers of one place about anything else share its name.
        about = without_places(about) or about
        node = self._parse(reader, about[:LONGEST_TITLE], expand=False).node
        near = like(self._meanings, stored.id) if self._meanings else None
        return relations(reader, self._store, stored, node, near)

    def state(self) -> Hashable:
        """What answers are made of, but for the documents they show; its `repr` is the same in every process.

        Raises IndexFault as `search` does.
        """
        meanings = self._meanings.state() if self._meanings else None
        return self._reader().state, self._suggestions.state(), self._thesaurus.latest().digest, meanings

    def status(self, *, thorough: bool = False) -> IndexStatus:
        """What is known of the index without searching it; `thorough` reads every byte of it."""
        status = self._engine.status(thorough=thorough)
        lost = status.problem is None and status.store not in ("", self._store.identity)
        return replace(status, problem=str(StoreLost("索引"))) if lost else status

    def _reader(self) -> EngineReader:
        reader = self._engine.reader()
        if reader.store not in ("", self._store.identity):
            raise StoreLost("索引")
        return reader

    def _parse(self, reader: EngineReader, query: str, expand: bool = True) -> ParsedQuery:
        stands = cache(lambda text: reader.standing([text])[0])
        known = replace(self._names.at(reader.state), stands=stands)
        return parse(query, reader.segmenter, self._thesaurus.latest(), known, expand=expand)

    @property
    def nothing_held(self) -> bool:
        """Whether there is no document yet, so that an index cannot be missed. Raises StoreError."""
        return self._store.last_revision() == 0

    def cut(self) -> Callable[[str], list[str]]:
        """How a text is now cut into words, nothing left out; in one piece where there is no index of this
        store.
        """
        try:
            return self._reader().segmenter.cut
        except (IndexFault, StoreLost):
            return lambda text: [text]

    def complete(self, typed: str, limit: int) -> list[str]:
        """What the typed may become, the likeliest first."""
        return self._suggestions.complete(typed, limit)

    @property
    def suggestions(self) -> Suggestions:
        """What it completes and corrects by."""
        return self._suggestions

    def _instead(self, reader: EngineReader, query: str) -> str | None:
        """What the person may have meant; what stands in a document as it was typed is right."""
        typed = without_surrogates(query[:MAX_CHARACTERS]).strip()
        instead = self._suggestions.meant(reader, typed)
        return instead if instead and self._keeps_agencies(reader, typed, instead) else None

    def _is_surer(self, reader: EngineReader, typed: str, instead: str, results: EngineResults) -> bool:
        """Whether a mended query is applied: nothing was found, or few documents with all of its words, and
        what was typed stands nowhere, the mended query stands in one as it is, or is one's name.
        """
        if results.total == results.joined:
            return True
        if _has_all(results):
            return False
        if self._suggestions.unheard_of(reader, typed, instead):
            return True
        if not results.whole and reader.standing([normalise_line(instead)])[0]:
            return True
        return len(instead) >= LEAST_NAME and _is_name(reader, instead)

    def _keeps_agencies(self, reader: EngineReader, typed: str, instead: str) -> bool:
        """Whether a mended query names the agencies that the typed one does: they need stand in no text."""
        named = self._names.at(reader.state).agencies.spoken_of(normalise_line(typed))
        return all(name in normalise_line(instead) for name, _ in named)

    def _left_out(self, request: SearchRequest, parsed: ParsedQuery, doubted: bool) -> Iterator[LeftOut]:
        if doubted:
            yield "slips"
        if words_with_meaning(request, parsed) and self._meanings and self._meanings.known:
            yield "meaning"

    def _unquoted(
        self, reader: EngineReader, request: SearchRequest, results: EngineResults
    ) -> Iterator[str]:
        """Where it is the quotation marks that leave nothing, a sentence that says so."""
        if not results.total and (bare := unquoted(request.query)):
            by_words = replace(request, offset=0, meaning=False)
            found, _ = self._found(reader, by_words, self._parse(reader, bare), bare)
            if found.total:
                yield f"没有文件原样含有引号里的文字；去掉引号检索“{bare}”，有 {found.total} 件。"

    def _found(
        self, reader: EngineReader, request: SearchRequest, parsed: ParsedQuery, query: str
    ) -> tuple[EngineResults, Meant | None]:
        """One page, with what was found by meaning where that counts."""
        sort: Sort = "published_newest" if parsed.browsing and request.sort == "relevance" else request.sort
        asked = EngineRequest(
            within(parsed.node, limits(request)) if request.limited else parsed.node,
            request.filters,
            sort,
            max(0, request.offset),
            max(0, request.limit),
            fold=request.fold,
        )
        meanings = self._meanings
        words = words_with_meaning(request, parsed) if meanings else None

        def anew() -> tuple[EngineResults, Meant | None]:
            if not meanings or not words:
                return reader.search(asked), None
            read(meanings, query)
            asked_now = partial(meant_by, meanings, words, query)
            # Vectors looked through in another thread would fight with the matching for Python's lock.
            meant = self._meanwhile.submit(asked_now).result if meanings.asks_engine else cache(asked_now)
            return reader.search(asked, lambda: found.near if (found := meant()) else None), meant()

        state = (reader.state, meanings.state() if meanings else None)
        key = (asked, query if words else "")

        def lasting(found: tuple[EngineResults, Meant | None]) -> bool:
            return not (words and found[1] is None and meanings and meanings.known)

        return self._remembered.get(state, key, anew, lasting)


def open_searcher(store: Store, config: Config) -> Searcher:
    """Raises SegmenterMissing, ThesaurusBroken; a missing or broken index shows when it is searched."""
    return Searcher(store, config, open_engine(config), SharedThesaurus(store, config.search.thesaurus))


class _Names:
    """What can be asked for by name, read again from the store with every state of the index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._state = ""
        self._known = NOTHING_KNOWN

    def at(self, state: str) -> Known:
        with self._lock:
            if state != self._state:
                self._known, self._state = names_of(self._store), state
            return self._known


def _is_doubted(request: SearchRequest, parsed: ParsedQuery, results: EngineResults) -> bool:
    """Whether a query may be mistyped; one with operators or fields only where no document has all that it
    asks for.
    """
    if parsed.browsing or parsed.literal or request.exact or not request.limit:
        return False
    return not _has_all(results) or running(parsed.node) is not None


def _is_name(reader: EngineReader, text: str) -> bool:
    """Whether a document is called so, as 《…》 would cite it."""
    named = Called((work_key(normalise_line(text)),))
    return reader.search(EngineRequest(named, limit=0, facets=False)).total > 0


def _has_all(results: EngineResults) -> bool:
    """Whether documents have all of the words."""
    return results.total > results.joined and results.degree == "all"


def _facets(counts: FacetCounts, filters: Filters) -> dict[str, tuple[FacetCount, ...]]:
    chosen = {name: filters[name] for name in counts}
    return {
        name: tuple(FacetCount(value, count, value in chosen[name]) for value, count in values)
        for name, values in counts.items()
    }
