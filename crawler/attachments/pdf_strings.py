"""What PDFium says of a note in strings and flags."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial

import pypdfium2.raw as raw
from lxml import etree

from crawler.attachments import gb2312

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True}
UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def string(get: Callable[[object, int], int]) -> str:
    """What PDFium writes into a buffer of the size that it names: UTF-16 with a zero at its end."""
    size = get(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return _meant(buffer.raw[: size - 2].decode("utf-16-le", "replace")).replace("\r", "\n")


def _meant(said: str) -> str:
    """Programs in China write bytes of GB 2312 where a string has to be Latin or Unicode."""
    try:
        raw_bytes = said.encode("latin-1")
    except UnicodeEncodeError:
        return said
    return raw_bytes.decode("gb18030", "replace") if gb2312.is_chinese(raw_bytes) else said


def said_by(note: raw.FPDF_ANNOTATION) -> str:
    """What a note says: its contents, else its rich text (ISO 32000-1, 12.7.3.4) where it has no looks."""
    contents = string(partial(raw.FPDFAnnot_GetStringValue, note, b"Contents"))
    if contents or string(partial(raw.FPDFAnnot_GetAP, note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL)):
        return contents
    rich = string(partial(raw.FPDFAnnot_GetStringValue, note, b"RC"))
    if not rich.strip():
        return ""
    root = etree.fromstring(rich.encode("utf-8", "ignore"), etree.XMLParser(**_SAFE))
    if root is None:
        return ""
    return "\n".join(" ".join("".join(one.itertext()).split()) for one in root.iter("{*}p")) or "".join(
        root.itertext()
    )
