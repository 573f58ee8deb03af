"""Layers of compression: honest ones are undone, thousands are refused."""

from __future__ import annotations

import gzip

import pytest

from crawler.fetch.body import BodyUndecodable, read_body


def test_two_layers_are_undone() -> None:
    assert read_body([gzip.compress(gzip.compress(b"page"))], "gzip, gzip", limit=100) == b"page"


def test_thousands_of_layers_are_refused_in_one_sentence() -> None:
    with pytest.raises(BodyUndecodable, match="3000"):
        read_body([b"\x1f"], "gzip," * 3000, limit=100)
