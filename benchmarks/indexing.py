"""How fast texts become a searchable index, beside other engines, and how much memory `gongkai index` takes.

All are measured from texts in memory to the commit, on the same words, cut within the time. Ours also indexes
pairs of characters, keeps the texts and merges its segments; the others write what they do by default. The
last row is what one gets from Whoosh with the analyzer that jieba brings. Example:

    python benchmarks/indexing.py --limit 20000 --whoosh-limit 5000 --json figures.json
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

import _peer_whoosh
import jieba
from _collection import put
from _data import DATA, documents
from _peers import FTS5, TANTIVY, WHOOSH
from _process import Run, gongkai
from _words import Text, cut
from jieba.analyse import ChineseAnalyzer

from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import open_store
from indexer.engines import IndexedDocument
from indexer.engines.open import open_engine

MEMORY_LIMIT_MB = 2000
"""What indexing is to stay below."""


def ours(made: list[Document], processes: int) -> float:
    """Documents/s."""
    texts = [
        IndexedDocument(
            number,
            d.title,
            d.text,
            {"column": d.column, "year": d.year},
            day=d.dated_on.toordinal() if d.dated_on else 0,
        )
        for number, d in enumerate(made, 1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder), index=IndexSettings(processes=processes))
        began = perf_counter()
        with open_engine(config).writer(rebuild=False, store="") as writer:
            writer.add(texts)
            writer.commit(1)
        return len(made) / (perf_counter() - began)


def theirs(write: Callable[[Path, Iterable[Text]], None], texts: Iterable[Text], count: int) -> float:
    """Documents/s."""
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        write(Path(folder) / "index", texts)
        return count / (perf_counter() - began)


def with_jieba(folder: Path, texts: Iterable[Text]) -> None:
    """Whoosh with the analyzer that jieba brings for it."""
    _peer_whoosh.write(folder, texts, analyzer=ChineseAnalyzer())


def from_store(made: list[Document]) -> Run:
    """`gongkai index` over a new store."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Config(data=Path(folder)).store_url) as store:
            put(store, made)
        return gongkai(Path(folder), "index")


def rates(made: list[Document], options: argparse.Namespace) -> dict[str, tuple[int, float]]:
    """Documents and documents/s of every engine."""
    list(cut(made[:1]))
    jieba.initialize()
    few, fewer = made[: options.whoosh_limit], made[: options.jieba_limit]
    found = {"gongkai": (len(made), ours(made, options.processes))}
    for peer in (TANTIVY, FTS5):
        if peer.here:
            found[peer.name] = len(made), theirs(peer.write, cut(made), len(made))
    if few:
        found["whoosh TEXT"] = len(few), theirs(WHOOSH.write, cut(few), len(few))
    if fewer:
        whole = [(d.url, f"{d.title}\n{d.text}") for d in fewer]
        found["whoosh with jieba"] = len(fewer), theirs(with_jieba, whole, len(fewer))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="articles to index (default: all)")
    parser.add_argument("--whoosh-limit", type=int, default=20_000, help="articles for Whoosh; 0: none")
    parser.add_argument(
        "--jieba-limit", type=int, default=3_000, help="articles for Whoosh with jieba's analyzer; 0: none"
    )
    parser.add_argument("--processes", type=int, default=0, help="our processes; 0: one for each core")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of articles.jsonl.xz")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args()
    made = list(documents(options.data, options.limit))
    run = from_store(made)
    found = rates(made, options)
    print(f"{'':20}{'documents':>10}{'a second':>10}{'we x':>8}")
    for name, (count, rate) in found.items():
        print(f"{name:20}{count:10}{rate:10.0f}{found['gongkai'][1] / rate:8.1f}")
    parts = " + ".join(f"{peak:.0f}" for peak in run.peaks.values())
    print(
        f"gongkai index: {len(made) / run.seconds:.0f} documents/s from the store, {run.seconds:.1f} s in all"
    )
    print(f"  peak memory {parts} = {run.peak_mb:.0f} MB of {MEMORY_LIMIT_MB}")
    if options.json:
        figures = {name: {"documents": count, "a_second": rate} for name, (count, rate) in found.items()}
        figures["gongkai index"] = {"seconds": run.seconds, "peak_mb": run.peak_mb}
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
