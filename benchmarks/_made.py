"""A collection of any size to measure growth with, the same on every run.

Sentences of laws, strung together to texts as long as those of public bodies are, with a sixth of the words
put in the place of others: so the vocabulary and the rare pairs of characters grow as in real collections.
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from _laws import LAWS
from _sentences import sentences

from corpus.config import IndexSettings
from corpus.exchange.imports import parse_record
from corpus.records import Document
from indexer.text import open_segmenter

SEED = 17
LAWS_READ = 400
LENGTH, SPREAD = 7.05, 0.7
"""Of the logarithm of a text's characters: half of them are shorter than 1,150, the average is 1,500."""
REPLACED = 1 / 6
"""Of the words."""
COLUMNS = ("政策文件", "通知公告", "财政信息", "人事信息", "规划计划")
KINDS = ("通知", "公告", "意见", "办法", "批复", "公示")
FIRST_DAY, DAYS = date(2008, 5, 1), 6_700


class _Words:
    """Sentences of laws as numbers of words, and how often each word stands in them."""

    def __init__(self, data: Path) -> None:
        path = data / LAWS
        if not path.exists():
            sys.exit(f"{path} is not here; say where the laws are with --data.")
        cut = open_segmenter(IndexSettings(), {}).cut
        numbers: dict[str, int] = {}
        with lzma.open(path) as lines:
            texts = [parse_record(line, set()).text for line in islice(lines, LAWS_READ)]
        self.sentences = [
            np.array([numbers.setdefault(word, len(numbers)) for word in cut(sentence)])
            for text in texts
            for sentence in sentences(text)
        ]
        self.words = list(numbers)
        self.lengths = np.array(list(map(len, self.words)))
        self.replaceable = np.array([len(word) > 1 and word.isalpha() for word in self.words])
        counts = np.bincount(np.concatenate(self.sentences)) * self.replaceable
        self.chances = np.cumsum(counts / counts.sum())


def made_documents(number: int, data: Path, first: int = 0) -> Iterator[Document]:
    """So many documents; those from another `first` are others."""
    source = _Words(data)
    for place in range(first, first + number):
        yield _document(source, place)


def _document(source: _Words, place: int) -> Document:
    chance = np.random.default_rng((SEED, place))
    wanted, parts = chance.lognormal(LENGTH, SPREAD), list[np.ndarray]()
    while wanted > 0:
        parts.append(source.sentences[chance.integers(len(source.sentences))])
        wanted -= source.lengths[parts[-1]].sum()
    text = np.concatenate(parts)
    other = (chance.random(len(text)) < REPLACED) & source.replaceable[text]
    text[other] = np.searchsorted(source.chances, chance.random(int(other.sum())))
    name = np.searchsorted(source.chances, chance.random(3))
    day = FIRST_DAY + timedelta(days=int(chance.integers(DAYS)))
    return Document(
        url=f"https://www.yunling.example/{day:%Y%m}/t{place}.html",
        title=f"关于{_joined(source, name)}的{KINDS[place % len(KINDS)]}",
        text=_joined(source, text),
        column=COLUMNS[int(chance.integers(len(COLUMNS)))],
        issued_on=day,
    )


def _joined(source: _Words, numbers: np.ndarray) -> str:
    return "".join(map(source.words.__getitem__, numbers.tolist()))
