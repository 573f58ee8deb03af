"""Text as it is indexed and searched: one spelling, then words."""

from indexer.text.lexicon import alone, frequencies
from indexer.text.normalise import CHINESE, normalise, normalise_line, title_key, without_surrogates
from indexer.text.segment import Segmenter, as_word, fingerprint, open_segmenter
from indexer.text.simplify import spellings

__all__ = [
    "CHINESE",
    "Segmenter",
    "alone",
    "as_word",
    "fingerprint",
    "frequencies",
    "normalise",
    "normalise_line",
    "open_segmenter",
    "spellings",
    "title_key",
    "without_surrogates",
]
