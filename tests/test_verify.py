"""`gongkai verify`: every damage of what is kept is told, and what can be mended is mended."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai
from console.reports.verification import MOST_LINES
from corpus.config import Config, IndexSettings
from corpus.files import FileStore
from corpus.records import Attachment, AttachmentText, Document, Reading
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from search_web import create_app

PDF, PAGE = b"%PDF-1.4 x" * 100, b"<html>x</html>"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five documents, one of them with a page and a file; indexed."""
    config = config_of(tmp_path_factory.mktemp("built") / "data")
    files = FileStore(config.files_path)
    held = Attachment("http://a.example/f.pdf", "申请表", files.put(PDF), "application/pdf", len(PDF))
    with open_store(config.store_url) as store:
        first = Document("http://a.example/1.html", "防汛通知", text="落实责任。", attachments=(held,))
        store.put(first, files.put(PAGE))
        store.put_many([document(number) for number in range(2, 6)])
        store.past_queries.add({"防汛": 3}, 3, config.past_query_key_path)
        build(store, config)
    return config.data


@pytest.fixture
def config(tmp_path: Path, built: Path) -> Config:
    """A copy that a test may damage."""
    return config_of(Path(shutil.copytree(built, tmp_path / "data")))


def config_of(data: Path) -> Config:
    return Config(data=data, index=IndexSettings(processes=1, segmenter="jieba"))


def document(number: int) -> Document:
    return Document(
        f"http://a.example/{number}.html", f"第{number}号防汛通知", text=f"落实第{number}项责任。"
    )


def verify(config: Config, *options: str) -> Result:
    return CliRunner().invoke(
        gongkai, ["--data", str(config.data), "verify", *options], catch_exceptions=False
    )


def flip(path: Path, where: int = -1) -> None:
    body = bytearray(path.read_bytes())
    body[where] ^= 1
    path.write_bytes(body)


def only(folder: Path, pattern: str) -> Path:
    return max(folder.rglob(pattern), key=lambda path: path.stat().st_size)


def sql(config: Config, statement: str) -> None:
    database = sqlite3.connect(config.data / "gongkai.db")
    database.execute(statement)
    database.commit()
    database.close()


def test_what_is_whole_is_said_to_be(config: Config) -> None:
    result = verify(config)
    assert result.exit_code == 0
    assert "文件 2 份：没有发现损坏。" in result.stdout
    told = json.loads(verify(config, "--json").stdout)
    assert (told["sound"], told["files"], told["awaited"], told["damages"]) == (True, 2, 0, [])
    assert told["rows"] > 5


def test_so_is_what_was_never_filled(tmp_path: Path) -> None:
    assert verify(Config(data=tmp_path / "data")).exit_code == 0


@pytest.mark.parametrize("damage", [flip, Path.unlink, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize(
    ("body", "name"), [(PDF, "《防汛通知》的附件“申请表”"), (PAGE, "《防汛通知》的原始网页")]
)
def test_a_damaged_file_is_forgotten_until_it_comes_again(
    config: Config, damage: Callable[[Path], object], body: bytes, name: str
) -> None:
    files = FileStore(config.files_path)
    digest = files.put(body)
    damage(files.path(digest))
    told = verify(config)
    assert told.exit_code == 1
    assert name in told.stdout
    assert "运行 gongkai verify --repair 之后，下次 gongkai crawl 会重新下载" in told.stdout
    assert verify(config, "--repair").exit_code == 0
    assert not files.is_there(digest)
    after = verify(config)
    assert after.exit_code == 0
    assert "1 份文件以前已损坏或缺失，等待下次 gongkai crawl 重新下载。" in after.stdout
    files.put(body)
    assert json.loads(verify(config, "--json").stdout)["awaited"] == 0


def test_a_damaged_file_that_nobody_needs_is_moved_away(config: Config) -> None:
    files = FileStore(config.files_path)
    digest = files.put(b"old")
    flip(files.path(digest))
    assert "没有公开的文件用到它" in verify(config).stdout
    assert verify(config, "--repair").exit_code == 0
    told = verify(config)
    assert (told.exit_code, "没有发现损坏" in told.stdout, "等待" in told.stdout) == (0, True, False)


@pytest.mark.parametrize(
    ("part", "folder", "pattern"),
    [
        ("index", "index_path", "*.arrays"),
        ("index", "index_path", "CURRENT"),
        ("duplicates", "duplicates_path", "*.arrays"),
        ("suggestions", "suggestions_path", "*"),
    ],
)
@pytest.mark.parametrize(
    "damage", [partial(flip, where=2), partial(flip, where=-40), lambda path: path.write_bytes(b"{")]
)
def test_what_is_made_of_the_store_is_made_anew(
    config: Config, part: str, folder: str, pattern: str, damage: Callable[[Path], None]
) -> None:
    damage(only(getattr(config, folder), pattern))
    told = json.loads(verify(config, "--json").stdout)
    assert [found["part"] for found in told["damages"]] == [part]
    assert not told["sound"]
    repaired = verify(config, "--repair")
    assert (repaired.exit_code, "已重新生成。" in repaired.stdout) == (0, True), repaired.output
    assert json.loads(verify(config, "--json").stdout)["damages"] == []
    with open_store(config.store_url) as store:
        assert open_searcher(store, config).search(SearchRequest("防汛")).total == 5


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("index", "index/CURRENT"),
        ("duplicates", "duplicates/CURRENT"),
        ("duplicates", "duplicates/0.arrays"),
        ("suggestions", "suggestions/base.arrays"),
        ("suggestions", "suggestions/recent.arrays"),
    ],
)
def test_what_was_made_of_the_store_and_is_gone_is_told_and_made_anew(
    config: Config, part: str, path: str
) -> None:
    (config.data / path).unlink()
    assert [found["part"] for found in json.loads(verify(config, "--json").stdout)["damages"]] == [part]
    status = CliRunner().invoke(gongkai, ["--data", str(config.data), "status"])
    assert (status.exit_code, "gongkai index" in status.stdout) == (1, True), status.output
    index = CliRunner().invoke(gongkai, ["--data", str(config.data), "index"])
    assert index.exit_code == 0
    assert verify(config).exit_code == 0


def test_an_index_that_is_gone_is_told(config: Config) -> None:
    for path in sorted(config.index_path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert verify(config).exit_code == 1
    assert verify(config, "--repair").exit_code == 0
    assert verify(config).exit_code == 0


def test_a_key_that_is_none_is_made_anew(config: Config) -> None:
    config.past_query_key_path.write_bytes(b"")
    told = verify(config)
    assert (told.exit_code, "是空的或不完整" in told.stdout) == (1, True)
    assert verify(config, "--repair").exit_code == 0
    assert verify(config).exit_code == 0


def test_a_document_that_was_altered_is_taken_anew(config: Config) -> None:
    sql(config, "UPDATE document SET text = '另一段话。' WHERE id = 2")
    told = verify(config)
    assert (told.exit_code, "第 2 号文件内容与它的校验值不符" in told.stdout) == (1, True)
    assert verify(config, "--repair").exit_code == 0
    answer = create_app(config).test_client().get("/document/2")
    assert (answer.status_code, "下次采集时会重新收录" in answer.text) == (410, True)
    with open_store(config.store_url) as store:
        found = open_searcher(store, config).search(SearchRequest("第"))
        assert sorted(hit.id for hit in found.hits) == [3, 4, 5]
        store.put(document(2))
        healed = store.get(2)
        assert healed is not None
        assert (healed.document, len(store.versions(2))) == (document(2), 1)
    assert verify(config).exit_code == 0


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE document SET published_on = 'yesterday' WHERE id = 3", "document 中的 3"),
        ("UPDATE document SET attachments = '{' WHERE id = 3", "document 中的 3"),
        ("UPDATE document SET attachments = '[1]' WHERE id = 3", "document 中的 3"),
        ("UPDATE document SET title = CAST(x'ff' AS TEXT) WHERE id = 3", "document 中的 3"),
    ],
)
def test_a_row_that_cannot_be_read_hides_no_other(config: Config, statement: str, row: str) -> None:
    files = FileStore(config.files_path)
    files.path(files.put(PDF)).unlink()
    sql(config, statement)
    told = verify(config)
    assert told.exit_code == 1
    assert f"数据库的表 {row} 读不出来" in told.stdout
    assert "附件“申请表”缺失" in told.stdout
    repaired = verify(config, "--repair")
    assert (repaired.exit_code, "请从备份恢复数据库" in repaired.stdout) == (1, True)


def test_the_text_of_a_file_that_was_altered_is_read_anew(config: Config) -> None:
    with open_store(config.store_url) as store:
        store.file_texts.put(AttachmentText("ab" * 32, Reading.TEXT, "附表一", 1, 1))
    sql(config, "UPDATE attachment_text SET text = '附表二'")
    told = verify(config)
    assert (told.exit_code, "重新读取" in told.output) == (1, True)
    verify(config, "--repair")
    with open_store(config.store_url) as store:
        assert store.file_texts.get(["ab" * 32]) == {}
        assert store.file_texts.unread(["ab" * 32], 1) == ["ab" * 32]
    assert verify(config).exit_code == 0


def test_an_index_of_the_database_is_made_anew(config: Config) -> None:
    database = sqlite3.connect(config.data / "gongkai.db")
    wanted = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'document'"
    page = database.execute(wanted).fetchall()[0][0]
    size = database.execute("PRAGMA page_size").fetchone()[0]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (config.data / "gongkai.db").open("r+b") as stream:
        stream.seek(page * size - 5)
        stream.write(b"\xff")
    told = verify(config)
    assert (told.exit_code, "数据库已损坏" in told.stdout) == (1, True), told.output
    repaired = verify(config, "--repair")
    assert (repaired.exit_code, "已修复。" in repaired.stdout) == (0, True), repaired.output
    assert verify(config).exit_code == 0


@pytest.mark.parametrize("where", [0, 100, 5000, 20_000])
def test_a_damaged_database_is_a_sentence(config: Config, where: int) -> None:
    path = config.data / "gongkai.db"
    body = path.read_bytes()
    path.write_bytes(body[:where] + b"\xff" * 4096 + body[where + 4096 :])
    for options in ([], ["--repair"], ["--json"]):
        told = verify(config, *options)
        assert told.exit_code == 1
        assert "备份恢复" in told.output
        assert "Traceback" not in told.output


def test_what_is_damaged_a_hundred_times_is_told_shortly(config: Config) -> None:
    files = FileStore(config.files_path)
    for number in range(100):
        flip(files.path(files.put(b"%d" % number)))
    told = verify(config)
    assert told.stdout.count("已损坏；") == MOST_LINES
    assert f"另有 {100 - MOST_LINES} 处没有列出" in told.stdout
    assert len(json.loads(verify(config, "--json").stdout)["damages"]) == 100


def has_open(process: int, path: Path) -> bool:
    for handle in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            if handle.readlink() == path:
                return True
    return False


def test_ctrl_c_ends_it_and_a_second_start_is_fine(config: Config) -> None:
    files = FileStore(config.files_path)
    slow = files.root / "00" / ("0" * 62)
    slow.parent.mkdir(exist_ok=True)
    with slow.open("wb") as stream:
        stream.truncate(200_000_000_000)  # sparse: reading it takes minutes
    command = [sys.executable, "-m", "gongkai", "--data", str(config.data), "verify"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        while not has_open(run.pid, slow):
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate()
    assert run.returncode == 130
    assert "已中断" in said
    assert "Traceback" not in said
    slow.unlink()
    assert verify(config).exit_code == 0
