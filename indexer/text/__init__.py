"""Text as it is indexed and searched: one spelling, then words."""

from indexer.text.lexicon import Lexicon, alone, frequencies
from indexer.text.normalise import CHINESE, normalise, normalise_line, title_key, without_surrogates
from indexer.text.segment import Segmenter, as_word, fingerprint, open_segmenter, weigh
from indexer.text.simplify import spellings

__all__ = [
    "CHINESE",
    "Lexicon",
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
    "weigh",
    "without_surrogates",
]
