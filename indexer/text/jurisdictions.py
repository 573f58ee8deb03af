"""Whose a document is by its own words: a place's, as title, opening or signature name it, or the state's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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

_COUNTIES = (
    "丰临义乾云代佳兴冠凤勉单南古叶吉唐夏威宁容宾寿岚岷嵩应康彬徽忠息成户房攸文易景曹朗杞横歙沁沙沛沧泗泸泾洋浚涉"
    "淇渠温滑滦漳澧献环珙理盂盘眉睢磁礼祁索绛茂范荣莒莘萧蒲蔚藤蠡费赣赵道邱郏郫陇随隰雄青高魏黟开达彭华陕滕"
)
"""Of one character (GB/T 2260), districts by now among them; without 任, as often 任|县委书记."""
_COUNTIES_FIRST = "和新富"
"""Those that are words as well, unless they begin a line: 青石市和|县."""
_OF_THE_PEOPLE = "[政族宗防营宿间兵俗]|办[教学幼养医]|用[建机航]|生实|主党"
"""What follows in words that begin with 民."""
CITY = f"市(?!场|政(?![府务协法])|容|民(?!{_OF_THE_PEOPLE})|级|值|域)"
"""What ends the name of a city, by what follows: 市政府 and 市民宿办法, not 市政 and 市民."""
_PROVINCE = lazy_regex(
    f"(?:中共)?({'|'.join(PROVINCES)})(?:省(?!级)|{CITY}|.{{0,3}}自治区|经济特区|特别行政区)?"
)
_NAMED = lazy_regex(
    r"(?:中共)?"
    r"((?!(?:关于|中华|国家|全国|中国|中央|本|各|该|在|对|城市|城镇))"
    rf"(?:(?:[{_COUNTIES}]|(?<!.)[{_COUNTIES_FIRST}](?!县[富强]))县(?!级|域|城(?!市)|区)|[\u4e00-\u9fff]{{2,11}}?"
    rf"(?:自治州|自治县|自治旗|地区|(?<![全本外跨])省(?![级略辖直外内会])|{CITY}(?!区)|县(?!级|域|城(?!市))|(?<!社)(?<!地)(?<!园)区(?!域|块|划|级|位|间)"
    r"|(?<!各)(?<!乡)镇(?!区|村)|乡(?!镇|村|建|土)|(?<!各)州(?![际河湾岛])"
    r"|(?:(?<=兴安)|(?<=锡林郭勒)|(?<=阿拉善))盟|旗(?!下|舰))))"
)
_NO_NAME = lazy_regex(
    r"[的在与到被由按我了着第诉及]|(?<!图)们|关于|人民政府|国务院"
    r"|(?!^)(?!(?<=^.)[市县][市区]$)[省市县区](?=[\u4e00-\u9fff])"
    r"|[厅局](?=.)|[委部会院室](?=[\u4e00-\u9fff]{2,}[省市县区])|通过"
    "|^(?:省|全(?:[省市县区国]|州(?!县))|设[区市]|经[省市县]|有关|相关|所[在辖属]|内[的城进]|境内|行政|未设|为[了加]|以[及上下外]"
    "|开展|加[强快]|促进|推[进动]|规范|实[施行]|进行|违[反规]|转发|印发|撤销|依照|参照|按照|支持|鼓励|建设|改造|开发建设|通报|欢迎|致全|配合|承[办担]|若有|请于"
    "|广大|凡|祝|现将|奋力|其他|未经|下列|请求|或者|提请|设立|建立|进入|编制|获得|选举|罢免|超过|申报|统筹)"
    "|(?:[超股楼夜早上]市|街门市|(?<!辛)集市|(?:(?!共青)..城|..都)市|(?:[国党军团队红校]|(?<!杭)锦)旗)$"
)
"""What no place's name has: 国务院办公厅关于开展城|镇."""
_COMMON = lazy_regex(
    "国家级?|先进|责任|核心|缓冲|使用|遗产|限制|受益|受灾|涉农|吸烟|游览|移民|警备|同城|沿[海江岸]|一般|个别|基本农田|[省市县]级|历史|文化|名胜|名(?:[城镇村]|$)|胜|风景|风貌|街|经济|技术|高新|新(?!和县)|产业|开发|工业|加工|保税|综合|实验|试验|示范|自主|创新"
    "|生态|文明|先行|旅游|度假|合作(?!市)|自然|保护|非?住宅|居民|居住|生活|老旧|小|规划|建制|重点?|集|民族|少数|边远|边境|贫困|农|牧|林|智慧"
    "|精致|湿地|循环|中心|主|城乡|城|村庄?|独立|工矿|矿|(?:[蓄滞泄分行]{1,2}|防)洪|洪泛|行政?|库|涵养|限|禁[烧放采猎渔]?|养|辐射|疫|灾|特色?|景|民用|机场|港|山|老|片|专"
    "|商务|物流|大学|科技|试点|脱贫|百强|古|饮用|水源|水(?!城)|美丽|[和及]"
)
"""What says of which kind a place is, and not which it is: 历史文化名|镇, 经济开发|区, 老旧小|区."""
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
    return next(places_before(title), "")


def places(title: str, text: str, agencies: Iterable[str] = ()) -> frozenset[str]:
    """Places that it is of, with and without the kind of place: its own words' and its agencies'."""
    lines = text.split("\n")
    near = [line for line in (*lines[:OPENING], *lines[OPENING:][-SIGNATURE:]) if len(line) <= LINE]
    return frozenset(
        name for line in (title, *near, *agencies) for place in places_before(line) for name in called(place)
    )


def called(place: str) -> tuple[str, ...]:
    """A place in full and as people shorten it."""
    short = _BARE.sub("", place)
    return (place, short) if len(short) > 1 else (place,)


def without_places(title: str) -> str:
    """The normalised title without the places that begin it."""
    return title[max((match.end() for match in _place_matches(title)), default=0) :]


def _without_article(title: str) -> str:
    return re.sub(r"第[0-9一二三四五六七八九十百千零〇两]+条(?:之[一二三四五六七八九十]+)?$", "", title)


def places_before(line: str) -> Iterator[str]:
    """The places that begin a line, the greatest first."""
    return (match[1] for match in _place_matches(line))


def _place_matches(line: str) -> Iterator[re.Match[str]]:
    match = _PROVINCE.match(line) or _named(line, 0)
    while match:
        yield match
        match = _named(line, match.end())


def _named(line: str, place: int) -> re.Match[str] | None:
    """The place whose name in full stands there; 城镇 and 老旧小区 are none's."""
    match = _NAMED.match(line, place)
    if match is None:
        return None
    name = match[1].removesuffix("镇").removesuffix("乡")
    named = len(match[1]) == len("忠县") or _BARE.sub("", _COMMON.sub("", name))
    return match if named and not _NO_NAME.search(match[1]) else None


_NORM = lazy_regex(r"(?:法|法典|条例|规定|办法|规则|细则|规程)$")
_SAYS_OF_IT = lazy_regex(
    r"\([^()]{0,12}(?:征求意见|[草初]稿|草案|[送报]审|(?:讨论|审议)(?!通过)|建议稿|解读|图[解说]|读懂|问答|答记者|说明|释义|明白[纸卡]"
    r"|摘[要编]|(?<!含)附[件表]|样[本式])[^()]{0,8}\)$"
)
"""What stands in brackets behind the name of what is no version of it: a draft, a reading."""

_OVER = lazy_regex(r"\([^()]{0,12}(?:废止|失效|作废)\)$")


def says_of_it(title: str) -> bool:
    """Whether a normalised title is a work's name with a remark that it is another text about it."""
    return bool(_SAYS_OF_IT.search(title))


def said_over(title: str) -> bool:
    """Whether a normalised title ends in a remark that it holds no more: (已废止)."""
    return bool(_OVER.search(title))


def of_part(title: str) -> bool:
    """Whether it is the title of one article of a work."""
    return _without_article(title) != title


def edition_key(title: str) -> str:
    """What versions of one law or regulation share; empty for its drafts, and for other titles."""
    if says_of_it(title):
        return ""
    key = work_key(_without_article(title))
    if not _NORM.search(key):
        return ""
    return f"{key}\n{title[len(_without_article(title)) :]}"
