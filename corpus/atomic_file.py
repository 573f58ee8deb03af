"""Files that appear whole or not at all, and are on the disk by then."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".gongkai-{}.partial"
"""Beside the file that it will be; a killed process leaves it there."""

ANYONE, OWNER = 0o666, 0o600
"""Who may read and write, as far as the umask lets them."""

NOT_SYNCED = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
"""What is said of folders where the file system cannot do it, or where they may be written and not read."""


@contextmanager
def replacing(target: Path, mode: int = ANYONE) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of `target` when the block ends well. Raises OSError."""
    with _beside(target, mode) as (stream, partial):
        yield stream
        _finish(stream)
        partial.replace(target)
    sync_folder(target.parent)


def write_whole(target: Path, content: bytes, mode: int = ANYONE) -> None:
    """Put a file in the place of what is there. Raises OSError."""
    with replacing(target, mode) as stream:
        stream.write(content)


def write_once(target: Path, content: bytes, mode: int = ANYONE) -> None:
    """Write a file unless there is one: of several processes the first wins. Raises OSError."""
    with _beside(target, mode) as (stream, partial):
        stream.write(content)
        _finish(stream)
        with suppress(FileExistsError):
            os.link(partial, target)
    sync_folder(target.parent)


def remove_partial(folder: Path) -> None:
    """Remove what killed processes left; only where no other is writing."""
    for path in folder.glob(PARTIAL.format("*")):
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have what another wrote to a file on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the file system can. Raises OSError."""
    try:
        sync(folder)
    except OSError as error:
        if error.errno not in NOT_SYNCED:
            raise


@contextmanager
def _beside(target: Path, mode: int) -> Iterator[tuple[BinaryIO, Path]]:
    partial = target.with_name(PARTIAL.format(secrets.token_hex(8)))
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream, partial
    finally:
        partial.unlink(missing_ok=True)


def _finish(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
