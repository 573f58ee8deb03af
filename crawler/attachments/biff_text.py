"""Strings of books before Excel 97 that name a code page of the West, or none, as programs fill them."""

from __future__ import annotations

from contextlib import suppress

from corpus.lazy_regex import lazy_regex
from crawler.attachments import biff, gb2312

_TWO_BYTES = lazy_regex(r"[\x80-\u07ff]")
"""Characters of two bytes in UTF-8; those of Chinese have three."""

WHERE = {biff.LABEL: 8, biff.RICH_LABEL: 8, biff.OLD_LABEL: 8}
"""Where the characters of a cell begin."""


def is_chinese(stream: bytes) -> bool:
    """Whether its cells hold bytes of GB 2312, and none that are something else."""
    found = False
    for record in biff.records(stream):
        if record.kind not in WHERE:
            continue
        said = record.data[WHERE[record.kind] :]
        if record.kind == biff.RICH_LABEL:
            said = said[: int.from_bytes(record.data[6:8], "little")]
        if gb2312.may_be_chinese(said):
            found = found or gb2312.is_chinese(said)
        elif not _decodes(said, "gb18030"):
            return False
    return found


def _decodes(said: bytes, encoding: str) -> bool:
    try:
        said.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def guessed(said: bytes, likely: str, named: str) -> str:
    """UTF-8, else the likely encoding, else the named one; empty for none of either."""
    with suppress(UnicodeDecodeError):
        text = said.decode("utf-8")
        if not _TWO_BYTES.search(text):
            return text
    for encoding in (likely, "" if named else "gb18030"):
        with suppress(UnicodeDecodeError):
            if encoding:
                return said.decode(encoding)
    return said.decode(named or "cp1252", "replace")
