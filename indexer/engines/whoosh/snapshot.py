"""One committed state, mapped into memory: all segments as one row of documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus.catalogue import ended
from corpus.fields import FACETS, single_values
from indexer.engines.contract import cited_worth, idf, kept_unasked
from indexer.engines.whoosh.codec import Segment
from indexer.engines.whoosh.copies import Copies
from indexer.engines.whoosh.editions import later
from indexer.engines.whoosh.key_column import KeyColumn
from indexer.engines.whoosh.postings import Postings, PostingsCache, postings, presences
from indexer.engines.whoosh.profiles import Profiles
from indexer.engines.whoosh.ranking import count_each, freshness, impacts, length_norm
from indexer.engines.whoosh.segment_format import CATEGORIES, PAIR_SHIFT, key_hash
from indexer.engines.whoosh.segment_view import SegmentView
from indexer.query.weights import ATTACHED, ELSEWHERE, ENDED, FRESH
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array
from indexer.text.jurisdictions import STATE, places


class Snapshot:
    """Immutable but for its cache; several threads may read it."""

    def __init__(
        self, folder: Path, segments: Sequence[Segment], cache_bytes: int, title_weight: float
    ) -> None:
        self._cache = PostingsCache(cache_bytes)
        self._weights = {"title": np.float32(title_weight), "attached": np.float32(ATTACHED)}
        self.views: list[SegmentView] = []
        self.documents = 0
        for segment in segments:
            view = SegmentView(ArrayFile(segment.path(folder)), segment, self.documents)
            self.views.append(view)
            self.documents += len(view.alive)
        self.alive = self._column([view.alive for view in self.views], bool)
        self.living = int(self.alive.sum())
        self.ids = self._joined("ids", np.int64)
        self.day = self._joined("day", np.int32)
        self.posted = self._joined("posted", np.int32)
        self.fresh = np.float32(FRESH) * freshness(self.day, self.alive)
        self.columns: dict[str, Array] = {"year": self._joined("year", np.int32)}
        self.values: dict[str, list[str]] = {}
        for name in CATEGORIES:
            self._add_category(name)
        self._names = KeyColumn(self._joined("name", np.uint64))
        self._works = KeyColumn(self._joined("work", np.uint64))
        self._brought = self._joined("brought", np.uint64)
        of_state = self._joined("jurisdiction", np.uint64) == np.uint64(key_hash(STATE))
        self._states = int(np.count_nonzero(self.alive & of_state))
        self.standing = self._standing()
        counted = {name: self.columns[name] for name in FACETS}
        self.copies = Copies(self.ids, self._joined("copy_of", np.int64), self.alive, counted)
        self._place()
        self._norms = self._length_norms()
        self.profiles = Profiles(counted, self.alive)

    def word(self, word: str) -> Postings:
        """Postings of a word, scored."""
        return self._cache.get(("word", word), lambda: self._decode_word(word))

    def pair(self, pair: str) -> Postings:
        """Postings of two neighbouring characters, scored."""
        return self._cache.get(("pair", pair), lambda: self._decode_pair(pair))

    def in_title(self, word: str) -> Postings:
        """The documents with a word in the title."""
        return self._cache.get(("title", word), lambda: self._decode_title(word))

    def character(self, character: str) -> Postings:
        """Postings of one character, scored."""
        return self._cache.get(("character", character), lambda: self._decode_character(character))

    def cached(self, key: tuple[str, str], decode: Callable[[], Postings]) -> Postings:
        """What was made of postings, kept with them."""
        return self._cache.get(key, decode)

    def rarity(self, word: str) -> float:
        """0 for a word of every document, 1 for one that none or one has."""
        most = idf(1, self.living)
        return min(1.0, idf(self.word(word).count, self.living) / most) if most else 1.0

    def named(self, name: int) -> Array:
        """Documents whose title has this hash."""
        return self._names.documents(name)

    def places(self, ids: Array) -> tuple[Array, Array]:
        """Documents of these ids, by id, and which of the ids each has; what is unknown is left out."""
        docs, own = self._by_id
        # Looked up in order, they take a third of the time.
        order = np.argsort(ids)
        ids = ids[order]
        place = np.minimum(np.searchsorted(own, ids), max(0, len(own) - 1))
        known = np.flatnonzero(own[place] == ids) if len(own) else np.zeros(0, dtype=np.intp)
        return docs[place[known]], order[known]

    @cached_property
    def _by_id(self) -> tuple[Array, Array]:
        """The living documents in the order of their ids, and these."""
        docs = np.flatnonzero(self.alive)
        docs = docs[np.argsort(self.ids[docs])]
        return docs, self.ids[docs]

    def work(self, work: int) -> Array:
        """Documents that others cite by the key with this hash."""
        return self._works.documents(work)

    def called(self, works: Sequence[str]) -> Array:
        """bool, for each document: whether others cite it, or what it brings out, by one of these keys."""
        hashes = np.array([key_hash(work) for work in works if work], dtype=np.uint64)
        mask: Array = np.isin(self._works.keys, hashes) | np.isin(self._brought, hashes)
        return mask

    def of_agency(self, names: Sequence[str]) -> Array:
        """bool, for each document: whether it is of one of these agencies."""
        codes = [code for name in names for code in self._agency_codes.get(name, ())]
        return self.alive & np.isin(self.columns["agency"], codes)

    @cached_property
    def _agency_codes(self) -> Mapping[str, list[int]]:
        """By agency the values that name it, alone or with others: 县教育局；县公安局 as a whole, too."""
        codes: dict[str, list[int]] = {}
        for code, value in enumerate(self.values["agency"], 1):
            for name in {value, *single_values("agency", value)}:
                codes.setdefault(name, []).append(code)
        return codes

    def placed(self, names: Sequence[int]) -> Array:
        """Documents of the places with these hashes."""
        wanted = np.array(names, dtype=np.uint64)
        first, end = (np.searchsorted(self._placed_names, wanted, side) for side in ("left", "right"))
        parts = [self._placed_docs[a:b] for a, b in zip(first, end, strict=True) if b > a]
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.intp)

    def _decode_title(self, word: str) -> Postings:
        docs = []
        for view in self.views:
            where = view.word_range(word)
            if where is None or "title" not in view.counts:
                continue
            own, kept = _living(view, view.arrays.part("word.docs", where))
            docs.append(own[view.counts["title"].part(where)[kept] > 0])
        every = np.concatenate([np.zeros(0, dtype=np.intp), *docs])
        return presences(every, self.documents)

    def _decode_character(self, character: str) -> Postings:
        """Every character begins a pair."""
        first = ord(character) << PAIR_SHIFT
        frequency = np.zeros(self.documents, dtype=np.float32)
        for view in self.views:
            where = view.pair_range(first, first + (1 << PAIR_SHIFT) - 1)
            if where is not None:
                own, kept = _living(view, view.arrays.part("pair.docs", where))
                np.add.at(frequency, own, view.arrays.part("pair.counts", where)[kept])
        docs = np.flatnonzero(frequency)
        return self._scored([docs], [frequency[docs] / self._norms["content"][docs]])

    def _decode_word(self, word: str) -> Postings:
        norm = self._norms["words"]
        docs, frequencies = [], []
        for view in self.views:
            where = view.word_range(word)
            if where is None:
                continue
            own, kept = _living(view, view.arrays.part("word.docs", where))
            frequency = np.zeros(len(own), dtype=np.float32)
            for name, counts in view.counts.items():
                frequency += self._weights.get(name, np.float32(1)) * counts.part(where)[kept]
            docs.append(own)
            frequencies.append(frequency / norm[own])
        return self._scored(docs, frequencies)

    def _decode_pair(self, pair: str) -> Postings:
        norm = self._norms["content"]
        code = pair_code(pair)
        docs, frequencies = [], []
        for view in self.views:
            where = view.pair_range(code, code)
            if where is None:
                continue
            own, kept = _living(view, view.arrays.part("pair.docs", where))
            docs.append(own)
            frequencies.append(view.arrays.part("pair.counts", where)[kept] / norm[own])
        return self._scored(docs, frequencies)

    def _scored(self, docs: list[Array], frequencies: list[Array]) -> Postings:
        if not docs:
            return presences(np.zeros(0, dtype=np.intp), self.documents)
        every = np.concatenate(docs)
        weight = idf(len(every), self.living)
        return postings(every, impacts(np.concatenate(frequencies), weight), self.documents)

    def _length_norms(self) -> Mapping[str, Array]:
        sizes = [view.contents.sizes for view in self.views]
        own = self._joined("text_length", np.int64) + self._joined("title_length", np.int64)
        words = own + ATTACHED * self._joined("attached_length", np.int64)
        lengths = {"words": words, "content": self._column(sizes, np.int64)}
        return {
            name: length_norm(values, float(values[self.alive].sum()) / max(self.living, 1))
            for name, values in lengths.items()
        }

    def _add_category(self, name: str) -> None:
        codes: dict[str, int] = {}
        parts = []
        for view in self.views:
            own = [0] + [codes.setdefault(value, len(codes) + 1) for value in view.arrays.notes[name]]
            parts.append(np.array(own, dtype=np.int32)[view.arrays[name]])
        self.columns[name] = self._column(parts, np.int32)
        self.values[name] = list(codes)

    def _place(self) -> None:
        """Of which places documents are, and how much those of places that are not the collection's count."""
        names = self._column([view.arrays["placed.names"] for view in self.views], np.uint64)
        docs = self._column(
            [view.arrays["placed.docs"].astype(np.uint32) + view.base for view in self.views], np.uint32
        )
        order = np.argsort(names, kind="stable")
        order = order[self.alive[docs[order]]]
        self._placed_names, self._placed_docs = names[order], docs[order]
        of = self._joined("jurisdiction", np.uint64)
        self.elsewhere: Array | None = None
        others = of != 0
        others[self._placed_docs] = True
        others &= of != np.uint64(key_hash(STATE))
        self.of_a_place = np.where(others, np.float32(ELSEWHERE), np.float32(1))
        if self._states:
            own = {name for agency in self._agency_codes for name in places(agency, "")}
            ours = np.array([0, key_hash(STATE), *map(key_hash, own)], dtype=np.uint64)
            kept = np.float32(kept_unasked(self._states, self.living))
            self.elsewhere = np.where(np.isin(of, ours), np.float32(1), kept)

    def _standing(self) -> Array:
        """float32, what a score is multiplied by: more where others cite a document, less where it ended."""
        works = [v.arrays["cited.works"][v.alive[v.arrays["cited.docs"]]] for v in self.views]
        citing = count_each(self._column(works, np.uint64), [self._works.keys, self._brought])
        codes = [code for code, value in enumerate(self.values["validity"], 1) if ended(value)]
        over = np.isin(self.columns["validity"], codes)
        edition = self._joined("edition", np.uint64)
        effect = self._joined("effect", np.int32)
        self.later = later(edition, self.columns["agency"], self.day, effect, self.alive & ~over)
        in_force = np.where(over | (self.later >= 0), ENDED, 1.0)
        cited = cited_worth(self._states, self.living)
        standing: Array = ((1 + cited * np.log1p(citing)) * in_force).astype(np.float32)
        return standing

    def _joined(self, name: str, kind: type) -> Array:
        return self._column([view.arrays[name] for view in self.views], kind)

    @staticmethod
    def _column(parts: list[Array], kind: type) -> Array:
        return np.concatenate([np.zeros(0, dtype=kind), *parts])


def pair_code(pair: str) -> int:
    """Two characters as the number that segments sort them by."""
    return ord(pair[0]) << PAIR_SHIFT | ord(pair[1])


def _living(view: SegmentView, docs: Array) -> tuple[Array, slice | Array]:
    """Numbers in the snapshot of those that are not deleted, and which of the postings they are."""
    if view.whole:
        return docs.astype(np.intp) + view.base, slice(None)
    kept = view.alive[docs]
    return docs[kept].astype(np.intp) + view.base, kept
