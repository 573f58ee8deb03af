"""The record of a permission or a penalty: a table of labels and values that is the text, and says fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from crawler.extract.labels import MAX_VALUE, Chunk, Labels, is_label
from crawler.extract.vocabulary import RECORDS
from crawler.pages.markup import dense, squeeze

_CELLS = ("td", "th", "dt", "dd")


def with_record(shown: Labels, parts: list[Chunk]) -> Labels:
    """What labels say, and behind it what the rows of a record among the text runs say."""
    values = {field: list(pairs) for field, pairs in shown.values.items()}
    for field, label, value in _rows(parts):
        values.setdefault(field, []).append((label, value))
    return replace(shown, values=values, empty=shown.empty - values.keys())


def _rows(parts: list[Chunk]) -> Iterator[tuple[str, str, str]]:
    """Field, label and value."""
    for chunk, after in pairwise(parts):
        label = _said(chunk.text)
        if label in RECORDS and _is_label_of_pair(chunk.cell) and after.cell is chunk.cell.getnext():
            value = squeeze(after.text)
            if _said(value) not in RECORDS and len(value) <= MAX_VALUE:
                yield RECORDS[label], label, value


def _is_label_of_pair(cell: Any) -> bool:
    """Whether a cell is a label in a row of one or two labels and their values."""
    if cell is None or cell.tag not in _CELLS:
        return False
    beside = [one for one in cell.getparent() if one.tag in _CELLS]
    labels = [_said(one.text_content()) for one in beside[::2]]
    named = all(one in RECORDS or is_label(one) for one in labels)
    return len(beside) in (2, 4) and cell in beside[::2] and named


def _said(text: str) -> str:
    return dense(text).strip(":：")
