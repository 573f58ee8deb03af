"""Makes real docx and pdf files, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache

try:
    from docx import Document as DocxDocument
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
except ModuleNotFoundError as error:
    raise ImportError("示例站点需要额外的组件，请先运行：pip install 'gongkai[demo]'") from error

from sample_portal.body import blocks
from sample_portal.records import AttachmentSource

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

_FONT = "STSong-Light"
"""A font every PDF reader has: no font file goes into the package."""

_EPOCH = (2020, 1, 1, 0, 0, 0)
"""The time stamped on everything inside, so that the bytes do not depend on the clock."""


def _with_fixed_times(archive: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()


def _docx(source: AttachmentSource) -> bytes:
    document = DocxDocument()
    document.core_properties.title = source.title
    document.core_properties.created = document.core_properties.modified = datetime(*_EPOCH)
    document.add_heading(source.title, level=1)
    for block in blocks(source.text):
        if block.kind != "table":
            document.add_paragraph(block.text)
            continue
        table = document.add_table(rows=len(block.rows), cols=max(len(row) for row in block.rows))
        for line, row in zip(table.rows, block.rows, strict=True):
            for cell, text in zip(line.cells, row, strict=False):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_times(out.getvalue())


def _pdf(source: AttachmentSource) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    body = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=20, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=18, leading=30, alignment=1)
    story: list[Flowable] = [Paragraph(source.title, head)]
    for block in blocks(source.text):
        if block.kind == "table":
            rows = [[Paragraph(cell, body) for cell in row] for row in block.rows]
            story.append(Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        else:
            story.append(Paragraph(block.text, body))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=source.title, invariant=1).build(story)
    return out.getvalue()


_MAKERS = {"docx": _docx, "pdf": _pdf}


@cache
def make(source: AttachmentSource) -> bytes:
    """The file's bytes."""
    return _MAKERS[source.kind](source)
