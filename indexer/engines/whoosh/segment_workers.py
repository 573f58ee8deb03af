"""Batches of documents to segment files: in this process when they are few, else in one for each core."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any, cast

from corpus.config import IndexSettings
from corpus.errors import GongkaiError
from corpus.workers.pipes import receive, send, start, stop
from indexer.engines.contract import IndexedDocument
from indexer.engines.whoosh.codec import Segment
from indexer.engines.whoosh.invert import write_segment
from indexer.errors import BuildFailed
from indexer.segments.array_file import ArrayWriter
from indexer.segments.disk_errors import disk_faults
from indexer.text import open_segmenter

BYTES_PER_CHARACTER = 130
"""Peak memory of an inversion for each character of its documents (measured)."""
MOST_CHARACTERS = 4_000_000
LEAST_CHARACTERS = 100_000

WORKER = "indexer.engines.whoosh.worker"

Batch = tuple[str, list[IndexedDocument]]
"""The segment's id and its documents."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all segments of a writer have in common."""

    folder: Path
    settings: IndexSettings
    learned: tuple[str, ...]
    """Words of the collection beside the configured ones."""


def make_segment(task: Task, segid: str, documents: list[IndexedDocument]) -> None:
    """Write the file of one segment."""
    segmenter = open_segmenter(task.settings, task.learned)
    with disk_faults(), ArrayWriter(Segment(len(documents), segid).path(task.folder)) as writer:
        write_segment(writer, documents, segmenter)


class Makers:
    """Makes segments, in the order in which they were started."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._processes = task.settings.processes or os.cpu_count() or 1
        fitting = task.settings.memory_mb * 1_000_000 // (self._processes * BYTES_PER_CHARACTER)
        self.batch_characters = min(max(fitting, LEAST_CHARACTERS), MOST_CHARACTERS)
        self._segments: list[Segment] = []
        self._queue: Queue[Batch | None] = Queue(maxsize=1)
        self._crew: list[_Foreman] = []

    @property
    def started(self) -> int:
        """Segments begun so far."""
        return len(self._segments)

    def start(self, documents: list[IndexedDocument]) -> None:
        """Have a segment made; waits while all are at work. Raises what went wrong with an earlier one."""
        if not self._crew:
            self._crew = [_Foreman(self._queue, self._task) for _ in range(self._processes)]
        self._raise_faults()
        segment = Segment(len(documents))
        self._segments.append(segment)
        self._queue.put((segment.segid, documents))

    def finish(self, documents: list[IndexedDocument]) -> list[Segment]:
        """Make the last segment, if any documents are left, wait for all, and give them."""
        if documents and self._crew:
            self.start(documents)
        elif documents:
            self._segments.append(Segment(len(documents)))
            make_segment(self._task, self._segments[-1].segid, documents)
        for _ in self._crew:
            self._queue.put(None)
        for foreman in self._crew:
            foreman.thread.join()
        self._raise_faults()
        return self._segments

    def close(self) -> None:
        """Stop whatever still runs."""
        for foreman in self._crew:
            foreman.stop()

    def _raise_faults(self) -> None:
        for foreman in self._crew:
            if foreman.fault is not None:
                raise foreman.fault


@dataclass(frozen=True, slots=True)
class Reply:
    """What a process says about a batch."""

    fault: GongkaiError | None = None
    detail: str = ""
    """Of a fault that is not ours."""


class _Foreman:
    """A thread that hands batches to one process, and takes them from the queue even after a fault."""

    def __init__(self, queue: Queue[Batch | None], task: Task) -> None:
        self.fault: GongkaiError | None = None
        self._queue = queue
        self._process = start(WORKER)
        self._first = task
        self.thread = Thread(target=self._run, name="gongkai-index", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """End the process at once; nothing when it has ended."""
        stop(self._process)

    def _run(self) -> None:
        first: Any = self._first
        while (batch := self._queue.get()) is not None:
            if self.fault is None:
                self.fault = self._ask(first, batch)
                first = None

    def _ask(self, first: Any, batch: Batch) -> GongkaiError | None:
        to, back = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            if first is not None:
                send(to, first)
            send(to, batch)
            reply = receive(back)
        except (OSError, EOFError, ValueError) as error:
            return BuildFailed(f"工作进程意外结束（{type(error).__name__}）")
        return reply.fault or (BuildFailed(reply.detail) if reply.detail else None)
