"""Files in a bucket of a real server that speaks S3."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Barrier

import obstore
import pytest
from cut_line import CutLine
from obstore.store import S3Store

from corpus.bucket import BucketFiles
from corpus.config import Config, FilesSettings
from corpus.errors import FileLost, FilesUnreachable
from corpus.file_copying import AT_ONCE, copy_files
from corpus.file_place import open_files
from corpus.files import FileStore

BODY = "正文".encode()
DIGEST = hashlib.sha256(BODY).hexdigest()


def raw(bucket: str) -> S3Store:
    """Past our own code."""
    place, _, endpoint = bucket.partition("?endpoint=")
    name, _, prefix = place.removeprefix("s3://").partition("/")
    return S3Store(name, prefix=prefix, endpoint=endpoint, client_options={"allow_http": True})


def test_what_one_machine_keeps_another_reads(bucket: str, tmp_path: Path) -> None:
    one, other = (BucketFiles(bucket, tmp_path / name) for name in "ab")
    assert one.put(BODY) == one.put(BODY) == DIGEST
    assert other.sound_path(DIGEST).read_bytes() == other.get(DIGEST) == BODY
    assert list(other.digests()) == [DIGEST]
    assert (other.is_there(DIGEST, len(BODY)), other.is_there(DIGEST, 1)) == (True, False)
    with pytest.raises(FileLost):
        other.get("ab" * 32)


def test_what_is_not_what_its_name_says_is_set_aside_and_comes_again(bucket: str, tmp_path: Path) -> None:
    files = BucketFiles(bucket, tmp_path)
    obstore.put(raw(bucket), f"{DIGEST[:2]}/{DIGEST[2:]}", b"spoilt")
    assert not files.matches(DIGEST)
    with pytest.raises(FileLost):
        files.sound_path(DIGEST)
    assert files.is_awaited(DIGEST)
    files.put(BODY)
    assert files.get(DIGEST) == BODY
    assert not files.is_awaited(DIGEST)


def test_what_is_brought_is_what_its_name_says(bucket: str, tmp_path: Path) -> None:
    files, target = BucketFiles(bucket, tmp_path / "near"), tmp_path / "a.arrays"
    target.write_bytes(b"before")
    obstore.put(raw(bucket), f"{DIGEST[:2]}/{DIGEST[2:]}", b"spoilt")
    with pytest.raises(FileLost):
        files.bring(DIGEST, target)
    assert target.read_bytes() == b"before"


def test_a_bucket_that_is_away_is_told_and_used_again(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.bucket.TRIES", {"max_retries": 0})
    place, _, endpoint = bucket.partition("?endpoint=")
    line = CutLine(endpoint)
    files = BucketFiles(f"{place}?endpoint={line.url}", tmp_path)
    files.put(BODY)
    line.cut()
    with pytest.raises(FilesUnreachable, match=r"连不上存放文件的 s3://bucket-\w+/files"):
        files.get(DIGEST)
    line.mend()
    assert files.get(DIGEST) == BODY
    line.cut()


def test_files_are_copied_into_a_bucket_and_gone_on_with(bucket: str, tmp_path: Path) -> None:
    folder, there = FileStore(tmp_path / "here"), BucketFiles(bucket, tmp_path / "near")
    names = [folder.put(f"第{number}份".encode()) for number in range(5)]
    there.put("第3份".encode())
    folder.path(names[4]).write_bytes(b"spoilt")
    done = copy_files(folder, there, lambda done, total: None)
    assert (done.files, done.written, done.lost) == (4, 3, 1)
    again = copy_files(folder, there, lambda done, total: None)
    assert (again.files, again.written) == (4, 0)
    assert sorted(there.digests()) == sorted(names[:4])


class Meeting(FileStore):
    """A place where nothing is put before so many are there."""

    def __init__(self, root: Path, number: int) -> None:
        super().__init__(root)
        self._together = Barrier(number, timeout=30)

    def put(self, body: bytes) -> str:
        self._together.wait()
        return super().put(body)


class Refusing(FileStore):
    """A place that takes nothing."""

    begun = 0

    def put(self, body: bytes) -> str:
        Refusing.begun += 1
        raise FilesUnreachable("s3://bucket")


def test_several_files_are_under_way_at_once(tmp_path: Path) -> None:
    folder, there = FileStore(tmp_path / "here"), Meeting(tmp_path / "there", AT_ONCE)
    names = [folder.put(f"第{number}份".encode()) for number in range(2 * AT_ONCE)]
    told: list[tuple[int, int]] = []
    done = copy_files(folder, there, lambda done, total: told.append((done, total)))
    assert (done.files, done.written) == (2 * AT_ONCE, 2 * AT_ONCE)
    assert sorted(there.digests()) == sorted(names)
    assert told == [(number, 2 * AT_ONCE) for number in range(2 * AT_ONCE + 1)]


def test_after_one_that_fails_no_other_is_begun(tmp_path: Path) -> None:
    folder = FileStore(tmp_path / "here")
    for number in range(10 * AT_ONCE):
        folder.put(f"第{number}份".encode())
    with pytest.raises(FilesUnreachable):
        copy_files(folder, Refusing(tmp_path / "there"), lambda done, total: None)
    assert Refusing.begun <= 3 * AT_ONCE


def test_the_address_chooses_the_place(bucket: str, tmp_path: Path) -> None:
    assert isinstance(open_files(Config(data=tmp_path, files=FilesSettings(bucket))), BucketFiles)
    folder = Config(data=tmp_path, files=FilesSettings(str(tmp_path / "there")))
    assert open_files(folder).root == tmp_path / "there"
    assert open_files(Config(data=tmp_path)).root == tmp_path / "files"
