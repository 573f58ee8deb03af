"""Queries that the model reads in other threads, each once where several ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from indexer.meaning.model import Model
from indexer.segments.array_writer import Array

REMEMBERED = 256
"""Vectors of queries kept: readers turn pages, filter, and come back. A guess."""

AHEAD = 4
"""Queries that are read at a time, up to which one more is begun before it is asked for. A guess."""


class Readings:
    """For several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Future[Array]] = OrderedDict()
        self._threads = ThreadPoolExecutor(thread_name_prefix="meaning")

    def of(self, query: str, model: Model) -> Future[Array]:
        """What it means; one that fails is read again when it is asked again."""
        with self._lock:
            begun = self._kept.get(query)
            if begun is not None:
                self._kept.move_to_end(query)
                return begun
            reading = self._kept[query] = Future[Array]()
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        try:
            self._threads.submit(self._read, query, reading, model.reading(query))
        except BaseException as error:
            self._fail(query, reading, error)
            raise
        return reading

    @property
    def busy(self) -> bool:
        """Whether so many are being read that none is to be begun ahead."""
        with self._lock:
            return sum(not one.done() for one in self._kept.values()) >= AHEAD

    def _read(self, query: str, reading: Future[Array], said: Callable[[], Array]) -> None:
        try:
            vector = said()
        except BaseException as error:
            self._fail(query, reading, error)
            raise
        reading.set_result(vector)

    def _fail(self, query: str, reading: Future[Array], error: BaseException) -> None:
        with self._lock:
            self._kept.pop(query, None)
        reading.set_exception(error)
