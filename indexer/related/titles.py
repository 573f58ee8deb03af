"""What titles tell of each other: 《X》政策解读 explains X, and 关于印发《X》的通知 brings it out."""

from __future__ import annotations

import re
from itertools import islice

from corpus.lazy_regex import lazy_regex
from corpus.records import Document
from indexer.text import normalise_line
from indexer.text.citations import work_key
from indexer.text.jurisdictions import places, without_places

_COUNT = "[0-9一二三四五六七八九十百]{1,4}"
_BEFORE_IT = "政策|文件|权威|专家|部门|图文|文字|视频|动[漫画]|漫画|系列|要点|热点|常见|知识|[有相]关|问题"
_EXPLAINS = lazy_regex(
    rf"(?:(?:{_BEFORE_IT}){{0,3}}(?:解读(?:材料|文稿|稿)?|解答|图解(?!读)|图说|长图|问答|释义|明白[纸卡]"
    rf"|(?:政策|起草|编制|制定|修[订改])说明)|一问一答|有问必答|百问百答|答记者提?问"
    rf"|一张?图(?:带你)?(?:[读看弄]?懂|速[览读])|{_COUNT}问{_COUNT}答(?:[读看弄]懂)?|(?<![第0-9]){_COUNT}问(?=\)?$))"
    r"(?:(?:系列)?[之(]?第?[0-9一二三四五六七八九十]{1,3}[期讲篇]?\)?$|\((?:图文|文字)版\)$)?"
)
"""What titles say of texts that explain another, with the number in a series that ends the title."""
_EXPLAINS_IT = lazy_regex("(?:解[读答]|图[解说]|懂|速[览读]|长图)$")
"""What goes on with what is explained."""
_SURELY = lazy_regex("解读|图解|问答|懂|答记者")
"""What other titles than official ones say of nothing else."""
_EXPLAINER = lazy_regex("[长人志厅局委办会部门府家师者员院司处文图]$")
"""How it ends who explains, or by what: 县教育局局长解读…, 一图解读…."""
_WORK = lazy_regex("工作|机制|制度|发布|专栏")
"""What goes on after it where a title is about explaining itself: 县政府政策解读工作管理办法."""
_EXPLAINING_COLUMN = lazy_regex("解读|图解|政策问答")

_NAMED = lazy_regex("《([^《》]{2,120})》")
_KIND = lazy_regex(
    r"的(?:通知|(?:实施|指导|若干)?意见|决定|公告|通告|批复|复函|函|报告|通报|规定|办法|方案|细则|规划)$"
)
"""How official titles end (党政机关公文处理工作条例, 第八条); left out as often as not."""
_OFFICIAL = lazy_regex(
    "(?:通知|意见|决定|公[告示]|通告|批复|函|报告|通报|规[定划范]|办法|方案|细则|条例|制度|标准)$"
)
"""How titles of documents end that tell what is to be done."""
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
_QUOTES = "“”\"'"
_BEFORE = lazy_regex(
    r"(?:^[省市县区州旗镇乡]?|\W|就|关于|对|于|印发|发布|公布|出台|我[省市县区]|修订的?|懂|解[读答说]|图[解说]|速[览读]|问答|长图)$"
)
"""What may stand before the name of what a title explains."""
_AFTER = lazy_regex(rf"$|\W|的|等|[有相]关|出台|起?草|[修制]订|政策|情况|回?答记者|{_EXPLAINS.pattern}")
"""What may stand behind it."""

LEAST = 6
"""Characters that tell one title from another. A guess."""
NEAR = 4
"""Characters before a name that tell whether it begins there."""
MOST = 20
"""Places of a title that are looked at. A guess: a title has two or three."""


def explains(document: Document) -> bool:
    """Whether it is there to explain another document, by its title or its column."""
    column = document.column or ""
    return bool(_said(normalise_line(document.title)) or _EXPLAINING_COLUMN.search(column))


def explained_by(policy: Document, reading: Document) -> bool:
    """Whether what explains another explains this one: by its name, at home also without place or year."""
    about, title = subject(normalise_line(policy.title)), normalise_line(reading.title)
    said = subject(title)
    if not about:
        return False
    if names(title, about) or said.removeprefix("关于") == about.removeprefix("关于"):
        return True
    if not _at_home(policy, reading, places(about, "") or places(said, "")):
        return False
    short = without_places(about)
    return names(title, short) or bool(said and (about.endswith(said) or without_places(said) == about))


def _at_home(policy: Document, reading: Document, own: frozenset[str]) -> bool:
    """Whether both are of one house, and of no other places: a county's portal has its towns' documents."""
    houses = ((policy.agency, reading.agency), (policy.portal, reading.portal))
    if not any(one and one == other for one, other in houses):
        return False
    agencies = (places(normalise_line(one.agency or ""), "") for one in (policy, reading))
    return all(not named or not own or named & own for named in agencies)


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


def names(title: str, about: str) -> bool:
    """Whether a normalised title that explains has this subject whole: no 细则 of it, nor another place's."""
    about = about.removeprefix("关于")
    start = title.find(about) if len(work_key(about)) >= LEAST else -1
    while start >= 0:
        if _BEFORE.search(title, max(0, start - NEAR), start) and _AFTER.match(title, start + len(about)):
            return True
        start = title.find(about, start + 1)
    return False


def _said(title: str) -> list[re.Match[str]]:
    """What says that a title explains: 问答平台 and 解读工作 are what official titles are about."""
    return [found for found in islice(_EXPLAINS.finditer(title), MOST) if _stands_apart(title, found)]


def _stands_apart(title: str, found: re.Match[str]) -> bool:
    """Whether it ends the title, is parted from what it explains, or goes on with that: 局长解读X."""
    before, after = title[: found.start()], title[found.end() :]
    if not after.strip(_AROUND + _QUOTES):
        return True
    if not _OFFICIAL.search(title) and _SURELY.search(found[0]):
        return True
    if "关于" in before:
        return False
    if after[0] in f"{_AROUND}{_QUOTES}《" or (before and before[-1] in _AROUND):
        return True
    explainer = (not before or _EXPLAINER.search(before)) and not _WORK.match(after)
    return bool(explainer and _EXPLAINS_IT.search(found[0])) and len(work_key(_KIND.sub("", after))) >= LEAST


def _explained(title: str) -> str:
    """What a title without 《》 says that it explains; the title where it explains nothing."""
    asked = _ASKED_ABOUT.match(title)
    bare = _freed(asked[1] if asked else _without(title, _said(title)))
    said = _SAID_OF.match(bare) if bare != title else None
    return next(filter(None, said.groups())) if said else bare


def _without(title: str, found: list[re.Match[str]]) -> str:
    for one in reversed(found):
        title = title[: one.start()] + title[one.end() :]
    return title


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
