"""Headings by their elements: ranked as such, called so, or set as headings are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import dropwhile, islice, takewhile
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract.labels import is_label
from crawler.pages.chrome import is_chrome
from crawler.pages.markup import DEAD, class_and_id, dense, lines, squeeze, unseen

_NAMED = lazy_regex(
    r"(?:^|[\s_-])(?:title|tit|biaoti|bt|headline|heading|ucaptitle|subject)\w*(?=[\s_-]|$)|title(?=\s|$)",
    re.IGNORECASE,
)
_SMALL = lazy_regex(r"small|sub|fu|second|meta|attr|info-?source", re.IGNORECASE)
IMPRINT = lazy_regex(r"维护(?:单位|[:：]|$)|版权所有|(?:主办|承办)(?:单位|[:：]|$)|浏览|备案号|备\d{6}|ICP")
SITE_WORDS = lazy_regex(
    r"(?:人民政府|门户网站|政务公开|信息公开|公开目录|公开平台|公开专栏|政府网|官网|信息网|官方网站|网站|网|局|委员会|厅|中国政府采购网)[!！]?$"
)
_SPOKEN_OF = lazy_regex(
    r"^(?!网站|版权|主办|承办|来源|发布|技术)[\u4e00-\u9fff]{2,12}[:：]\s?[\u4e00-\u9fff“《]"
)
"""How a heading with a colon begins: 消费警示：谨防保健品骗局."""

KIND = lazy_regex(
    r"(?:通知|公告|通告|公示|意见|决定|办法|规定|细则|方案|报告|批复|通报|函|预案|请示)(?:[（(][^（）()]{1,20}[）)])?"
)
_DAY_TAGS = ("small", "span", "em", "i", "sub", "font", "label")
_DAY_ALONE = lazy_regex(
    r"^[（(\[【]?\s*(?:发布(?:日期|时间)\s*[:：]\s*)?(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\s[\d:]{4,8})?\s*[)）\]】]?$"
)
"""Elements within a heading that hold the day, and nothing else."""

_DAY_FIRST = lazy_regex(
    r"^[（(\[【]?\s*(?:发布(?:日期|时间)|时间|日期)?\s*[:：]?\s*(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}"
)
"""How the line of date and source begins, where it stands below a heading in the same element."""

_LARGE = lazy_regex(
    r"text-align\s*:\s*center|font-size\s*:\s*(?:1[89]|[2-4]\d)(?:\.\d+)?\s*p[tx]", re.IGNORECASE
)
_LARGE_FONT = ("4", "5", "6", "7", "+1", "+2", "+3", "+4")
"""Sizes of a heading in pages that are marked up by how they look."""

_CALLED = lazy_regex(r"^(?:访谈|本期|在线|信件|来信)?(?:主题|标题|题目)\s*[:：]\s*(?=\S{4})")
"""How a heading begins that says so."""

_STEPS = ">＞»›→"
_PATH = lazy_regex(
    r"^(?:(?:(?:当前|您的|所在|您所在的?|您现在的)?位置\s*[:：]?\s*)?首\s*页\s*[>＞»›→]"
    r"|(?:当前|您的|所在|您所在的?|您现在的)?位置\s*[:：]?\s*(?:[^>＞»›→]{1,16}[>＞»›→]){2}"
    r"|(?!关于)(?:[^>＞»›→\d]{1,16}[>＞»›](?!\d)){2}|(?!关于)[^>＞»›→\d，]{2,10}(?:>>|＞＞)(?=[^>＞»›→，]{2,16}$))[^。]{0,80}$"
)
"""The way from the first page to this one: 首页 > 信息公开目录 > 规划计划; no road, no comparison."""

_HEADINGS = ("h1", "h2", "h3", "h4", "ucaptitle")
MIN_HEADING = 2
"""简介 is the shortest title seen."""

MIN_ABOVE = 8
"""The same for a text that is a heading only by standing above the date. A guess."""

MAX_TITLE = 200
"""Longer texts are not titles; the longest seen has 98 characters."""

CENTRED = 0.8
"""Weight of a centred cell: above a <title> that is the site's name (0.5), below everything that is named."""

AROUND = 4
"""Elements around a heading that may hold nothing else. A guess."""


def marked(tree: Any) -> list[tuple[str, float]]:
    """The headings of a page with their weights, as they stand."""
    found: list[tuple[str, float]] = []
    apart = cache(_apart)
    for element in tree.iter(*_HEADINGS, "p", "div", "td", "span", "strong", "li", "center", "font"):
        heading = element.tag in _HEADINGS
        named = class_and_id(element)
        centred = _stands_out(element)
        if not (heading or centred or is_called_heading(named)):
            continue
        if element.tag != "h1" and any(not DEAD.match(link.get("href") or "") for link in element.iter("a")):
            continue
        if any(map(apart, (element, *element.iterancestors()))):
            continue
        shown = lines(element, skip=_day_within(element) | _subtitles(element))
        text = _continued(element, squeeze(" ".join(_above_labels(shown))))
        text = _CALLED.sub("", text)
        if not MIN_HEADING <= len(dense(text)) <= MAX_TITLE:
            continue
        weight = {"h1": 3.0, "ucaptitle": 3.0, "h2": 2.0}.get(element.tag, 1.0 if heading else 1.5)
        weight += 1.0 if heading and _NAMED.search(named) else 0.0
        if centred and not heading and not _NAMED.search(named):
            if len(dense(text)) < MIN_ABOVE or names_site(text) or text.endswith("。"):
                continue
            weight = CENTRED
        found.append((text, weight - (1.0 if _SMALL.search(named) else 0.0)))
    return found


def _day_within(element: Any) -> frozenset[Any]:
    """The day of publication, or the line that begins with it, in an element at the end of a heading."""
    ends = dropwhile(_is_empty, reversed(element))
    last = next(ends, None)
    if last is None or last.tag not in _DAY_TAGS or (last.tail or "").strip():
        return frozenset()
    broken = getattr(last.getprevious(), "tag", "") == "br" and not (last.getprevious().tail or "").strip()
    day = (_DAY_FIRST if broken else _DAY_ALONE).match((last.text or "").strip()[:40])
    return frozenset((last,)) if day else frozenset()


def _subtitles(element: Any) -> frozenset[Any]:
    """Headings of lower rank in a heading's box: what stands below, or above, the only one of the highest."""
    if element.tag in _HEADINGS:
        return frozenset()
    ranked = [inner for inner in islice(element.iter("h1", "h2", "h3", "h4"), AROUND) if not _is_empty(inner)]
    highest = min((inner.tag for inner in ranked), default="")
    if len(ranked) < 2 or [inner.tag for inner in ranked].count(highest) > 1:
        return frozenset()
    return frozenset(inner for inner in ranked if inner.tag != highest)


def _is_empty(element: Any) -> bool:
    """Whether nothing stands in an element or behind it before a script writes it."""
    return (
        not (element.text_content() if isinstance(element.tag, str) else "").strip()
        and not (element.tail or "").strip()
    )


def _above_labels(shown: list[str]) -> list[str]:
    """The lines of a heading's box without those of the metadata below it."""
    return [*shown[:1], *takewhile(lambda line: not is_label(squeeze(line)), shown[1:])]


def _continued(element: Any, text: str) -> str:
    """A heading with its last word, where that stands in the element behind it."""
    if not is_open_ended(text):
        return text
    up = element
    for around in islice(element.iterancestors(), AROUND):
        if up.getnext() is not None or dense(around.text_content()) != dense(text):
            break
        up = around
    after = dense(up.getnext().text_content()) if up.getnext() is not None else ""
    return text + after if KIND.fullmatch(after) else text


def _stands_out(element: Any) -> bool:
    """Whether it is centred or in large letters, as headings are where nothing names them."""
    align = element.get("align")
    if (align and align.lower() == "center") or element.tag == "center":
        return True
    style = element.get("style")
    return element.get("size") in _LARGE_FONT or bool(style and _LARGE.search(style))


def _apart(element: Any) -> bool:
    if element.tag in ("body", "html"):
        return False
    if element.tag in ("nav", "footer", "a") or unseen(element):
        return True
    named = class_and_id(element)
    return named != " " and is_chrome(named) and not _NAMED.search(named) and not _is_head_of_text(element)


def _is_head_of_text(element: Any) -> bool:
    """Whether what is called a header holds a heading alone: those of pages hold links."""
    return "header" in class_and_id(element) and next(element.iter("a", "img", "input"), None) is None


@lru_cache(maxsize=20_000)
def is_called_heading(named: str) -> bool:
    """Whether a class and id are those of a heading."""
    return named != " " and bool(_NAMED.search(named))


def names_site(text: str) -> bool:
    """Whether a text ends as names of sites and bodies do, or is of an imprint; no heading with a colon."""
    return bool((SITE_WORDS.search(text) and not _SPOKEN_OF.match(text)) or IMPRINT.search(text))


def is_path(text: str) -> bool:
    """Whether a text is the way to a page, and not what the page is called."""
    return any(mark in text for mark in _STEPS) and bool(_PATH.match(text))


def is_open_ended(text: str) -> bool:
    """Whether it is a heading whose last word stands on the next line: 关于…的."""
    return len(text) <= MAX_TITLE and text.endswith("的") and 0 <= text.find("关于") <= len(text) - 5
