"""Short notices that forward or correct a document which they name and do not print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.lazy_regex import lazy_regex
from indexer.duplicates.prepared import Prepared, hash_text
from indexer.text import one_spelling_line
from indexer.text.citations import work_key
from indexer.text.correcting import notice_of

LONGEST = 600
"""Characters, without punctuation, of a notice that prints nothing of what it forwards. A guess."""

_NAME = "《([^《》\n]{2,120}(?:《[^《》\n]{2,80}》[^《》\n]{0,80})?)》"
_PASSES = "(?:转发|批转|翻印|印发|公布|发布|下发|刊发|刊登)"
_IN_TEXT = lazy_regex(
    rf"现(?:将|予|就)[^。\n]{{0,40}}?{_NAME}[^。\n]{{0,40}}?{_PASSES}|"
    rf"{_NAME}[^。《\n]{{0,12}}?[已业][^。《\n]{{0,40}}?现[^。《\n]{{0,12}}?{_PASSES}"
)
_IN_TITLE = lazy_regex(
    rf"{_PASSES}[^《\n]{{0,30}}{_NAME}|^(?:.{{0,30}}关于)?(?:转发|批转|翻印|印发)([^《》\n]{{4,80}})的(?:通知|函)$"
)


@dataclass(frozen=True, slots=True)
class Names:
    """By what documents find each other that share no text."""

    title: str
    """Key of what a document is called; empty where it has no name of its own."""
    forwards: frozenset[str]
    """Keys of what a covering notice forwards, or one that corrects names."""

    def keys(self) -> list[int]:
        """By which others find the document."""
        return _hashes("title", self._own) + _hashes("cover", self.forwards)

    def forwarded(self) -> list[int]:
        """Keys of the documents that the notice forwards."""
        return _hashes("title", self.forwards)

    def covers(self) -> list[int]:
        """Keys of notices that forward the document."""
        return _hashes("cover", self._own)

    @property
    def _own(self) -> list[str]:
        return [self.title] if self.title else []


def names(title: str | None, normalised: str, text: Prepared) -> Names:
    """What a document is called and, when it is a covering notice, what it forwards."""
    line, named = one_spelling_line(title or ""), set[str]()
    if text.size <= LONGEST:
        found = (*_IN_TEXT.findall(normalised), *_IN_TITLE.findall(line))
        named = {key for place in found for key in map(work_key, place) if key}
        if (correcting := notice_of(title or "")) and correcting.sure:
            named |= {work_key(name) for name in correcting.names}
    own = work_key(line)
    return Names("" if own in named else own, frozenset(named))


def _hashes(kind: str, names: Iterable[str]) -> list[int]:
    return [hash_text(f"{kind}\n{name}") for name in names]
