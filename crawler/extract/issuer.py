"""The agency that issued a document: as labelled, as its title says, as it signs, or as its source."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from corpus.lazy_regex import lazy_regex
from corpus.records import BETWEEN_AGENCIES
from crawler.extract.labels import is_label
from crawler.pages import dates
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

_SENTENCE = lazy_regex(r"[，。：；]")
_OFFICIAL_SITE = lazy_regex(
    r"(?:官方?网站?|(?:官方)?微信(?:公众号)?|(?:官方)?公众号|网站|门户网站|(?<=人民政府)(?:信息)?网)$"
)
_OTHER_NAME = lazy_regex(r"[（(][^（）()]{2,20}[)）]$")
"""Another name of a body, in brackets behind it: 区行政审批局（区大数据局）."""

SHORT = ("省", "市", "县", "区", "州")
"""How a body is called by those who need not say which: 县人社局."""

_COMMON = lazy_regex(r"^(?:工作)?(?:领导小组|办公室|委员会|指挥部|工作组|联席会议|评审)")
"""How the second half of a name begins that is broken over two lines."""

_MINISTRY = lazy_regex(r"国务院|(?!.?[支总干分内]部)[\u4e00-\u9fff]{2}部")
"""Bodies with names of three characters that are whole names."""

_WHOLE = lazy_regex(r"^.{2,}(?:委|局|部|厅|署|委员会|人民政府|银行|调查队)$")
"""A name behind white space that is a body beside the first, not an office of it."""

_FORMAL = lazy_regex(
    r"关于|(?:的(?:通知|意见|决定|批复|通报|函|报告|命令|办法|规定|方案)|公告|通告|公示|令)(?:[（(][^（）()]{1,20}[）)])?$"
)
"""What titles of documents have, and of news do not."""

_COUNTED = lazy_regex(r"等[\d一二三四五六七八九十]{1,3}个?(?:部门|单位|部委|机关)")
"""Bodies that act together, of which a title names the first."""

_NOBODY = lazy_regex(r"[本我局委厅院党]?(?:办公室|党办|政办)")
"""An office of a body that is not named."""

_PARTING = lazy_regex(r"[\s、，,；;/|]+")
_JOINED = lazy_regex(r"\s*[、，,；;/|]+\s*")
"""Between bodies that act together; white space alone stands before an office of the first."""

_OFFICE = lazy_regex(r"(?:处|科|室|股)$")
_OFFICE_OF = lazy_regex(
    r"^.{2,}(?:学院|大学|学校|中学|小学|局|委员会|医院|中心|公司).{1,6}(?:科|室|股)$"
    r"(?<!会议室|活动室|阅览室|接待室|实验室|培训室)(?<!教室|本科|专科|学科|百科|入股|持股|控股)"
)
"""An office that signs with the name of its body before its own: …学院学生科."""

_DATED = lazy_regex(r"\s+[\[(（]?(?:19|20)\d{2}[-./年]\d{1,2}[-./月].*$")
"""A day behind a body."""

_COURT = lazy_regex(r"[\u4e00-\u9fff]{2,24}人民(?:法院|检察院)")
_PAPER = lazy_regex(
    r"[\u4e00-\u9fff]{0,12}(?:判决书|裁定书|调解书|决定书|通知书|起诉书|意见书|支付令|公告|布告)"
)
_IN_BRACKETS = lazy_regex(
    r"[（(]((?:信息|文章|稿件|资料)?来源|供稿|供稿单位)?[:：]?\s?([^（）()，。：:]{4,30}?)(?:供稿)?[)）]"
)
"""Who signs, or whom a text is from, on its last line."""

_ENDED = lazy_regex(r"[。！]$")
_WHOLE_NAME = lazy_regex(
    r"(?!.{0,20}各[级省市县区镇乡])[\u4e00-\u9fff]{0,8}?(?:省|市|县|区|州|旗|镇|乡|街道)[\u4e00-\u9fff（）()]{2,}"
    r"|(?:国家|中国|全国|中共|国务院)[\u4e00-\u9fff（）()]{2,}"
    r"|[\u4e00-\u9fff（）()]{2,}(?:人民政府|办公室|委员会|管理局|监督局|总局|大学|学院|中学|小学|法院|检察院|医院|公司"
    r"|(?:服务|登记|交易|管理)中心)"
)
"""What tells a body from other words that end like one: its place, its rank or its kind."""

_NO_NAME = lazy_regex(
    r"[格大全布结破开变新]局$|干部$|[好深之长益用]处$|场所$|[小古名]镇$|[家城故山水]乡$|[通快好]办$|为中心$|[一首]站$"
    r"|[本我][省市县区院校]"
    r"|^(?:[图摄扫请让以做争附为在到把与向]|关注|点击|进入|建设|打造|走进|奋进|推[进动]|服务|欢迎|联系|咨询|来源|供稿|编辑|作者|责任|下载)"
)
"""Slogans, captions and invitations."""

LONGER = 10
"""Characters that a body's name has beyond what a source calls it by. A guess."""

_DIGIT = lazy_regex(r"\d")

LONGEST_SPREAD = 5
"""Characters of a name that is spread over a line. A guess."""

MAX_SIGNATURE = 30
"""Characters of a signature line; longer lines are sentences."""

MOST_SIGNERS = 10
"""Lines above a date in which bodies sign, a body each; more are a list. A guess."""

_LISTS_BODIES = lazy_regex(r"^(?!附件|\d{1,2}[.．、]).{0,60}(?:名单|单位|集体|如下|[:：]|\d个)[)）]?[:：]?$")
"""How the line ends that stands over a list of bodies, and is no file's name."""

SIGNATURE_LINES = 12
"""How far from the end the date that a document closes with is looked for."""


def labelled(value: str | None) -> str | None:
    """An agency beside its own label."""
    text = _DATED.sub("", squeeze(value or "")).strip("【】[]()（）|;；,，、 ")
    text = _together(text)
    return text if len(text) >= 2 and not text.isdigit() and text not in ("无", "null", "--") else None


def from_title(title: str) -> str | None:
    """The body that a title names before 关于."""
    if own := _OWN_NOTICE.match(dense(title)):
        return own.group(1)
    match = _TITLE_ISSUER.match(title)
    names = _PARTING.split(squeeze(match.group(1))) if match else [""]
    if not ORGAN.search(names[0]) or (len(names[0]) < 4 and not _MINISTRY.fullmatch(names[0])):
        return None
    return BETWEEN_AGENCIES.join(
        dict.fromkeys(name for name in names if len(name) >= 3 and ORGAN.search(name))
    )


def from_source(source: str | None) -> str | None:
    """The body behind a source, where the source is one and not a newspaper."""
    text = squeeze(source or "").removeprefix("本网").removeprefix("本站")
    joint = [one.split("、") for one in _JOINED.sub("、", text).split()]
    cleaned = ([_OFFICIAL_SITE.sub("", part) for part in parts] for parts in joint)
    named = [found for parts in cleaned if (found := [p for p in parts if len(p) >= 3 and _is_body(p)])]
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
    return 4 <= len(text) <= MAX_SIGNATURE and bool(ORGAN.search(text)) and not _SENTENCE.search(text)


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
    return len(text) <= MAX_PRESS and bool(_MEDIUM.search(text)) and not _SENTENCE.search(text)


def is_office(name: str) -> bool:
    """Whether it is a part of a body: 处, 科, 室."""
    return bool(_OFFICE.search(name))


def is_of_nobody(name: str) -> bool:
    """Whether it is an office that does not say of which body: 办公室."""
    return bool(_NOBODY.fullmatch(name))


def _is_body(name: str) -> bool:
    name = _OTHER_NAME.sub("", name)
    pressed = _PRESS.search(name) and not name.endswith("新闻办")
    return bool(ORGAN.search(name)) and not pressed and not _NOBODY.fullmatch(name)


def _together(text: str) -> str:
    """Several bodies as one text, however they are parted; anything else as it is."""
    names = [name for name in _PARTING.split(text) if name]
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


def signature(text: list[str]) -> str | None:
    """The body that signs: in brackets on the last line, or above the closing date."""
    last = _IN_BRACKETS.fullmatch(squeeze(text[-1])) if text else None
    if last and last.group(1):
        return from_source(last.group(2))
    if last and ORGAN.search(last.group(2)):
        return last.group(2)
    at = _closing(text)
    if at is None:
        return _undated(text)
    inline = re.sub(r"[\d〇零○一二三四五六七八九十]{2,4}\s*年.*$", "", squeeze(text[at])).strip()
    above = _unspaced(" ".join(cell for cell in text[at - 1].split("\t") if not is_label(cell)))
    broken = bool(_COMMON.match(above))
    if broken and at > 1 and not _SENTENCE.search(text[at - 2]):
        above = squeeze(text[at - 2]) + above  # a long name on two lines
    for candidate in (inline, above):
        if (
            (4 <= len(candidate) <= MAX_SIGNATURE or _MINISTRY.fullmatch(candidate))
            and (ORGAN.search(candidate) or _OFFICE_OF.match(candidate))
            and not _SENTENCE.search(candidate)
        ):
            alone = broken or candidate == inline
            return candidate if alone else _all_signing(text[:at], _together(candidate))
    return None


def _all_signing(above: list[str], last: str) -> str:
    """The bodies that sign on lines of their own, down to the last, which stands right above the date."""
    names = map(_unspaced, reversed(above[-MOST_SIGNERS - 1 : -1]))
    signers = [last, *map(_together, takewhile(_signs_beside_others, names))]
    over = squeeze("".join(above[-len(signers) - 1 : -len(signers)]))
    listed = len(signers) > MOST_SIGNERS or _LISTS_BODIES.search(over)
    return last if listed else BETWEEN_AGENCIES.join(dict.fromkeys(reversed(signers)))


def _signs_beside_others(name: str) -> bool:
    named = is_name(name) or bool(_MINISTRY.fullmatch(name))
    return named and _is_body(name) and not _NO_NAME.search(name) and not is_office(name)


def _unspaced(line: str) -> str:
    """A line without the blanks that spread a short name: 科 技 部."""
    return dense(line) if len(dense(line)) <= LONGEST_SPREAD else squeeze(line)


def _undated(text: list[str]) -> str | None:
    """The body on the last line below a sentence, where no day stands behind it."""
    name = squeeze(text[-1]) if len(text) > 1 and _ENDED.search(text[-2]) else ""
    bodies = _PARTING.split(name)
    return _together(name) if len(name) <= MAX_SIGNATURE and all(map(_signs_alone, bodies)) else None


def _signs_alone(name: str) -> bool:
    """Whether it can be nothing but the name of a body, or of its office."""
    named = is_name(name) and _is_body(name) and _WHOLE_NAME.fullmatch(name)
    return bool(named or _OFFICE_OF.match(name)) and not _NO_NAME.search(name)


def signed_on(text: list[str]) -> date | None:
    """The date that a document closes with, where a body signs above it."""
    at = _closing(text)
    return dates.parse(text[at]) if at is not None and signature(text) else None


def _closing(text: list[str]) -> int | None:
    """The line of the closing date."""
    for at in range(len(text) - 1, max(len(text) - SIGNATURE_LINES, 0), -1):
        if len(dense(text[at])) <= MAX_SIGNATURE and dates.parse(text[at]):
            return at
    return None
