"""The names of files, in all spellings of Content-Disposition."""

from __future__ import annotations

import pytest

from crawler.fetch.file_name import file_name

NAME = "附件：申报表.doc"


@pytest.mark.parametrize(
    "header",
    [
        "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6%EF%BC%9A%E7%94%B3%E6%8A%A5%E8%A1%A8.doc",
        "attachment; filename=x.doc; filename*=gbk''%B8%BD%BC%FE%A3%BA%C9%EA%B1%A8%B1%ED.doc",
        "attachment; filename=%E9%99%84%E4%BB%B6%EF%BC%9A%E7%94%B3%E6%8A%A5%E8%A1%A8.doc",
        "attachment; filename=%B8%BD%BC%FE%A3%BA%C9%EA%B1%A8%B1%ED.doc",
        f'attachment; filename="{NAME.encode().decode("latin-1")}"',
        f'attachment; filename="{NAME.encode("gbk").decode("latin-1")}"',
        f"attachment;filename=C:\\upload\\{NAME.encode('gbk').decode('latin-1')}",
        'attachment; filename="=?UTF-8?B?6ZmE5Lu277ya55Sz5oql6KGoLmRvYw==?="',
    ],
)
def test_every_spelling_of_a_name_is_read(header: str) -> None:
    assert file_name(header) == NAME


@pytest.mark.parametrize("header", [None, "", "inline", "attachment; filename=", "filename*=x''%"])
def test_a_header_without_a_name_gives_none(header: str | None) -> None:
    assert file_name(header) in (None, "%")
