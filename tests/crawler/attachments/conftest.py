"""Files made by the tests, read in the process that reads files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.config import AttachmentSettings
from corpus.records import AttachmentText
from crawler.attachments import AttachmentReader

Read = Callable[[bytes], AttachmentText]


@pytest.fixture(scope="package")
def reader() -> Iterator[AttachmentReader]:
    settings = AttachmentSettings(timeout_seconds=20, max_unpacked_bytes=20_000_000)
    with AttachmentReader(settings) as opened:
        yield opened


@pytest.fixture
def read(reader: AttachmentReader, tmp_path: Path) -> Read:
    def from_bytes(body: bytes) -> AttachmentText:
        path = tmp_path / "file"
        path.write_bytes(body)
        return reader.read(path, "0" * 64)

    return from_bytes
