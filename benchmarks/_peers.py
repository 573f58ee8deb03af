"""The engines beside which ours is measured: each indexes the same words, and answers OR of them by BM25."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import _peer_fts5
import _peer_tantivy
import _peer_whoosh
from _words import Text

Search = Callable[[list[str]], list[str]]
"""Words to the addresses of the first ten documents that have any of them."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another engine."""

    name: str
    package: str
    """What has to be installed."""
    write: Callable[[Path, Iterable[Text]], None]
    """Make an index in a new folder, as its users would by default."""
    opened: Callable[[Path], Search]

    @property
    def here(self) -> bool:
        """Whether it can be measured; says so where it cannot."""
        if find_spec(self.package):
            return True
        print(f"{self.name} is not installed and left out: make .venv/bench.stamp")
        return False


TANTIVY = Peer("tantivy", "tantivy", _peer_tantivy.write, _peer_tantivy.opened)
FTS5 = Peer("SQLite FTS5", "sqlite3", _peer_fts5.write, _peer_fts5.opened)
WHOOSH = Peer("whoosh's own searcher", "whoosh", _peer_whoosh.write, _peer_whoosh.opened)
