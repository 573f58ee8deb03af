"""A text that a person is about to post, from a file or from standard input."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import crawler
from corpus.config import AttachmentSettings
from crawler.handed_in import MOST_BYTES
from indexer.duplicates import Posting


def read_posting(
    path: Path,
    settings: AttachmentSettings,
    *,
    title: str | None = None,
    document_number: str | None = None,
    agency: str | None = None,
) -> Posting:
    """The text of a file, or of standard input for `-`. What is given counts more than what is read.

    Raises CannotRead, OSError.
    """
    if str(path) == "-":
        name, content = "标准输入", sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as stream:
            name, content = path.name, stream.read(MOST_BYTES + 1)
    posting = Posting.of(crawler.read_file(content, name, settings))
    return replace(
        posting,
        title=title or posting.title,
        document_number=document_number or posting.document_number,
        agency=agency or posting.agency,
    )
