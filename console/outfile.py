"""A file that a person named to be written: whole or not at all, and never something else in its place."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from console.faults import REASONS
from corpus.atomic_file import replacing
from corpus.errors import GongkaiError

STANDARD_OUTPUT = 1


class CannotWrite(GongkaiError):
    """What was named cannot be written to."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"无法写入 {path}：{reason}")


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A stream into `path`: a file appears when all is written, and a former one stays until then.

    A link is followed; a device, a pipe and standard output are written to as they are. Raises CannotWrite,
    OSError.
    """
    if path.is_dir():
        raise CannotWrite(path, "这是文件夹。请写出其中的文件名。")
    if path.exists() and _is_standard_output(path):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif path.exists() and not path.is_file():
        with path.open("ab") as stream:
            yield stream
    else:
        with _in_place_of(path, path.resolve()) as stream:
            yield stream


@contextmanager
def _in_place_of(path: Path, target: Path) -> Iterator[BinaryIO]:
    if not target.parent.is_dir():
        raise CannotWrite(path, f"没有文件夹 {target.parent}。请先建立，或换一个位置。")
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(replacing(target))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, error.strerror)
            raise CannotWrite(path, f"文件夹 {target.parent} 不能写入（{reason}）。请换一个位置。") from error
        yield stream


def _is_standard_output(path: Path) -> bool:
    """However it is named: what the shell appends to must not be replaced."""
    try:
        return os.path.samestat(path.stat(), os.fstat(STANDARD_OUTPUT))
    except OSError:
        return False
