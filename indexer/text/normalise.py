"""One spelling for what people take for the same: width, case, traditional characters, brackets, blanks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.broken_lines import unwrapped
from corpus.lazy_regex import lazy_regex
from indexer.text.joints import fold_signs
from indexer.text.one_by_one import spelt
from indexer.text.variants import usual_words

CHINESE = "()\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""A character class of what takes no blanks in Chinese, after NFKC: characters, punctuation, brackets."""

PARAGRAPHS = lazy_regex(" *\n[ \n]*")
INSIDE_CHINESE = lazy_regex(f" (?:(?=[{CHINESE}])|(?<=[{CHINESE}] ))")
SEVERAL_BLANKS = lazy_regex("  +")

APART = "\ue000"
"""A character that no text has (it is left to private use), and that stays as it is."""
SHORT = 2_000
"""Characters up to which texts are taken together. A guess."""

LINE, LINES_KEPT = 400, 64
"""Characters of a line up to which it is kept as it was normalised, and how many are: a search asks a dozen
times for its query. Guesses."""


def one_spelling(text: str) -> str:
    """The text in one width, case and script.

    Paragraphs stay apart, blanks beside Chinese vanish, others become one.
    """
    text = SEVERAL_BLANKS.sub(" ", spelt(text))
    if any(two in text for two in (" \n", "\n ", "\n\n")):
        text = PARAGRAPHS.sub("\n", text)
    return INSIDE_CHINESE.sub("", text).strip()


def one_spelling_line(text: str) -> str:
    """The same for what has no paragraphs: a title."""
    return one_spelling(" ".join(without_surrogates(text).split()))


def normalise(text: str) -> str:
    """The text as it is indexed.

    In one spelling; dots, dashes, figures and words that vary in one form; no breaks within sentences.

    A phrase is in a document exactly when the normalised phrase is a part of the normalised title or text.
    """
    return usual_words(fold_signs(unwrapped(one_spelling(text))))


def normalise_each(texts: Sequence[str]) -> list[str]:
    """The same of several: short ones at once, in half the time."""
    short = list(dict.fromkeys(text for text in texts if len(text) <= SHORT and APART not in text))
    # An end of a text is an end of a line as well, and no sentence is read on over a sign.
    made = normalise(f"\n{APART}\n".join(short)).split(APART)
    known = dict(zip(short, (text.strip("\n") for text in made), strict=False))
    return [known[text] if text in known else normalise(text) for text in texts]


def normalise_line(text: str) -> str:
    """The same for what has no paragraphs: a title, a query."""
    return _line_kept(text) if len(text) <= LINE else _line(text)


def normalise_lines(texts: Sequence[str]) -> list[str]:
    """The same of several."""
    return normalise_each([_one_line(text) for text in texts])


def _line(text: str) -> str:
    return normalise(_one_line(text))


_line_kept = lru_cache(maxsize=LINES_KEPT)(_line)


def _one_line(text: str) -> str:
    return " ".join(without_surrogates(text).split())


def title_key(title: str) -> str:
    """What is the same for every way to write a title: its letters and figures, normalised."""
    return "".join(filter(str.isalnum, normalise_line(title)))


def without_surrogates(text: str) -> str:
    """The text without lone surrogates, which no encoding can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")
