from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "AB" * 32])
def test_only_a_digest_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        FileStore(tmp_path).path(name)
