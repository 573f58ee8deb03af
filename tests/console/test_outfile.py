"""Exports into what a person named: files, links, devices, pipes, folders that are not there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from console.outfile import CannotWrite, writing
from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store


def test_a_file_appears_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("former", encoding="utf-8")
    with writing(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"former"
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("former", encoding="utf-8")
    with pytest.raises(TypeError), writing(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_bytes() == b"former"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("former", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, former: bool) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    if former:
        target.write_text("former", encoding="utf-8")
    link.symlink_to(target)
    with writing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with writing(pipe) as stream:
        stream.write(b"new")
    reader.join()
    assert read == [b"new"]
    assert pipe.is_fifo()


def test_a_folder_and_a_place_in_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="这是文件夹"), writing(tmp_path):
        pass
    with pytest.raises(CannotWrite, match="没有文件夹"), writing(tmp_path / "none" / "a.csv"):
        pass


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(CannotWrite, match=r"没有权限.*换一个位置。"), writing(tmp_path / "a.csv"):
        pass


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_what_stands_in_a_file_the_shell_appends_to_stays(tmp_path: Path, file_format: str) -> None:
    with open_store(Config(data=tmp_path).store_url) as store:
        store.put(Document("u", "甲"))
    output, name = tmp_path / "all", tmp_path / "stdout"
    output.write_bytes(b"kept\n")
    name.symlink_to("/proc/self/fd/1")
    command = [sys.executable, "-m", "gongkai", "--data", str(tmp_path), "catalogue", "export"]
    with output.open("ab") as stream:
        subprocess.run(
            [*command, "--format", file_format, "--output", str(name)],
            stdout=stream, stderr=subprocess.PIPE, check=True,
        )  # fmt: skip
    assert output.read_bytes().startswith(b"kept\n")
    assert len(output.read_bytes()) > len(b"kept\n")


def test_closed_streams_are_no_fault(tmp_path: Path) -> None:
    command = f'exec "{sys.executable}" -m gongkai --data "{tmp_path}" status <&- >&-'
    run = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
