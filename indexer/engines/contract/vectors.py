"""What an engine promises that keeps vectors itself, and finds the nearest without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.segments.array_writer import Array


@dataclass(frozen=True, slots=True)
class DocumentVectors:
    """Of each passage of a document a vector; a document without any is gone."""

    id: int
    """`StoredDocument.id`."""
    revision: int
    """The store's, at which it became so: no older one takes its place."""
    starts: Sequence[int]
    """Where each passage begins."""
    vectors: Array
    """int8 of shape (passages, width); only the direction of each counts."""


class KeptVectors(Protocol):
    """Vectors of one make, for several threads; they stand beside the index, whichever of its states is read.

    All but `state` raise IndexFault.
    """

    def state(self) -> str:
        """Another with every change; empty where there are none that may be asked."""
        ...

    def nearest(self, vector: Array, count: int) -> tuple[Array, Array]:
        """The documents with the nearest passages: int64 ids and float32 cosines, the nearest first."""
        ...

    def starts(self, vector: Array, ids: Sequence[int]) -> dict[int, int]:
        """Of each of the documents where its nearest passage begins."""
        ...

    def of(self, document: int) -> Array | None:
        """int8 of shape (passages, width); None where none are known."""
        ...

    def reached(self, latest: int, width: int) -> int | None:
        """The revision that they reach; None where the engine cannot keep any.

        What reaches beyond the latest revision of the store is begun anew.
        """
        ...

    def put(self, documents: Iterable[DocumentVectors], revision: int) -> None:
        """Keep what changed up to a revision, durably; an unfinished run is gone on with from there."""
        ...

    def finish(self) -> None:
        """Have all that was put asked from now on; vectors of other makes go."""
        ...
