"""Batches of documents to segment files: in this process when they are few, else in one for each core."""

from __future__ import annotations

from concurrent.futures import FIRST_EXCEPTION, Future, wait
from dataclasses import dataclass
from pathlib import Path

from corpus.config import IndexSettings
from corpus.workers import Crew, WorkerFailed, cores
from indexer.engines.contract import IndexedDocument
from indexer.engines.whoosh.codec import Segment
from indexer.engines.whoosh.invert import write_segment
from indexer.errors import BuildFailed
from indexer.segments.array_writer import writing_arrays
from indexer.segments.disk_errors import disk_faults
from indexer.text import Lexicon, open_segmenter

PROCESS_BYTES = 100_000_000
"""What a process holds before its first document: 72 MB with rjieba, 130 with jieba itself (measured)."""
BYTES_PER_CHARACTER = 85
"""Of the documents of a batch, at the peak: 54 in long texts and 65 in short ones (measured), and the batch
itself, which the one that reads the store, and the one that waits, have too."""
MOST_CHARACTERS = 4_000_000
LEAST_CHARACTERS = 100_000
WORTHWHILE_CHARACTERS = 250_000
"""Where so many do not fit for each process, fewer processes are begun. A guess."""

WORKER = "indexer.engines.whoosh.worker"


@dataclass(frozen=True, slots=True)
class SegmentTask:
    """What all segments of a writer have in common."""

    folder: Path
    settings: IndexSettings
    words: Lexicon
    """What texts are cut by beside the segmenter's own dictionary."""


def shares(memory: int, processes: int) -> tuple[int, int]:
    """Into how many processes, and characters for each, so many bytes are divided; this process has its part.

    `processes`: as configured, 0 for one for each core.
    """
    left = memory - PROCESS_BYTES
    if not processes:
        fitting = left // (PROCESS_BYTES + WORTHWHILE_CHARACTERS * BYTES_PER_CHARACTER)
        processes = max(1, min(cores(0), fitting))
    characters = (left // processes - PROCESS_BYTES) // BYTES_PER_CHARACTER
    return processes, min(max(characters, LEAST_CHARACTERS), MOST_CHARACTERS)


def make_segment(task: SegmentTask, segid: str, documents: list[IndexedDocument]) -> None:
    """Write the file of one segment."""
    segmenter = open_segmenter(task.settings, task.words)
    with disk_faults(), writing_arrays(Segment(len(documents), segid).path(task.folder)) as writer:
        write_segment(writer, documents, segmenter)


class SegmentWorkers:
    """Makes segments, in the order in which they were started."""

    def __init__(self, task: SegmentTask) -> None:
        self._task = task
        self._processes, self.batch_characters = shares(
            task.settings.memory_mb * 1_000_000, task.settings.processes
        )
        self._segments: list[Segment] = []
        self._crew: Crew | None = None
        self._unfinished: list[Future[None]] = []

    @property
    def started(self) -> int:
        """Segments begun so far."""
        return len(self._segments)

    def start(self, documents: list[IndexedDocument]) -> None:
        """Have a segment made; waits while all are at work. Raises what went wrong with an earlier one."""
        if self._crew is None:
            self._crew = Crew(WORKER, self._task, self._processes)
        self._unfinished = [future for future in self._unfinished if not _finished(future)]
        segment = Segment(len(documents))
        self._segments.append(segment)
        self._unfinished.append(self._crew.submit((segment.segid, documents)))

    def finish(self, documents: list[IndexedDocument]) -> list[Segment]:
        """Make the last segment, if any documents are left, wait for all, and give them."""
        if documents and self._crew:
            self.start(documents)
        elif documents:
            self._segments.append(Segment(len(documents)))
            make_segment(self._task, self._segments[-1].segid, documents)
        wait(self._unfinished, return_when=FIRST_EXCEPTION)
        for future in self._unfinished:
            _finished(future)
        return self._segments

    def close(self) -> None:
        """Stop whatever still runs."""
        if self._crew is not None:
            self._crew.close()


def _finished(future: Future[None]) -> bool:
    """Whether a segment is made. Raises what went wrong with it."""
    try:
        return future.done() and future.result() is None
    except WorkerFailed as failure:
        raise BuildFailed(failure.detail) from failure
