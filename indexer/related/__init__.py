"""What to read besides a document: what explains it, replaced it, is named in it, or is like it."""

from indexer.related.relations import RelatedNumbers, Relations, as_now, correcting, relations
from indexer.related.titles import subject

__all__ = ["RelatedNumbers", "Relations", "as_now", "correcting", "relations", "subject"]
