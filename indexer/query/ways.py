"""Every other way to say what a query says: numerals, places, agencies, laws, official terms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.lazy_regex import lazy_regex
from indexer.query import agencies, law_names, numerals
from indexer.query.other_names import former_names
from indexer.query.thesaurus import Thesaurus
from indexer.query.weights import FORMER, NUMERAL, RELATED, SAME_BODY
from indexer.text import Segmenter, asked_whole
from indexer.text.jurisdictions import ABBREVIATED

_LAW = lazy_regex(r"(?:法|条例)$")
"""How what may be the name of a law ends: 个人资料保护法 is 个人信息保护法."""


@dataclass(frozen=True, slots=True)
class Way:
    """One other way to say a part of a text."""

    said: str
    """As the text has it."""
    text: str
    weight: float
    exact: bool = False
    """Whether a document must have it as it is, and not only its words."""
    current: bool = True
    """Whether it is said today: then it leads a query that says nothing else."""
    common: bool = False
    """Whether documents use what is said themselves, so that alone it is all that is meant."""
    shown: str = ""
    """What a page says was searched for too; empty where it is but another spelling or name."""


def ways(text: str, words: Collection[str], elsewhere: Iterable[tuple[str, str]]) -> Iterator[Way]:
    """What means the same; `elsewhere`: as `other_names` has it."""
    for said, way in (*numerals.otherwise(_but_wholes(text)), *elsewhere):
        yield Way(said, way, NUMERAL)
    for said, way in (*agencies.other_names(text), *law_names.other_names(text)):
        yield Way(said, way, SAME_BODY, exact=True)
    for line in text.split("\n"):
        if line[:1] in ABBREVIATED and line[0] in words:
            yield Way(line[0], ABBREVIATED[line[0]], SAME_BODY, exact=True)
    for said, way in former_names(text, words):
        yield Way(said, way, FORMER, exact=True, current=False)


def official(text: str, words: Iterable[str], thesaurus: Thesaurus, segmenter: Segmenter) -> Iterator[Way]:
    """Terms of the thesaurus, none for what is but a part of a law's name: 医师 in 医师法."""
    words = tuple(words)
    found = [one for one in thesaurus.related(text, words) if f"{one[0]}法" not in words]
    known = {entry.official for _, entry in found}
    apart = thesaurus.scattered(text, words, segmenter)
    for said, entry in [*found, *(one for one in apart if one[1].official not in known)]:
        # Long texts have its words apart: 公共, 租赁 and 住房, and nothing about 公共租赁住房.
        common = said in entry.common
        yield Way(said, entry.official, RELATED, exact=True, common=common, shown=entry.shown)
    if _LAW.search(text):
        names = (text.replace(said, one.official) for said, one in found if one.official not in text)
        yield from (Way(text, name, SAME_BODY, exact=True) for name in names if text not in name)


def official_here(
    elsewhere: Iterable[tuple[str, str]], thesaurus: Thesaurus, segmenter: Segmenter
) -> Iterator[Way]:
    """Terms of the thesaurus for what is said here for what is said elsewhere: 計程車 is 出租车, 出租汽车."""
    for said, way in elsewhere:
        terms = official(way, segmenter.cut(way), thesaurus, segmenter)
        yield from (
            replace(one, said=said, text=way.replace(one.said, one.text), exact=False)
            for one in terms
            if one.said in way
        )


def _but_wholes(text: str) -> str:
    """The text without days and spans of years, whose numerals say nothing by themselves."""
    for one in reversed(asked_whole(text)):
        if one.parts_tell:
            text = f"{text[: one.start]}\n{text[one.end :]}"
    return text
