"""RAR and what else is packed otherwise than as ZIP or 7z, by the system's libarchive, where there is one."""

from __future__ import annotations

from functools import partial
from typing import Any

from crawler.attachments.archive import read_members
from crawler.attachments.budget import Broken, Budget, Encrypted, LimitReached, ReadMember, Unsupported
from crawler.attachments.rar_locks import locked_members

FAILED = -25
"""What libarchive returns where one member is lost and those behind it are not (archive.h)."""

STREAMS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
"""How a single file begins that is packed by gzip, bzip2, xz or Zstandard."""


def read(body: bytes, budget: Budget, read_member: ReadMember) -> None:
    """The name of each member, then its text. Raises Broken, Encrypted, Unsupported without the library."""
    found: dict[str, bytes | None] = {}
    try:
        _unpack(body, budget, found)
    except (LimitReached, MemoryError):
        budget.cut = True
    except Broken:
        if not body.startswith(STREAMS):
            raise
        with budget.deeper():
            read_member(_only_file(body, budget), budget)
        return
    read_members(((name, partial(_taken, found, name)) for name in sorted(found)), budget, read_member)


def _taken(found: dict[str, bytes | None], name: str) -> bytes:
    """A member, which is not kept any longer. Raises Encrypted."""
    content = found.pop(name)
    if content is None:
        raise Encrypted
    return content


def _unpack(body: bytes, budget: Budget, found: dict[str, bytes | None]) -> None:
    try:
        import libarchive  # binds the system's library as it is imported, which may not be there
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise Unsupported from error
    locked = locked_members(body)
    try:
        with libarchive.memory_reader(body) as archive:
            for place, entry in enumerate(archive):
                if entry.isfile or not entry.filetype:  # writers that say nothing of it
                    found[_name(entry)] = None if place in locked else _member(entry, budget)
    except libarchive.ArchiveError as error:
        if found:
            budget.cut = True
            return
        raise (Encrypted if _is_lock(error) else Broken) from error


def _only_file(body: bytes, budget: Budget) -> bytes:
    """One file that is packed without an archive around it. Raises Broken, LimitReached."""
    import libarchive

    try:
        with libarchive.memory_reader(body, format_name="raw") as archive:
            return b"".join(_content(entry, budget) for entry in archive)
    except libarchive.ArchiveError as error:
        raise Broken from error


def _is_lock(error: Exception) -> bool:
    return "ncrypt" in str(error) or "assphrase" in str(error)


def _member(entry: Any, budget: Budget) -> bytes | None:
    """None for one that is locked, nothing of one that alone is damaged. Raises LimitReached."""
    try:
        return _content(entry, budget)
    except Exception as error:
        if getattr(error, "retcode", None) != FAILED:
            raise
        if _is_lock(error):
            return None
        budget.cut = True
        return b""


def _content(entry: Any, budget: Budget) -> bytes:
    content = bytearray()
    for block in entry.get_blocks():
        budget.unpacked(len(block))
        content += block
    return bytes(content)


def _name(entry: Any) -> str:
    """As it is shown: names of old archives are bytes of GBK."""
    name = entry.pathname or "data"
    if isinstance(name, str):
        try:
            raw = name.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return str(name)
    else:
        raw = bytes(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("gb18030", "replace")
