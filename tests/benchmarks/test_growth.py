from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from _made import made_documents
from growth import exponent, report


def test_made_documents_are_the_same_on_every_run(law_data: Path) -> None:
    few = list(made_documents(3, law_data))
    assert few == list(islice(made_documents(1_000_000, law_data), 3))
    assert len({document.text for document in few}) == len({document.url for document in few}) == 3


def test_the_exponent_says_how_figures_grow() -> None:
    assert exponent([10, 100, 1000], [3, 30, 300]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [7, 7, 7]) == pytest.approx(0, abs=1e-9)


def test_the_table_has_a_row_for_each_figure() -> None:
    lines = list(report({100: {"index: s": 2.0}, 10: {"index: s": 1.0, "store: s": 5.0}}))
    assert lines[0] == "| | 10 | 100 | exponent |"
    assert lines[2] == "| index: s | 1 | 2 | 0.30 |"
