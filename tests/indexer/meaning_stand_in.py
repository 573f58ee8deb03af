"""A model for tests: it knows a few words that mean the same, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer.meaning import model
from indexer.meaning.files import MeaningFolder
from indexer.meaning.making import advance, begun
from indexer.segments.array_writer import Array, writing_arrays

WIDTH = 64
LITTER = Document(url="http://a.test/1", title="市容条例", text="乱扔烟蒂的，由城管部门处罚。")
FISHING = Document(url="http://a.test/2", title="水库规定", text="禁止在水库垂钓。")
PARKS = Document(url="http://a.test/3", title="公园办法", text="公园免费开放。罚款另行规定。")
ASKED = "在街上丢烟头要罚款多少"
"""Of LITTER, in other words."""

SAME = (("烟头", "烟蒂"), ("罚款", "处罚"), ("钓鱼", "垂钓"), ("小孩", "未成年人"))


class StandIn:
    """A number for each meaning, and a little of what else is written."""

    def __init__(self, path: Path | None = None) -> None:
        self.read: list[str] = []

    def query(self, text: str) -> Array:
        return self.passages([text])[0]

    def reading(self, text: str) -> Callable[[], Array]:
        return lambda: self.query(text)

    def passages(self, texts: Sequence[str]) -> Array:
        self.read += texts
        vectors = np.full((len(texts), WIDTH), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for place, words in enumerate(SAME):
                vectors[row, place] += any(word in text for word in words)
            vectors[row, len(SAME) + sum(map(ord, text)) % (WIDTH - len(SAME))] += 0.1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def embed(self, batches: Iterable[Sequence[str]]) -> Iterator[Array]:
        return map(self.passages, batches)


def refresh(store: Store, config: Config, stand_in: StandIn) -> None:
    """What `indexer.meaning.refresh` does, with the stand-in."""
    folder = MeaningFolder(config.meaning_path)
    folder.path.mkdir(exist_ok=True)
    with writing_arrays(folder.model_path()):
        pass
    advance(folder, begun(folder, model.NAME, store), store, stand_in.embed, lambda done, total: None)


def take_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have queries read by the stand-in."""
    monkeypatch.setattr("indexer.meaning.meanings.Encoder", StandIn)
    monkeypatch.setattr("indexer.meaning.meanings.is_installed", lambda: True)
