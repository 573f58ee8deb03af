"""How fast texts become a searchable index, beside a stock Whoosh TEXT field with the same words.

Both are measured from texts in memory to the commit. Ours also indexes pairs of characters and merges its
segments; Whoosh writes what its TEXT field has by default. Example:

    python benchmarks/indexing.py --limit 20000 --peer-limit 5000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from pathlib import Path
from time import perf_counter

import _peer
from _data import DATA, documents

from corpus.config import Config, IndexSettings
from corpus.records import Document
from indexer.engines import IndexedDocument
from indexer.engines.open import open_engine
from indexer.text import open_segmenter

WHOOSH_MEMORY_MB = 128
"""Whoosh's default."""


def ours(made: list[Document], processes: int) -> float:
    """Documents/s."""
    texts = [
        IndexedDocument(
            number, d.title, d.text, d.column, year=d.year, day=d.dated_on.toordinal() if d.dated_on else 0
        )
        for number, d in enumerate(made, 1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder), index=IndexSettings(processes=processes))
        began = perf_counter()
        with open_engine(config).writer(rebuild=False) as writer:
            writer.add(texts)
            writer.commit(1)
        return len(made) / (perf_counter() - began)


def stock(made: list[Document]) -> float:
    """Documents/s."""
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        _peer.write(Path(folder), made, phrase=True, limit_mb=WHOOSH_MEMORY_MB)
        return len(made) / (perf_counter() - began)


def peak_mb(who: int) -> float:
    """Largest resident set so far, in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="articles that we index (default: all)")
    parser.add_argument(
        "--peer-limit", type=int, default=20_000, help="articles that Whoosh indexes; 0: as many"
    )
    parser.add_argument("--processes", type=int, default=0, help="our processes; 0: one for each core")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of articles.jsonl.xz")
    options = parser.parse_args()
    made = list(documents(options.data, options.limit))
    few = made[: options.peer_limit or None]
    open_segmenter(IndexSettings()).cut("预热")
    held = peak_mb(resource.RUSAGE_SELF)
    fast = ours(made, options.processes)
    print(f"gongkai       {len(made):7} documents  {fast:8.0f} documents/s")
    peaks = [peak_mb(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"  peak memory {peaks[0]:.0f} MB with {held:.0f} MB of texts, largest worker {peaks[1]:.0f} MB")
    slow = stock(few)
    print(f"whoosh TEXT   {len(few):7} documents  {slow:8.0f} documents/s")
    print(f"ratio         {fast / slow:.1f}")


if __name__ == "__main__":
    main()
