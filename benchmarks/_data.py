"""Articles of law and questions of the public, where they are on this machine; and figures in a line."""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.exchange.imports import parse_record
from corpus.records import Document

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ARTICLES = "articles.jsonl.xz"
QUESTIONS = "questions.dev"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the addresses of the articles that answer it."""

    text: str
    answers: frozenset[str]


def documents(data: Path, limit: int | None) -> Iterator[Document]:
    """The articles; ends the program with a sentence when they are not here."""
    path = data / ARTICLES
    if not path.exists():
        sys.exit(f"{path} is not here; say where the articles are with --data.")
    with lzma.open(path) as lines:
        for line in islice(lines, limit):
            yield parse_record(line, set())


def questions(data: Path) -> list[Question]:
    """The questions with their judgements."""
    answers: dict[str, set[str]] = {}
    for line in (data / f"{QUESTIONS}.qrels").read_text(encoding="utf-8").splitlines():
        number, _, url, _ = line.split()
        answers.setdefault(number, set()).add(url)
    lines = (data / f"{QUESTIONS}.tsv").read_text(encoding="utf-8").splitlines()
    return [Question(text, frozenset(answers[n])) for n, text in (line.split("\t", 1) for line in lines)]


def quality(asked: Sequence[Question], found: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Recall@10 and MRR@10 of the first ten addresses for each question."""
    recall = reciprocal = 0.0
    for question, urls in zip(asked, found, strict=True):
        ranks = [rank for rank, url in enumerate(urls[:10], 1) if url in question.answers]
        recall += len(ranks) / len(question.answers)
        reciprocal += 1 / ranks[0] if ranks else 0.0
    return recall / len(asked), reciprocal / len(asked)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds."""
    median, high = np.percentile(seconds, [50, 95]) * 1000
    return float(median), float(high)
