"""The record of a permission or a penalty: a table of labels and values that is the text, and says fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from crawler.extract.labels import MAX_VALUE, Chunk, Labels, is_label
from crawler.extract.vocabulary import BESIDE_RECORDS, RECORDS
from crawler.pages.markup import dense, squeeze

_CELLS = ("td", "th", "dt", "dd")

MOST_CELLS = 400
"""Cells of a record that are looked at. A guess; it bounds the work."""

MOST_ROWS, MIN_HEADS = 3, 2
"""A record in columns has fewer rows, its labels and one of values, and so many labels that are known."""


def with_record(shown: Labels, parts: list[Chunk]) -> Labels:
    """What labels say, and behind it what the rows of the records say that text runs stand in."""
    values = {field: list(pairs) for field, pairs in shown.values.items()}
    for table in _tables(parts):
        for field, label, value in (*_rows(table), *_columns(table)):
            values.setdefault(field, []).append((label, value))
    return replace(shown, values=values, empty=shown.empty - values.keys())


def _tables(parts: list[Chunk]) -> Iterator[Any]:
    """The tables that hold a label of a record; none that lays out the page."""
    seen: set[Any] = set()
    for chunk in parts:
        if chunk.cell is None or _said(chunk.text) not in RECORDS:
            continue
        table = next((chunk.cell.iterancestors("table", "dl")), None)
        if table is not None and table not in seen and table.find(".//table") is None:
            seen.add(table)
            yield table


def _rows(table: Any) -> Iterator[tuple[str, str, str]]:
    """Field, label and value."""
    for cell in islice(table.iter(*_CELLS), MOST_CELLS):
        label = _said(cell.text_content())
        if label in RECORDS and _is_label_of_pair(cell) and (after := cell.getnext()) is not None:
            value = squeeze(after.text_content())
            if value and _said(value) not in RECORDS and len(value) <= MAX_VALUE:
                yield RECORDS[label], label, value


def _columns(table: Any) -> Iterator[tuple[str, str, str]]:
    """Field, label and value of a record whose labels head columns: of one alone, not of a list of them."""
    rows = [[one for one in row if one.tag in _CELLS] for row in islice(table.iter("tr"), MOST_ROWS)]
    if len(rows) != MOST_ROWS - 1 or len(rows[0]) != len(rows[1]) or len(rows[0]) > MOST_CELLS:
        return
    heads = [_said(cell.text_content()) for cell in rows[0]]
    if sum(head in RECORDS for head in heads) < MIN_HEADS:
        return
    for label, cell in zip(heads, rows[1], strict=True):
        value = squeeze(cell.text_content())
        if label in RECORDS and value and len(value) <= MAX_VALUE:
            yield RECORDS[label], label, value


def _is_label_of_pair(cell: Any) -> bool:
    """Whether a cell is a label in a row of one or two labels and their values."""
    if cell.tag in ("dt", "dd"):
        return cell.tag == "dt" and cell.getnext() is not None and cell.getnext().tag == "dd"
    beside = [one for one in cell.getparent() if one.tag in _CELLS]
    labels = [_said(one.text_content()) for one in beside[::2]]
    named = all(one in RECORDS or one in BESIDE_RECORDS or is_label(one) for one in labels)
    return len(beside) in (2, 4) and cell in beside[::2] and named


def _said(text: str) -> str:
    return dense(text).strip(":：")
