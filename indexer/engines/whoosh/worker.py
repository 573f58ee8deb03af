"""The process that makes segments."""

from __future__ import annotations

from collections.abc import Callable

from corpus.workers import serve
from indexer.engines.contract import IndexedDocument
from indexer.engines.whoosh.segment_workers import SegmentTask, make_segment


def answers(task: SegmentTask) -> Callable[[tuple[str, list[IndexedDocument]]], None]:
    """Writes the segment of each batch, given with the segment's id."""
    return lambda batch: make_segment(task, *batch)


if __name__ == "__main__":
    serve(answers)
