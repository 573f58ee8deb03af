"""XLSX, XLS, ET and ODS, by calamine: sheet by sheet, a row a line."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import python_calamine

from crawler.attachments.budget import Broken, Budget, Encrypted


def read(body: bytes, budget: Budget) -> None:
    """Every visible row; a sheet's name stands above it where there are several."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
    except python_calamine.PasswordError as error:
        raise Encrypted from error
    except (python_calamine.CalamineError, OSError) as error:
        raise Broken from error
    for name in book.sheet_names:
        budget.page()
        if len(book.sheet_names) > 1:
            budget.line(name)
        try:
            for row in book.get_sheet_by_name(name).iter_rows():
                budget.line("\t".join(_shown(value) for value in row))
        except python_calamine.CalamineError:
            continue  # a chart, or a sheet that is damaged


def _shown(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)
