"""The name that Content-Disposition gives a file, in the spellings that portals use."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_to_bytes

from corpus.lazy_regex import lazy_regex

_EXTENDED = lazy_regex(r"filename\*\s*=\s*\"?([\w-]*)'[\w-]*'([^;\"\s]+)", re.IGNORECASE)
"""RFC 5987: filename*=UTF-8''%E5%90%8D.doc"""
_PLAIN = lazy_regex(r"filename\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]+))", re.IGNORECASE)
_WORD = lazy_regex(r"=\?[\w-]+\?[BbQq]\?.*\?=")
_FOLDER = lazy_regex(r"^.*[\\/]")

LONGEST_NAME = 255
"""Characters; what file systems take."""


def file_name(header: str | None) -> str | None:
    """The name, without a folder; http.client reads the header's bytes as Latin-1, whatever they were."""
    said = header or ""
    if extended := _EXTENDED.search(said):
        name = _text(unquote_to_bytes(extended.group(2)), extended.group(1))
    elif plain := _PLAIN.search(said):
        name = _plain((plain.group(1) or plain.group(2) or "").strip())
    else:
        return None
    return _FOLDER.sub("", name).strip().strip('"')[:LONGEST_NAME] or None


def _plain(value: str) -> str:
    if _WORD.match(value):
        try:
            parts = decode_header(value)
        except (HeaderParseError, ValueError):
            return value
        return "".join(_text(part, charset) if isinstance(part, bytes) else part for part, charset in parts)
    raw = value.encode("latin-1", "replace")
    return _text(unquote_to_bytes(raw) if "%" in value else raw)


def _text(raw: bytes, charset: str | None = None) -> str:
    for encoding in filter(None, (charset, "utf-8", "gb18030")):
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("gb18030", "replace")
