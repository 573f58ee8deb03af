"""Text that stands on a PDF page only in the appearance of a note (ISO 32000-1, 12.5.5): typed or stamped."""

from __future__ import annotations

from itertools import islice

import pypdfium2
import pypdfium2.raw as raw

from crawler.attachments.pdf_strings import UNSEEN, said_by

MOST_NOTES = 1_000
"""Of a page, that are read by their looks; the first ones. A guess."""


def drawn_over(
    document: pypdfium2.PdfDocument, number: int, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage
) -> str:
    """What typewriter notes without contents, and stamps, show beside the page's own text.

    Nothing where the page has none: what is read of its picture has them too.
    They become part of the page, behind all that stood on it: the page is not to be used afterwards.
    """
    notes = range(raw.FPDFPage_GetAnnotCount(page.raw))
    wanted = set(islice((at for at in notes if _speaks_by_its_looks(page, at)), MOST_NOTES))
    before = str(text.get_text_range()) if wanted else ""
    if not before.strip():
        return ""
    for at in reversed(notes):
        if at not in wanted:
            raw.FPDFPage_RemoveAnnot(page.raw, at)
    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return ""
    try:
        again = document[number]
        whole = again.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        found = str(whole.get_text_range())
        return found.removeprefix(before) if found.startswith(before) else ""
    finally:
        whole.close()
        again.close()


def _speaks_by_its_looks(page: pypdfium2.PdfPage, at: int) -> bool:
    note = raw.FPDFPage_GetAnnot(page.raw, at)
    if not note:
        return False
    try:
        kind = raw.FPDFAnnot_GetSubtype(note)
        if raw.FPDFAnnot_GetFlags(note) & UNSEEN:
            return False
        return kind == raw.FPDF_ANNOT_STAMP or (kind == raw.FPDF_ANNOT_FREETEXT and not said_by(note))
    finally:
        raw.FPDFPage_CloseAnnot(note)
