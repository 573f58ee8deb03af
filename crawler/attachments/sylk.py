"""SYLK, a sheet as lines of text (Microsoft's "Symbolic Link"), as report programs write it."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from crawler.attachments.budget import Budget
from crawler.attachments.cells import Sheet, write_sheet
from crawler.attachments.container import integer
from crawler.attachments.number_formats import Formats

_MARK = lazy_regex(r"ID;P[^\r\n]*\r?\n")
_FIELD = lazy_regex(r";([A-Z])((?:[^;]|;;)*)")
"""A semicolon within a value is written twice."""


def is_sylk(text: str) -> bool:
    """Whether a text begins as such a sheet does."""
    return _MARK.match(text) is not None


def read(text: str, budget: Budget) -> None:
    """A row a line, numbers as their formats show them."""
    sheet, formats = Sheet(), Formats(from_1904=False)
    listed: list[str] = []
    row = column = 1
    looks: dict[tuple[int, int], str] = {}
    for line in text.splitlines():
        kind = line.partition(";")[0]
        fields = {name: said.replace(";;", ";") for name, said in _FIELD.findall(line)}
        if kind == "P" and "P" in fields:
            listed.append(fields["P"])
        if kind not in ("C", "F"):
            continue
        budget.step()
        row, column = integer(fields.get("Y")) or row, integer(fields.get("X")) or column
        if kind == "C" and "K" in fields:
            form = looks.get((row, column), "General")
            sheet.put(row - 1, column - 1, _shown(fields["K"], form, formats))
        elif kind == "F" and "P" in fields and not {"R", "C"} & fields.keys():
            at = integer(fields["P"])
            looks[row, column] = listed[at] if at < len(listed) else "General"
    write_sheet(sheet, budget)


def _shown(said: str, form: str, formats: Formats) -> str:
    if said.startswith('"'):
        return said[1:].removesuffix('"')
    try:
        return formats.shown(float(said), form)
    except ValueError:
        return said
