"""Lists for machines that come packed: sitemaps ending in .gz (sitemaps.org)."""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b"

BEGINNINGS = (b"<", b"http://", b"https://")
"""Of sitemaps, which may be mere texts of addresses."""

LARGEST = 50 * 1024 * 1024
"""Bytes of a sitemap, unpacked: sitemaps.org allows no more."""


def unpacked(body: bytes) -> bytes:
    """What a body holds that is XML, or a list of addresses, packed by gzip.

    Anything else as it is, and so are packed files.
    """
    if not body.startswith(GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacking.decompress(body, LARGEST)
    except zlib.error:
        return body
    return found if found.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(BEGINNINGS) else body
