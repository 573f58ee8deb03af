"""What PDFium says of a note in strings and flags."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2.raw as raw

UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def string(get: Callable[[object, int], int]) -> str:
    """What PDFium writes into a buffer of the size that it names: UTF-16 with a zero at its end."""
    size = get(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\r", "\n")
