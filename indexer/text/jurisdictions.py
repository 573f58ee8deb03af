"""Whose a document is by its own words: a place's, as title, opening or signature name it, or the state's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex
from indexer.text.citations import work_key

STATE = "国家"
"""Stands for the whole country where a place would stand."""

PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽"),
    *("福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州"),
    *("云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾", "深圳", "厦门"),
    *("珠海", "汕头"),
)
"""Provinces (GB/T 2260) and special zones, whose names stand in titles without the kind of place."""

_SHORT = """
    京北京 津天津 冀河北 晋山西 辽辽宁 沪上海 浙浙江 皖安徽 闽福建 赣江西 鲁山东 豫河南 鄂湖北 湘湖南
    粤广东 桂广西 琼海南 渝重庆 黔贵州 滇云南 陕陕西
"""
ABBREVIATED = {name[0]: name[1:] for name in _SHORT.split()}
"""Provinces by their one character; those that are words as well (云, 贵, 宁, 青, 新) are left out."""

_PROVINCE = lazy_regex(f"({'|'.join(PROVINCES)})(?:省|市|.{{0,3}}自治区|经济特区|特别行政区)?")
_NAMED = lazy_regex(
    r"((?!(?:关于|中华|国家|全国|中国|中央|本|各|该|在|对|城市|城镇))[\u4e00-\u9fff]{2,11}?"
    r"(?:自治州|自治县|自治旗|地区|市(?!场|政|容|民|级|值|域|区)|县(?!级|域|城)|(?<!社)(?<!地)(?<!园)区(?!域|块|划|级|位|间)"
    r"|(?<!各)(?<!乡)镇(?!区|村)|乡(?!镇|村|建|土)|(?<!各)州(?!际)|盟|旗(?!下|舰)))"
)
_STATE = lazy_regex(
    r"^(?:中华人民共和国|全国人民代表大会|国务院|最高人民|中共中央)|^[^省市县区州]{1,24}(?<!办)法(?:典)?(?:\(|$)"
)
_BARE = lazy_regex("(?:(?:壮族|回族|维吾尔)?自治区|自治州|自治县|自治旗|地区|[省市县区州盟旗])$")

OPENING, SIGNATURE = 2, 4
"""Lines at the beginning and at the end of a text that may begin with whose it is. A guess."""
LINE = 40
"""Longer lines are no signature. A guess."""


def jurisdiction(title: str) -> str:
    """The first place in the normalised title, STATE, or nothing."""
    if _STATE.search(_without_article(title)):
        return STATE
    return next(_places(title), "")


def places(title: str, text: str) -> frozenset[str]:
    """Places that it is of, with and without the kind of place."""
    lines = text.split("\n")
    near = [line for line in (*lines[:OPENING], *lines[OPENING:][-SIGNATURE:]) if len(line) <= LINE]
    return frozenset(name for line in (title, *near) for place in _places(line) for name in called(place))


def called(place: str) -> tuple[str, ...]:
    """A place in full and as people shorten it."""
    short = _BARE.sub("", place)
    return (place, short) if len(short) > 1 else (place,)


def without_places(title: str) -> str:
    """The normalised title without the places that begin it."""
    return title[max((match.end() for match in _place_matches(title)), default=0) :]


def _without_article(title: str) -> str:
    return re.sub(r"第[0-9一二三四五六七八九十百千零〇两]+条(?:之[一二三四五六七八九十]+)?$", "", title)


def _places(line: str) -> Iterator[str]:
    """The places that begin a line, the greatest first."""
    return (match[1] for match in _place_matches(line))


def _place_matches(line: str) -> Iterator[re.Match[str]]:
    match = _PROVINCE.match(line) or _NAMED.match(line)
    while match:
        yield match
        match = _NAMED.match(line, match.end())


_NORM = lazy_regex(r"(?:法|法典|条例|规定|办法|规则|细则|规程)$")


def edition_key(title: str) -> str:
    """What versions of one law or regulation share; empty for other titles, which many may have."""
    key = work_key(_without_article(title))
    if not _NORM.search(key):
        return ""
    return f"{key}\n{title[len(_without_article(title)) :]}"
