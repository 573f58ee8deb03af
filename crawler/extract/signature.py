"""Who signs a document, and on which day it closes: on its last lines."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

from corpus.lazy_regex import lazy_regex
from corpus.records import BETWEEN_AGENCIES
from crawler.extract.issuer import (
    MAX_SIGNATURE,
    ORGAN,
    PARTING,
    SENTENCE,
    from_source,
    is_body,
    is_brief,
    is_name,
    is_office,
    together,
)
from crawler.extract.labels import is_label
from crawler.pages import dates
from crawler.pages.markup import dense, squeeze

_IN_BRACKETS = lazy_regex(
    r"[（(]((?:信息|文章|稿件|资料)?来源|供稿|供稿单位)?[:：]?\s?([^（）()，。：:]{4,30}?)(?:供稿)?[)）]"
)
"""Who signs, or whom a text is from, on its last line."""

_SEALED = lazy_regex(r"[（(](?:盖章|公章|印章|章|代章|签章)[)）]\s*$")
"""What says that a seal stands there."""

_ENDED = lazy_regex(r"[。！]$")

_COMMON = lazy_regex(
    r"^(?:工作)?(?:领导小组|办公室|委员会|指挥部|工作组|联席会议|评审|管理(?:委员会|局|处|中心|办公室)$)"
)
"""How the second half of a name begins that is broken over two lines."""

_OFFICE_OF = lazy_regex(
    r"^.{2,}(?:学院|大学|学校|中学|小学|局|委员会|医院|中心|公司).{1,6}(?:科|室|股)$"
    r"(?<!会议室|活动室|阅览室|接待室|实验室|培训室)(?<!教室|本科|专科|学科|百科|入股|持股|控股)"
)
"""An office that signs with the name of its body before its own: …学院学生科."""

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

_LISTS_BODIES = lazy_regex(r"^(?!附件|\d{1,2}[.．、]).{0,60}(?:名单|单位|集体|如下|[:：]|\d个)[)）]?[:：]?$")
"""How the line ends that stands over a list of bodies, and is no file's name."""

_IMPRINT = lazy_regex(r"日\s*印(?:发|制)?$")
"""How the line ends that says which office had a paper printed, and when."""

LONGEST_SPREAD = 5
"""Characters of a name that is spread over a line. A guess."""

MOST_SIGNERS = 10
"""Lines above a date in which bodies sign, a body each; more are a list. A guess."""

SIGNATURE_LINES = 12
"""How far from the end the date that a document closes with is looked for."""


def signature(text: list[str]) -> str | None:
    """The body that signs: in brackets on the last line, or above the closing date."""
    last = _IN_BRACKETS.fullmatch(squeeze(text[-1])) if text else None
    if last and last.group(1):
        return from_source(last.group(2))
    if last and ORGAN.search(last.group(2)):
        return last.group(2)
    text = [_SEALED.sub("", line) for line in text]
    at = _closing(text)
    if at is None:
        return _undated(text)
    inline = _before_day(text[at])
    above = _unspaced(" ".join(cell for cell in text[at - 1].split("\t") if not is_label(cell)))
    broken = bool(_COMMON.match(above))
    if broken and at > 1 and not SENTENCE.search(text[at - 2]):
        above = squeeze(text[at - 2]) + above  # a long name on two lines
    for candidate in (inline, above):
        if (
            (4 <= len(candidate) <= MAX_SIGNATURE or is_brief(candidate))
            and (ORGAN.search(candidate) or _OFFICE_OF.match(candidate) or is_brief(candidate))
            and not SENTENCE.search(candidate)
        ):
            alone = broken or candidate == inline
            return candidate if alone else _all_signing(text[:at], together(candidate))
    return None


def _all_signing(above: list[str], last: str) -> str:
    """The bodies that sign on lines of their own, down to the last, which stands right above the date."""
    names = map(_unspaced, reversed(above[-MOST_SIGNERS - 1 : -1]))
    signers = [last, *map(together, takewhile(_signs_beside_others, names))]
    over = squeeze("".join(above[-len(signers) - 1 : -len(signers)]))
    listed = len(signers) > MOST_SIGNERS or _LISTS_BODIES.search(over)
    return last if listed else BETWEEN_AGENCIES.join(dict.fromkeys(reversed(signers)))


def _signs_beside_others(name: str) -> bool:
    named = is_name(name) or is_brief(name)
    return named and is_body(name) and not _NO_NAME.search(name) and not is_office(name)


def _unspaced(line: str) -> str:
    """A line without the blanks that spread a short name: 科 技 部."""
    return dense(line) if len(dense(line)) <= LONGEST_SPREAD else squeeze(line)


def _undated(text: list[str]) -> str | None:
    """The body on the last line below a sentence, where no day stands behind it."""
    name = squeeze(text[-1]) if len(text) > 1 and _ENDED.search(text[-2]) else ""
    bodies = PARTING.split(name)
    return together(name) if len(name) <= MAX_SIGNATURE and all(map(_signs_alone, bodies)) else None


def _signs_alone(name: str) -> bool:
    """Whether it can be nothing but the name of a body, or of its office."""
    named = is_name(name) and is_body(name) and _WHOLE_NAME.fullmatch(name)
    return bool(named or _OFFICE_OF.match(name)) and not _NO_NAME.search(name)


def signed_on(text: list[str]) -> date | None:
    """The date that a document closes with, where a body signs above it; else that of its print."""
    at = _closing(text)
    return dates.parse(text[at]) if at is not None and signature(text) else _printed_on(text)


def _printed_on(text: list[str]) -> date | None:
    for line in reversed(text[-SIGNATURE_LINES:]):
        if len(dense(line)) <= MAX_SIGNATURE and _IMPRINT.search(line) and ORGAN.search(_before_day(line)):
            return dates.parse(line)
    return None


def _before_day(line: str) -> str:
    return re.sub(r"[\d〇零○一二三四五六七八九十]{2,4}\s*年.*$", "", squeeze(line)).strip()


def _closing(text: list[str]) -> int | None:
    """The line of the closing date."""
    for at in range(len(text) - 1, max(len(text) - SIGNATURE_LINES, 0), -1):
        if len(dense(text[at])) <= MAX_SIGNATURE and dates.parse(text[at]) and not _IMPRINT.search(text[at]):
            return at
    return None
