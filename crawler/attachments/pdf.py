"""PDF, by PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import pypdfium2
import pypdfium2.raw as raw

from corpus.lazy_regex import lazy_regex
from crawler.attachments.budget import Broken, Budget, Encrypted
from crawler.attachments.paragraphs import paragraphs
from crawler.attachments.pdf_appearances import drawn_over
from crawler.attachments.pdf_pictures import Beside, beside_text
from crawler.attachments.pdf_strings import UNSEEN, said_by, string

LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
"""A password is needed, or a vendor's own lock."""

_OWN_LOCK = lazy_regex(rb"/Filter\s*/(?!Standard\b)\w+\s*/V\b|/Encrypt\s+\d+\s+\d+\s+R")
_FILLED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)

_CHOSEN = (raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
MOST_CHOICES = 10_000
"""Of a list in a form. A guess."""

PASSWORD_FIELD = 1 << 13
"""Flag of a text field (ISO 32000-1, table 228)."""


def read(body: bytes, budget: Budget) -> None:
    """Page by page, lines that a page's edge broke joined into paragraphs."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in LOCKED or _OWN_LOCK.search(body)
        raise (Encrypted if locked else Broken) from error
    try:
        _init_forms(document)
        for number in range(len(document)):
            budget.page()
            said = _page_lines(document, number)
            for paragraph in said.lines:
                budget.line(paragraph)
            if said.beside is Beside.PAGE:
                budget.picture(number)
            elif said.beside is Beside.SOMETHING:
                budget.picture()
    finally:
        document.close()


def _init_forms(document: pypdfium2.PdfDocument) -> None:
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()


@dataclass(frozen=True, slots=True)
class _Said:
    lines: list[str]
    beside: Beside = Beside.NOTHING


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> _Said:
    """Its text, then what was filled in and typed over it."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return _Said([])
    try:
        found = paragraphs(str(text.get_text_bounded()))
        found += [line for _, line in sorted(_notes(page), key=lambda note: note[0])]
        beside = beside_text(page, found)  # before what stands over it becomes part of it
        return _Said(found + drawn_over(document, number, page, text).splitlines(), beside)
    finally:
        text.close()
        page.close()


def _notes(page: pypdfium2.PdfPage) -> Iterator[tuple[tuple[float, float], str]]:
    """Values of form fields and typewriter notes, with their places from top to bottom."""
    form = page.formenv.raw if page.formenv is not None else None
    for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        if not note:
            continue
        try:
            if said := _said(note, form):
                box = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(note, box)
                for line in said.splitlines():
                    yield (-box.top, box.left), line
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _said(note: raw.FPDF_ANNOTATION, form: raw.FPDF_FORMHANDLE | None) -> str:
    if raw.FPDFAnnot_GetFlags(note) & UNSEEN:
        return ""
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return said_by(note)
    if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
        if raw.FPDFAnnot_GetFormFieldFlags(form, note) & PASSWORD_FIELD:
            return ""
        kind = raw.FPDFAnnot_GetFormFieldType(form, note)
        if kind in _CHOSEN and (chosen := _chosen(note, form)):
            return chosen
        if kind in _FILLED:
            return string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
    return ""


def _chosen(note: raw.FPDF_ANNOTATION, form: raw.FPDF_FORMHANDLE) -> str:
    """What a list shows of the choices that were made; their values may be others."""
    places = range(min(raw.FPDFAnnot_GetOptionCount(form, note), MOST_CHOICES))
    return "\n".join(
        string(partial(raw.FPDFAnnot_GetOptionLabel, form, note, at))
        for at in places
        if raw.FPDFAnnot_IsOptionSelected(form, note, at)
    )
