from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RecordError
from corpus.exchange.imports import ImportBroken, import_file, parse_record
from corpus.records import Attachment, Change, Document
from corpus.store import Store

LINES = [
    json.dumps({"url": f"u{n}", "title": f"标题{n}", "text": "正文", "issued_on": "2024-03-11"})
    for n in range(5)
]


def no_bad_line(error: RecordError) -> None:
    raise AssertionError(error)


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".jsonl", bytes), (".jsonl.gz", gzip.compress), (".jsonl.xz", lzma.compress)]
)
def test_a_file_goes_in_packed_or_not(
    tmp_path: Path, store: Store, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"documents{suffix}"
    path.write_bytes(pack("\n".join(LINES).encode()))
    report = import_file(str(path), store, on_bad=no_bad_line)
    assert report.changes == {Change.NEW: 5}
    again = import_file(str(path), store, on_bad=no_bad_line)
    assert again.changes == {Change.UNCHANGED: 5}


def test_bad_lines_are_told_by_number_and_the_rest_goes_in(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "documents.jsonl"
    lines = [LINES[0], "{", "", "[1]", '{"url": "x"}', LINES[1], '{"url":"y","title":"t","issued_on":"昨天"}']
    path.write_text("\n".join(lines), encoding="utf-8")
    bad: list[int | None] = []
    report = import_file(str(path), store, on_bad=lambda error: bad.append(error.line))
    assert bad == [2, 4, 5, 7]
    assert report.bad == 4
    assert store.totals().documents == 2


def test_a_truncated_archive_keeps_what_came_before_and_says_so(tmp_path: Path, store: Store) -> None:
    many = "\n".join(json.dumps({"url": str(n), "title": f"第{n}号{n * 7919}"}) for n in range(5000))
    path = tmp_path / "documents.jsonl.xz"
    path.write_bytes(lzma.compress(many.encode())[:-200])
    with pytest.raises(ImportBroken, match="不完整"):
        import_file(str(path), store, on_bad=no_bad_line)


def test_all_keys_of_a_document_are_read() -> None:
    record = {
        "url": "u",
        "title": " 标题 ",
        "keywords": ["甲", "乙"],
        "attachments": [{"url": "f", "title": "附件"}],
        "published_on": "2024年3月1日",
        "issued_on": "２０２４/2/29",
        "summary": "",
        "colour": "red",
    }
    ignored: set[str] = set()
    document = parse_record(json.dumps(record).encode(), ignored)
    assert document == Document(
        url="u",
        title="标题",
        keywords=("甲", "乙"),
        attachments=(Attachment("f", "附件"),),
        published_on=date(2024, 3, 1),
        issued_on=date(2024, 2, 29),
    )
    assert ignored == {"colour"}


@given(line=st.binary() | st.text().map(str.encode))
def test_any_line_is_a_document_or_a_clear_error(line: bytes) -> None:
    try:
        outcome = parse_record(line, set()).url
    except RecordError as error:
        outcome = error.reason
    assert outcome.strip()


def test_what_shows_nothing_is_no_part_of_a_title() -> None:
    record = {"url": "u\u200b", "title": "\ufeff登\u200b记办\u00ad法", "text": "登\u200b记"}
    document = parse_record(json.dumps(record).encode(), set())
    assert (document.url, document.title, document.text) == ("u\u200b", "登记办法", "登\u200b记")


def test_what_cannot_be_stored_as_utf8_is_replaced(store: Store) -> None:
    document = parse_record(b'{"url": "u", "title": "a\\ud800b\\u0000c"}', set())
    store.put(document)
    assert document.title == "a?bc"


def test_a_missing_file_is_an_error(tmp_path: Path, store: Store) -> None:
    with pytest.raises(ImportBroken, match="不存在"):
        import_file(str(tmp_path / "none.jsonl"), store, on_bad=no_bad_line)
