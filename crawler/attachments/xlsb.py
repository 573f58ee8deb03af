"""XLSB, by calamine: sheet by sheet, a row a line."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import python_calamine

from crawler.attachments.budget import Broken, Budget, Encrypted
from crawler.attachments.number_formats import plain


def read(body: bytes, budget: Budget) -> None:
    """Every row of every visible sheet; a sheet's name stands above it where there are several."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
    except python_calamine.PasswordError as error:
        raise Encrypted from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Broken from error
    for sheet in book.sheets_metadata:
        budget.page()
        if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
            budget.hidden += 1
            continue
        if len(book.sheet_names) > 1:
            budget.line(sheet.name)
        try:
            for row in book.get_sheet_by_name(sheet.name).iter_rows():
                budget.step()
                budget.line("\t".join(_shown(value) for value in row))
        except (python_calamine.CalamineError, ValueError):
            continue  # a chart, or a sheet that is damaged


def _shown(value: object) -> str:
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)
