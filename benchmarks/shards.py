"""An index divided among several nodes, beside the same in one part: are the answers the same?

Both are compared with the embedded engine. Nodes are started from tests/opensearch. All get the same
articles, a tenth of which stand there again, up to three times, of other agencies. Each question is asked in
several ways: its first ten, the page around the hundredth hit, under a filter, by date, as a phrase. Told is
in how many answers numbers differ (totals, counts beside filters) or copies do, and how many of the hits of a
page are the same; then how many questions are answered a second when several are asked at once. Example:

    python benchmarks/shards.py --limit 20000 --queries 100 --shards 1 3
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from _data import DATA, percentiles, questions
from _nodes import Nodes
from opensearch import chosen, indexed

from corpus.catalogue import Filters
from corpus.config import Config, IndexSettings
from corpus.records import Document
from indexer.engines import Engine, EngineReader, EngineRequest, EngineResults, IndexedDocument
from indexer.engines.open import open_engine
from indexer.engines.opensearch import cluster
from indexer.query import Phrase, open_thesaurus, parse
from indexer.query.collection_names import NOTHING_KNOWN
from indexer.text import normalise_line

COPIED = 10
"""One of so many has copies."""

AGENCIES = ("云岭县司法局", "白水县司法局", "青山县司法局")
PHRASE = slice(0, 4)
"""The characters of a question that are looked for as they stand."""

SEVERAL = 4
"""Questions asked at once."""


PATIENCE = 120
"""Seconds: on a busy machine what takes long is an answer, too."""


def standing(made: Sequence[Document]) -> Iterator[IndexedDocument]:
    """All, and the copies of some."""
    last = len(made)
    for number, document in enumerate(made, 1):
        one = indexed(number, document)
        copies = 1 + number // COPIED % len(AGENCIES) if number % COPIED == 0 else 0
        yield replace(one, copy_of=number if copies else 0)
        for agency in AGENCIES[:copies]:
            last += 1
            facets = {**one.facets, "agency": agency}
            yield replace(one, id=last, facets=facets, copy_of=number, revision=last)


def asked_of(reader: EngineReader, texts: Sequence[str], agency: str) -> dict[str, list[EngineRequest]]:
    """What is asked, by the way of asking."""
    thesaurus = open_thesaurus("")
    whole = [EngineRequest(parse(text, reader.segmenter, thesaurus, NOTHING_KNOWN).node) for text in texts]
    phrases = [EngineRequest(Phrase(normalise_line(text[PHRASE]))) for text in texts]
    return {
        "first ten": whole,
        "around the hundredth": [replace(one, offset=95) for one in whole],
        "under a filter": [replace(one, filters=Filters(agency=(agency,))) for one in whole],
        "by date": [replace(one, sort="issued_newest") for one in whole],
        "phrases": phrases,
    }


def numbers(results: EngineResults) -> tuple[object, ...]:
    """What has to be exact."""
    return results.total, results.facets, results.whole, results.degree


def overlap(one: Sequence[EngineResults], other: Sequence[EngineResults]) -> float:
    """Share of the hits of a page that are the same, over all that have any."""
    pairs = [(set(a.ids), set(b.ids)) for a, b in zip(one, other, strict=True) if a.ids or b.ids]
    return round(sum(len(a & b) / max(len(a), len(b)) for a, b in pairs) / max(1, len(pairs)), 4)


def copies_differing(one: Sequence[EngineResults], other: Sequence[EngineResults]) -> int:
    """Hits of both whose copies are not the same."""
    told = [dict(zip(a.ids, a.copies, strict=True)) for a in one]
    found = [dict(zip(b.ids, b.copies, strict=True)) for b in other]
    return sum(x[key] != y[key] for x, y in zip(told, found, strict=True) for key in x.keys() & y.keys())


def compared(expected: Sequence[EngineResults], found: Sequence[EngineResults]) -> dict[str, float]:
    """Answers to the same questions."""
    return {
        "numbers_differing": sum(numbers(a) != numbers(b) for a, b in zip(expected, found, strict=True)),
        "copies_differing": copies_differing(expected, found),
        "same_hits": overlap(expected, found),
        "same_order": round(
            sum(a.ids == b.ids for a, b in zip(expected, found, strict=True)) / max(1, len(expected)), 4
        ),
    }


def answered(reader: EngineReader, asked: Sequence[EngineRequest]) -> tuple[list[EngineResults], list[float]]:
    """Each, and the seconds it took."""
    found, seconds = [], []
    for request in asked:
        began = perf_counter()
        found.append(reader.search(request))
        seconds.append(perf_counter() - began)
    return found, seconds


def a_second(reader: EngineReader, asked: Sequence[EngineRequest]) -> float:
    """How many are answered when several are asked at once."""
    began = perf_counter()
    with ThreadPoolExecutor(SEVERAL) as pool:
        list(pool.map(reader.search, asked))
    return round(len(asked) / (perf_counter() - began), 1)


def filled(engine: Engine, made: Sequence[Document]) -> float:
    """Documents a second into a new index of all."""
    began = perf_counter()
    with engine.writer(rebuild=True, store="") as writer:
        given = list(standing(made))
        writer.add(given)
        writer.commit(len(given))
    return round(len(given) / (perf_counter() - began))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--heap", default="512m", help="of each node")
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3, 6])
    parser.add_argument("--replicas", type=int, default=0)
    parser.add_argument("--limit", type=int, default=20_000, help="articles, before their copies")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    options = parser.parse_args()
    cluster.SEARCH_PATIENCE = PATIENCE
    every = questions(options.data)
    made = chosen(options.data, options.limit, every)
    texts = [question.text for question in every[: options.queries]]
    with tempfile.TemporaryDirectory() as folder:
        nodes = Nodes(Path(folder), options.nodes, options.heap)
        try:
            embedded = open_engine(Config(data=Path(folder) / "embedded"))
            filled(embedded, made)
            asked = asked_of(embedded.reader(), texts, AGENCIES[0])
            expected = {way: answered(embedded.reader(), some)[0] for way, some in asked.items()}
            for shards in options.shards:
                settings = IndexSettings(
                    "opensearch", f"{nodes.urls}/shards{shards}", shards=shards, replicas=options.replicas
                )
                engine = open_engine(Config(data=Path(folder) / f"of{shards}", index=settings))
                told: dict[str, object] = {"documents_per_second": filled(engine, made)}
                reader = engine.reader()
                answered(reader, asked["first ten"])
                for way, some in asked.items():
                    found, seconds = answered(reader, some)
                    median, high = percentiles(seconds)
                    figures = compared(expected[way], found)
                    told[way] = {**figures, "p50_ms": round(median, 1), "p95_ms": round(high, 1)}
                told["answers_a_second"] = a_second(reader, asked["first ten"])
                for name, figure in told.items():
                    print(f"{shards} shards: {name}: {json.dumps(figure)}", flush=True)
        finally:
            nodes.end()


if __name__ == "__main__":
    main()
