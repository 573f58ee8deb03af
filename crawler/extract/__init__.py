"""Pages to records: `extract` a document, `read_list`, `classify` a page. No I/O."""

from __future__ import annotations

from crawler.extract.article_parts import joined, next_part
from crawler.extract.barred import why_not
from crawler.extract.certainty import surest
from crawler.extract.document import body_pictures, explained, extract, pictures_in_text
from crawler.extract.named import lists_documents, lists_files, name_of
from crawler.extract.notice import is_notice
from crawler.extract.page_kind import PageKind, classify
from crawler.extract.plainer import shows_text
from crawler.families import read as read_list

__all__ = [
    "PageKind",
    "body_pictures",
    "classify",
    "explained",
    "extract",
    "is_notice",
    "joined",
    "lists_documents",
    "lists_files",
    "name_of",
    "next_part",
    "pictures_in_text",
    "read_list",
    "shows_text",
    "surest",
    "why_not",
]
