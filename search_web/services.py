"""What a running interface holds: settings, store, files, searcher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from corpus.config import Config
from corpus.files import FileStore
from corpus.store import Store
from indexer import Searcher
from search_web.counting import Counting

EXTENSION = "gongkai"
"""Its key in `app.extensions`."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that the views use; one set for each application."""

    config: Config
    store: Store
    files: FileStore
    searcher: Searcher
    counting: Counting

    def close(self) -> None:
        """Count what is not counted yet, stop what works aside, and give the store's file back."""
        self.counting.close()
        self.searcher.close()
        self.store.close()


def services() -> Services:
    """The services of the application that answers this request."""
    return cast(Services, current_app.extensions[EXTENSION])
