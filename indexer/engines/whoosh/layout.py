"""What stands in a segment file, and the numbers both sides of it share.

For each document: `ids`, `day`, `year` (0 for none), `column`, `agency`, `topic` (codes into the notes of the
same names, 0 for none, 1 for the first), `text_length`, `title_length` (in words), and its contents in
`content.starts`/`content.bytes`: title, break, text, break, normalised, in UTF-8.

For each word, sorted, the keys of numbers among them (`indexer.text.numbers`): `word.starts`/`word.bytes`
(UTF-8) and `word.offsets`; for each of its postings
`word.docs`, `word.text`, `word.title` (how often in each). For each pair of neighbouring characters, sorted:
`pair.terms` and `pair.offsets`; for each of its postings `pair.docs`, `pair.counts`.
"""

from __future__ import annotations

SCHEMA_VERSION = 4
"""Raise it with every change of layout or normalisation: indexes of another version are rebuilt."""

CATEGORIES = ("column", "agency", "topic")

PAIR_SHIFT = 21
"""Bits of a Unicode character."""

PARAGRAPH = ord("\n")
