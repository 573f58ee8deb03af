"""Several workers that share out requests."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any

from corpus.workers.worker import Worker


def cores(configured: int) -> int:
    """How many processes a setting asks for: 0 means one for each core."""
    return configured or os.cpu_count() or 1


class Crew:
    """Workers of one kind; leaving it ends them in the middle of their work."""

    def __init__(self, module: str, setup: Any, size: int) -> None:
        self.size = size
        self._workers = [Worker(module, setup) for _ in range(size)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(size, "gongkai-crew")
        self._room = BoundedSemaphore(size + 1)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, request: Any) -> Future[Any]:
        """What one will answer (see `Worker.ask`); waits while all work and one more request waits."""
        self._room.acquire()
        future = self._threads.submit(self._ask, request)
        future.add_done_callback(lambda _: self._room.release())
        return future

    def map(self, requests: Iterable[Any]) -> Generator[Any, None, None]:
        """The answers, in order. Raises what `Worker.ask` does."""
        waiting: deque[Future[Any]] = deque()
        for request in requests:
            waiting.append(self.submit(request))
            if len(waiting) > 2 * self.size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        """End them all; nobody waits for what is still being done."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _ask(self, request: Any) -> Any:
        worker = self._idle.get()
        try:
            return worker.ask(request)
        finally:
            self._idle.put(worker)
