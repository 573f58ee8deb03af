"""How good and how fast the search is: questions with judged answers, by the measures of the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import numpy as np

from corpus.config import Config
from corpus.store import Store
from indexer.errors import JudgementsBroken
from indexer.evaluation.measures import DEPTH, Ranked, quality
from indexer.evaluation.questions import Judgement, Question, read_judgements, read_questions
from indexer.searching import Searcher, SearchRequest, open_searcher

PAGE = 10
"""Documents asked for when time is taken: as many as a page shows."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures by name: shares from 0 to 1, and milliseconds; and the rankings they come from."""

    queries: int
    judged: int
    """Documents judged relevant that the collection holds; those that it lacks count as missed."""
    figures: dict[str, float]
    run: tuple[Ranked, ...]


def evaluate(
    store: Store,
    config: Config,
    queries: Path,
    qrels: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Evaluation:
    """Ask every judged question, cold and warm. Raises JudgementsBroken and IndexFault.

    cold: no decoded posting is kept. warm: each question was asked before, its result not remembered.
    """
    questions, judgements = _judged(queries, qrels)

    def ask(searcher: Searcher, limit: int, done_before: int) -> tuple[list[float], list[Ranked]]:
        total = 3 * len(questions)
        return _ask(searcher, questions, limit, lambda done: progress(done_before + done, total))

    unkept = replace(config, search=replace(config.search, cache_mb=0))
    cold, _ = ask(open_searcher(store, unkept), PAGE, 0)
    searcher = open_searcher(store, config)
    _, run = ask(searcher, DEPTH, len(questions))
    warm, _ = ask(searcher, PAGE, 2 * len(questions))
    figures = quality(judgements, run) | _times("", warm) | _times("cold_", cold)
    held = store.known({one.url for one in judgements if one.relevance > 0})
    return Evaluation(len(questions), len(held), figures, tuple(run))


def write_run(run: Sequence[Ranked], stream: BinaryIO) -> None:
    """The rankings as a TREC run. Raises OSError."""
    lines = (f"{one.question} Q0 {one.url} {one.rank} {one.score:.4f} gongkai\n" for one in run)
    stream.writelines(line.encode() for line in lines)


def _judged(queries: Path, qrels: Path) -> tuple[list[Question], list[Judgement]]:
    """The questions with an answer, and the judgements of these. Raises JudgementsBroken."""
    judgements = list(read_judgements(qrels))
    answered = {one.question for one in judgements if one.relevance > 0}
    questions = [question for question in read_questions(queries) if question.id in answered]
    if not questions:
        raise JudgementsBroken(f"{qrels} 里没有 {queries} 中问题的评判")
    asked = {question.id for question in questions}
    return questions, [one for one in judgements if one.question in asked]


def _ask(
    searcher: Searcher, questions: Sequence[Question], limit: int, progress: Callable[[int], None]
) -> tuple[list[float], list[Ranked]]:
    """Seconds for each question, and what was found."""
    seconds, run = [], []
    for done, question in enumerate(questions, 1):
        began = perf_counter()
        hits = searcher.search(SearchRequest(question.text, limit=limit, exact=True)).hits
        seconds.append(perf_counter() - began)
        # Copies folded into a hit are found with it.
        found = ((stored.document.url, hit.score) for hit in hits for stored in (hit.document, *hit.copies))
        run += [Ranked(question.id, url, rank, score) for rank, (url, score) in enumerate(found, 1)]
        progress(done)
    return seconds, run


def _times(prefix: str, seconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile in milliseconds."""
    median, high = np.percentile(seconds, [50, 95]) * 1000
    return {f"{prefix}p50_ms": round(float(median), 2), f"{prefix}p95_ms": round(float(high), 2)}
