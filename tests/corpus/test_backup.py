"""Backups: one state of the store with its files, made while others write, and brought back elsewhere."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from databases import config_at, config_file

from corpus.backup import BackupReport, make_backup, restore_backup, snapshots
from corpus.config import Config
from corpus.errors import BackupFailed, RestoreBrokeOff, StoreUnreadable
from corpus.file_place import open_files
from corpus.records import Document
from corpus.store import database, open_own_store

NIGHT = datetime(2024, 3, 1, 2, 30, tzinfo=timezone.utc)


def quiet(done: int, total: int | None = None) -> None:
    """Nobody looks."""


def hold(config: Config, *names: str) -> None:
    """Documents whose raw pages are their names."""
    with open_own_store(config) as store:
        for name in names:
            digest = open_files(config).put(name.encode())
            url = f"https://www.example.gov.cn/{name}.html"
            store.put(Document(url=url, title=name, text=f"{name}的正文"), digest)


def held(config: Config) -> dict[str, bytes]:
    """Titles, and what their raw pages are."""
    files = open_files(config)
    with open_own_store(config) as store:
        return {one.document.title: files.get(one.page_sha256 or "") for one in store.changes_since(0)}


def back_up(config: Config, folder: Path, nights: int = 0, keep_days: int | None = None) -> BackupReport:
    return make_backup(
        config, folder, keep_days=keep_days, now=NIGHT + timedelta(days=nights), progress=quiet
    )


@pytest.fixture
def config(data: Path) -> Config:
    return config_at(data / "here")


@pytest.fixture
def elsewhere(data: Path) -> Config:
    return config_at(data / "elsewhere")


def test_a_backup_restored_elsewhere_is_the_same(config: Config, elsewhere: Config, data: Path) -> None:
    hold(config, "水价", "低保")
    config.past_query_key_path.write_bytes(b"k" * 32)
    report = back_up(config, data / "backup")

    restored = restore_backup(elsewhere, data / "backup", progress=quiet)

    assert held(elsewhere) == held(config)
    assert (report.files, restored.brought, restored.lost) == (2, 2, 0)
    assert elsewhere.past_query_key_path.read_bytes() == b"k" * 32
    with open_own_store(config) as one, open_own_store(elsewhere) as other:
        assert (one.identity, one.last_revision()) == (other.identity, other.last_revision())


def test_what_is_written_meanwhile_is_in_it_wholly_or_not_at_all(
    config: Config, elsewhere: Config, data: Path
) -> None:
    hold(config, "一")
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            hold(config, f"第{(number := number + 1)}份")

    writer = threading.Thread(target=write)
    writer.start()
    report = back_up(config, data / "backup")
    stop.set()
    writer.join(60)

    restored = restore_backup(elsewhere, data / "backup", progress=quiet)

    assert restored.lost == 0
    assert len(held(elsewhere)) == report.revision


def test_the_next_one_copies_only_what_is_new(config: Config, data: Path) -> None:
    hold(config, "水价")
    first = back_up(config, data / "backup")
    hold(config, "低保")

    second = back_up(config, data / "backup", nights=1)

    assert (second.files, second.copied) == (2, 1)
    digest = next(first.snapshot.file_digests())
    assert os.path.samefile(first.snapshot.file_store.path(digest), second.snapshot.file_store.path(digest))


def test_two_of_one_second_are_both_kept(config: Config, elsewhere: Config, data: Path) -> None:
    hold(config, "一")
    back_up(config, data / "backup")
    hold(config, "二")
    back_up(config, data / "backup")
    assert len(snapshots(data / "backup")) == 2

    restore_backup(elsewhere, data / "backup", progress=quiet)
    assert held(elsewhere) == held(config)


def test_old_ones_go_and_the_last_one_stays(config: Config, elsewhere: Config, data: Path) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")
    before = back_up(config, data / "backup", nights=40, keep_days=30)

    report = back_up(config, data / "backup", nights=41, keep_days=30)

    assert (before.removed, report.removed) == (0, 1)
    assert [one.path for one in snapshots(data / "backup")] == [before.snapshot.path, report.snapshot.path]
    restore_backup(elsewhere, data / "backup", progress=quiet)
    assert held(elsewhere) == {"水价": "水价".encode()}


@pytest.mark.any_database
def test_a_clock_that_ran_ahead_costs_no_backup_and_its_own_is_not_the_newest(
    config: Config, elsewhere: Config, data: Path
) -> None:
    hold(config, "水价")
    sound = back_up(config, data / "backup").snapshot.path
    ahead = back_up(config, data / "backup", nights=4000, keep_days=30)
    hold(config, "低保")
    last = back_up(config, data / "backup", nights=1, keep_days=30)

    assert (ahead.removed, last.removed) == (0, 0)
    assert [one.path for one in snapshots(data / "backup")] == [
        sound, ahead.snapshot.path, last.snapshot.path,
    ]  # fmt: skip
    restore_backup(elsewhere, data / "backup", progress=quiet)
    assert set(held(elsewhere)) == {"水价", "低保"}
    back_up(config, data / "backup", nights=40)
    back_up(config, data / "backup", nights=41, keep_days=30)
    assert ahead.snapshot.path not in [one.path for one in snapshots(data / "backup")]


@pytest.mark.any_database
@pytest.mark.parametrize("fault", [errno.EPERM, errno.EXDEV, errno.EMLINK])
def test_files_are_copied_where_there_are_no_hard_links(
    config: Config, data: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")

    def refuse(*paths: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "link", refuse)
    report = back_up(config, data / "backup", nights=1)

    assert (report.files, report.copied, report.lost) == (1, 1, 0)
    assert report.snapshot.file_store.is_sound(next(report.snapshot.file_digests()))


def test_where_the_database_cannot_be_brought_back_it_is_unchanged_and_so_is_its_key(
    config: Config, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(config, "水价")
    config.past_query_key_path.write_bytes(b"a" * 32)
    back_up(config, data / "backup")
    hold(config, "低保")
    config.past_query_key_path.write_bytes(b"b" * 32)
    config.index_path.mkdir()

    def fail(*arguments: object) -> None:
        raise BackupFailed("pg_restore 说：连接已断开")

    monkeypatch.setattr(database, "load", fail)
    with pytest.raises(RestoreBrokeOff, match="数据库没有改动"):
        restore_backup(config, data / "backup", replace=True, progress=quiet)

    assert set(held(config)) == {"水价", "低保"}
    assert config.past_query_key_path.read_bytes() == b"b" * 32
    assert config.index_path.exists()


def test_an_older_one_can_be_had(config: Config, data: Path) -> None:
    hold(config, "水价")
    first = back_up(config, data / "backup")
    hold(config, "低保")
    back_up(config, data / "backup", nights=1)
    config.index_path.mkdir()

    restore_backup(config, data / "backup", at=first.snapshot.path.name, replace=True, progress=quiet)

    assert set(held(config)) == {"水价"}
    assert not config.index_path.exists(), "what was built of later revisions"


def test_a_store_that_holds_something_is_not_replaced_unasked(config: Config, data: Path) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")
    hold(config, "低保")

    with pytest.raises(BackupFailed, match="--replace"):
        restore_backup(config, data / "backup", progress=quiet)

    assert set(held(config)) == {"水价", "低保"}


@pytest.mark.any_database
def test_a_store_that_cannot_be_read_is_not_replaced_unasked(config: Config, data: Path) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")
    (config.data / "gongkai.db").write_bytes(b"no database at all")

    with pytest.raises(BackupFailed, match="--replace"):
        restore_backup(config, data / "backup", progress=quiet)
    with pytest.raises(StoreUnreadable):
        held(config)
    restore_backup(config, data / "backup", replace=True, progress=quiet)

    assert set(held(config)) == {"水价"}


@pytest.mark.parametrize("name", ["database", "files.txt", "backup.json"])
@pytest.mark.any_database
def test_a_damaged_one_is_refused_before_anything_is_written(
    config: Config, elsewhere: Config, data: Path, name: str
) -> None:
    hold(config, "水价")
    path = back_up(config, data / "backup").snapshot.path / name
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)

    with pytest.raises(BackupFailed, match=name):
        restore_backup(elsewhere, data / "backup", progress=quiet)

    assert not elsewhere.data.exists() or not list(elsewhere.data.iterdir())


@pytest.mark.any_database
def test_a_file_that_the_backup_lost_is_fetched_again(config: Config, elsewhere: Config, data: Path) -> None:
    hold(config, "水价", "低保")
    snapshot = back_up(config, data / "backup").snapshot
    digest = next(snapshot.file_digests())
    snapshot.file_store.path(digest).write_bytes(b"rot")

    report = restore_backup(elsewhere, data / "backup", progress=quiet)

    assert (report.brought, report.lost) == (1, 1)
    assert open_files(elsewhere).is_awaited(digest)


@pytest.mark.any_database
def test_what_is_lost_here_comes_from_the_backup_before(config: Config, data: Path) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")
    digest = next(open_files(config).digests())
    open_files(config).path(digest).write_bytes(b"rot")

    report = back_up(config, data / "backup", nights=1)

    assert report.lost == 0
    assert report.snapshot.file_store.is_sound(digest)


@pytest.mark.any_database
def test_rot_in_the_backup_is_copied_anew_when_all_is_compared(config: Config, data: Path) -> None:
    hold(config, "水价")
    first = back_up(config, data / "backup").snapshot
    digest = next(first.file_digests())
    first.file_store.path(digest).write_bytes(b"rot")

    report = make_backup(config, data / "backup", whole=True, now=NIGHT + timedelta(days=1), progress=quiet)

    assert report.copied == 1
    assert report.snapshot.file_store.is_sound(digest)


@pytest.mark.any_database
def test_another_kind_of_database_is_not_mistaken(config: Config, data: Path) -> None:
    hold(config, "水价")
    back_up(config, data / "backup")
    postgresql = replace(
        config, store=replace(config.store, url="postgresql+psycopg://nobody@127.0.0.1:1/no")
    )

    with pytest.raises(BackupFailed, match="store copy"):
        restore_backup(postgresql, data / "backup", progress=quiet)


KILLED = """
import os, signal, sys
from pathlib import Path
sys.argv = ["gongkai", "--config", sys.argv[1], *sys.argv[2:]]
import corpus.files
put, count = corpus.files.FileStore.put, [0]
def kill_at_the_third(self, body):
    count[0] += 1
    if count[0] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return put(self, body)
corpus.files.FileStore.put = kill_at_the_third
from gongkai import main
main()
"""


@pytest.mark.any_database
@pytest.mark.parametrize("killed", ["backup", "restore"])
def test_killed_in_the_middle_nothing_is_lost_and_the_next_one_works(
    config: Config, elsewhere: Config, data: Path, killed: str
) -> None:
    hold(config, *"甲乙丙丁")
    here, there = (
        config_file(data / "here.toml", data=config.data),
        config_file(data / "there.toml", data=elsewhere.data),
    )
    run = [KILLED, str(here if killed == "backup" else there), killed, str(data / "backup")]
    if killed == "restore":
        back_up(config, data / "backup")

    done = subprocess.run([sys.executable, "-c", *run], capture_output=True, timeout=60, check=False)

    assert done.returncode == -signal.SIGKILL
    if killed == "backup":
        assert snapshots(data / "backup") == []
        back_up(config, data / "backup")
    restore_backup(elsewhere, data / "backup", progress=quiet)
    assert held(elsewhere) == held(config)
    assert [one.name for one in (data / "backup").iterdir() if "incomplete" in one.name] == []
