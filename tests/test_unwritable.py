"""A full disk, and a folder that cannot be written: whatever needs no writing goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands import gongkai
from corpus.clock import now
from corpus.config import Config, IndexSettings
from corpus.errors import StoreError, StoreFull, StoreReadOnly, StoreUnfinished
from corpus.files import FileStore
from corpus.records import Attachment, Document
from corpus.staff import digest_of
from corpus.store import Account, SessionRow, open_store
from indexer.building import build
from search_web import create_app
from search_web.shared.services import EXTENSION
from search_web.shared.staff_access import COOKIE

PDF = b"%PDF-1.4 x"
WORD = "防汛"
DISK_BYTES = 60_000_000
SECRET = "of a session"


def fill(folder: Path) -> Config:
    config = Config(data=folder, index=IndexSettings(processes=1, segmenter="jieba"))
    digest = FileStore(config.files_path).put(PDF)
    held = Attachment("http://a.example/f.pdf", "申请表", digest, "application/pdf", len(PDF))
    documents = [
        Document(f"http://a.example/{n}.html", f"第{n}号{WORD}通知", text=f"落实第{n}项{WORD}责任。")
        for n in range(1, 6)
    ]
    with open_store(config.store_url) as store:
        store.put_many([replace(documents[0], attachments=(held,)), *documents[1:]])
        store.accounts.add(Account("a", "editor", now()))
        store.sessions.begin(SessionRow(digest_of(SECRET), "a", "", now(), now()), now())
        build(store, config)
    return config


class Disk:
    """A folder that can be made one of a full disk, or one that cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        root = os.getuid() == 0
        self._own = root and self._mount("-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs")
        if root and not self._own:
            pytest.skip("root can write everywhere, and may not mount a small disk here")

    def fill_up(self) -> None:
        if not self._own:
            pytest.skip("only root can mount a small disk")
        with (self.path / "filling").open("wb", buffering=0) as stream, suppress(OSError):
            while stream.write(bytes(4096)):
                pass

    def make_read_only(self) -> None:
        if self._own:
            assert self._mount("-o", "remount,ro")
        else:
            subprocess.run(["chmod", "-R", "a-w", str(self.path)], check=True)

    def give_back(self) -> None:
        # Indexes that were read may still be mapped.
        command = ["umount", "--lazy"] if self._own else ["chmod", "-R", "u+w"]
        subprocess.run([*command, str(self.path)], check=True)

    def _mount(self, *options: str) -> bool:
        done = subprocess.run(["mount", *options, str(self.path)], capture_output=True, check=False)
        return done.returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.give_back()


@pytest.fixture(params=["read-only", "full"])
def unwritable(request: pytest.FixtureRequest, disk: Disk) -> tuple[Config, type[StoreError]]:
    """A filled data folder into which nothing more can be written, and what trying to ends in."""
    config = fill(disk.path / "data")
    if request.param == "full":
        disk.fill_up()
        return config, StoreFull
    disk.make_read_only()
    return config, StoreReadOnly


def run(config: Config, *arguments: str) -> Result:
    return CliRunner().invoke(gongkai, ["--data", str(config.data), *arguments], catch_exceptions=False)


def test_every_page_that_writes_nothing_is_served(unwritable: tuple[Config, type[StoreError]]) -> None:
    config, fault = unwritable
    app = create_app(config)
    client = app.test_client()
    client.set_cookie(COOKIE, SECRET)
    with open_store(config.store_url) as store:
        (file,) = store.get(1).document.attachments  # type: ignore[union-attr]
    pages = ["/", f"/search?q={WORD}", "/catalogue", "/guide", "/document/1", "/healthz"]
    pages += ["/staff", "/staff/inspection", "/staff/duplicates", "/staff/document/1"]
    pages += [
        f"/document/1/attachment/{file.sha256}/a.pdf",
        f"/api/v1/search?q={WORD}",
        "/api/v1/suggest?q=fx",
    ]
    for page in pages * 2:
        assert (page, client.get(page, buffered=True).status_code) == (page, 200)
    with pytest.raises(fault):
        app.extensions[EXTENSION].store.put(Document("http://a.example/9.html", "新的"))
    app.extensions[EXTENSION].close()


@pytest.mark.parametrize(
    "command",
    [["status"], ["search", WORD], ["catalogue", "export"], ["duplicates", "report", "--format", "json"]],
    ids=lambda command: command[0],
)
def test_so_are_the_commands_that_only_show(
    unwritable: tuple[Config, type[StoreError]], command: list[str]
) -> None:
    result = run(unwritable[0], *command)
    assert (result.exit_code, result.stderr) == (0, "")
    assert WORD in result.stdout or command[0] in ("status", "duplicates")


def test_verify_reads_all_of_it(unwritable: tuple[Config, type[StoreError]]) -> None:
    config, _ = unwritable
    result = run(config, "verify")
    assert (result.exit_code, "文件 1 份：没有发现损坏。" in result.stdout) == (0, True), result.output


def test_a_command_that_writes_says_why_it_cannot(
    unwritable: tuple[Config, type[StoreError]], tmp_path: Path
) -> None:
    config, fault = unwritable
    lines = tmp_path / "documents.jsonl"
    lines.write_text('{"url": "http://a.example/9.html", "title": "新的"}\n', encoding="utf-8")
    result = run(config, "import", str(lines))
    assert result.exit_code == 1
    assert result.stderr == f"错误：{fault(str(config.data / 'gongkai.db'))}\n"


def test_what_was_killed_before_is_read_too(tmp_path: Path, disk: Disk) -> None:
    """A killed writer leaves its log and its shared memory: all that it had stored is there."""
    config = fill(tmp_path / "data")
    with open_store(config.store_url) as store:
        store.put(Document("http://a.example/9.html", "新的"))
        shutil.copytree(config.data, disk.path / "data")
    kept = Config(data=disk.path / "data")
    assert (kept.data / "gongkai.db-wal").stat().st_size
    disk.make_read_only()
    with open_store(kept.store_url) as store:
        assert store.totals().documents == 6
        with pytest.raises(StoreReadOnly, match="不能写入；检索和浏览不受影响"):
            store.put(Document("http://a.example/10.html", "更新的"))


def test_a_log_without_its_shared_memory_is_not_passed_over(tmp_path: Path, disk: Disk) -> None:
    """What only the log holds would be missing in every answer."""
    config = fill(tmp_path / "data")
    with open_store(config.store_url) as store:
        store.put(Document("http://a.example/9.html", "新的"))
        shutil.copytree(config.data, disk.path / "data")
    (disk.path / "data" / "gongkai.db-shm").unlink()
    disk.make_read_only()
    with pytest.raises(StoreUnfinished, match=r"上一次写入没有收尾，而 .*gongkai\.db 不能写入"):
        open_store(Config(data=disk.path / "data").store_url)


def test_what_others_write_later_is_seen(disk: Disk) -> None:
    """Read as it lies, the file of a moment ago is no answer."""
    config = fill(disk.path / "data")
    disk.fill_up()
    with open_store(config.store_url) as store:
        assert store.totals().documents == 5
        (disk.path / "filling").unlink()
        with open_store(config.store_url) as other:
            other.put(Document("http://a.example/9.html", "新的"))
        assert store.totals().documents == 6
        store.put(Document("http://a.example/10.html", "更新的"))
