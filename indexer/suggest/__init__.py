"""What a person may have meant: pinyin for Chinese, words with a wrong, missing or misplaced character."""

from indexer.suggest.corrector import Corrector

__all__ = ["Corrector"]
