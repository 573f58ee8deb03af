from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.files
from corpus.errors import FileLost
from corpus.files import FileStore


@given(body=st.binary())
def test_what_is_put_is_got_by_its_digest(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    files = FileStore(tmp_path_factory.mktemp("files"))
    assert files.put(body) == hashlib.sha256(body).hexdigest()
    assert files.get(files.put(body)) == body


def test_putting_twice_keeps_one_file_and_no_leftovers(tmp_path: Path) -> None:
    files = FileStore(tmp_path)
    assert files.put(b"x") == files.put(b"x")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def damage(path: Path, how: str) -> None:
    body = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        flipped = body[:-1] + bytes([body[-1] ^ 1])
        path.write_bytes({"halved": body[: len(body) // 2], "emptied": b"", "flipped": flipped}[how])


HOW = pytest.mark.parametrize("how", ["gone", "halved", "emptied", "flipped"])


@HOW
def test_a_damaged_file_is_never_given_out(tmp_path: Path, how: str) -> None:
    files = FileStore(tmp_path)
    digest = files.put(b"sound")
    assert files.sound_path(digest).read_bytes() == b"sound"
    damage(files.path(digest), how)
    for store in (files, FileStore(tmp_path)):
        assert not store.is_sound(digest)
        with pytest.raises(FileLost, match=f"{digest[:12]}….*已损坏或缺失") as caught:
            store.get(digest)
        assert caught.value.sha256 == digest


@HOW
def test_a_sound_body_takes_the_place_of_a_damaged_file(tmp_path: Path, how: str) -> None:
    files = FileStore(tmp_path)
    digest = files.put(b"sound")
    damage(files.path(digest), how)
    assert FileStore(tmp_path).put(b"sound") == digest
    assert files.get(digest) == b"sound"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [files.path(digest)]


def test_what_is_damaged_is_set_aside_so_that_it_counts_as_missing(tmp_path: Path) -> None:
    files = FileStore(tmp_path)
    digest = files.put(b"sound")
    damage(files.path(digest), "flipped")
    assert files.is_there(digest, 5)
    assert not files.is_sound(digest)
    assert not files.is_there(digest)
    assert (tmp_path / "damaged" / digest).read_bytes() == b"soune"
    assert list(files.digests()) == []


def test_a_file_of_another_size_is_not_there(tmp_path: Path) -> None:
    files = FileStore(tmp_path)
    digest = files.put(b"sound")
    assert (files.is_there(digest), files.is_there(digest, 5), files.is_there(digest, 4)) == (
        True,
        True,
        False,
    )


def test_what_was_compared_is_not_read_again_until_something_writes_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, read = FileStore(tmp_path), []
    digest = files.put(b"sound")
    whole = corpus.files.digest_of
    monkeypatch.setattr(corpus.files, "digest_of", lambda stream: read.append(1) or whole(stream))
    assert [files.is_sound(digest) for _ in range(3)] == [True] * 3
    assert len(read) == 1
    path = files.path(digest)
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    damage(path, "flipped")
    os.utime(path, ns=times)
    assert not files.is_sound(digest)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "AB" * 32])
def test_only_a_digest_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        FileStore(tmp_path).path(name)
