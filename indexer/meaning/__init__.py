"""What documents mean: their vectors, made by a small model offline, and which are near a query."""

from indexer.meaning.files import fault
from indexer.meaning.keeping import keep
from indexer.meaning.making import refresh
from indexer.meaning.meanings import Meanings, open_meanings
from indexer.meaning.model import is_installed
from indexer.meaning.passages import LONGEST as LONGEST_PASSAGE
from indexer.meaning.vectors import Nearest

__all__ = [
    "LONGEST_PASSAGE",
    "Meanings",
    "Nearest",
    "fault",
    "is_installed",
    "keep",
    "open_meanings",
    "refresh",
]
