"""JSON Lines into the store: for a body that already has its documents in a database."""

from __future__ import annotations

import errno
import gzip
import json
import lzma
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from corpus.errors import GongkaiError, RecordError
from corpus.lazy_regex import lazy_regex
from corpus.records import DATE_FIELDS, DOCUMENT_FIELDS, Attachment, Change, Document
from corpus.store import Store
from corpus.unseen import without_unseen

BATCH = 1000
"""Records stored in one transaction: 27,000 documents/s were measured from 500 on."""

STDIN = "-"

MAX_LINE_BYTES = 64_000_000
"""A longer line is no document; the longest law in a collection of 3,471 has under 1 MB."""

DATE = lazy_regex(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?\s*$")
"""A day as databases export it; a time of day is dropped. Full-width digits occur and are folded before."""

REQUIRED = ("url", "title")

NOTHING = {name: getattr(Document("", ""), name) for name in DOCUMENT_FIELDS} | dict.fromkeys(REQUIRED)
"""What a document has where a record says nothing."""


class ImportBroken(GongkaiError):
    """The file cannot be read, or not to its end; what came before is stored."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{'标准输入' if path == STDIN else f'导入文件 {path} '}{reason}")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    changes: Mapping[Change, int]
    bad: int
    """Lines that are no document and were skipped."""
    ignored_keys: tuple[str, ...]
    """Keys that a document does not have."""


def import_file(
    path: str,
    store: Store,
    *,
    on_bad: Callable[[RecordError], None],
    on_progress: Callable[[int], None] = lambda lines: None,
) -> ImportReport:
    """Store every document of a JSON Lines file; `-` is standard input, `.gz` and `.xz` are unpacked.

    A bad line goes to `on_bad` and the rest goes in. Raises ImportBroken when the file cannot be read to its
    end; importing the whole file again is safe.
    """
    changes: Counter[Change] = Counter()
    ignored: set[str] = set()
    batch: list[Document] = []
    bad = lines = 0
    with _reading(path) as stream:
        for lines, line in _numbered_lines(stream):
            try:
                batch.append(parse_record(line, ignored))
            except RecordError as error:
                bad += 1
                on_bad(RecordError(error.reason, lines))
            if len(batch) == BATCH:
                changes.update(store.put_many(batch))
                batch.clear()
                on_progress(lines)
    changes.update(store.put_many(batch))
    on_progress(lines)
    return ImportReport(changes, bad, tuple(sorted(ignored)))


def parse_record(line: bytes, ignored: set[str]) -> Document:
    """One line as a document; keys that no document has are added to `ignored`. Raises RecordError."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError("不是有效的 JSON。请检查这一行的引号和括号。") from error
    if not isinstance(record, dict):
        raise RecordError("不是一个 JSON 对象。请每行写一份文件。")
    ignored.update(str(key) for key in record if key not in DOCUMENT_FIELDS)
    values: dict[str, Any] = {}
    for name, nothing in NOTHING.items():
        value = record.get(name)
        values[name] = nothing if value is None else _value(name, value)
    for name in REQUIRED:
        if not values[name]:
            raise RecordError(f"缺少 {name}。请补上后重新导入。")
    return Document(**values)


def _value(name: str, value: Any) -> Any:
    if name in DATE_FIELDS:
        return _date(name, value)
    if name == "keywords":
        return tuple(_text(name, word) for word in _list(name, value))
    if name == "attachments":
        return tuple(_attachment(item) for item in _list(name, value))
    if name == "text":
        return _text(name, value)
    # What shows nothing is no part of a title: it would be shown, cited and compared with it.
    return (_text(name, value) if name == "url" else without_unseen(_text(name, value))).strip() or None


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise RecordError(f"{name} 应当是文字。")
    # Lone surrogates cannot be stored as UTF-8, and NUL ends a string in SQLite's tools.
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise RecordError(f"{name} 应当是列表。")
    return value


def _date(name: str, value: Any) -> date | None:
    if value == "":
        return None
    match = DATE.match(unicodedata.normalize("NFKC", value)) if isinstance(value, str) else None
    with suppress(ValueError):
        if match:
            return date(*map(int, match.groups()))
    raise RecordError(f"{name} 应当是 2024-03-11 这样的日期，现在是 {value!r}。")


def _attachment(item: Any) -> Attachment:
    if not isinstance(item, dict) or not item.get("url"):
        raise RecordError("attachments 的每一项应当有 url 和 title。")
    url = _text("attachments.url", item["url"])
    return Attachment(url=url, title=_text("attachments.title", item.get("title") or url))


@contextmanager
def _reading(path: str) -> Iterator[IO[bytes]]:
    try:
        if path == STDIN:
            yield sys.stdin.buffer
            return
        with _opened(Path(path)) as stream:
            yield stream
    except FileNotFoundError as error:
        raise ImportBroken(path, "不存在。请检查路径。") from error
    except (EOFError, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise ImportBroken(path, "已损坏或不完整，之前的内容已导入。请重新取得文件后再导入一次。") from error
    except OSError as error:
        if error.errno == errno.EBADF:
            raise ImportBroken(path, "是关闭的，什么也没有导入。请用管道或 < 送入内容。") from error
        raise ImportBroken(path, f"无法读取（{error.strerror}）。请检查权限。") from error


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return lzma.open(path, "rb") if path.suffix == ".xz" else path.open("rb")


def _numbered_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers from 1; of an overlong one only the beginning."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(MAX_LINE_BYTES)):
            pass
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
