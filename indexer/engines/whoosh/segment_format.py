"""What stands in a segment file, and the numbers both sides of it share.

For each document: `ids`, `day`, `posted`, `year` (0 for none), the CATEGORIES (codes into the notes of the
same names, 0 for none, 1 for the first), `copy_of`, hashes of its title (`name`) and of what others cite it
as (`work`, `brought`: `indexer.text.citations`, 0 for none), `text_length`, `title_length`, `attached_length`
(in words), and its contents in `content.starts`/`content.bytes`: title, break, text, break, normalised, in
UTF-8.
For each work that a document cites, sorted: `cited.works` (hashes) and `cited.docs`.

For each word, sorted, the keys of numbers among them (`indexer.text.numbers`): `word.starts`/`word.bytes`
(UTF-8) and `word.offsets`; for each of its postings `word.docs` and how often it stands in each field:
`word.text`, `word.title`, `word.attached`. For each pair of neighbouring characters, sorted: `pair.terms` and
`pair.offsets`; for each of its postings `pair.docs`, `pair.counts`.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import numpy as np

from corpus.fields import FACETS

FORMAT = 8
"""Raise it with every change of layout, of the words beside it, or of normalisation."""

CATEGORIES = tuple(key for key in FACETS if key != "year")

SCHEMA_VERSION = zlib.crc32(f"{FORMAT} {' '.join(CATEGORIES)}".encode())
"""Indexes of another version are rebuilt: of another format, or without a field that is filtered by now."""

WORD_COUNTS: dict[str, type[np.unsignedinteger[Any]]] = {
    "text": np.uint16,
    "title": np.uint8,
    "attached": np.uint16,
}
"""The fields of a document, and what counts a word there: one more frequent counts as the most that it holds,
the score has long levelled off. A field that is empty in all documents of a segment has no counts at all."""

PAIR_SHIFT = 21
"""Bits of a Unicode character."""

PARAGRAPH = ord("\n")


def key_hash(key: str) -> int:
    """64 bits of a key of a title or work; 0 for an empty one."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little") if key else 0
