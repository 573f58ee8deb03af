"""7z archives, by py7zr: each member by its kind, never on the disk. What it cannot unpack libarchive may."""

from __future__ import annotations

import io
from functools import partial

from crawler.attachments import packed
from crawler.attachments.archive import read_members
from crawler.attachments.budget import Broken, Budget, Encrypted, LimitReached, ReadMember, Unsupported


def read(body: bytes, budget: Budget, read_member: ReadMember) -> None:
    """The name of each member, then its text. Raises Broken, Encrypted."""
    found: dict[str, bytearray] = {}
    try:
        _unpack(body, budget, found)
    except (LimitReached, MemoryError):
        budget.cut = True
        if found:
            found.popitem()  # which is not whole
    except _UnknownMethod:
        try:
            packed.read(body, budget, read_member)
        except Unsupported as error:
            raise Broken from error
        return
    read_members(((name, partial(_taken, found, name)) for name in sorted(found)), budget, read_member)


def _taken(found: dict[str, bytearray], name: str) -> bytes:
    """A member, which is not kept any longer."""
    return bytes(found.pop(name))


def _unpack(body: bytes, budget: Budget, found: dict[str, bytearray]) -> None:
    # Brings eight packages with it: loaded when an archive asks for it.
    import py7zr
    from py7zr import exceptions as faults
    from py7zr import io as writing

    class Member(writing.Py7zIO):
        """Writes into memory, and counts."""

        def __init__(self, content: bytearray) -> None:
            self._content = content

        def write(self, data: bytes | bytearray) -> int:
            budget.unpacked(len(data))
            self._content += data
            return len(data)

        def read(self, size: int | None = None) -> bytes:
            return bytes(self._content[:size])

        def seek(self, offset: int, whence: int = 0) -> int:
            return offset

        def flush(self) -> None: ...

        def size(self) -> int:
            return len(self._content)

    class Members(writing.WriterFactory):
        def create(self, filename: str) -> Member:
            return Member(found.setdefault(filename, bytearray()))

    try:
        with py7zr.SevenZipFile(io.BytesIO(body)) as archive:
            archive.extractall(factory=Members())
    except (faults.ArchiveError, faults.PasswordRequired, *FAULTS) as error:
        ours = {
            faults.PasswordRequired: Encrypted,
            faults.UnsupportedCompressionMethodError: _UnknownMethod,
        }
        raise ours.get(type(error), Broken) from error


class _UnknownMethod(Broken):
    """Packed in a way that py7zr does not know."""


FAULTS = (OSError, EOFError, ValueError, LookupError, AttributeError, TypeError)
"""What py7zr raises for damaged archives besides its own errors."""
