"""Works by their names: what a document is, and which others its text cites within 《》."""

from __future__ import annotations

from functools import lru_cache

from corpus.lazy_regex import lazy_regex

REMEMBERED = 10_000
"""Names kept with their keys: the same laws are cited again and again. A guess."""

_CITED = lazy_regex("《([^《》\n]{2,60})》")
"""The longest title of a law or notice that is cited whole; longer runs have a bracket missing. A guess."""

_PART = lazy_regex("第[0-9一二三四五六七八九十百千零〇两]+[编章节条]$")
"""An article that is kept as a document of its own belongs to its law."""

_REMARK = lazy_regex(r"\([^()]{1,20}\)$")
"""(试行), (2018年修正): named or left out as one likes."""

_STATE = "中华人民共和国"
"""Left out as often as not."""


@lru_cache(maxsize=REMEMBERED)
def work_key(name: str) -> str:
    """What is the same for every way to write a normalised name of a work; empty for what is no name."""
    plain = _REMARK.sub("", _PART.sub("", name).strip())
    return "".join(filter(str.isalnum, plain)).removeprefix(_STATE)


def works(title: str) -> tuple[str, ...]:
    """Keys by which others cite a document with this normalised title.

    Its own name, and what it brings out: 关于印发《…》的通知.
    """
    names = (title, *_CITED.findall(title))
    return tuple(dict.fromkeys(key for key in map(work_key, names) if key))


def cited(text: str) -> frozenset[str]:
    """Keys of the works that a normalised text names."""
    return frozenset(cited_in_order(text))


def cited_in_order(text: str) -> tuple[str, ...]:
    """The same, each once, as they come."""
    return tuple(dict.fromkeys(key for key in map(work_key, _CITED.findall(text)) if key))
