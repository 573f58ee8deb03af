"""What a person may have meant, and what they may be about to type."""

from indexer.suggest.files import fault
from indexer.suggest.making import refresh
from indexer.suggest.suggestions import Suggestions

__all__ = ["Suggestions", "fault", "refresh"]
