"""`gongkai duplicates check` with files that have nothing to compare: a clear sentence each."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai
from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store

TEXT = "护林员每日巡山不少于两次，发现火情立即报告县森林防火指挥部，不得迟报、瞒报，值班电话二十四小时畅通。"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_store(Config(data=tmp_path).store_url) as store:
        store.put(Document("http://a.test/1", "关于森林防火的通知", TEXT))
    return tmp_path


def check(data: Path, file: str, typed: bytes = b"") -> Result:
    return CliRunner().invoke(gongkai, ["--data", str(data), "duplicates", "check", file], input=typed)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "没有可以比较的文字"),
        ("关于召开会议的通知各单位请按时参加".encode(), "文字太短"),
        (b"The council shall keep a register of all decisions. " * 5, "只比较中文文件"),
    ],
)
@pytest.mark.parametrize("piped", [True, False])
def test_a_text_that_cannot_be_compared_is_named(data: Path, content: bytes, says: str, piped: bool) -> None:
    (data / "a.txt").write_bytes(content)
    result = check(data, "-", content) if piped else check(data, str(data / "a.txt"))
    assert says in result.output
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_broken_document_is_named(data: Path) -> None:
    with zipfile.ZipFile(data / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
        archive.writestr("[Content_Types].xml", "<Types/>")
    result = check(data, str(data / "a.docx"))
    assert "无法读取 a.docx" in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("name", ["", "missing.docx"])
def test_a_folder_or_a_missing_file_is_named(data: Path, name: str) -> None:
    result = check(data, str(data / name))
    assert result.exit_code in (1, 2)
    assert str(data) in result.output
    assert "Traceback" not in result.output


def test_a_text_from_standard_input_is_found(data: Path) -> None:
    result = check(data, "-", TEXT.encode())
    assert result.exit_code == 0
    assert "关于森林防火的通知" in result.output
