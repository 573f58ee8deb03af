"""What a year of daily additions writes: every document a few times, however many there were before.

A collection of made documents, 1/1000 more a day, and segments that are full when they have the share of the
collection that they have of 300,000 documents. After each day whoever searched before is asked again, and
whoever comes then; both must find what there was at their time. Example:

    python benchmarks/daily.py --documents 10000 --days 365
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import numpy as np
from _data import DATA
from _made import made_documents

from corpus.config import Config, IndexSettings
from indexer.engines import EngineReader, EngineRequest, IndexedDocument
from indexer.engines.whoosh import WhooshEngine, writer
from indexer.engines.whoosh.segment_format import MOST_DOCUMENTS
from indexer.query import Everything, Phrase
from indexer.text import fingerprint

AT_FIRST = 300_000
"""Documents of which a segment's most is a part as here."""
PHRASE = "行政处罚"


@dataclass(slots=True)
class Day:
    """What came of one."""

    seconds: float
    written: int
    """Bytes."""
    text: int
    """Bytes added."""
    segments: int


def written() -> int:
    """Bytes that this process had the system write so far."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("write_bytes"))


def found(reader: EngineReader) -> tuple[int, int]:
    """What there is, and how much of it has a phrase."""
    return reader.search(EngineRequest(Everything())).total, reader.search(
        EngineRequest(Phrase(PHRASE))
    ).total


def add(engine: WhooshEngine, documents: Sequence[IndexedDocument]) -> None:
    """One run."""
    with engine.writer(rebuild=False, store="") as writing:
        writing.add(documents)
        writing.commit(writing.revision + len(documents))


def days(engine: WhooshEngine, source: Iterator[IndexedDocument], daily: int, count: int) -> Iterator[Day]:
    """Each day's additions. Ends the program where a reader finds what it should not."""
    reader = engine.reader()
    known = found(reader)
    for number in range(count):
        some = list(islice(source, daily))
        before, began = written(), perf_counter()
        add(engine, some)
        seconds, wrote = perf_counter() - began, written() - before
        if found(reader) != known:
            raise SystemExit(f"Day {number}: a reader of the day before finds something else.")
        reader, total = engine.reader(), known[0] + daily
        known = found(reader)
        if known[0] != total:
            raise SystemExit(f"Day {number}: {known[0]} documents, {total} expected.")
        text = sum(len(document.text.encode()) for document in some)
        yield Day(seconds, wrote, text, engine.status().segments)


def report(measured: Sequence[Day], added: float, size: float) -> Iterator[str]:
    """`added`: bytes by which the index grew; `size`: of it in the end."""
    wrote, text = sum(day.written for day in measured), sum(day.text for day in measured)
    times = [day.seconds for day in measured]
    yield f"text added            {text / 1e6:8.1f} MB"
    yield f"written               {wrote / 1e6:8.1f} MB, {wrote / text:.1f} for each of text"
    yield f"the index grew by     {added / 1e6:8.1f} MB to {size / 1e6:.1f}"
    yield f"written for each byte by which it grew {wrote / added:.1f}"
    yield f"the most of one day   {max(day.written for day in measured) / 1e6:8.1f} MB"
    yield f"a day                 {np.median(times):8.2f} s at the median, {max(times):.2f} at most"
    yield f"segments              {np.mean([day.segments for day in measured]):8.1f} on the average"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000, help="at first")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the laws")
    options = parser.parse_args()
    daily = max(1, options.documents // 1_000)
    most = MOST_DOCUMENTS * options.documents // AT_FIRST
    every = made_documents(options.documents + options.days * daily, options.data)
    source = (IndexedDocument(number, one.title, one.text) for number, one in enumerate(every, 1))
    with tempfile.TemporaryDirectory() as folder, patch.object(writer, "MOST_DOCUMENTS", most):
        config = Config(data=Path(folder), index=IndexSettings(processes=1))
        engine = WhooshEngine(config, fingerprint(config.index))
        add(engine, list(islice(source, options.documents)))
        before = engine.status().bytes
        measured = list(days(engine, source, daily, options.days))
        after = engine.status().bytes
    print(*report(measured, after - before, after), sep="\n")


if __name__ == "__main__":
    main()
