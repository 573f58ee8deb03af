"""What a fault of the disk means for the store and its files."""

from __future__ import annotations

import errno
from pathlib import Path

from corpus.errors import StoreError, StoreFull, StoreReadOnly

FULL = (errno.ENOSPC, errno.EDQUOT)
READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def fault_of(error: OSError, path: Path) -> StoreError:
    """The store's error for one that the system gave when `path` was written."""
    if error.errno in FULL:
        return StoreFull(str(path))
    if error.errno in READ_ONLY:
        return StoreReadOnly(str(path))
    return StoreError(f"{path}：{error.strerror or error}")
