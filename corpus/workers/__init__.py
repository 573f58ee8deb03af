"""Processes of this program that answer requests: `Worker` and `Crew` ask them, `serve` is what they run.

A request is a pickled object. An answer is JSON, and nothing else is made of it: what answers may have read a
hostile file.
"""

from corpus.workers.crew import Crew, cores
from corpus.workers.serve import serve
from corpus.workers.worker import Worker, WorkerFailed

__all__ = ["Crew", "Worker", "WorkerFailed", "cores", "serve"]
