"""Processes of this program, begun in one way: `begin`.

Those that answer requests: `Worker` and `Crew` ask them, `serve` is what they run.

A request is a pickled object. An answer is JSON, and nothing else is made of it: what answers may have read a
hostile file.
"""

from corpus.workers.crew import Crew, cores
from corpus.workers.errands import Errands
from corpus.workers.process import begin, take_standard_output, when_parent_is_gone
from corpus.workers.serve import serve
from corpus.workers.worker import Worker, WorkerFailed

__all__ = [
    "Crew",
    "Errands",
    "Worker",
    "WorkerFailed",
    "begin",
    "cores",
    "serve",
    "take_standard_output",
    "when_parent_is_gone",
]
