"""XLSB, by calamine: sheet by sheet, a row a line."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date, datetime, time

import python_calamine

from crawler.attachments.budget import Broken, Budget, Encrypted
from crawler.attachments.cells import Sheet, write_sheet
from crawler.attachments.number_formats import plain
from crawler.attachments.package import Package
from crawler.attachments.xlsb_layout import Hidden, hidden_parts


def read(body: bytes, package: Package, main: str, budget: Budget) -> None:
    """What every visible sheet shows; a sheet's name stands above it where there are several."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
    except python_calamine.PasswordError as error:
        raise Encrypted from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Broken from error
    hidden = hidden_parts(package, main)
    for sheet in book.sheets_metadata:
        budget.page()
        if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
            budget.hidden += 1
            continue
        name = sheet.name if len(book.sheet_names) > 1 else ""
        shown = hidden.get(sheet.name, Hidden())
        laid_out = Sheet(name, hidden_rows=shown.rows, hidden_columns=shown.columns)
        with suppress(python_calamine.CalamineError, ValueError):  # a chart, or a sheet that is damaged
            for number, row in enumerate(book.get_sheet_by_name(sheet.name).iter_rows()):
                budget.step()
                for column, value in enumerate(row):
                    laid_out.put(number, column, _shown(value))
        write_sheet(laid_out, budget)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)
