"""Faults of the disk, as errors that a person understands."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.errors import IndexDiskFull, IndexFault

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No space, no quota, or more than the largest file allowed."""


@contextmanager
def disk_faults() -> Iterator[None]:
    """A full disk, or a folder that may not be written. Raises IndexDiskFull, IndexFault."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise IndexDiskFull from error
        raise IndexFault(f"{error.filename or '索引目录'}：{error.strerror}") from error
