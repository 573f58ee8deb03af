"""A file that somebody is about to post, read as the crawler reads attachments and pages."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import crawler
from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.file_kinds import FileKind, file_kind
from corpus.records import Reading
from crawler.attachments import AttachmentReader
from indexer.duplicates import Posting

MOST_BYTES = 100_000_000
"""Larger files are refused before they are read. A guess: twice what the crawler takes as an attachment."""

WHY = {
    Reading.NO_TEXT: "里面只有图片，没有文字（可能是扫描件）。请先做文字识别，或直接粘贴正文",
    Reading.ENCRYPTED: "文件加了密码。请去掉密码后重试",
    Reading.UNSUPPORTED: "不认识这种文件。请改用 docx、doc、pdf、ofd、txt 或 html",
    Reading.BROKEN: "文件已损坏，读不出来。请重新保存后再试",
    Reading.LIMIT: "文件太大或太复杂，没能读完。请改为粘贴正文，或调大配置项 attachments 中的限制",
}


class CannotRead(GongkaiError):
    """A file whose text cannot be had; carries reading."""

    def __init__(self, name: str, reading: Reading) -> None:
        self.reading = reading
        super().__init__(f"无法读取 {name}：{WHY[reading]}。")


def read_posting(
    path: Path,
    config: Config,
    *,
    title: str | None = None,
    document_number: str | None = None,
    agency: str | None = None,
) -> Posting:
    """The text of a file, or of standard input for `-`. What is given counts more than what is read.

    Raises CannotRead, OSError.
    """
    if str(path) == "-":
        posting = posting_of(sys.stdin.buffer.read(MOST_BYTES + 1), "标准输入", config)
    else:
        with path.open("rb") as stream:
            posting = posting_of(stream.read(MOST_BYTES + 1), path.name, config)
    return replace(
        posting,
        title=title or posting.title,
        document_number=document_number or posting.document_number,
        agency=agency or posting.agency,
    )


def posting_of(body: bytes, name: str, config: Config) -> Posting:
    """The posting that the content of a file makes. Raises CannotRead."""
    if len(body) > MOST_BYTES:
        raise CannotRead(name, Reading.LIMIT)
    if not body.strip():
        return Posting("")
    if file_kind(body) is FileKind.HTML:
        found = crawler.extract(crawler.Page.parse(body, ""))
        return Posting(found.text, found.title, found.document_number, found.agency, found.issued_on)
    with tempfile.NamedTemporaryFile() as copy, AttachmentReader(config.attachments) as reader:
        copy.write(body)
        copy.flush()
        read = reader.read(Path(copy.name), "")
    if read.reading is not Reading.TEXT and not (read.reading is Reading.LIMIT and read.text):
        raise CannotRead(name, read.reading)
    return Posting(read.text)
