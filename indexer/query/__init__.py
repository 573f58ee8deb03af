"""Queries: what a person typed, as a tree that every engine can compile."""

from indexer.query.parse import MAX_CHARACTERS, ParsedQuery, parse
from indexer.query.thesaurus import Thesaurus, open_thesaurus
from indexer.query.tree import (
    All,
    Any,
    Dated,
    Everything,
    First,
    Node,
    Not,
    Numbered,
    Phrase,
    Related,
    Term,
    Valued,
    Words,
)

__all__ = [
    "MAX_CHARACTERS",
    "All",
    "Any",
    "Dated",
    "Everything",
    "First",
    "Node",
    "Not",
    "Numbered",
    "ParsedQuery",
    "Phrase",
    "Related",
    "Term",
    "Thesaurus",
    "Valued",
    "Words",
    "open_thesaurus",
    "parse",
]
