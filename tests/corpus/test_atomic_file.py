"""A file is there whole, or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.atomic_file import OWNER, remove_partial, replacing, sync_folder, write_once, write_whole

KILLED_HALF_WAY = """
import os, signal, sys
from pathlib import Path
from corpus.atomic_file import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for content in (b"one", b"", b"another"):
        write_whole(target, content)
        assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_half_way_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_whole(target, b"former")

    def fail() -> None:
        with replacing(target) as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert target.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [target]


def test_a_process_that_is_killed_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_whole(target, b"former")
    subprocess.run([sys.executable, "-c", KILLED_HALF_WAY, str(target)], check=False)
    assert target.read_bytes() == b"former"
    assert len(list(tmp_path.iterdir())) == 2
    remove_partial(tmp_path)
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_on_the_disk_before_it_is_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    sync, link, replace = os.fsync, os.link, Path.replace

    def synced(handle: int) -> None:
        kept = os.fstat(handle)
        done.append("folder" if stat.S_ISDIR(kept.st_mode) else kept.st_size)
        sync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "link", lambda *names: (done.append("in its place"), link(*names)))
    monkeypatch.setattr(Path, "replace", lambda *names: (done.append("in its place"), replace(*names)))
    write_whole(tmp_path / "a", b"content")
    write_once(tmp_path / "b", b"another")
    assert done == [7, "in its place", "folder"] * 2


def test_the_first_of_several_that_write_once_wins(tmp_path: Path) -> None:
    target = tmp_path / "a"
    for content in (b"first", b"second"):
        write_once(target, content)
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_for_its_owner_is_never_anybody_elses(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        with replacing(tmp_path / "a", OWNER):
            (partial,) = tmp_path.iterdir()
            assert stat.S_IMODE(partial.stat().st_mode) == 0o600
        write_whole(tmp_path / "b", b"")
    finally:
        os.umask(umask)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"] == [0o600, 0o666]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "a", b"")
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "none")
