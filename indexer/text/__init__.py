"""Text as it is indexed and searched: one spelling, then words."""

from indexer.text.normalise import CHINESE, normalise, normalise_line, title_key, without_surrogates
from indexer.text.segment import Segmenter, as_word, dictionary, open_segmenter
from indexer.text.simplify import spellings

__all__ = [
    "CHINESE",
    "Segmenter",
    "as_word",
    "dictionary",
    "normalise",
    "normalise_line",
    "open_segmenter",
    "spellings",
    "title_key",
    "without_surrogates",
]
