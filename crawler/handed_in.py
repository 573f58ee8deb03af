"""One file that somebody hands in, read as the crawler reads pages and attachments."""

from __future__ import annotations

import tempfile
from pathlib import Path

from corpus.config import AttachmentSettings
from corpus.errors import GongkaiError
from corpus.file_kinds import FileKind, file_kind
from corpus.records import Document, Reading
from crawler.attachments import AttachmentReader
from crawler.extract import extract
from crawler.pages.page import Page

MOST_BYTES = 100_000_000
"""Larger files are refused before they are read. A guess: twice what the crawler takes as an attachment."""

WHY = {
    Reading.NO_TEXT: "里面只有图片，没有文字（可能是扫描件）。请先做文字识别，或直接粘贴正文",
    Reading.EMPTY: "文件是空的，里面没有内容",
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


def read_file(content: bytes, name: str, settings: AttachmentSettings) -> Document:
    """What a file says, without an address; a title only where it is a page. Raises CannotRead."""
    if len(content) > MOST_BYTES:
        raise CannotRead(name, Reading.LIMIT)
    if not content.strip():
        return Document("", "")
    if file_kind(content) is FileKind.HTML:
        return extract(Page.parse(content, ""))
    with tempfile.NamedTemporaryFile() as copy, AttachmentReader(settings) as reader:
        copy.write(content)
        copy.flush()
        read = reader.read(Path(copy.name), "")
    if read.reading is not Reading.TEXT and not (
        read.reading in (Reading.LIMIT, Reading.BROKEN) and read.text
    ):
        raise CannotRead(name, read.reading)
    return Document("", "", read.text)
