"""What titles tell of each other: 《X》政策解读 explains X, and 关于印发《X》的通知 brings it out."""

from __future__ import annotations

from corpus.lazy_regex import lazy_regex
from corpus.records import Document
from indexer.text import normalise_line
from indexer.text.citations import work_key

_EXPLAINS = lazy_regex(
    r"(?:(?:系列)?(?:政策|文件|权威|专家|图文|文字|视频|动漫)?(?:解读|图解|图说|问答|一问一答|答记者问|政策说明|起草说明)"
    r"|一张?图(?:带你)?[读看弄]?懂|[0-9一二三四五六七八九十]{1,4}问[0-9一二三四五六七八九十]{1,4}答|热点问题解答)"
    r"(?:(?:系列)?[之(]?[0-9一二三四五六七八九十]{1,3}\)?$)?"
)
"""What titles say of texts that explain another, with the number in a series that ends the title."""
_EXPLAINING_COLUMN = lazy_regex("解读|图解|政策问答")

_NAMED = lazy_regex("《([^《》]{2,120})》")
_KIND = lazy_regex(
    r"的(?:通知|(?:实施|指导|若干)?意见|决定|公告|通告|批复|复函|函|报告|通报|规定|办法|方案|细则|规划)$"
)
"""How official titles end (党政机关公文处理工作条例, 第八条); left out as often as not."""
_BRINGS_OUT = lazy_regex("^(?:印发|公布|发布|转发|批转|下发)")
_ASKED_ABOUT = lazy_regex(
    r"^.{2,40}?(?:(?:(?<=负责人)|(?<=发言人)|(?<=同志)|(?<=[厅局部司]长)|(?<=主任))就"
    r"|(?<![成造迁])就(?![业医学诊读近地餐职任]))"
    r"(.{6,}?)(?:的?[有相]关(?:问题|情况|事宜))?回?答记者问"
)
"""Whoever answers may be anybody, but 就 is as often the half of a word: 就业, 就医, 成就."""
_SAID_OF = lazy_regex("^.{0,40}?关于(.+)的$|^“([^“”]+)”$")
"""What is left of 关于X的解读 and “X”问答 once these are gone."""
_REMARK = lazy_regex(r"\([^()]{1,20}\)$")
_AROUND = " :-—|丨·【】[]()<>"

LEAST = 6
"""Characters that tell one title from another. A guess."""


def explains(document: Document) -> bool:
    """Whether it is there to explain another document, by its title or its column."""
    title, column = normalise_line(document.title), document.column or ""
    return bool(_EXPLAINS.search(title) or _EXPLAINING_COLUMN.search(column))


def subject(title: str) -> str:
    """What another title has in common with this normalised one, if one explains the other; empty for none.

    The name in 《》, or the title without what only says that it explains, without its issuer and its kind.
    """
    named = _NAMED.search(title)
    plain = _remarkless(named[1] if named else _explained(title))
    _, about, rest = plain.partition("关于")
    brought_out = _BRINGS_OUT.sub("", rest)
    short = _KIND.sub("", (brought_out if brought_out != rest else about + rest) or plain).removesuffix("的")
    return next((one for one in (short, plain) if len(work_key(one)) >= LEAST), "")


def _explained(title: str) -> str:
    """What a title without 《》 says that it explains; the title where it explains nothing."""
    asked = _ASKED_ABOUT.match(title)
    bare = _freed(asked[1] if asked else _EXPLAINS.sub("", title))
    said = _SAID_OF.match(bare) if bare != title else None
    return next(filter(None, said.groups())) if said else bare


def _freed(text: str) -> str:
    """Without what stood between it and what explains; a remark of its own stays whole."""
    freed = text.lstrip(_AROUND).rstrip(f"{_AROUND}之")
    return f"{freed})" if freed.count("(") > freed.count(")") else freed


def own_name(title: str) -> str:
    """The name by which others cite a document with this normalised title."""
    named = _NAMED.search(title)
    return _remarkless(named[1] if named else title)


def _remarkless(name: str) -> str:
    return _REMARK.sub("", name.strip()).strip()
