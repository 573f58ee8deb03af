"""An indexing that somebody begins from a page: a process of its own, which ends with its beginner."""

from __future__ import annotations

from threading import Lock

from corpus.config import Config
from corpus.workers import Errands
from indexer.errors import IndexBusy, IndexUnstarted

_KEY = "index"


class IndexOrders:
    """Begins them one at a time; what other processes index, the locks of the index keep apart."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = Lock()
        self._errands = Errands()

    def start(self, by: str) -> None:
        """Index what waits from now on, for somebody; the audit log is told what came of it.

        Raises IndexBusy while one that was begun here goes on, IndexUnstarted.
        """
        with self._lock:
            if self._errands.is_running(_KEY):
                raise IndexBusy
            try:
                self._errands.begin(_KEY, "indexer.building.ordered_build", (self._config, by))
            except OSError as error:
                raise IndexUnstarted from error

    def is_under_way(self) -> bool:
        """Whether one that was begun here goes on."""
        return self._errands.is_running(_KEY)

    def wait(self, seconds: float) -> None:
        """Until it has ended. Raises subprocess.TimeoutExpired."""
        self._errands.wait(seconds)

    def close(self) -> None:
        """Have it end; what was served is served on, and the next one goes on."""
        self._errands.close()
