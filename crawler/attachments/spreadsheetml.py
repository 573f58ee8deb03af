"""Excel 2003's XML, as report engines write it under the name of XLS."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.attachments.budget import Budget
from crawler.attachments.cells import Sheet, write_sheet
from crawler.attachments.container import attribute, child, children, descend, integer, local
from crawler.attachments.number_formats import Formats, serial
from crawler.attachments.text_formats import told

_NAMED = {
    "Percent": "0.00%", "Standard": "#,##0.00", "Fixed": "0.00", "Scientific": "0.00E+00",
    "Currency": "#,##0.00",
    "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm", "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
    "General Number": "General", "Yes/No": "General", "True/False": "General", "On/Off": "General",
}  # fmt: skip
"""Names that stand for formats (XML Spreadsheet Reference, ss:NumberFormat)."""


def read(root: Any, budget: Budget) -> None:
    """Sheet by sheet, a row a line."""
    formats, sheets = _formats(root), children(root, "Worksheet")
    for worksheet in sheets:
        budget.page()
        visible = descend(child(worksheet, "WorksheetOptions"), "Visible")
        if visible and "Hidden" in (visible[0].text or ""):
            budget.hidden += 1
            continue
        sheet = Sheet(attribute(worksheet, "Name") if len(sheets) > 1 else "")
        for table in children(worksheet, "Table"):
            _table(table, sheet, formats, budget)
        write_sheet(sheet, budget)


def _formats(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in descend(child(root, "Styles"), "Style"):
        own = child(style, "NumberFormat")
        parent = found.get(attribute(style, "Parent"), "General")
        said = attribute(own, "Format") if own is not None else parent
        found[attribute(style, "ID")] = _NAMED.get(said, said) or "General"
    return found


def _table(table: Any, sheet: Sheet, formats: dict[str, str], budget: Budget) -> None:
    shown, row, column = Formats(), -1, -1
    for element in table:
        kind = local(element)
        if kind == "Column":
            column = _place(element, column)
            span = integer(attribute(element, "Span"))
            if _is_hidden(element, "Width"):
                sheet.hidden_columns.append((column, column + span))
            column += span
        elif kind == "Row":
            budget.step()
            row = _place(element, row)
            if _is_hidden(element, "Height"):
                sheet.hidden_rows.add(row)
            at = -1
            for cell in children(element, "Cell"):
                at = _place(cell, at)
                style = attribute(cell, "StyleID") or attribute(element, "StyleID")
                sheet.put(row, at, _shown(cell, formats.get(style, "General"), shown))
                at += integer(attribute(cell, "MergeAcross"))
            row += integer(attribute(element, "Span"))


def _shown(cell: Any, form: str, formats: Formats) -> str:
    data = child(cell, "Data")
    if data is None:
        return ""
    said, kind = "".join(data.itertext()), attribute(data, "Type")
    try:
        if kind == "Number":
            return formats.shown(float(said), form)
        if kind == "DateTime":
            return formats.shown(
                serial(datetime.fromisoformat(said.rstrip("Z")[:23]).replace(tzinfo=None)), form
            )
    except ValueError:
        return said
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(said, said)
    return "" if kind == "Error" else told(said, form)


def _is_hidden(element: Any, size: str) -> bool:
    return attribute(element, "Hidden") == "1" or attribute(element, size) in ("0", "0.0")


def _place(element: Any, before: int) -> int:
    return integer(attribute(element, "Index")) - 1 if attribute(element, "Index") else before + 1
