"""PDF, by PDFium."""

from __future__ import annotations

import re

import pypdfium2

from crawler.attachments.budget import Broken, Budget, Encrypted

PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD of PDFium's fpdfview.h."""

FULL_LINE = 0.9
"""Share of the length of the page's long lines from which a line is taken to run on. A guess."""

LONG = 0.9
"""Share of a page's lines that are shorter than its long ones: a few odd ones must not set the measure."""

_SENTENCE_END = re.compile(r"[。！？；：.!?;:]$")
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
"""Justified lines keep their characters apart."""
_NEW_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十百零\d]+[章节条款]|（[一二三四五六七八九十\d]+）|\(?\d+[.、)）]|附件|附：)"
)


def read(body: bytes, budget: Budget) -> None:
    """Page by page, lines that a page's edge broke joined into paragraphs."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise (Encrypted if getattr(error, "err_code", None) == PASSWORD_ERROR else Broken) from error
    try:
        for number in range(len(document)):
            budget.page()
            for paragraph in paragraphs(_page_text(document, number)):
                budget.line(paragraph)
    finally:
        document.close()


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()


def paragraphs(text: str) -> list[str]:
    """Lines of a page, those joined that only the page's width parted."""
    plain = _SPACED.sub("", text.replace("\ufffe", ""))
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    lengths = sorted(map(len, lines))
    full = lengths[int(LONG * (len(lengths) - 1))] * FULL_LINE if lengths else 0
    found: list[str] = []
    runs_on = False
    for line in lines:
        if runs_on and not _NEW_ITEM.match(line):
            found[-1] += (" " if found[-1][-1].isascii() and line[0].isascii() else "") + line
        else:
            found.append(line)
        runs_on = len(line) >= full and not _SENTENCE_END.search(line)
    return found
