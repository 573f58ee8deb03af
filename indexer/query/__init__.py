"""Queries: what a person typed, as a tree that every engine can compile."""

from indexer.query.parse import MAX_CHARACTERS, ParsedQuery, parse
from indexer.query.tree import All, Any, Everything, Node, Not, Phrase, Term, Words

__all__ = [
    "MAX_CHARACTERS",
    "All",
    "Any",
    "Everything",
    "Node",
    "Not",
    "ParsedQuery",
    "Phrase",
    "Term",
    "Words",
    "parse",
]
