"""A body of bounded size from a stream of unknown size."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 65_536
"""Bytes decompressed at a time, so that a bomb costs one piece and not what it unfolds to."""

ACCEPTED = "gzip, deflate"
"""What `decoded` understands."""


MOST_LAYERS = 5
"""Layers of compression that one answer may have; honest ones have one, two behind a wrong proxy."""


class BodyTooLarge(Exception):
    """The limit was passed; whatever came is dropped."""


class BodyUndecodable(Exception):
    """The stream is not what its Content-Encoding says, or ends too early."""


def read_body(pieces: Iterable[bytes], encoding: str, limit: int, cut: bool = False) -> bytes:
    """All of a body, decompressed; with `cut`, its first `limit` bytes.

    Raises BodyTooLarge, BodyUndecodable.
    """
    whole = bytearray()
    for piece in decoded(pieces, encoding):
        whole += piece
        if len(whole) > limit:
            if cut:
                return bytes(whole[:limit])
            raise BodyTooLarge
    return bytes(whole)


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Undo a Content-Encoding piece by piece."""
    names = [name.strip().lower() for name in encoding.split(",")]
    layers = [name for name in names if name not in ("", "identity")]
    if len(layers) > MOST_LAYERS:
        raise BodyUndecodable(f"压缩了 {len(layers)} 层")
    for name in reversed(layers):
        if name not in ("gzip", "x-gzip", "deflate"):
            raise BodyUndecodable(f"不支持的压缩方式 {name}")
        pieces = _inflated(iter(pieces))
    yield from pieces


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """gzip, zlib or raw deflate, told apart by the first byte: servers mislabel them."""
    first = next((piece for piece in pieces if piece), b"")
    if not first:
        return
    inflater = zlib.decompressobj(_window(first))
    pending = first
    while True:
        try:
            yield from _unfold(inflater, pending)
        except zlib.error as error:
            raise BodyUndecodable("压缩数据损坏") from error
        if inflater.eof:
            return
        following = next(pieces, None)
        if following is None:
            raise BodyUndecodable("压缩数据不完整")
        pending = following


def _unfold(inflater: zlib._Decompress, pending: bytes) -> Iterator[bytes]:
    full = True
    while (pending or full) and not inflater.eof:
        piece = inflater.decompress(pending, PIECE)
        pending = inflater.unconsumed_tail
        # A full piece may have left output behind in zlib although all input is consumed.
        full = len(piece) == PIECE
        yield piece


def _window(first: bytes) -> int:
    if first[0] == 0x1F:
        return zlib.MAX_WBITS | 16
    return zlib.MAX_WBITS if first[0] & 0x0F == 8 else -zlib.MAX_WBITS
