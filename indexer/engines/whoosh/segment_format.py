"""What stands in a segment file, and the numbers both sides of it share.

For each document: `ids`, `day`, `posted`, `year` (0 for none), the CATEGORIES (codes into the notes of the
same names, 0 for none, 1 for the first), `copy_of`, hashes of its title (`name`) and of what others cite it
as (`work`, `brought`: `indexer.text.citations`, 0 for none), of whose it is and what its versions share
(`jurisdiction`, `edition`: `indexer.text.jurisdictions`), from which day it holds (`effect`, 0 for none:
`indexer.text.taking_effect`), `text_length`, `title_length`, `attached_length`
(in words), and its contents (`contents`): title, break, text, break, normalised, in UTF-8.
For each work that a document cites, sorted: `cited.works` (hashes) and `cited.docs`.
For each place that a document is of, sorted: `placed.names` (hashes) and `placed.docs`.

For each word, sorted, the keys of numbers among them (`indexer.text.numbers`): `word` (`term_lists`) and
`word.offsets`; for each of its postings `word.docs` and how often it stands in each field (`counts`):
`word.text`, `word.title`, `word.attached`. For each pair of neighbouring characters, sorted: `pair.terms`
(`term_lists`) and `pair.offsets`; for each of its postings `pair.docs`, `pair.counts`.
"""

from __future__ import annotations

import hashlib
import zlib

import numpy as np

from corpus.fields import FACETS

FORMAT = 15
"""Raise it with every change of layout, of the words beside it, or of normalisation."""

CATEGORIES = tuple(key for key in FACETS if key != "year")

SCHEMA_VERSION = zlib.crc32(f"{FORMAT} {' '.join(CATEGORIES)}".encode())
"""Indexes of another version are rebuilt: of another format, or without a field that is filtered by now."""

MOST_DOCUMENTS = 1 << 16
"""Of a segment, so that two bytes number them, and no merge rewrites all there is."""
MOST_BYTES = 1 << 32
"""Of a segment file that is merged with another, so that four bytes number its postings."""

DOCUMENT, PLACE = np.uint16, np.uint32
"""Numbers of documents, and of postings."""

WORD_COUNTS = {
    "text": np.iinfo(np.uint16).max,
    "title": np.iinfo(np.uint8).max,
    "attached": np.iinfo(np.uint16).max,
}
"""The fields of a document, and the most that a word counts there: the score has long levelled off."""

PAIR_SHIFT = 21
"""Bits of a Unicode character."""

PARAGRAPH = ord("\n")


def key_hash(key: str) -> int:
    """64 bits of a key of a title or work; 0 for an empty one."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little") if key else 0
