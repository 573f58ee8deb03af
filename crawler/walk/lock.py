"""One crawl of a portal at a time, whatever processes run."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreError
from crawler.pages.errors import CrawlError


class CrawlBusy(CrawlError):
    """Another process crawls the portal; carries .portal."""

    def __init__(self, portal: str) -> None:
        self.portal = portal
        super().__init__(f"另一个进程正在采集 {portal}。请等它结束后重试。")


@contextmanager
def portal_lock(folder: Path, portal: str) -> Iterator[None]:
    """Hold a portal's lock file, which the system lets go with the process. Raises CrawlBusy, StoreError."""
    name = hashlib.sha256(portal.encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / f"crawl-{name}.lock").open("wb")
    except OSError as error:
        raise StoreError(f"{folder}：{error.strerror}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CrawlBusy(portal) from None
        yield
