"""How long the first byte of a page of results takes, and what of it is a processor's time, over real HTTP.

A server of its own (`gongkai serve`) answers one reader; each question is asked twice, the second time warm:
of the last few hundred the results are remembered, of more only the postings and the corrections. Bytes are
those on the wire, compressed. Example:

    python benchmarks/pages.py --ready DATA --queries 400
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from _collection import gathered
from _data import DATA, percentiles, questions
from _process import children
from cold_start import serving

SEED = 13

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Page:
    """What one page took."""

    first_byte: float
    """Seconds from the request to the first line of the answer."""
    size: int
    """Bytes of its body on the wire."""


def page(reader: HTTPConnection, question: str) -> Page:
    """Ask for the first page of results."""
    began = perf_counter()
    reader.request("GET", f"/search?{urlencode({'q': question})}", headers={"Accept-Encoding": "gzip"})
    answer = reader.getresponse()
    first_byte = perf_counter() - began
    if answer.status != 200:
        sys.exit(f"{answer.status} for {question}")
    return Page(first_byte, len(answer.read()))


def working(process: int) -> float:
    """Seconds of a processor that it and its children took so far."""
    ticks = 0
    for number in [process, *children(process)]:
        fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ready", type=Path, help="data folder of a collection that is indexed")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument("--limit", type=int, help="articles to search where none is ready (default: all)")
    parser.add_argument("--queries", type=int, default=400, help="questions asked (default: 400)")
    options = parser.parse_args()
    asked = [question.text for question in questions(options.data)]
    random.Random(SEED).shuffle(asked)
    asked = asked[: options.queries]
    with gathered(options.ready, options.data, options.limit) as (store, config):
        store.close()
        with serving(config.data, processes=1) as (process, address):
            reader = HTTPConnection(urlsplit(address).netloc)
            for name in ("first time", "warm"):
                before = working(process)
                pages = [page(reader, question) for question in asked]
                median, high = percentiles([one.first_byte for one in pages])
                each = (working(process) - before) / len(pages) * 1000
                largest = max(one.size for one in pages) / 1000
                print(f"{name:12}first byte {median:6.1f} ms at the median, {high:6.1f} ms at p95;", end=" ")
                print(f"processor {each:5.1f} ms a page; largest {largest:.1f} KB on the wire")


if __name__ == "__main__":
    main()
