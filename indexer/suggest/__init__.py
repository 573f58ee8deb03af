"""What a person may have meant, and what they may be about to type."""
from indexer.suggest.corrector import Corrector
__all__ = ["Corrector"]
