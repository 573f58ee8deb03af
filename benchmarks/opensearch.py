"""The engine that is a cluster beside the embedded one: indexing, questions, and whether they answer alike.

Both get the same articles and questions, in turn. `--url` names a node that is running; the index `benchmark`
stays there, and is built anew by the next run. overlap: how many of the first ten are the same. Of
fewer articles those come first that answer a question. Processor time is of all processes and the node;
heap is the node's, of it old the most that what outlived collecting took by then. Example:

    python benchmarks/opensearch.py --url http://127.0.0.1:9200 --limit 20000 --json figures.json
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.request import urlopen

from _data import DATA, documents, percentiles, quality, questions
from _data import Question as Asked

from corpus.config import Config, IndexSettings
from corpus.fields import FACETS
from corpus.records import Document
from indexer.engines import Engine, EngineReader, EngineRequest, IndexedDocument
from indexer.engines.open import open_engine
from indexer.query import open_thesaurus, parse
from indexer.query.collection_names import NOTHING_KNOWN
from indexer.text.numbers import keys


def chosen(data: Path, limit: int | None, asked: Sequence[Asked]) -> list[Document]:
    """So many articles, with all that answer a question."""
    made = list(documents(data, None))
    answering = {url for question in asked for url in question.answers}
    return sorted(made, key=lambda document: document.url not in answering)[:limit] if limit else made


def indexed(number: int, document: Document) -> IndexedDocument:
    """As a build would hand it over."""
    return IndexedDocument(
        number,
        document.title,
        document.text,
        {key: getattr(document, key) for key in FACETS},
        day=document.dated_on.toordinal() if document.dated_on else 0,
        numbers=keys(document.document_number, document.index_number),
        labels=" ".join(filter(None, (document.document_number, document.index_number))),
        revision=number,
    )


class Clock:
    """Seconds, and seconds of a processor that this process, its children and the node's work take."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._began, self._worked = perf_counter(), self._working()

    def taken(self) -> tuple[float, float]:
        """Since it was made."""
        return perf_counter() - self._began, self._working() - self._worked

    def _working(self) -> float:
        return sum(os.times()[:4]) + node_stats(self._url)["process"]["cpu"]["total_in_millis"] / 1000


def node_stats(url: str) -> dict[str, Any]:
    """What the node says of itself."""
    with urlopen(f"{url}/_nodes/_local/stats/process,jvm") as answer:
        (stats,) = json.load(answer)["nodes"].values()
        return dict(stats)


def heap(url: str) -> dict[str, float]:
    """MB of the node's memory for Java objects, and what collecting them took so far."""
    jvm = node_stats(url)["jvm"]
    collectors = jvm["gc"]["collectors"].values()
    return {
        "heap_mb": round(jvm["mem"]["heap_max_in_bytes"] / 1e6),
        "heap_old_mb": round(jvm["mem"]["pools"]["old"]["peak_used_in_bytes"] / 1e6),
        "collecting_s": round(sum(one["collection_time_in_millis"] for one in collectors) / 1000, 1),
    }


def filled(engine: Engine, made: Sequence[Document]) -> None:
    """A new index of all."""
    with engine.writer(rebuild=True, store="") as writer:
        writer.add(indexed(number, document) for number, document in enumerate(made, 1))
        writer.commit(len(made))


def answers(reader: EngineReader, asked: Sequence[Asked]) -> tuple[list[tuple[int, ...]], list[float]]:
    """The first ten of each question with all facets, and the seconds each took."""
    thesaurus, found, seconds = open_thesaurus(""), [], []
    for question in asked:
        node = parse(question.text, reader.segmenter, thesaurus, NOTHING_KNOWN).node
        began = perf_counter()
        found.append(reader.search(EngineRequest(node)).ids)
        seconds.append(perf_counter() - began)
    return found, seconds


def overlap(one: Sequence[tuple[int, ...]], other: Sequence[tuple[int, ...]]) -> float:
    """Share of the first ten that are the same, over all questions that find anything."""
    pairs = [(set(a), set(b)) for a, b in zip(one, other, strict=True) if a or b]
    return sum(len(a & b) / max(len(a), len(b)) for a, b in pairs) / len(pairs)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="http://127.0.0.1:9200", help="a node")
    parser.add_argument("--limit", type=int, help="articles to search (default: all)")
    parser.add_argument("--queries", type=int, help="questions asked (default: all)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the articles and questions")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args()
    asked = questions(options.data)
    made = chosen(options.data, options.limit, asked)
    asked = asked[: options.queries]
    figures: dict[str, dict[str, float]] = {}
    found: dict[str, list[tuple[int, ...]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("whoosh", "opensearch"):
            settings = IndexSettings(engine=name, url=f"{options.url}/benchmark")
            engine = open_engine(Config(data=Path(folder) / name, index=settings))
            building = Clock(options.url)
            filled(engine, made)
            built, worked = building.taken()
            reader = engine.reader()
            answers(reader, asked)
            answering = Clock(options.url)
            found[name], seconds = answers(reader, asked)
            _, answered = answering.taken()
            urls = [[made[number - 1].url for number in ids] for ids in found[name]]
            recall, reciprocal = quality(asked, urls)
            median, high = percentiles(seconds)
            figures[name] = {
                "documents_per_second": round(len(made) / built),
                "processor_ms_a_document": round(worked / len(made) * 1000, 2),
                "recall@10": round(recall, 4),
                "mrr@10": round(reciprocal, 4),
                "p50_ms": round(median, 2),
                "p95_ms": round(high, 2),
                "processor_ms_a_question": round(answered / len(asked) * 1000, 2),
                "index_mb": round(engine.status().bytes / 1e6),
            }
            print(name, json.dumps(figures[name]), flush=True)
    figures["node"] = heap(options.url)
    figures["both"] = {"overlap@10": round(overlap(*found.values()), 4)}
    print(*(f"{name} {json.dumps(figures[name])}" for name in ("node", "both")), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
