"""What stands in a segment file, and the numbers both sides of it share.

For each document, in the order of their numbers: `ids`, `day`, `year` (0 for none), `column`, `agency`, `topic`
(codes into the notes of the same names, 0 for none, 1 for the first), `text_length`, `title_length` (in words),
`content.starts`/`content.bytes` (title, break, text, break: normalised, UTF-8).

For each word, sorted: `word.starts`/`word.bytes` (UTF-8), `word.offsets` (its postings), and for each posting
`word.docs`, `word.text`, `word.title` (how often in each). For each pair of neighbouring characters, sorted:
`pair.terms`, `pair.offsets`, and for each posting `pair.docs`, `pair.counts`.
"""

from __future__ import annotations

SCHEMA_VERSION = 1
"""Raise it with every change of the layout or of the normalisation: indexes of another version are rebuilt."""

CATEGORIES = ("column", "agency", "topic")

PAIR_SHIFT = 21
"""Bits of a Unicode character."""

PARAGRAPH = ord("\n")
