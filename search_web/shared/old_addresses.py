"""Addresses as the search boxes of old portals make them: ?q= in GBK."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property


class ReadingGbk(Request):
    """A request whose parameters may be in GBK where they are not in UTF-8."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The parameters of the address."""
        pairs = [
            [unquote_to_bytes(part.replace(b"+", b" ")) for part in pair.partition(b"=")[::2]]
            for pair in self.query_string.split(b"&")
            if pair
        ]
        if all(_is_utf8(part) for pair in pairs for part in pair):
            return super().args
        return ImmutableMultiDict((_read(name), _read(value)) for name, value in pairs)


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read(part: bytes) -> str:
    if _is_utf8(part):
        return part.decode()
    try:
        return part.decode("gb18030")
    except UnicodeDecodeError:
        return part.decode(errors="replace")
