"""Text as it is indexed and searched: one spelling, then words."""

from corpus.broken_lines import on_one_line, unwrapped
from corpus.unseen import UNSEEN
from indexer.text.joints import fold_signs, other_signs
from indexer.text.lexicon import Lexicon, alone, frequencies
from indexer.text.normalise import (
    CHINESE,
    normalise,
    normalise_each,
    normalise_line,
    normalise_lines,
    one_spelling,
    one_spelling_line,
    title_key,
    without_surrogates,
)
from indexer.text.segment import Segmenter, as_word, fingerprint, open_segmenter, weigh
from indexer.text.simplify import spellings
from indexer.text.variants import other_characters
from indexer.text.wholes import asked_whole, wholes

__all__ = [
    "CHINESE",
    "UNSEEN",
    "Lexicon",
    "Segmenter",
    "alone",
    "as_word",
    "asked_whole",
    "fingerprint",
    "fold_signs",
    "frequencies",
    "normalise",
    "normalise_each",
    "normalise_line",
    "normalise_lines",
    "on_one_line",
    "one_spelling",
    "one_spelling_line",
    "open_segmenter",
    "other_characters",
    "other_signs",
    "spellings",
    "title_key",
    "unwrapped",
    "weigh",
    "wholes",
    "without_surrogates",
]
