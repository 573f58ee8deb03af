"""Which files of a folder are current: they are never changed once written, and one small file names them.

CURRENT     a line of JSON and one with its checksum (CRC-32); replaced as a whole by every commit, which is
            the one step that readers notice
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from corpus.atomic_file import remove_partial, write_whole
from indexer.errors import IndexBroken, IndexForeign

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CURRENT = "CURRENT"

Stamp = tuple[int, int, int]
"""Tells one state of a file from the next: its inode, time and size."""

State = TypeVar("State", bound="DataclassInstance")


class CurrentFile(Generic[State]):
    """Reads and switches what is current of a folder."""

    def __init__(self, folder: Path, state: Callable[..., State]) -> None:
        """`state` is the dataclass of what CURRENT says: of values that JSON can hold, and tuples of them."""
        self._path = folder / CURRENT
        self._state = state

    def stamp(self) -> Stamp | None:
        """Changes with every commit; None when nothing was committed."""
        return stamp_of(self._path)

    def read(self) -> State | None:
        """None when nothing was committed. Raises IndexBroken."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexBroken(f"{CURRENT} 无法读取") from error
        line, _, check = content.partition(b"\n")
        if check != _check(line):
            raise IndexBroken(f"{CURRENT} 校验不符") if check else self._unchecked(content)
        try:
            said = json.loads(line)
            return self._state(**{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()})
        except TypeError as error:
            raise IndexForeign from error

    def _unchecked(self, content: bytes) -> IndexBroken:
        """What has no checksum was cut, or written by a version that gave none and said other things."""
        try:
            said = json.loads(content)
        except ValueError:
            said = None
        ours = {field.name for field in fields(cast("type[State]", self._state))}
        former = isinstance(said, dict) and bool(said) and said.keys() != ours
        return IndexForeign() if former else IndexBroken(f"{CURRENT} 不完整")

    def switch(self, state: State) -> None:
        """Make it current, durably. Raises OSError."""
        line = json.dumps(asdict(state)).encode()
        write_whole(self._path, line + b"\n" + _check(line))


def _check(line: bytes) -> bytes:
    return f"{zlib.crc32(line):08x}\n".encode()


def remove_others(folder: Path, kinds: Sequence[str], kept: Collection[str]) -> None:
    """Remove the files of these kinds that are not kept, and what killed writers left; for the one writer."""
    for kind in kinds:
        for path in folder.glob(kind):
            if path.name not in kept:
                path.unlink(missing_ok=True)
    remove_partial(folder)


def stamp_of(path: Path) -> Stamp | None:
    """None for a file that is not there or out of reach."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
