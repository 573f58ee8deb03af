"""Whether the store and the folder of files belong together: a store that was made anew is another one.

files/STORE    the identity of the store whose files these are, and its checksum (CRC-32)
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path

from corpus.atomic_file import write_whole
from corpus.config import Config
from corpus.disk_faults import fault_of
from corpus.errors import StoreLost
from corpus.store.documents import Store, open_store

NAME = "STORE"


def open_own_store(config: Config) -> Store:
    """The store of a configuration, if it is the one whose files lie beside it.

    Raises ConfigError, StoreError, StoreLost.
    """
    store = open_store(config.store_url)
    try:
        belong_together(store, config)
    except BaseException:
        store.close()
        raise
    if store.last_revision() and _noted(config) is None:
        with suppress(OSError):
            _note(store, config)
    return store


def belong_together(store: Store, config: Config) -> None:
    """Compare them; as cheap as reading a small file. Raises StoreLost."""
    if _noted(config) not in (None, store.identity):
        raise StoreLost("已保存的文件")


def adopt(store: Store, config: Config) -> None:
    """From now on the files are this store's. Raises StoreError."""
    try:
        _note(store, config)
    except OSError as error:
        raise fault_of(error, _path(config)) from error


def _path(config: Config) -> Path:
    return config.files_path / NAME


def _note(store: Store, config: Config) -> None:
    _path(config).parent.mkdir(parents=True, exist_ok=True)
    write_whole(_path(config), _sealed(store.identity))


def _noted(config: Config) -> str | None:
    """None where nothing is noted, or nothing that can be believed."""
    try:
        content = _path(config).read_bytes()
    except OSError:
        return None
    identity = content.partition(b" ")[0].decode("ascii", "replace")
    return identity if content == _sealed(identity) else None


def _sealed(identity: str) -> bytes:
    content = identity.encode()
    return content + f" {zlib.crc32(content):08x}\n".encode()
