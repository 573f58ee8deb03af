"""The normalised contents of a segment's documents, each compressed by itself.

A large segment has a dictionary of what its texts have in common, which is what makes short ones small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError, train_dictionary

from indexer.segments.array_file import ArrayFile
from indexer.segments.array_writer import Array, ArrayPieces, ArrayWriter

LEVEL, PLAIN_LEVEL = 3, 1
"""Of Zstandard, with a dictionary and without, where it is not for long. Documents of 4.4 KB shrink with one
to 0.43 of their size, at level 1 to 0.52, at level 6 to 0.40 in twice the time; with LZ4 to 0.71."""
DICTIONARY_BYTES = 112_640
"""Its tool's default. A third of it: to 0.46."""
SAMPLE_BYTES = 3_000_000
"""Of contents that a dictionary is made from: some thirty times its size, as its makers advise."""
RUN_BYTES, SHARED_BYTES = 256, 8
"""Of what goes into a dictionary, and of what is looked for in it. Left to itself the training tries many and
takes five times as long for one hundredth."""
LEAST_DOCUMENTS = 1_000
"""A segment of fewer has no dictionary: it would not be worth its place. A guess."""


class ContentsWriter:
    """Writes contents one after the other."""

    def __init__(self, pieces: ArrayPieces, dictionary: bytes) -> None:
        self._pieces = pieces
        level = LEVEL if dictionary else PLAIN_LEVEL
        self._compressor = ZstdCompressor(level, dict_data=_known(dictionary), write_dict_id=False)
        self.ends = [0]
        self.sizes: list[int] = []

    def append(self, contents: Iterable[bytes]) -> None:
        """Compress some."""
        for content in contents:
            self._append(self._compressor.compress(content), len(content))

    def append_compressed(self, frames: Iterable[bytes], sizes: Array) -> None:
        """Take some over that were compressed with the same dictionary."""
        for frame, size in zip(frames, sizes.tolist(), strict=True):
            self._append(frame, size)

    def _append(self, frame: bytes, size: int) -> None:
        self._pieces.append(np.frombuffer(frame, dtype=np.uint8))
        self.ends.append(self.ends[-1] + len(frame))
        self.sizes.append(size)


@contextmanager
def writing_contents(writer: ArrayWriter, dictionary: bytes = b"") -> Iterator[ContentsWriter]:
    """Until the block ends nothing else is written."""
    with writer.growing("content.bytes", np.uint8) as pieces:
        contents = ContentsWriter(pieces, dictionary)
        yield contents
    writer.add("content.starts", np.array(contents.ends, dtype=np.uint32))
    writer.add("content.sizes", np.array(contents.sizes, dtype=np.uint32))
    writer.add("content.dictionary", np.frombuffer(dictionary, dtype=np.uint8))


class Contents:
    """What `writing_contents` wrote. Safe for several threads."""

    def __init__(self, arrays: ArrayFile) -> None:
        self._arrays = arrays
        self._starts = arrays["content.starts"]
        self.sizes = arrays["content.sizes"]
        """Bytes of each as it was."""
        self.dictionary = arrays["content.dictionary"].tobytes()
        self._known = _known(self.dictionary)

    def read(self, numbers: Array) -> Iterator[bytes]:
        """Of some of the documents."""
        decompress = ZstdDecompressor(dict_data=self._known).decompress
        return map(decompress, self.compressed(numbers))

    def compressed(self, numbers: Array) -> Iterator[bytes]:
        """The same as they stand in the file."""
        return self._arrays.slices("content.bytes", self._starts[numbers], self._starts[1:][numbers])


def trained(samples: Sequence[bytes]) -> bytes:
    """A dictionary of what they have in common; empty when that is nothing."""
    try:
        return train_dictionary(DICTIONARY_BYTES, list(samples), k=RUN_BYTES, d=SHARED_BYTES).as_bytes()
    except ZstdError:
        return b""


def _known(dictionary: bytes) -> ZstdCompressionDict | None:
    return ZstdCompressionDict(dictionary) if dictionary else None
