"""How good and how fast the search is: questions with judged answers, by the measures of the field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from corpus.config import Config
from corpus.store import Store
from indexer.errors import JudgementsBroken
from indexer.searching.answers import SearchRequest
from indexer.searching.search import Searcher, open_searcher

DEPTH = 100
"""Documents asked for: what Recall@100 needs."""

MEASURES = {
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "recall@100": R @ 100,
    "mrr@10": RR @ 10,
    "ndcg@10": nDCG @ 10,
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its name."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """One document of a ranking."""

    query: str
    url: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by name: shares from 0 to 1, and milliseconds; and the rankings they come from."""

    queries: int
    judged: int
    """Documents judged relevant that the collection holds; those that it lacks count as missed."""
    figures: dict[str, float]
    run: tuple[Found, ...]


def evaluate(
    store: Store, config: Config, queries: Path, qrels: Path, progress: Progress | None = None
) -> Evaluation:
    """Ask every judged question, cold and warm. Raises JudgementsBroken and IndexFault.

    cold: no decoded posting is kept. warm: each question was asked before, its result not remembered.
    """
    judged = list(read_qrels(qrels))
    relevant = {one.query_id for one in judged if one.relevance > 0}
    asked = [query for query in read_queries(queries) if query.id in relevant]
    if not asked:
        raise JudgementsBroken(f"{qrels} 里没有 {queries} 中问题的评判")
    say = progress or (lambda done, total: None)
    unkept = replace(config, search=replace(config.search, cache_mb=0))
    cold, _ = _ask(open_searcher(store, unkept), asked, 10, lambda done: say(done, 3 * len(asked)))
    searcher = open_searcher(store, config)
    _, run = _ask(searcher, asked, DEPTH, lambda done: say(len(asked) + done, 3 * len(asked)))
    warm, _ = _ask(searcher, asked, 10, lambda done: say(2 * len(asked) + done, 3 * len(asked)))
    named = {query.id for query in asked}
    counted = [one for one in judged if one.query_id in named]
    scored = [ir_measures.ScoredDoc(one.query, one.url, float(DEPTH - one.rank)) for one in run]
    values = ir_measures.calc_aggregate(list(MEASURES.values()), counted, scored)
    figures = {name: round(float(values[measure]), 4) for name, measure in MEASURES.items()}
    for prefix, seconds in (("", warm), ("cold_", cold)):
        median, high = np.percentile(seconds, [50, 95]) * 1000
        figures |= {f"{prefix}p50_ms": round(float(median), 2), f"{prefix}p95_ms": round(float(high), 2)}
    held = store.known({one.doc_id for one in counted if one.relevance > 0})
    return Evaluation(len(asked), len(held), figures, tuple(run))


def write_run(run: Sequence[Found], path: Path) -> None:
    """The rankings as a TREC run. Raises OSError."""
    lines = (f"{one.query} Q0 {one.url} {one.rank} {one.score:.4f} gongkai\n" for one in run)
    path.write_text("".join(lines), encoding="utf-8")


def read_queries(path: Path) -> Iterator[Query]:
    """`id<TAB>question`, a question a line. Raises JudgementsBroken."""
    for number, line in _lines(path):
        name, tab, text = line.partition("\t")
        if not tab or not name.strip() or not text.strip():
            raise JudgementsBroken(f"{path} 第 {number} 行应当是：编号、制表符、问题")
        yield Query(name.strip(), text.strip())


def read_qrels(path: Path) -> Iterator[ir_measures.Qrel]:
    """TREC qrels, `id 0 url 1`. Raises JudgementsBroken."""
    for number, line in _lines(path):
        parts = line.split()
        if len(parts) != 4 or not parts[3].lstrip("-").isdecimal():
            raise JudgementsBroken(f"{path} 第 {number} 行应当是：编号 0 网址 1")
        yield ir_measures.Qrel(parts[0], parts[2], int(parts[3]))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementsBroken(f"{path} 读不出来，应当是 UTF-8 的文本文件") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def _ask(
    searcher: Searcher, asked: Sequence[Query], limit: int, progress: Callable[[int], None]
) -> tuple[list[float], list[Found]]:
    """Seconds for each question, and what was found."""
    seconds, run = [], []
    for done, query in enumerate(asked, 1):
        began = perf_counter()
        hits = searcher.search(SearchRequest(query.text, limit=limit, exact=True)).hits
        seconds.append(perf_counter() - began)
        # Copies folded into a hit are found with it.
        found = ((stored.document.url, hit.score) for hit in hits for stored in (hit.document, *hit.copies))
        run += [Found(query.id, url, rank, score) for rank, (url, score) in enumerate(found, 1)]
        progress(done)
    return seconds, run
