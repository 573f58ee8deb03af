"""The segment file as a Whoosh codec: Whoosh keeps schema, segments and deletions, and can search them.

Gongkai ranks the same arrays with NumPy instead (`ranking`); a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Frequency
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from indexer.engines.whoosh.counts import Counts
from indexer.engines.whoosh.segment_format import WORD_COUNTS
from indexer.engines.whoosh.term_lists import WordList
from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array

INDEX_NAME = "MAIN"
"""Whoosh's own default, so that `whoosh.index.open_dir` finds it."""
EXTENSION = ".arrays"
WORDS = "words"


class BagOfWords(FieldType):  # type: ignore[misc]
    """Words already cut, with how often each occurs; no positions: phrases are found in the contents."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = False

    def to_bytes(self, value: str | bytes) -> bytes:
        """Words are UTF-8 in the term list."""
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: bytes) -> str:
        """The word as text."""
        return value.decode()


def schema() -> Schema:
    """For Whoosh: the words of title and text together, and the id."""
    return Schema(**{WORDS: BagOfWords(), "id": STORED})


class Segment(base.Segment):  # type: ignore[misc]
    """One segment in Whoosh's table of contents: its name, its size, its deleted documents."""

    def __init__(self, documents: int, segid: str | None = None) -> None:
        super().__init__(INDEX_NAME)
        self.segid: str = segid or self._random_id()
        self.documents = documents
        self.deleted: frozenset[int] = frozenset()

    def path(self, folder: Path) -> Path:
        """Where its arrays are."""
        return folder / str(self.make_filename(EXTENSION))

    def alive(self) -> Array:
        """bool, for each document."""
        alive = np.ones(self.documents, dtype=bool)
        alive[np.fromiter(self.deleted, dtype=np.int64, count=len(self.deleted))] = False
        return alive

    def without(self, numbers: Iterable[int]) -> Segment:
        """The same segment with more documents deleted."""
        changed = Segment(self.documents, self.segid)
        changed.deleted = self.deleted | frozenset(numbers)
        return changed

    def codec(self) -> Codec:
        """For Whoosh."""
        return Codec()

    def doc_count_all(self) -> int:
        """With the deleted ones."""
        return self.documents

    def deleted_count(self) -> int:
        """For Whoosh."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """For Whoosh."""
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """For Whoosh."""
        return docnum in self.deleted


class Codec(base.Codec):  # type: ignore[misc]
    """Reads a segment for Whoosh's searcher. Segments are written by `invert` and `merge`."""

    def terms_reader(self, storage: Any, segment: Segment) -> TermsReader:
        """Words and their postings."""
        return TermsReader(ArrayFile(segment.path(Path(storage.folder))))

    def per_document_reader(self, storage: Any, segment: Segment) -> DocumentReader:
        """Ids and lengths."""
        return DocumentReader(ArrayFile(segment.path(Path(storage.folder))), segment)


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms and postings of one segment, as Whoosh asks for them."""

    def __init__(self, arrays: ArrayFile) -> None:
        self._arrays = arrays
        self._terms = WordList(arrays, "word")
        self._lengths = lengths(arrays)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] == WORDS and self._terms.find(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        """The one field there is."""
        return [WORDS]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, sorted."""
        return ((WORDS, word) for word in self._terms.part(0, len(self._terms)))

    def terms_from(self, _fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Terms not before `prefix`."""
        start = self._terms.place(prefix)
        return ((WORDS, word) for word in self._terms.part(start, len(self._terms)))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term."""
        docs, weights = self._postings(fieldname, text)
        lengths = self._lengths[docs]
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Postings for Whoosh's searcher."""
        docs, weights = self._postings(fieldname, text)
        info = self.term_info(fieldname, text)
        term = (fieldname, text)
        return ListMatcher(
            docs.tolist(), weights.tolist(), format=format_, scorer=scorer, term=term, terminfo=info
        )

    def _postings(self, fieldname: str, text: bytes) -> tuple[Array, Array]:
        number = self._terms.find(text) if fieldname == WORDS else None
        if number is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        where = slice(*self._arrays.part("word.offsets", slice(number, number + 2)).tolist())
        docs = self._arrays.part("word.docs", where)
        weights = np.zeros(len(docs))
        for name in WORD_COUNTS:
            weights += Counts(self._arrays, f"word.{name}").part(where)
        return docs, weights


def lengths(arrays: ArrayFile) -> Array:
    """Words of each document, in all of its fields."""
    every: Array = np.sum([arrays[f"{name}_length"] for name in WORD_COUNTS], axis=0)
    return every


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Documents of one segment, as Whoosh asks for them."""

    def __init__(self, arrays: ArrayFile, segment: Segment) -> None:
        self._ids = arrays["ids"]
        self._lengths = lengths(arrays)
        self._segment = segment

    def doc_count(self) -> int:
        """Without the deleted ones."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """With the deleted ones."""
        return self._segment.documents

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted ones."""
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, _fieldname: str, _default: int = 0) -> int:
        """Words of a document."""
        return int(self._lengths[docnum])

    def field_length(self, _fieldname: str) -> int:
        """Words of all documents."""
        return int(self._lengths.sum())

    def min_field_length(self, _fieldname: str) -> int:
        """Words of the shortest."""
        return int(self._lengths.min()) if len(self._lengths) else 0

    def max_field_length(self, _fieldname: str) -> int:
        """Words of the longest."""
        return int(self._lengths.max()) if len(self._lengths) else 0

    def stored_fields(self, docnum: int) -> dict[str, int]:
        """Only the id: everything else is in the store."""
        return {"id": int(self._ids[docnum])}
