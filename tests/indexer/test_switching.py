"""What is current stays whole until the next is on the disk: readers and a restart find one or the other."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_indexing import ask, made_documents

from corpus.config import Config
from corpus.store import Store
from indexer.building import build
from indexer.duplicates.storage import TablesFolder, TablesState
from indexer.engines.whoosh.storage import IndexFolder, IndexState
from indexer.errors import IndexDiskFull
from indexer.segments.current import CurrentFile


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_many(made_documents(30))
    return store


def test_everything_current_is_on_the_disk_before_the_switch(
    filled: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    """By inode: files are written under another name."""
    missing: list[str] = []
    sync, switch = os.fsync, IndexFolder.switch

    def syncing(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        sync(handle)

    def switching(index: IndexFolder, state: IndexState) -> None:
        folder = index.folder(state)
        files = {path.stat().st_ino: path.name for path in folder.iterdir()}
        missing.extend(name for inode, name in files.items() if inode not in synced)
        if synced[-1] != folder.stat().st_ino:
            missing.append("the names in the folder")
        switch(index, state)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(IndexFolder, "switch", switching)
    assert build(filled, config).indexed == 30
    assert missing == []


def test_what_was_current_is_there_until_the_switch(
    filled: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(filled, config)
    filled.put_many([replace(one, text=one.text + "。又改") for one in made_documents(30)])
    filled.put_many(made_documents(5, seed=2))
    with monkeypatch.context() as patched:
        patched.setattr(IndexFolder, "switch", full)
        with pytest.raises(IndexDiskFull):
            build(filled, config)
    assert ask(filled, config).total == 30
    assert build(filled, config).indexed == 35


def test_signatures_that_were_current_are_there_until_the_switch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = TablesFolder(tmp_path)
    for number in range(3):
        (tmp_path / f"{number}.arrays").write_bytes(b"x")
    folder.switch(TablesState(segments=("0.arrays", "1.arrays", "2.arrays")))
    with monkeypatch.context() as patched:
        patched.setattr(CurrentFile, "switch", full)
        with pytest.raises(OSError, match="full"):
            folder.switch(TablesState(segments=("2.arrays",)))
    assert all(path.exists() for path in folder.paths(folder.current()))
    folder.switch(TablesState(segments=("2.arrays",)))
    assert [path.name for path in tmp_path.glob("*.arrays")] == ["2.arrays"]
