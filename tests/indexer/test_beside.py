"""What is kept of the neighbours of a query's characters."""

from __future__ import annotations

import tracemalloc

import numpy as np

from indexer.suggest.beside import Beside
from indexer.suggest.language_model import LanguageModel
from indexer.suggest.neighbour_counts import count

CHARACTERS = [chr(0x4E00 + number) for number in range(400)]


def test_a_long_query_keeps_the_neighbours_of_a_few_of_its_characters() -> None:
    beside = Beside(LanguageModel(count(["".join(CHARACTERS)] * 2, [])))
    codes = beside.model.common(1)
    assert len(codes) == len(CHARACTERS)
    tracemalloc.start()
    for code in codes.tolist():
        before, after = beside.before(code, codes), beside.after(code, codes)
        assert np.count_nonzero(before >= 0) <= 1
        assert np.count_nonzero(after >= 0) <= 1
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 8_000_000
