"""The second engine of the contract: no index at all, every answer by looking at every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from uuid import uuid4

from corpus.catalogue import Filters, ended
from corpus.config import IndexSettings
from corpus.fields import FACETS, single_values
from indexer.engines import (
    EngineRequest,
    EngineResults,
    FacetCounts,
    IndexedDocument,
    IndexStatus,
    Learn,
    Near,
    Nearby,
    nothing_near,
)
from indexer.engines.contract import agencies_named
from indexer.errors import IndexBusy, IndexMissing, IndexUnreachable
from indexer.query import (
    All,
    Any,
    Body,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Term,
    Titled,
    Valued,
    Words,
)
from indexer.text import Segmenter, normalise, normalise_line, open_segmenter, title_key, weigh, wholes
from indexer.text.citations import cited, works

Documents = dict[int, IndexedDocument]


class Line:
    """To the engine; while it is cut nothing answers."""

    def __init__(self) -> None:
        self.cut = False

    def reach(self) -> None:
        if self.cut:
            raise IndexUnreachable("连接被拒绝")


def _words(segmenter: Segmenter, text: str) -> Counter[str]:
    plain = normalise(text)
    return Counter(segmenter.cut(plain) + wholes(plain))


class MemoryReader:
    def __init__(self, documents: Documents, revision: int, segmenter: Segmenter, line: Line) -> None:
        self.state = uuid4().hex
        self.revision = revision
        self.store = ""
        self.segmenter = segmenter
        self._line = line
        self._documents = documents
        self._title = {n: normalise_line(f"{d.title} {d.labels}") for n, d in documents.items()}
        self._text = {n: f"{normalise(d.text)}\n{normalise(d.attached)}" for n, d in documents.items()}
        self._title_words = {n: Counter(segmenter.cut(t) + wholes(t)) for n, t in self._title.items()}
        self._text_words = {n: _words(segmenter, d.text) for n, d in documents.items()}
        self._attached_words = {n: _words(segmenter, d.attached) for n, d in documents.items()}

    def search(self, request: EngineRequest, nearby: Nearby = nothing_near) -> EngineResults:
        self._line.reach()
        matched = [n for n in self._documents if self._matches(n, request.node)]
        asked = nearby()
        near = self._near(asked)
        first = asked.ids[: asked.joining] if asked else ()
        alone = near.keys() & set(first) - set(matched)
        matched += alone
        passing = [n for n in matched if passes(self._documents[n], request.filters)]
        groups = self._folded(passing, request.node) if request.fold else [[n] for n in passing]
        found = [group[0] for group in groups]
        others = {group[0]: tuple(sorted(group[1:])) for group in groups}
        scores = {n: self._standing(n, self._score(n, request.node) + near.get(n, 0)) for n in found}
        page = sorted(found, key=lambda n: self._key(n, scores[n], request.sort))
        page = page[request.offset : request.offset + request.limit]
        return EngineResults(
            total=len(found),
            ids=tuple(page),
            scores=tuple(scores[n] for n in page),
            facets=self._facets(matched, request.filters, request.fold) if request.facets else {},
            revision=self.revision,
            copies=tuple(others[n] for n in page),
            joined=len(alone.intersection(found)),
            by_meaning=frozenset(alone.intersection(page)),
        )

    def _near(self, near: Near | None) -> dict[int, float]:
        titles = [title_key(document.title) for document in self._documents.values()]
        if near is None or title_key(near.asked) in titles:
            return {}
        each = zip(near.ids, near.nearness, strict=True)
        return {n: nearness for n, nearness in each if n in self._documents}

    def standing(self, texts: Sequence[str]) -> list[bool]:
        self._line.reach()
        return [any(self._matches(n, Phrase(text)) for n in self._documents) for text in texts]

    def rarity(self, words: Sequence[str]) -> list[float]:
        self._line.reach()
        having = [sum(self._matches(n, Term(word)) for n in self._documents) for word in words]
        return [1 - count / max(1, len(self._documents)) for count in having]

    def _original(self, number: int) -> int:
        return self._documents[number].copy_of or number

    def _folded(self, numbers: list[int], node: Node) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        agency = {n: str(self._documents[n].facets.get("agency")) for n in numbers}
        named = agencies_named(node, agency.values())
        for n in sorted(numbers, key=lambda n: (agency[n] not in named, self._original(n) != n, n)):
            groups.setdefault(self._original(n), []).append(n)
        return list(groups.values())

    def _standing(self, number: int, score: float) -> float:
        document = self._documents[number]
        names = set(works(normalise_line(document.title)))
        score += (
            score
            / 10
            * sum(
                bool(names & cited(self._text[n]))
                for n, d in self._documents.items()
                if not names & set(works(normalise_line(d.title)))
            )
        )
        return score / 2 if ended(str(document.facets.get("validity"))) else score

    def _matches(self, number: int, node: Node) -> bool:
        match node:
            case Everything():
                return True
            case Term(word):
                return self._count(number, word) > 0
            case Words(words, telling=telling, demanded=True):
                return all(self._count(number, word) for word in telling or words)
            case Words(words, telling=telling, bodies=bodies):
                told = [word for word in telling or words if self._having(word)] or words
                return any(self._count(number, word) for word in told) or self._is_of(number, bodies)
            case Not(inner):
                return not self._matches(number, inner)
            case All(nodes):
                return all(self._matches(number, one) for one in nodes)
            case Any(nodes):
                return any(self._matches(number, one) for one in nodes)
            case First(best, rest):
                return self._matches(number, best) or self._matches(number, rest)
            case Preferred(inner):
                return self._matches(number, inner)
            case _:
                return self._selected(number, node)

    def _is_of(self, number: int, bodies: Iterable[Body]) -> bool:
        own = values_of(self._documents[number], "agency")
        return any(not set(own).isdisjoint(body.names) for body in bodies)

    def _having(self, word: str) -> bool:
        return any(self._count(n, word) for n in self._documents)

    def _selected(self, number: int, node: Phrase | Numbered | Called | Valued | Titled | Dated) -> bool:
        document = self._documents[number]
        match node:
            case Phrase(text, title_only, unless):
                if any(sign in self._title[number] for sign in unless):
                    return False
                return text in self._title[number] or (not title_only and text in self._text[number])
            case Numbered(keys):
                return bool(set(keys) & set(document.numbers))
            case Called(keys):
                return bool(set(keys) & set(works(normalise_line(document.title))))
            case Valued(field, text):
                return text in normalise(str(document.facets.get(field) or ""))
            case Titled(word):
                return word in self._title_words[number]
            case Dated(first, last):
                return first <= document.day <= last

    def _count(self, number: int, word: str) -> float:
        written = 2 * self._title_words[number][word] + self._text_words[number][word]
        return written + self._attached_words[number][word] / (2 + self._documents[number].recognised)

    def _score(self, number: int, node: Node) -> float:
        match node:
            case Term(word):
                return self._count(number, word)
            case Words(words, text, bodies=bodies):
                asked = title_key(self._documents[number].title) == title_key(text)
                own = [one.instead for one in bodies if self._is_of(number, [one])]
                left = set(words).difference(*own)
                titled = bool(left) and all(word in self._title[number] for word in left)
                return 100 * asked + 20 * titled + sum(min(self._count(number, word), 3) for word in words)
            case First(best, rest):
                return 1000.0 * self._matches(number, best) + self._score(number, rest)
            case Preferred(inner, wish, weight):
                return self._score(number, inner) + weight * self._matches(number, wish)
            case All(nodes) | Any(nodes):
                return sum(self._score(number, one) for one in nodes if self._matches(number, one))
            case _:
                return 0.0

    def _key(self, number: int, score: float, sort: str) -> tuple[float, ...]:
        document = self._documents[number]
        if sort == "relevance":
            return (-score, -document.day, number)
        day = document.posted if sort.startswith("published") else document.day
        return (-day, -number) if sort.endswith("newest") else (day or float("inf"), number)

    def _facets(self, matched: list[int], filters: Filters, fold: bool) -> FacetCounts:
        facets: FacetCounts = {}
        for name in FACETS:
            documents = [self._documents[n] for n in matched]
            kept = (d for d in documents if passes(d, filters, but=name))
            each = {
                (value, self._original(d.id) if fold else d.id) for d in kept for value in values_of(d, name)
            }
            counts = Counter(value for value, _ in each)
            if name == "year":
                facets[name] = tuple(sorted(counts.items(), reverse=True))
            else:
                facets[name] = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        return facets


def passes(document: IndexedDocument, filters: Filters, but: str | None = None) -> bool:
    return all(
        not filters[name] or not set(values_of(document, name)).isdisjoint(filters[name])
        for name in FACETS
        if name != but
    )


def values_of(document: IndexedDocument, name: str) -> tuple[str | int, ...]:
    value = document.facets.get(name)
    if not isinstance(value, str):
        return (value,) if value else ()
    return single_values(name, value) if value else ()


class MemoryWriter:
    def __init__(self, documents: Documents, revision: int) -> None:
        self.revision = revision
        self.documents = documents
        self.committed = False

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        self.documents.update((document.id, document) for document in documents)

    def remove(self, ids: Iterable[int], revision: int = 0) -> None:
        for number in ids:
            self.documents.pop(number, None)

    def given(self, revision: int) -> None:
        pass

    def commit(self, revision: int) -> None:
        self.revision = revision
        self.committed = True


class MemoryEngine:
    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._learned: tuple[str, ...] = ()
        self._documents: Documents = {}
        self._reader: MemoryReader | None = None
        self._writing = Lock()
        self.line = Line()

    def status(self, *, thorough: bool = False) -> IndexStatus:
        if self.line.cut:
            return IndexStatus(present=False, problem=str(IndexUnreachable("连接被拒绝")), away=True)
        if self._reader is None:
            return IndexStatus(present=False, problem="没有索引")
        return IndexStatus(True, len(self._documents), self._reader.revision)

    def reader(self) -> MemoryReader:
        if self._reader is None:
            raise IndexMissing
        return self._reader

    def state(self) -> str:
        self.line.reach()
        return self._reader.state if self._reader else ""

    def rebuild_reason(self) -> str | None:
        return None

    @contextmanager
    def writer(self, *, rebuild: bool, store: str, learn: Learn = tuple) -> Iterator[MemoryWriter]:
        self.line.reach()
        if not self._writing.acquire(blocking=False):
            raise IndexBusy
        try:
            fresh = rebuild or self._reader is None
            learned = tuple(learn()) if fresh else self._learned
            writer = MemoryWriter(
                {} if fresh else dict(self._documents), 0 if fresh else self.reader().revision
            )
            yield writer
            if writer.committed:
                self._documents, self._learned = writer.documents, learned
                segmenter = open_segmenter(self._settings, weigh(self._settings, learned))
                self._reader = MemoryReader(dict(writer.documents), writer.revision, segmenter, self.line)
        finally:
            self._writing.release()
