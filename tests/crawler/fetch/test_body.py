"""A body costs no more than its limit, whatever it unfolds to."""

from __future__ import annotations

import gzip

import pytest

from crawler.fetch.body import PIECE, BodyTooLarge, BodyUndecodable, decoded, read_body


def test_a_body_ends_at_its_limit() -> None:
    pieces = [b"12345"] * 4
    assert read_body(pieces, "", 20) == b"12345" * 4
    with pytest.raises(BodyTooLarge):
        read_body(pieces, "", 19)
    assert read_body(pieces, "", 7, cut=True) == b"1234512"


def test_nothing_is_read_beyond_the_limit() -> None:
    pieces = iter([b"12345"] * 4)
    with pytest.raises(BodyTooLarge):
        read_body(pieces, "", 7)
    assert len(list(pieces)) == 2


def test_a_bomb_is_unfolded_in_small_pieces() -> None:
    bomb = gzip.compress(gzip.compress(bytes(20 * PIECE)))
    sizes = [len(piece) for piece in decoded([bomb], "gzip, gzip")]
    assert max(sizes) <= PIECE
    assert sum(sizes) == 20 * PIECE


def test_a_compression_nobody_asked_for_is_refused() -> None:
    with pytest.raises(BodyUndecodable, match="br"):
        read_body([b"x"], "br", 9)
