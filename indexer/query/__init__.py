"""Queries: what a person typed, as a tree that every engine can compile."""

from indexer.query.collection_names import Known
from indexer.query.parse import parse
from indexer.query.parsed import ParsedQuery
from indexer.query.pieces import MAX_CHARACTERS, Piece, pieces, unquoted
from indexer.query.places import Place
from indexer.query.places import names as place_names
from indexer.query.thesaurus import Thesaurus, open_thesaurus, own_text
from indexer.query.times import Time
from indexer.query.tree import (
    All,
    Any,
    Body,
    Called,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Preferred,
    Related,
    Term,
    Titled,
    Valued,
    Where,
    Words,
)

__all__ = [
    "MAX_CHARACTERS",
    "All",
    "Any",
    "Body",
    "Called",
    "Dated",
    "Everything",
    "First",
    "Known",
    "Node",
    "Not",
    "Numbered",
    "ParsedQuery",
    "Phrase",
    "Piece",
    "Place",
    "Preferred",
    "Related",
    "Term",
    "Thesaurus",
    "Time",
    "Titled",
    "Valued",
    "Where",
    "Words",
    "open_thesaurus",
    "own_text",
    "parse",
    "pieces",
    "place_names",
    "unquoted",
]
