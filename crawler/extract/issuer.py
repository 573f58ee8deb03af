"""The agency that issued a document: as labelled, as its title says, as it signs, or as its source."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from corpus.records import BETWEEN_AGENCIES
from crawler.pages.markup import dense, squeeze

ORGAN = lazy_regex(
    r"(?:人民政府|政府|办公室|办公厅|委员会|委|局|厅|部|院|署|司|中心|总队|支队|大队|分局|管理处|办事处|街道|银行|党组|党委|指挥部|办|处|"
    r"总站|站|所|调查队|海关|大学|中学|小学|党校|学会|协会|联合会|领导小组|工作组|学校|研究院|检察院|法院|工会|总会|管委会|档案馆|社|馆|公司|镇|乡"
    r"|(?:人大|人民代表大会)?常委会|政协|红十字会|[村居]委会|气象台|支行|分行|监狱|林场|(?:银保?|证|保|电)监会|残联|妇联|文联|侨联|工商联|科协)$"
)
"""How the names of public bodies end."""

_PRESS = lazy_regex(
    r"日报|晚报|晨报|早报|新闻|新华|人民网|央视|微信|公众号|电视|广播|网站$|网$|报$|本网|本站|客户端|头条|发布$|融媒|杂志|管理员"
)
_MEDIUM = lazy_regex(
    r"(?:日报|晚报|晨报|早报|商报|时报|网|电视台|广播电视台|融媒|融媒体|客户端|新闻社|新华社)$"
)
MAX_PRESS = 12
"""Characters of the name of a medium. A guess."""

_TITLE_ISSUER = lazy_regex(
    r"^(?:[(（【\[](?:转载|转发)[)）】\]]|转发|转载)?\s*([\u4e00-\u9fff、\s]{2,60}?)(?:等\S{1,6}部门)?(?:关于|印发|转发)"
)
_OPENING = lazy_regex(
    r"([\u4e00-\u9fff]{1,8}[省市县区州旗镇乡][\u4e00-\u9fff]{2,20}?)"
    r"(?:(?:19|20)\d{2}[年—-]|(?:行政(?:处罚|许可)|双公示|财政预算|部门预算|部门决算))"
)
_NO_PLACE = lazy_regex(r"关于|各|[我本][省市县区州旗镇乡]|(?<!安)全[省市区旗镇乡县]|全州(?!县)|^(?:对|做好)")
"""What shows that such an opening says what is done, or where, and not who does it; 全州县 is a place."""

LISTED = lazy_regex(r"(?:公示|公告|通告|预算|决算|报告|计划|总结|方案|名单|清单|年报|简章)(?:公开|说明|表)?$")
"""How titles end of what a body publishes about itself; news tells of it."""

_OWN_NOTICE = lazy_regex(
    r"^([\u4e00-\u9fff]{2,24}(?:人民政府|办公室|办公厅|委员会|局|厅|部|院|署|海关|银行|支行))(?:公告|通告|令)"
    r"(?:[（(〔\[]|第|(?:19|20)\d{2}|$)"
)
"""What a body makes known in its own name, called by that and a number."""

SENTENCE = lazy_regex(r"[，。：；]")
_OFFICIAL_SITE = lazy_regex(
    r"(?:官方?网站?|(?:官方)?微信(?:公众号)?|(?:官方)?公众号|网站|门户网站|(?<=人民政府)(?:信息)?网)$"
)
_OTHER_NAME = lazy_regex(r"[（(][^（）()]{2,20}[)）]$")
"""Another name of a body, in brackets behind it: 区行政审批局（区大数据局）."""

SHORT = ("省", "市", "县", "区", "州")
"""How a body is called by those who need not say which: 县人社局."""

_MINISTRY = lazy_regex(r"国务院|(?!.?[支总干分内]部)[\u4e00-\u9fff]{2}部")
"""Bodies with names of three characters that are whole names."""

_WHOLE = lazy_regex(r"^.{2,}(?:委|局|部|厅|署|委员会|人民政府|银行|调查队)$")
"""A name behind white space that is a body beside the first, not an office of it."""

_PLACE = lazy_regex(r"(?:中共)?([\u4e00-\u9fff]{1,6}?[省市县区州旗盟])(?=[\u4e00-\u9fff]{2})")
_ENDS = ("办公室", "办公厅", "政府", "法院", "检察院", "管理处", "总队", "支队")
"""The place that a name begins with, and how a body ends before another of it."""

_FORMAL = lazy_regex(
    r"关于|(?:的(?:通知|意见|决定|批复|通报|函|报告|命令|办法|规定|方案)|公告|通告|公示|令)(?:[（(][^（）()]{1,20}[）)])?$"
)
"""What titles of documents have, and of news do not."""

_COUNTED = lazy_regex(r"等[\d一二三四五六七八九十]{1,3}个?(?:部门|单位|部委|机关)")
"""Bodies that act together, of which a title names the first."""

_NOBODY = lazy_regex(r"[本我局委厅院党]?(?:办公室|党办|政办)")
"""An office of a body that is not named."""

_BRIEF = lazy_regex(
    r"(?!办公室|[有相]关|[本我贵该各全这那两的在到为])[\u4e00-\u9fff]{2}[处局厅办室]"
    r"(?<![好别何此各深]处)(?<![格开新大结布]局)(?<![大餐舞客]厅)(?<!会议室|实验室|阅览室|接待室|培训室|活动室|候诊室)(?<![教处]室)"
)
"""Names of three characters of a body's offices, who sign so to their own: 教务处, 政府办."""

_BY_ORDER = lazy_regex(r"(.{2,30}?)令(?:(?:19|20)\d{2}年)?第\d{1,4}号")
_STATE = "中华人民共和国"
PARTING = lazy_regex(r"[\s、，,；;/|]+")
_JOINED = lazy_regex(r"\s*[、，,；;/|]+\s*")
"""Between bodies that act together; white space alone stands before an office of the first."""

_OFFICE = lazy_regex(r"(?:处|科|室|股)$")
_OWN_OFFICE = lazy_regex(r"[\u4e00-\u9fff]{3,14}[科室股]")
_ITS_OFFICE = lazy_regex(r"(?<=[局委厅府办部院会])\s*[-—–>]{1,2}\s*[\u4e00-\u9fff]{2,10}[科室处股]$")
"""An office behind the name of its body: 市统计局-综合科."""

_AND_OTHERS = lazy_regex(r"(?<=[局委厅府办部院会])等(?:[\d一二三四五六七八九十]{0,3}个?(?:部门|单位))?$")
_DATED = lazy_regex(r"\s+[\[(（]?(?:19|20)\d{2}[-./年]\d{1,2}[-./月].*$")
"""A day behind a body."""

_COURT = lazy_regex(r"[\u4e00-\u9fff]{2,24}人民(?:法院|检察院)")
_PAPER = lazy_regex(
    r"[\u4e00-\u9fff]{0,12}(?:判决书|裁定书|调解书|决定书|通知书|起诉书|意见书|支付令|公告|布告)"
)
LONGER = 10
"""Characters that a body's name has beyond what a source calls it by. A guess."""

_DIGIT = lazy_regex(r"\d")

MAX_SIGNATURE = 30
"""Characters of a signature line; longer lines are sentences."""


def labelled(value: str | None) -> str | None:
    """An agency beside its own label."""
    text = _DATED.sub("", squeeze(value or "")).strip("【】[]|;；,，、 ")
    text = _AND_OTHERS.sub("", text)
    named_twice = _OTHER_NAME.search(text) and not text.startswith(("（", "("))
    text = text if named_twice else text.strip("()（） ")
    text = together(text)
    return text if len(text) >= 2 and not text.isdigit() and text not in ("无", "null", "--") else None


def from_title(title: str) -> str | None:
    """The body that a title names before 关于."""
    if own := _OWN_NOTICE.match(dense(title)):
        return own.group(1)
    match = _TITLE_ISSUER.match(title)
    names = _gapless(PARTING.split(squeeze(match.group(1)))) if match else [""]
    if not is_brief(names[0]) and (not ORGAN.search(names[0]) or len(names[0]) < 4):
        return None
    bodies = (name for name in names if is_brief(name) or (len(name) >= 3 and ORGAN.search(name)))
    return BETWEEN_AGENCIES.join(dict.fromkeys(bodies))


def _gapless(names: list[str]) -> list[str]:
    """Names, those of two bodies of one place that stand without a gap as two: …市财政局|…市公安局."""
    place = _PLACE.match(names[0])
    if place is None:
        return names
    found: list[str] = []
    for name in names:
        first, *others = name.split(place.group(1))
        parts = [first] if first else []
        for other in others:
            ended = not parts or bool(_WHOLE.search(parts[-1]) or parts[-1].endswith(_ENDS))
            if ended and len(other) > 1 and not other.endswith(("分局", "派出所")):
                parts.append(place.group(1) + other)
            else:
                parts[-1:] = ["".join(parts[-1:]) + place.group(1) + other]
        found += parts
    return found


def is_brief(name: str) -> bool:
    """Whether three characters are the whole name of a body: 教育部, 教务处."""
    return bool(_MINISTRY.fullmatch(name) or _BRIEF.fullmatch(name))


def by_order(number: str | None) -> str | None:
    """The body whose order it is, by the order's number: 交通运输部令2022年第12号."""
    order = _BY_ORDER.fullmatch(number or "")
    return order.group(1) if order and ORGAN.search(order.group(1)) else None


def is_state(name: str, short: str) -> bool:
    """Whether a body of the state is called by the state's name, too: 中华人民共和国农业农村部."""
    return name == _STATE + short


def from_source(source: str | None) -> str | None:
    """The body behind a source, where the source is one and not a newspaper."""
    text = squeeze(source or "").removeprefix("本网").removeprefix("本站")
    text = _ITS_OFFICE.sub("", text)
    joint = [one.split("、") for one in _JOINED.sub("、", text).split()]
    cleaned = ([_OFFICIAL_SITE.sub("", part) for part in parts] for parts in joint)
    named = [found for parts in cleaned if (found := [p for p in parts if len(p) >= 3 and is_body(p)])]
    if not named:
        return None
    beside = [part for parts in named[1:] for part in parts if _WHOLE.search(part)]
    return BETWEEN_AGENCIES.join(dict.fromkeys(named[0] + beside))


def opening(title: str) -> str | None:
    """The body with its place that a title opens with, before a year: …县卫生健康局2023年…"""
    found = _OPENING.match(squeeze(title))
    name = found.group(1) if found else ""
    return name if ORGAN.search(name) and not _NO_PLACE.search(name) else None


def is_name(text: str) -> bool:
    """Whether a text is the name of a body alone."""
    return 4 <= len(text) <= MAX_SIGNATURE and bool(ORGAN.search(text)) and not SENTENCE.search(text)


def is_contraction(short: str, name: str) -> bool:
    """Whether a body is called by some characters of its name, in their order: 县卫健局, 县卫生健康局."""
    left = iter(name)
    ends = short[:2] == name[:2] and short[-1] == name[-1]
    return ends and len(short) < len(name) and all(character in left for character in short)


def is_short_for(short: str, name: str) -> bool:
    """Whether a body's name holds those characters in their order, whatever its place: 县发改局."""
    left = iter(name)
    return short[-1:] == name[-1:] and all(character in left for character in short)


def is_called(name: str, short: str) -> bool:
    """Whether a body that signs is what a source calls by some of its characters: 交警支队, 县自然资源局."""
    if name == short:
        return True
    longer = len(short) < len(name) <= len(short) + LONGER and not name.startswith(short)
    return longer and is_short_for(short, name) and not _DIGIT.search(name)


def is_formal(title: str) -> bool:
    """Whether a title is that of a document, not of what is told about one."""
    return bool(_FORMAL.search(title))


def is_one_of_several(title: str) -> bool:
    """Whether a title counts those that act together and names the first: 省财政厅等三部门关于…"""
    return bool(_COUNTED.search(title))


def is_press(text: str) -> bool:
    """Whether a text is the name of a newspaper or another medium alone."""
    return len(text) <= MAX_PRESS and bool(_MEDIUM.search(text)) and not SENTENCE.search(text)


def is_office(name: str) -> bool:
    """Whether it is a part of a body: 处, 科, 室."""
    return bool(_OFFICE.search(name))


def is_own_office(name: str) -> bool:
    """Whether it is an office that is called by what it does, of the body whose site it is: 食品监管科."""
    return bool(_OWN_OFFICE.fullmatch(name))


def is_of_nobody(name: str) -> bool:
    """Whether it is an office that does not say of which body: 办公室."""
    return bool(_NOBODY.fullmatch(name))


def is_body(name: str) -> bool:
    """Whether a name ends as those of bodies do, and is no newspaper's."""
    name = _OTHER_NAME.sub("", name)
    pressed = _PRESS.search(name) and not name.endswith("新闻办")
    return bool(ORGAN.search(name)) and not pressed and not _NOBODY.fullmatch(name)


def together(text: str) -> str:
    """Several bodies as one text, however they are parted; anything else as it is."""
    names = [name for name in PARTING.split(text) if name]
    several = len(names) > 1 and all(len(name) >= 3 and ORGAN.search(name) for name in names)
    return BETWEEN_AGENCIES.join(dict.fromkeys(names)) if several else text


def department(site: str | None) -> str | None:
    """The department whose own site it is; a government's portal carries the documents of many."""
    name = squeeze(site or "")
    return name if re.search(r"(?:局|厅|委员会|总局|署|法院|检察院)$", name) else None


def headed(text: list[str]) -> str | None:
    """The court or procuratorate over the kind of its paper, at the head of a text."""
    name, kind = (dense(line) for line in (*text[:2], "", "")[:2])
    return name if _COURT.fullmatch(name) and _PAPER.fullmatch(kind) else None
