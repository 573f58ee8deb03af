"""The thesaurus: what people say, and what official documents call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from weakref import WeakKeyDictionary

from corpus.lazy_regex import lazy_regex
from indexer.errors import ThesaurusBroken
from indexer.query.filler import FILLER
from indexer.text import Segmenter, normalise_line

SHIPPED = Path(__file__).parents[1] / "data" / "thesaurus.txt"

_PARTS = lazy_regex("([^:：=＝]*)([:：=＝])(.*)")
"""A term, how it stands to the others, and those: with = each leads to the other."""

COMMON = ("*", "＊")
"""Either stands behind a variant that documents use themselves: 汽车*."""

MOST_RELATED = 8
"""Official terms that are added to one query. A guess: more blur it."""


BETWEEN = 4
"""Characters that may stand between the words of what people say: 狗把人咬了 is 狗咬人. A guess."""

_Parted = dict[str, list[tuple[str, tuple[str, ...]]]]
"""By first word variants of several, with their words."""


@dataclass(frozen=True, slots=True)
class ThesaurusEntry:
    """One official term and the ways to say it, all normalised."""

    official: str
    shown: str
    """As the file has it."""
    variants: tuple[str, ...]
    common: tuple[str, ...] = ()
    """Those that documents use themselves, for more than the term: looked for alone they are meant."""


class Thesaurus:
    """Finds official terms for the words of a query."""

    def __init__(self, entries: Sequence[ThesaurusEntry]) -> None:
        self.entries = tuple(entries)
        self.digest = blake2b(repr(self.entries).encode()).hexdigest()
        """The same of the same entries, in every process."""
        self.officials = frozenset(entry.official for entry in entries)
        """What stands between blanks and is one of them is one word."""
        self._by_variant: dict[str, list[ThesaurusEntry]] = {}
        for entry in entries:
            for variant in entry.variants:
                self._by_variant.setdefault(variant, []).append(entry)
        known = self.officials | set(self._by_variant)
        self._by_first: dict[str, list[str]] = {}
        for term in sorted(known, key=len, reverse=True):
            self._by_first.setdefault(term[0], []).append(term)
        self._parted: WeakKeyDictionary[Segmenter, _Parted] = WeakKeyDictionary()

    def related(self, text: str, words: Iterable[str] = ()) -> list[tuple[str, ThesaurusEntry]]:
        """Variants in a normalised text, with the entries whose official terms it does not have beside them.

        What is a part of a longer known term does not count: 投诉 within 行政投诉; nor what its words show
        to be parts of two: 分地 within 部分 and 地区.
        """
        spans = [span for word in words for span in _spans(text, word)]
        found: dict[str, tuple[str, ThesaurusEntry]] = {}
        for term in dict.fromkeys(self._known(text)):
            if all(_cuts(span, spans) for span in _spans(text, term)):
                continue
            for entry in self._by_variant.get(term, ()):
                if entry.official not in text.replace(term, "\n"):
                    found.setdefault(entry.official, (term, entry))
        return list(found.values())[:MOST_RELATED]

    def scattered(
        self, text: str, words: Sequence[str], segmenter: Segmenter
    ) -> list[tuple[str, ThesaurusEntry]]:
        """Parts of a text that have the words of a variant with others between, and the entries whose
        official terms the text does not have.
        """
        variants, own = self._parts(segmenter), frozenset(words)
        found: dict[str, tuple[str, ThesaurusEntry]] = {}
        for first in dict.fromkeys(words):
            for variant, parts in variants.get(first, ()):
                if variant in text or not own.issuperset(parts):
                    continue
                if said := _said_apart(text, variant, parts, own - FILLER):
                    for entry in self._by_variant[variant]:
                        if entry.official not in text:
                            found.setdefault(entry.official, (said, entry))
        return list(found.values())[:MOST_RELATED]

    def _parts(self, segmenter: Segmenter) -> _Parted:
        """The variants of several words that tell something."""
        if (parted := self._parted.get(segmenter)) is None:
            parted = {}
            for variant in self._by_variant:
                parts = tuple(part for part in segmenter.cut(variant) if part not in FILLER)
                if len(parts) > 1 and len(variant) > 2:
                    parted.setdefault(parts[0], []).append((variant, parts))
            self._parted[segmenter] = parted
        return parted

    def _known(self, text: str) -> Iterator[str]:
        """Terms one behind the other, the longest at each place."""
        place = 0
        while place < len(text):
            terms = self._by_first.get(text[place], ())
            term = next(
                (one for one in terms if text.startswith(one, place) and _apart(text, place, one)), ""
            )
            if term:
                yield term
            place += len(term) or 1


def _apart(text: str, place: int, term: str) -> bool:
    """Whether a term there is not within letters and digits: ngo in zhufanggongjijin, 996 in 1996."""
    end = place + len(term)
    edges = text[max(0, place - 1) : place + 1], text[end - 1 : end + 1]
    return not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges)


def _said_apart(text: str, variant: str, parts: Sequence[str], telling: frozenset[str]) -> str:
    """The part of a text that has the words of a variant; empty where it has not, or they are far apart.

    In another order small words stand between, and a verb behind its object has none behind it: 公积金怎么
    取 is 取公积金, but 学校换老师 not 换学校. Nor has a verb that but for small words ends a variant: 被公司
    开了.
    """
    spans = [next(_spans(text, part)) for part in parts]
    start, end = min(spans)[0], max(end for _, end in spans)
    if end - start > len(variant) + BETWEEN:
        return ""
    ordered = spans == sorted(spans)
    if not ordered and end - start == sum(map(len, parts)):
        return ""
    if not ordered or not variant.endswith(parts[-1]):
        first, others = end if ordered else start, telling.difference(parts)
        if any(first <= place <= end for word in others for place, _ in _spans(text, word)):
            return ""
    return text[start:end]


def _spans(text: str, term: str) -> Iterator[tuple[int, int]]:
    """Where a term begins and ends, wherever it stands in a text."""
    place = text.find(term)
    while place >= 0:
        yield place, place + len(term)
        place = text.find(term, place + 1)


def _cuts(span: tuple[int, int], words: Sequence[tuple[int, int]]) -> bool:
    """Whether it begins or ends within a word that it is no part of."""
    start, end = span
    edges = {edge for word in words for edge in word}
    beside = [(begins, ends) for begins, ends in words if not (begins <= start and end <= ends)]
    return any(begins < edge < ends for edge in {start, end} - edges for begins, ends in beside)


@lru_cache(maxsize=8)
def open_thesaurus(own: str, text: str = "") -> Thesaurus:
    """The shipped thesaurus, with the entries of the file `own` if one is named, and of a text like it.

    Raises ThesaurusBroken.
    """
    entries = [*_read(str(SHIPPED), own_text(str(SHIPPED))), *_read(own, own_text(own)), *_read("词表", text)]
    merged: dict[str, ThesaurusEntry] = {}
    for entry in entries:
        former = merged.get(entry.official)
        variants = (*former.variants, *entry.variants) if former else entry.variants
        common = (*former.common, *entry.common) if former else entry.common
        variants = tuple(dict.fromkeys(variants))
        merged[entry.official] = ThesaurusEntry(entry.official, entry.shown, variants, common)
    return Thesaurus(list(merged.values()))


def own_text(own: str) -> str:
    """What the file says; nothing where none is named. Raises ThesaurusBroken."""
    try:
        return Path(own).read_text(encoding="utf-8-sig") if own else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ThesaurusBroken(f"{own} 读不出来，应当是 UTF-8 的文本文件") from error


def _read(path: str, text: str) -> Iterator[ThesaurusEntry]:
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        parts = _PARTS.fullmatch(line)
        official, sign, said = parts.groups() if parts else ("", "", "")
        each = [part.strip() for part in re.split("[,，、]", said)]
        words = [normalise_line(part.rstrip("".join(COMMON))) for part in each]
        variants = tuple(filter(None, words))
        common = tuple(word for word, part in zip(words, each, strict=True) if part.endswith(COMMON))
        if not normalise_line(official) or not variants:
            raise ThesaurusBroken(f"{path} 第 {number} 行应当是“官方用语: 说法, 说法”")
        yield ThesaurusEntry(normalise_line(official), official.strip(), variants, common)
        if sign in "=＝":
            yield from (ThesaurusEntry(word, word, (normalise_line(official),)) for word in variants)
