"""Cuts from a text's lines what the page puts above and below it: heading, dateline, editor, neighbours."""

from __future__ import annotations

import re
from itertools import chain, takewhile

from corpus.lazy_regex import lazy_regex
from crawler.extract.issuer import ORGAN
from crawler.extract.labels import (
    has_dateline,
    is_label,
    is_line_of_labels,
    is_of_event,
    opens_dateline,
    pieces,
)
from crawler.extract.marked_headings import is_path
from crawler.extract.parts import SPOKEN
from crawler.extract.tools import is_tools
from crawler.extract.vocabulary import LABELS, OTHER_LABELS
from crawler.pages import dates
from crawler.pages.markup import dense, squeeze

HEAD_LINES, HEAD_CHARACTERS = 12, 300
"""A dateline within so many lines, with no more text above it, belongs to the page. A guess."""

NEAR_HEADING = 2
"""Lines above a dateline that is a label and a day. A guess."""

NEAR_STAMP = 4
"""Lines above a day of publication without a label: over a heading, it, below it. A guess."""

TAIL_LINES, TAIL_CHARACTERS = 15, 500
"""The same from below, for links to the neighbours and related pages. A guess."""

MIN_ITEMS, MAX_ITEM, MIN_LABEL = 3, 60, 2
"""So many short lines that begin with a label of more than so many characters are metadata. Guesses."""

LONGEST_LABEL = 12
"""Characters of a label on a line of its own. A guess."""

LONGEST_ROW = 200
"""Characters of a line of labels and values. A guess."""

_BOX = r"(?:[【\[〖]\s*{}[^【】\[\]〖〗]{{0,24}}[】\]〗]\s*)"
"""A tool in brackets; with what it must begin with."""

_CLOSING = lazy_regex(
    r"^(?:[【\[](?:责任编辑|责编|网站编辑|编辑|初审|复审|终审|审核|校对)\s*[:：][^【】\[\]。]{1,100}[】\]]"
    r"|[【\[]?\s*(?:发布人|文章录入|责任编辑|责编|编辑|网站编辑|编辑人|信息录入|录入|录入人|初审|复审|终审|一审|二审|三审|审核|审核人|审签人|校对|供稿|供稿人)\s*[:：].{0,40}"
    r"|.{0,4}扫一扫.{0,30}|.{0,6}分享(?:到|至)?[:：]?.{0,24}|[【\[]?\s*打\s*印.{0,16}|[【\[]?\s*关\s*闭.{0,12}"
    r"|(?:上一篇|下一篇|上一条|下一条|上一个|下一个|上篇|下篇|前一篇|后一篇).{0,80}|(?:返回|回到)至?(?:顶部|上一页|列表|首页|主页).{0,6}|TOP"
    r"|附件\s?[【\[][^【】\[\]]{1,120}[】\]]\s?已下载\s?\d{0,9}\s?次"
    rf"|{_BOX.format('')}{{0,8}}{_BOX.format('(?:内容纠错|信息发布|打印|关闭|收藏|返回)')}{_BOX.format('')}{{0,8}}"
    r"|[（(]?(?:发布|更新|信息)(?:日期|时间)\s*[:：]\s*\d{4}.{0,60}|(?:下载|收藏|打印|关闭|返回|分享|纠错|\s)+|.{0,8}点击右上角.{0,30}|.{0,4}长按.{0,8}二维码.{0,16}|.{0,8}在?浏览器中?打开.{0,10}"
    r"|(?:相关(?:附件|文件|文档|资料|链接|文章|阅读|信息|新闻|报道|解读|稿件|政策)|关联(?:文件|信息|阅读)|延伸阅读|附件下载|文件下载|政策解读|图解)\s*[:：]?|附件\s*[:：]"
    r"|.{0,10}(?:浏览|阅读|点击)(?:次数|量|数)?\s*[:：].{0,12}|您是第.{0,12}位.{0,6}|[【\[]?\s*(?:(?:内容|我要)?纠错|收藏|字号|我要留言).{0,12}"
    r"|(?:关闭|站点地图|网站地图|智能问答|联系我们|关于我们|网站声明|无障碍(?:浏览|阅读)?|使用帮助|隐私声明|法律声明|\s|\|)+"
    r"|.{0,4}(?:版权所有|主办单位|ICP备|网站标识码).{0,80}|[^，。；：:]{2,30}(?:主办|承办|制作|维护|版权所有)[^，。；]{0,30}(?:ICP备|网站标识码|公网安备|技术支持).{0,80}|首页|尾页|\d{1,3}|\||×|(?:文章|信息|稿件|内容)?来源\s*[:：].{0,30}"
    r"|(?:标签|关键词|关键字|Tags?)\s*[:：]\s*[^\s,;|，；：、。应须]{1,12}(?:[\s,;|]{1,3}[^\s,;|，；：、。应须]{1,12}){0,8}"
    r"|关键[词字]\s*[:：]\s*[^\s,;|，；：、。]{1,12}(?:、[^\s,;|，；：、。]{1,12}){1,8}"
    r"|.{0,24}(?:网友|评论).{0,16}(?:看法|观点|意见|立场).{0,16}(?:本[网站]|无关).{0,8}|纳税服务热线\s*[:：]?\s*12366"
    r"|(?:标签|关键词|关键字|Tags?)\s*[:：]|(?:主办|承办|技术支持)\s*[:：].{0,80}|(?:.{0,6}|.{0,32}(?:主办|承办|制作|维护|版权所有)\s{0,8})建议使用.{0,24}(?:浏览|分辨率).{0,30}"
    r"|(?:Produced|Powered|Designed) By.{0,40}|.{0,40}\bCopyrights?\b.{0,12}\d{4}.{0,80}"
    r"|(?:免责|版权)声明\s*[:：].{0,200}(?:转载|侵权|来源|版权|本网|本站).{0,80}|(?:特别|转载)?声明\s*[:：].{0,200}(?:本[网站]|[本此]文|原作者|转载自|版权归).{0,200}|文明上网[，,、\s]{0,3}(?:理性|遵守).{0,24}|请自觉遵守互联网相关的政策法规.{0,40}|(?:最新|网友|发表|全部|热门)评论\s*[:：]?|共有?\s?\d{0,6}\s?条评论|提交|取消|(?:作者|监制)\s?[:：]\s?[^，。；：]{1,16}"
    r"|(?:本文|此文|本页(?:内容|信息)?|该信息|以上(?:内容|信息)|这篇文章)(?:是否)?对您.{0,4}(?:有所?帮助|有用).{0,24}"
    r"|您对(?:本|该|此)(?:页面?|网页|文章|信息|栏目).{0,12}(?:满意|评价|有用|帮助).{0,6}"
    r"|(?:满意(?:度|率)?(?:评价|调查)?\s?[:：]?\s?)?(?:(?:非常|比较|基本|很|不|较)?(?:满意|一般)\s?){2,6}"
    r"|(?:本文(?:网址|链接|地址)|原文(?:链接|地址)|文章(?:链接|地址))\s*[:：].{0,200}"
    r"|(?:(?:阅读|点赞|赞|在看|分享|转发|评论|收藏|喜欢)\s?\d{1,8}\+?\s?){1,6}"
    r"|(?:附件下载|下载附件|点击下载)\s*[:：].{1,80}\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|7z)|政策咨询\s*[:：].{0,16}|已有.{0,6}人.{0,8}|暂无(?:数据|内容|附件|相关(?:信息|附件|文件|数据|内容))|[-─—=]{3,}.{0,8}[-─—=]{3,}|[(（]\d{1,6}[)）])$",
    re.IGNORECASE,
)
_KEEPER = lazy_regex(r"^[\u4e00-\u9fff（）()]{4,40}(?:主办|承办|制作|维护|版权所有|网站管理中心|网站编辑部)$")
_STAFF = lazy_regex(
    r"^(?=.{0,80}(?:审核|审定|审签|编辑|校对|录入|责编|初审|复审|终审|签发)\s?[:：])"
    r"(?:\s?[\u4e00-\u9fff]{2,6}\s?[:：]\s?[\u4e00-\u9fff·、]{2,12}){2,6}$"
)
"""Who wrote and who checked, each under a label, the first whichever it is: 信息员：… 审核：…"""

_SAYS = lazy_regex(r"[:：]\s*[^\s:：]|^\d{1,3}$")
"""What an item of a list in the text holds behind its bullet, and a tool of the page does not."""

_ASKS = ("？", "?")
_SENTENCE_BEHIND = lazy_regex(r"(?:发布|发表|评论|人气|供稿)[:：].{5,}。$")
"""A sentence behind a word that is a label, too, where a day, a number or a name stands behind it."""

_BULLETS = "·•●○◆■▲▶►→ "
LONGEST_CLOSING = 300
"""Characters of a line that may be a closing one: longer than any that the pattern means. A guess."""

_OPENING = lazy_regex(
    r"^(?:.{0,40}(?:发布(?:日期|时间)|发表时间|信息时间|更新时间|浏览次数|阅读次数|点击(?:量|数|次数)|字体|字号|访问量|打印本页|(?<!图片)(?<!照片)来源)\s*[:：].{0,120}"
    r"|[【\[]?\s*(?:字体|字号|打印|关闭|分享).{0,30}|[大中小\s【】\[\]|]{1,12}|[\u4e00-\u9fff]{2,20}(?:公报|政报)\s*(?:19|20)\d{2}年第\d{1,3}[期号].{0,12}"
    r"|(?:19|20)\d{2}年\s?第\d{1,3}期\s?(?:[（(]?总第?\s?\d{1,4}\s?期[)）]?)?"
    r"|(?:当前|您的|所在|您所在的?|您现在的)位置.{0,80}|首\s?页(?:[\s|｜·>＞»›/→-]+[^\s，。；：|｜·>＞»›/→-]{2,12}){1,15}"
    r"|[\[【(（\s]*(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^，。；]{0,40}(?:点击|阅读|浏览|访问|人气)(?:次数|数|量)?"
    r"\s*(?:[:：]\s*(?:\d{1,9}|次|$|[【】\[\](（])|[(（]?\d{1,9}[)）]?\s*(?:次|人|$|[\s【\[(（])).{0,20}"
    r"|(?:原文链接|政策原文|原文件|文件原文|相关文件|政策文件|解读文件|关联文件)\s*[:：].{0,100}"
    r"|(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}[:时]\d{2}(?::\d{2}|分)?)?(?:\s*(?:来源|作者|编辑|责任编辑)\s*[:：].{0,40})?|分享到?\s*[:：]?.{0,10}|扫一扫.{0,20}|今天是.{0,40}|\||-|A[-+]?)$"
)
_DATELINE = lazy_regex(
    r"^[^。]{0,60}(?:发布(?:日期|时间)|信息来源|文章来源|(?<!数据)(?<!资料)(?<!图片)(?<!照片)来源|浏览次数|阅读次数|点击(?:量|数|次数)|字体|字号|访问量"
    r"|\b(?:[Uu]pdated|[Pp]ublished|[Pp]osted|[Rr]elease [Tt]ime|Source))"
    r"\s*[:：][^。]{0,120}$"
    r"|^[^。:：]{2,10}[:：][^。]{1,60}\s公告(?:日期|时间)\s*[:：]\s*(?:19|20)\d{2}[^。]{0,60}$"
)
_ITEM = lazy_regex(
    "|".join(
        sorted(
            (label for label in chain(OTHER_LABELS, *LABELS.values()) if len(label) > MIN_LABEL),
            key=len,
            reverse=True,
        )
    )
    + "|文号"
)
_BODY_AND_DAY = lazy_regex(
    r"^[\u4e00-\u9fff]{2,24}(?:局|委|厅|署|院|办公室|政府|委员会|中心|总队|支队|街道|[科处室股站所镇乡]|日报|晚报|晨报|时报|融媒体|电视台|新闻网)[\s|｜]+(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*第?\s?[A-Z]?\d{1,3}版)?(?:\s*(?:点击|浏览|阅读)(?:次数|量|数)?\s*[:：]?\s*\d{0,9}次?)?$"
)
"""The line under a heading where it names the body, and the day behind it."""

_SITE_AND_DAY = lazy_regex(
    rf"^(?:[^，。；|｜]{{2,40}}[|｜]\s*){{1,3}}(?:(?:19|20)\d{{2}}[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?|{dates.IN_ENGLISH})"
    r"\s*(?:[|｜][^，。；]{0,40})?$"
)
"""The line under a heading where it names the site, the day and at times the source, parted by strokes."""

_AMONG_ITEMS = lazy_regex(
    r"^(?:[^，。；：:《》\t]|\d:\d){0,40}?(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?[^，。；：:《》\t]{0,40}$"
)
"""The line under a heading that names no label: number, body, day as machines write it, visits."""

_STAMP = lazy_regex(
    rf"^{dates.IN_ENGLISH}$|"
    r"^[\[【(（]?(?:19|20)\d{2}(?:[-./]\d{1,2}[-./]\d{1,2}[)）】\]]?$"
    r"|(?:[-./]\d{1,2}[-./]\d{1,2}\s*|年\d{1,2}月\d{1,2}日\s*)\d{1,2}:\d{2}(?::\d{2})?[^，。；：:]{0,30}$)"
)
"""A moment as machines write it, on a line of its own or with who wrote: documents write 年月日."""

_IN_WORDS = lazy_regex(rf"^{dates.IN_WORDS}$")
_LEAF = lazy_regex(
    r"^(?:\d{1,2}日?\n(?:19|20)\d{2}[-./年]\d{1,2}月?|(?:19|20)\d{2}[-./年]\d{1,2}月?\n\d{1,2}日?"
    r"|[^\n]{0,200}\n\d{1,2}(?:19|20)\d{2}[-./]\d{1,2})$"
)
"""A calendar leaf on two lines, or on the second alone."""

_BRACKETED = lazy_regex(r"^[【\[]\s*([\u4e00-\u9fff\s]{2,12})[】\]]")
"""A label in brackets, and its value behind them."""

_DAY = lazy_regex(
    rf"(?:19|20)\d{{2}}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}|(?<![A-Za-z\d]){dates.IN_ENGLISH}"
)
_OWN = lazy_regex(
    r"(?:[〕\])）]|令第)\s*\d{1,5}\s*号\s*$|^\s*(?:[一二三四五六七八九十]{1,3}、|第.{1,3}[章条节编])"
)
"""Headings that a text may begin with: its number, its first section."""

_PROSE = lazy_regex(r"^.{20,}[，。；]|。$")
_SALUTATION = lazy_regex(r"[^位置]：$")
_LEADS_IN = lazy_regex(r"^[^：:]{20,}：$")
"""A sentence that leads to a table or a list: text, right below the dateline too."""

_FILES = lazy_regex(r"^(?:相关附件|附件(?:列表|下载|信息))\s*[:：]?$")
_FILE = lazy_regex(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|txt|csv|zip|rar|7z|jpe?g|png)(?:\W{0,8}\d[\d.]{0,12}\s?[KMG]?B?)?\W{0,8}$",
    re.IGNORECASE,
)
_NEIGHBOURS = lazy_regex(
    r"^[【\[]?\s*(?:上一篇|下一篇|上一条|下一条|上一个|下一个|上篇|下篇|前一篇|后一篇|相关(?:链接|阅读|文章|新闻|信息|文件|文档|稿件|解读)|(?:热点|热门|精彩|猜你|为您|为你|最新|编辑)(?:推荐|文章|新闻|资讯|喜欢|更新)|(?:打印|关闭)(?:[本此该]?[页文]面?|文章|正文|内容|窗口)?(?![\u4e00-\u9fff])|"
    r"扫一扫|分享到|(?:推荐阅读|阅读推荐|相关推荐|更多(?:阅读|新闻|文章)|(?:网友|发表|最新)评论)\s*[:：】\]]?$"
    r"|(?:Related|More|Latest|Recommended) (?:[Ss]tories|[Nn]ews|[Aa]rticles|[Ll]inks|[Rr]eading)\s*:?$)"
)
_RELATED = lazy_regex(
    r"^(?:相关(?:政策文件|政策解读|政策法规|政策|解读材料|公告|公文|资讯)\s*[:：]?$|[【\[]?\s*(?:版权所有|主办单位))"
)
"""Lines over links or a foot that a document may have as its own over sentences."""


def trimmed(text: list[str], titles: tuple[str, ...], known: bool) -> tuple[list[str], list[str]]:
    """The lines of the document, and the page's below; `known`: the element holds nothing else as a rule."""
    start = _start(text, titles, known)
    own = _tail(text[start:])
    return own, text[start + len(own) :]


def _start(text: list[str], titles: tuple[str, ...], known: bool) -> int:
    paired = 0 if known else _label_pairs(text)
    return paired + _start_of_text(text[paired:], titles, known)


def _start_of_text(text: list[str], titles: tuple[str, ...], known: bool) -> int:
    start = above = 0
    closing = sum(1 for _ in takewhile(_closes, reversed(text)))
    for at, line in enumerate(text[: min(HEAD_LINES, len(text) - closing)]):
        dateline = (
            _DATELINE.match(line)
            or is_tools(line)
            or (not known and _OPENING.match(line) and not line.endswith("。"))
        )
        if is_of_event(line, text[at + 1 : at + 2]):
            break
        dateline = dateline or (not known and at == 0 and is_path(line))
        dateline = dateline or (at <= NEAR_HEADING and opens_dateline(line) and _DAY.search(line))
        dateline = dateline or (not known and at <= NEAR_STAMP and _is_day(line, text[max(at - 1, 0)]))
        dateline = dateline or (at <= NEAR_HEADING and _is_dateline(line))
        dateline = dateline or (not known and at <= NEAR_HEADING and _is_day_among_items(text, at))
        first = (start == at and _metadata_row(line)) or (
            at <= (1 if known else NEAR_STAMP) and _IN_WORDS.match(line)
        )
        if (dateline and above <= HEAD_CHARACTERS) or first:
            start = at + 1
        elif _PROSE.search(line) or _LEADS_IN.match(line) or (_SALUTATION.search(line) and at > start):
            break
        above += len(line)
    wanted = {dense(title) for title in titles if title and not ORGAN.search(title)}
    if not known and start < len(text) and dense(text[start]) in wanted and not _OWN.search(text[start]):
        start += 1
    start += _labelled_items(text, start)
    while start < len(text) and _is_row_of_labels(text, start):
        start += 1
    return start


def without_rows(text: list[str]) -> list[str]:
    """Lines below a heading without the rows of metadata that stand there."""
    start = 0
    while start < len(text) - 1 and _is_row_of_labels(text, start):
        start += 1
    told = any("\t" in row or _is_index(row) or is_line_of_labels(row) for row in text[:start])
    return text[start:] if told else text


def _is_day(line: str, above: str) -> bool:
    """Whether a line near the heading is the page's day of publication, with or without who published."""
    return bool(
        _BODY_AND_DAY.match(line)
        or _SITE_AND_DAY.match(line)
        or _STAMP.match(line)
        or _LEAF.match(f"{above}\n{line}")
    )


def _is_row_of_labels(text: list[str], at: int) -> bool:
    """Whether a line is a row of metadata, or the values below one that is the heads of columns."""
    if _metadata_row(text[at]):
        return not is_of_event(text[at], text[at + 1 : at + 2])
    return at > 0 and _heads_columns(text[at - 1], text[at])


def _is_day_among_items(text: list[str], at: int) -> bool:
    """Whether a line is the day among short items, and no row of a table that has others like it."""
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    first, *labelled = pieces(text[at]) or [""]
    if "\t" in text[at] or not _AMONG_ITEMS.match(first) or any(map(_AMONG_ITEMS.match, beside)):
        return False
    return len(text[at]) <= LONGEST_ROW and all(map(is_label, labelled))


def _metadata_row(line: str) -> bool:
    cells = [squeeze(cell) for cell in line.split("\t")]
    if len(cells) > 1:
        return is_label(cells[0])
    if "附件" in line or line.endswith(_ASKS) or _SENTENCE_BEHIND.match(line):
        return False
    return is_label(line) if len(line) < MAX_ITEM else len(line) < LONGEST_ROW and is_line_of_labels(line)


def _label_pairs(text: list[str]) -> int:
    """Lines at the head that are a label and the next its value, in turn."""
    at = 0
    while at + 1 < len(text) and _is_bare_label(text[at]):
        if len(text[at + 1]) >= MAX_ITEM or text[at + 1].endswith("。"):
            break
        at += 1 if _is_bare_label(text[at + 1]) else 2
    asked = 0 < at < len(text) and SPOKEN.match(dense(text[at]))
    return at if asked or at >= 2 * MIN_ITEMS else 0


def _is_bare_label(line: str) -> bool:
    return len(line) <= LONGEST_LABEL and is_label(line) and not re.search(r"[:：]\s*\S", line)


def _is_item(line: str) -> bool:
    return len(line) < MAX_ITEM and bool(_ITEM.match(line))


def _labelled_items(whole: list[str], start: int) -> int:
    """Lines from `start` on that are items of metadata: a label and, without a colon, its value."""
    text = whole[start:]
    items = list(takewhile(_is_item, text))
    above = sum(1 for _ in takewhile(_is_item, reversed(whole[:start])))
    if items and len(items) + above >= MIN_ITEMS:
        return len(items)
    boxed = [
        dense(begun.group(1))
        for begun in takewhile(bool, (_BRACKETED.match(line[:MAX_ITEM]) for line in text))
        if begun
    ]
    return len(boxed) if sum(map(is_label, boxed)) >= MIN_ITEMS else 0


def _heads_columns(labels: str, values: str) -> bool:
    """Whether one line is the labels of columns and the next their values; columns may stand empty."""
    heads = labels.split("\t")
    return "\t" in values and len(heads) >= values.count("\t") + 1 and all(map(is_label, heads))


def _is_index(line: str) -> bool:
    """Whether a line is the page's 索引号: documents do not print their own."""
    return len(line) < MAX_ITEM and any(line.startswith(label) for label in LABELS["index_number"])


def _tail(text: list[str]) -> list[str]:
    end: int | None = len(text)
    while end is not None:
        text = text[:end]
        while text and (_closes(text[-1]) or (len(text) > 1 and _keeps_site(text[-1]) and _closes(text[-2]))):
            text.pop()
        end = _last_list(text)
    return text


def _closes(line: str) -> bool:
    if len(line) > LONGEST_CLOSING:
        return False
    bare = line.lstrip(_BULLETS)
    line = line if _SAYS.search(bare) and not _NEIGHBOURS.match(bare) else bare
    said = _CLOSING.match(line) or _STAFF.match(line)
    return bool(said) or is_tools(line) or _is_index(line) or _is_dateline(line)


def _keeps_site(line: str) -> bool:
    """Whether a line is nothing but who keeps a site: 某县人民政府办公室主办."""
    return _KEEPER.match(line) is not None


def _is_dateline(line: str) -> bool:
    """Whether a line above or below a text says in labels alone who published it, or when."""
    return len(line) <= LONGEST_ROW and is_line_of_labels(line) and has_dateline(line)


def _last_list(text: list[str]) -> int | None:
    """Where the list of files or of neighbours begins that a text ends with."""
    for at in range(max(len(text) - TAIL_LINES, 1), len(text)):
        files = _FILES.match(text[at]) and all(map(_FILE.search, text[at + 1 :]))
        named = _NEIGHBOURS.match(text[at]) or (
            _RELATED.match(text[at]) and at < len(text) - 1 and not any("。" in line for line in text[at:])
        )
        if files or (named and sum(map(len, text[at:])) <= TAIL_CHARACTERS):
            return at
    return None
