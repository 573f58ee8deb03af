"""A page's title, weighed from what the page calls so: headings, meta tags, <title>, the metadata table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import issuer, marked_headings, numbers
from crawler.extract.labels import is_label
from crawler.extract.marked_headings import (
    IMPRINT,
    KIND,
    MAX_TITLE,
    MIN_ABOVE,
    MIN_HEADING,
    SITE_WORDS,
    is_open_ended,
    is_path,
)
from crawler.extract.tools import is_tools
from crawler.pages.markup import dense, squeeze

_GENRE = lazy_regex(
    r"^[^，。：；]*(?:通知|公告|通告|公示|意见|决定|办法|规定|细则|方案|规划|计划|报告|批复|通报|公报|函|令|启事|条例|名单|纲要|要点)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_DATED = lazy_regex(r"\s*[（(\[【]\s*(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}[\s\d:：]*[)）\]】]$")
"""The day of publication, in brackets behind a heading; a day in words is a part of it."""

_STATE = lazy_regex(
    r"\s*[【\[]\s*(?:[\u4e00-\u9fff]{2,6}中|[已未][\u4e00-\u9fff]{2,4}|正在[\u4e00-\u9fff]{2,4})\s*[】\]]$"
)
"""How far a tender got, in square brackets behind a heading: [文件获取中], 【已结束】."""

_NUMBERED = lazy_regex(
    r"^[（(]?[\u4e00-\u9fff]{1,24}[〔\[(（【](?:19|20)\d{2}[〕\])）】]第?\d{1,5}号[)）]?(?:\s*(?:19|20)\d{2}[-./年]\d{1,2}[-./月].*)?$"
)
"""A document number, and what may stand behind it in the line of the date."""

_SITE = lazy_regex(r"\s*(?:[|｜_]+|(?<![\d年月])[-–—]{1,3}|[-–—]{1,3}(?!\d)|>>|»|::|(?<=\s)[>＞›](?=\s))\s*")
"""Between the names of document, column and site; between two years it says until when."""

_ISSUE = lazy_regex(
    r"^(?:19|20)\d{2}年第\d{1,3}[期号][^，。]{0,16}(?:公报|政报|简报|专刊)$|公报\s?(?:19|20)\d{2}年第\d{1,3}[期号]$"
)
"""A gazette's issue, in the <title> of each document that it holds."""

_GAZETTE = lazy_regex(r"^[\u4e00-\u9fff]{2,20}(?:(?:政府|国务院|人大|常委会|委员会|[委部局厅院])公报|政报)$")
_OF_ISSUE = lazy_regex(
    r"^(?:[\u4e00-\u9fff]{2,20}(?:公报|政报))?[（(]?(?:19|20)\d{2}年第?\d{1,3}[期号](?:[（(]?总第?\d{1,4}[期号])?[)）]?$"
)
"""The masthead of a gazette, and the line of its issue."""

_DAY = lazy_regex(r"(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)")
"""A day or a month between the names of document and site."""

_CITED = lazy_regex(r"《([^《》]+)》")
_PASSING_ON = lazy_regex(r"(?:印发|转发|批转|发布|公布|下达|印送)[^，。；《》]{0,16}$")
"""Behind these a title names what the document encloses."""

_MARKUP = lazy_regex(r"<[a-zA-Z/][^<>]{0,200}>")
_SPOKEN = ("：", ":", "。")
_OPENED = lazy_regex(r"[\s【\[（(|｜]+$")
"""What the line below the heading begins with."""

_PINNED = lazy_regex(r"^(?:[【\[]?置顶[】\]]?|[【\[](?:图文|推荐|热点|头条)[】\]])\s*(?=\S{4})")
"""What portals print before headings that they pin."""

_COLUMN_WORDS = """
    通知公告 政策文件 信息公开 政务公开 政府信息公开 首页 详情 正文 文章内容 公告公示 政策解读
    新闻动态 工作动态 法定主动公开内容 信息公开目录 内容页 详细信息 公示公告 政策法规 部门文件
    行政处罚 行政许可 行政处罚公示 行政许可公示 行政处罚信息公示 行政许可信息公示 双公示 信用信息双公示
    在线访谈 访谈实录 文字实录 图文实录 访谈摘要 访谈内容 嘉宾介绍
    无标题文档 无标题页 新建网页
    信件内容 信件详情 来信内容 来信详情 留言内容 留言详情 咨询详情 查看信件
"""
_COLUMNS = frozenset(_COLUMN_WORDS.split())
_BOXES = lazy_regex(
    r"(?:友情|相关|快速|常用)链接|(?:常用|资料|表格|文件|文档|软件|热门)下载|(?:相关|热点|热门|最新|推荐|精彩)(?:文章|新闻|资讯|信息|阅读|推荐|内容|报道|图集|专题)|推荐阅读|阅读排行|猜你喜欢"
)
"""What stands over lists of other documents and sites."""

_RED_HEAD = lazy_regex(r"^[\u4e00-\u9fff]{2,24}(?:政府|委员会|办公室|委|局|厅|部|院)文件$")
"""What is printed at the head of official paper, above the document's number."""

_ORDER = lazy_regex(r"^[\u4e00-\u9fff]{2,24}(?:国务院|政府|委员会|委|局|厅|部|院)令$")
"""What is printed at the head of an order."""

_OF_COLUMN = lazy_regex(r"^[【\[]\s*[\u4e00-\u9fff]{2,8}\s*[】\]]\s*")
"""The name of a column in brackets, as <title> has it before a heading."""

_COLUMN = lazy_regex(
    r"^[\u4e00-\u9fff]{0,4}(?:动态|要闻|新闻|资讯|通知公告|公告|公示|通告|公告公示|公示公告|政策文件|规范性文件|政策法规|信息公开|政务公开|办事指南|专栏)$"
)
"""What columns are called; a document that is called so says it more than once."""

COLUMN_NAME = 8
"""Characters that the name of a column has at most. A guess."""

_FORMAL = lazy_regex(
    r"关于.{4,}(?:通知|公告|通告|公示|意见|决定|批复|通报|函|报告|方案|说明|公示)(?:[（(].{1,20}[)）])?$"
)
"""The form that the titles of official documents have by rule (党政机关公文处理工作条例, Article 9)."""

_GOES_ON = lazy_regex(
    r"(?!.*(?:来源|发布|时间|日期|字号|字体|作者|编辑|点击|浏览|查看|阅读|打印|返回|关闭|收藏|分享|大中小|(?:19|20)\d{2}[-./年])).{1,20}"
)
"""What a heading says behind its beginning, where that is no line of date and source."""

_TABS = lazy_regex(
    r"(?=.{0,60}(?:正文|附件(?:下载|信息|列表)))(?:(?:公告|公示|信息|项目|附件|相关|招标|采购|答疑|澄清|变更|中标|成交|结果)"
    r"(?:正文|内容|信息|详情|下载|列表|附件|公告|公示|文件|澄清|答疑)){2,8}"
)
"""The names of tabs in one line: 公告正文 附件下载 相关公告."""

_BEHIND = lazy_regex(r"[（(][^（）()]{1,20}[）)]$")
HEAD_WEIGHT = 2.0
"""The most that a name in <title> weighs."""

AGAIN = 0.9
"""What the longest name in <title> weighs where it is the first, too. A guess."""

MARKED = 1.5
"""Weight of what is called a heading."""

HEADED = 2.0
"""Weight of h1, h2 and what is called so."""

HEADING_LINES = 3
"""Lines of a text among which its heading is looked for. A guess."""

MAX_HEADING_LINE = 100
"""Longer lines of a text are sentences."""

SHORT_NAME = 0.9
"""Weight of a name in <title> that is as short as the name of a column. A guess."""

FORMAL, COLUMN, NUMBER, ORDER = 0.5, 2.0, 2.0, 3.0
"""What the form of an official title adds; what a column's name, a number alone, or 令 over its paper
takes. Guesses."""

WITHIN = 0.7
"""Support of a candidate that has this one as a part, such as <title> with the site's name. A guess."""

SHORT_HEADING = 4
"""Shorter headings are words of the template as a rule, so they weigh less."""

MOST_CANDIDATES = 500
"""Headings of a page that are weighed against each other, each with all. A guess."""


def candidates(tree: Any, meta: dict[str, str]) -> list[tuple[str, float]]:
    """Possible titles with their weight, before the body is known."""
    found = marked_headings.marked(tree)[:MOST_CANDIDATES]
    if article := meta.get("articletitle"):
        found.append((squeeze(_MARKUP.sub(" ", article)), 3.0))
    headed = [dense(text) for text, weight in found if weight >= HEADED]
    in_head = _from_head(tree.findtext(".//title") or "", meta, [text for text, _ in found])
    agreed = {text for text, _ in in_head} & {text for text, _ in found}
    for text, weight in in_head:
        found.append((text, 0.5 if _is_shortened(dense(text), headed) else weight))
    found = [(without_edges(text), weight) for text, weight in found if len(text) <= 2 * MAX_TITLE]
    found = [
        (text, weight - (1.0 if len(dense(text)) < SHORT_HEADING and text not in agreed else 0.0))
        for text, weight in found
        if MIN_HEADING <= len(dense(text)) <= MAX_TITLE
        and not is_label(text)
        and not is_path(text)
        and not _BOXES.fullmatch(dense(text))
        and not is_tools(text)
    ]
    found = _without_masthead(found)
    sites = of_site(tree, meta)
    if not any(_says_more(text, sites) for text, _ in found):
        return found
    return [
        (text, weight - NUMBER * bool(numbers.alone(text) and not (text in agreed and "令" in text)))
        for text, weight in found
        if not is_number(text)
    ]


def _without_masthead(found: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Candidates without the name of the gazette that a page is of, and its issue, where others are left."""
    issues = {text for text, _ in found if _OF_ISSUE.match(dense(text))}
    if not issues:
        return found
    others = [(text, weight) for text, weight in found if not _GAZETTE.match(dense(text))]
    said = any(len(dense(text)) >= MIN_ABOVE for text, _ in others if text not in issues)
    return [(text, weight) for text, weight in others if text not in issues or weight < 1] if said else found


def _is_shortened(name: str, headings: list[str]) -> bool:
    """Whether the name in <title> is the end of a heading, but for brackets behind it, or its beginning."""
    if len(name) < MIN_ABOVE or name in headings:
        return False
    return any(
        _BEHIND.sub("", heading).endswith(name)
        or (heading.startswith(name) and _GOES_ON.fullmatch(heading, len(name)) is not None)
        for heading in headings
    )


def below_headings(found: list[tuple[str, float]], headings: list[str]) -> list[tuple[str, float]]:
    """Candidates, names in <title> with little weight where they are the end of a heading above the date."""
    flat = list(map(dense, headings))

    def is_end(name: str) -> bool:
        rest = _OF_COLUMN.sub("", name)
        return len(name) >= MIN_ABOVE and any(
            one != name and (one.endswith(name) or one == rest) for one in flat
        )

    return [
        (text, 0.5 if weight <= HEAD_WEIGHT and is_end(dense(text)) else weight) for text, weight in found
    ]


def _says_more(text: str, sites: frozenset[str]) -> bool:
    """Whether it could be the title of a document that is not called by its number."""
    if is_number(text) or numbers.alone(text) or len(dense(text)) < MIN_ABOVE or dense(text) in sites:
        return False
    return not (is_column(text) or SITE_WORDS.search(text) or IMPRINT.search(text))


def of_site(tree: Any, meta: dict[str, str]) -> frozenset[str]:
    """What the page calls its site: in a meta tag, or behind or before the title in <title>."""
    parts = _SITE.split(squeeze(tree.findtext(".//title") or ""))
    named = {name for name in (parts[0], parts[-1]) if SITE_WORDS.search(name)}
    if len(parts) > 1 and not named and issuer.is_name(parts[-1]):
        named.add(parts[-1])
    return frozenset(map(dense, named)) | {dense(meta.get("sitename", ""))}


def in_lines(text: list[str], found: list[tuple[str, float]]) -> list[str]:
    """The first lines that read like a heading; the heading in full where they are its end."""
    wanted = {_comparable(candidate): candidate for candidate, _ in found}
    headings = []
    for at, line in enumerate(text[:HEADING_LINES]):
        if line.rstrip().endswith(_SPOKEN):
            break  # below a salutation stands what the document encloses
        wholes = (wanted.get(_comparable("".join(text[start : at + 1]))) for start in range(at))
        if is_open_ended(line) and KIND.fullmatch(dense("".join(text[at + 1 : at + 2]))):
            headings.append(line + dense(text[at + 1]))
        if is_heading(line):
            headings.append(next(filter(None, wholes), line))
    return headings


def choose(
    found: list[tuple[str, float]], first_lines: list[str], sites: frozenset[str] = frozenset()
) -> str:
    """The title most of the evidence agrees on, in full where it is cut; no site's name, no subtitle."""
    heads = [dense(line) for line in first_lines[:8]]
    best, best_score = "", 0.0
    flats = [(text, _comparable(text), weight) for text, weight in found]
    for text, flat, weight in flats:
        score = weight + _support(flat, text, flats, heads)
        score -= 3 if text in _COLUMNS or dense(text) in sites or text.startswith("—") else 0
        score += FORMAL if _FORMAL.search(text) else 0
        named = len(text) <= COLUMN_NAME and _COLUMN.match(text)
        score -= COLUMN if named or _RED_HEAD.match(text) else 0
        score -= ORDER if _ORDER.match(text) and any(map(_is_made_known, found)) else 0
        if score > best_score:
            best, best_score = text, score
    return _completed(best, found)


def _is_made_known(candidate: tuple[str, float]) -> bool:
    """Whether a candidate is marked as a heading, and could be what an order makes known."""
    text, weight = candidate
    return weight >= MARKED and len(dense(text)) >= SHORT_HEADING and not re.search(r"令|第\d", text)


def short_of(tree: Any, found: list[tuple[str, float]], sites: frozenset[str]) -> str:
    """A heading that is but the kind of a paper, 公 告, 任前公示, where <title> has it beside the site."""
    named = {dense(part) for part in _SITE.split(squeeze(tree.findtext(".//title") or ""))} - sites
    kinds = (text for text, _ in found if dense(text) in named and dense(text) not in _COLUMNS)
    return next((text for text in kinds if _GENRE.match(dense(text))), "")


def without_edges(text: str) -> str:
    """A heading without 置顶, the day or state behind it and what the line below begins with."""
    return _PINNED.sub("", _OPENED.sub("", _DATED.sub("", _STATE.sub("", text))))


def is_heading(line: str) -> bool:
    """Whether a line of the text reads like the title of an official document."""
    text = dense(line)
    return not is_path(line) and (
        MIN_ABOVE <= len(text) <= MAX_HEADING_LINE and bool(_GENRE.search(line)) and not _TABS.fullmatch(text)
    )


def is_column(text: str) -> bool:
    """Whether a text is what columns are called."""
    return text in _COLUMNS or bool(_COLUMN.match(text))


def is_kind(line: str) -> bool:
    """Whether a line ends with a kind of paper: 水情通报."""
    return bool(_GENRE.match(dense(line)))


def is_number(text: str) -> bool:
    """Whether a text is a document's number, alone or with a day."""
    return bool(_NUMBERED.match(text))


def _support(flat: str, text: str, found: list[tuple[str, str, float]], heads: list[str]) -> float:
    """What the other candidates and the first lines of the text add: the same words, or more of them.

    Nothing for the name of a body: titles name it, and so does the line that it signs with.
    """
    same = sum(weight for other, one, weight in found if one == flat and other is not text)
    if issuer.is_name(text):
        return same
    long_enough = len(flat) >= MIN_ABOVE
    longer = [one for _, one, _ in found if flat in one and one != flat] if long_enough else []
    within = sum(WITHIN for other in longer if not _is_cited(flat, other))
    return (
        same
        + within
        + (1.0 if len(flat) >= SHORT_HEADING and any(flat in _comparable(line) for line in heads) else 0.0)
    )


def _is_cited(flat: str, other: str) -> bool:
    """Whether a text is what another cites or passes on, or a part of it."""
    return bool(_PASSING_ON.search(other[: other.find(flat)])) or any(
        flat in cited for cited in _CITED.findall(other)
    )


def _completed(best: str, found: list[tuple[str, float]]) -> str:
    cut = re.sub(r"(?:\.{2,}|…+)$", "", best)
    for text, _ in found:
        if len(text) < len(best) and dense(text) == dense(best):
            return text  # the same without the space that a line break left
        if cut != best and len(text) > len(best) and dense(text).startswith(dense(cut)):
            return text
    return best


@lru_cache(maxsize=1_000)
def _comparable(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’（）()〔〕\[\]]", "", dense(text))


def _from_head(text: str, meta: dict[str, str], headings: list[str]) -> list[tuple[str, float]]:
    """<title> without the names of site and column behind (or before) it, where no heading says all of it."""
    text = squeeze(text)
    surroundings = {dense(meta.get(key, "")) for key in ("sitename", "columnname", "columntype")}

    def around(part: str) -> bool:
        named = SITE_WORDS.search(part) or _ISSUE.search(part) or _DAY.fullmatch(part) or issuer.is_name(part)
        return dense(part) in surroundings or bool(named)

    parts = _SITE.split(text)
    if len(parts) == 1 or text in headings:
        return [(text, 0.5 if around(text) else 2.0 if len(text) > COLUMN_NAME else SHORT_NAME)]
    if around(parts[0]) and not around(parts[-1]):
        return [(parts[-1], 1.6 if len(parts[-1]) > COLUMN_NAME else SHORT_NAME / 2)]  # site, column, title
    kept = list(parts)
    while len(kept) > 1 and (around(kept[-1]) or len(kept[-1]) <= 6):
        kept.pop()
    ends = [*(parting.start() for parting in _SITE.finditer(text)), len(text)]
    first = text[: ends[len(kept) - 1]]
    longest = max(parts, key=len)
    named = ((first, 1.6), (longest, 1.2 if longest != first else AGAIN))
    return [
        (name, 0.5 if around(name) else weight if len(name) > COLUMN_NAME else SHORT_NAME / 2)
        for name, weight in named
    ]
