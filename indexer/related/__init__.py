"""What to read besides a document: what explains it, replaced it, is named in it, or is like it."""

from indexer.related.relations import Relations, relations
from indexer.related.titles import subject

__all__ = ["Relations", "relations", "subject"]
