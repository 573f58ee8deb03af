"""A sheet as a set of cells: what it hides is left out, and nothing is laid out between far ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.attachments.budget import Budget


@dataclass(slots=True)
class Sheet:
    """The cells of one sheet, by row and column from 0."""

    name: str = ""
    """Stands above the rows, where it is given."""
    cells: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each range."""
    boxes: list[str] = field(default_factory=list)
    """Lines of the text boxes that lie on it."""

    def put(self, row: int, column: int, text: str) -> None:
        """Keep what a cell shows, if it says something."""
        if text.strip():
            self.cells.setdefault(row, []).append((column, text))


def write_sheet(sheet: Sheet, budget: Budget) -> None:
    """A row a line, then the text boxes; empty cells between two keep their tab, as far as a page is wide."""
    if sheet.name:
        budget.line(sheet.name)
    unseen: set[int] = set()
    for row, cells in sorted(sheet.cells.items()):
        if row in sheet.hidden_rows:
            budget.hidden += 1
            continue
        line, last = "", None
        for column, text in sorted(cells):
            if any(begin <= column <= end for begin, end in sheet.hidden_columns):
                unseen.add(column)
                continue
            gap = 0 if last is None else min(column - last - _hidden(last, column, sheet), MOST_TABS)
            line += "\t" * gap + text.replace("\t", " ")
            last = column
        budget.line(line)
    budget.hidden += len(unseen)
    for box in sheet.boxes:
        budget.line(box)


def _hidden(last: int, column: int, sheet: Sheet) -> int:
    """How many hidden columns lie between two."""
    return sum(max(min(end, column - 1) - max(begin, last + 1) + 1, 0) for begin, end in sheet.hidden_columns)


MOST_TABS = 64
"""Of more empty cells nobody sees how many. A guess."""
