"""When a page was published: under a label, beside the heading, at the foot, in a tag, in the address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import issuer, labels
from crawler.extract.evidence import Evidence
from crawler.extract.signature import signed_on
from crawler.pages import dates
from crawler.pages.markup import dense

STAMP = lazy_regex(
    r"^[\s\[【(（]*(?:(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
    rf"|{dates.IN_WORDS}|{dates.IN_ENGLISH})"
    r"(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:\s*[T ]?\s*\d{1,2}[:∶：时]\d{2}分?(?:[:∶：]?\d{2}秒?)?(?:\.\d{1,3})?)?[\s\]】)）|｜·]*"
    r"(?:[【\[(（]\s*(?:打\s*印|关\s*闭|字体|字号|收藏|返回|浏览|阅读|点击)[^，。；]{0,40}"
    r"|(?:浏览|阅读|点击|访问|人气)[^，。；]{0,20})?$"
)
LED = lazy_regex(
    rf"^[\[(（]?((?:19|20)\d{{2}}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}日?|{dates.IN_WORDS}|{dates.IN_ENGLISH})(?:\s*\d{{1,2}}[:∶]\d{{2}}(?:[:∶]\d{{2}})?)?"
    r"[\s|｜·/]+[^，。；]{1,40}$"
)
"""A line under a heading that begins with the day."""

_NO_COLON = lazy_regex(
    r"^[\[【(（\s]*(?:信息|文章)?(?:发布|发表|公布|更新|录入|添加|上传)"
    r"(?:(?:时间|日期)\s*|\s*(?=(?:19|20)\d{2}[\s\d./年月-]{3,12}日?(?![\u4e00-\u9fff\d])))"
    r"((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?!\d)[^，。；]{0,20})$"
)
"""A label and the day right behind it; behind 发布 and a day within a phrase stands what was made known."""

_POSTED_ON = lazy_regex(
    r"^[^，。；]{0,40}(?:^|[\s|｜·])(?:发布|发表|刊发|更新)于\s*((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?!\d)[^，。；]{0,20})$"
)
"""发布于 and the day, first or behind another item of the line below a heading."""

_LEAF, _DAY_OF_LEAF = lazy_regex(r"^(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}月?$"), lazy_regex(r"^\d{1,2}日?$")
"""A calendar leaf: the day alone, above or below year and month."""

AMONG = lazy_regex(
    rf"^[^，。；：:《》]{{2,40}}[\s|｜]((?:19|20)\d{{2}}\s*[-./年]\s*\d{{1,2}}\s*[-./月]\s*\d{{1,2}}日?|{dates.IN_ENGLISH})(?:[\s|｜].{{0,30}})?$"
)
"""A line under a heading that names the site, and the day behind it."""

_SIGNED = lazy_regex(
    r"^([\u4e00-\u9fff]{4,30})\s?[（(]\s?((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?)\s?[)）]$"
)
"""A body, and the day in brackets behind it, below a heading."""

STAMPED = lazy_regex(r"\s+[\[(（]?(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月].*$")
"""A date behind a source without a label of its own."""

_BELOW = lazy_regex(
    r"^(?:(?:发布|发表|更新|编辑)于\s*)?[\[(（【]?((?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\D?.{0,40})$"
)
"""A line of the page's that a text is followed by, and that begins with a day."""

_MONTH_IN_ADDRESS = lazy_regex(r"/((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])/")

_LASTS = lazy_regex(
    r"^[\s【\[（(]{0,3}[\u4e00-\u9fff]{0,6}(?:时效|有效|失效|截止|截至|到期|废止|终止|届满|施行|实施|生效|执行)"
    r"(?:(?:日期|时间|期限|期至|期|限|至|日)\s*[】\]]?\s*[:：]?|\s*[】\]]?\s*[:：])\s*$"
)
"""A label that says from when or until when something holds: its day is none of publication."""

_SENT = ("发文日期", "发文时间")
_WRITTEN = ("成文日期", "成文时间", "生成日期", "形成日期", "落款日期")
"""Labels of the day on which a document was sent out, and of that on which it was written."""

AHEAD = timedelta(days=31)
"""How far the day of publication may lie ahead: papers are put up before the day that they bear. A guess."""

BRACKETS = " 　[]【】（）()|｜"
"""What stands around the name of a body beside a day."""

NEAR_BODY = 12
"""Text runs before the body among which its date is looked for and what else stands above it. A guess."""

NEAR_BELOW = 3
"""Text runs below the body among which its date is looked for. A guess."""

MIN_RELATED = 8
"""A longer link between title and body is a related document, and a date beside it that one's. A guess."""


def issued(seen: Evidence) -> date | None:
    """Under a label, else the day that the document closes with."""
    for _, value in seen.shown.values.get("issued_on", []):
        if day := dates.parse(value):
            return day
    return signed_on(seen.body.lines)


def published(seen: Evidence) -> date | None:
    """Shown under a label, shown without one between title and text, in a meta tag, in the address."""
    labelled = sorted(seen.shown.values.get("published_on", []), key=lambda pair: _trust(pair[0]))
    shown = (*(value for _, value in labelled), *_unlabelled(seen))
    short = (*(value for _, value in labelled), *(chunk.text for chunk in between(seen)))
    said = (*map(dates.parse, shown), *map(dates.of_short_year, short), _sent_later(seen))
    return next(filter(_has_come, said), None) or _tagged(seen) or _sent(seen, "发文时间")


def _has_come(day: date | None) -> bool:
    """Whether a day is one on which a page may have been published."""
    return day is not None and day <= date.today() + AHEAD


def _sent(seen: Evidence, *labelled: str) -> date | None:
    """The day of sending under one of some labels."""
    sent = (value for label, value in seen.shown.values.get("issued_on", []) if label in labelled)
    return next(filter(None, map(dates.parse, sent)), None)


def _sent_later(seen: Evidence) -> date | None:
    """The day of sending, where the page shows that of writing beside it."""
    return _sent(seen, *_SENT) if _sent(seen, *_WRITTEN) else None


def _unlabelled(seen: Evidence) -> Iterator[str]:
    """What may hold the day without a label of its own, the likeliest first."""
    near = between(seen)
    for before, chunk in zip([None, *near], near, strict=False):
        told = before is not None and (labels.is_label(before.text) or _LASTS.search(before.text))
        if not told and STAMP.match(chunk.text):
            yield chunk.text
    for form in (_NO_COLON, _POSTED_ON, LED, AMONG):
        yield from (found.group(1) for chunk in near if (found := form.match(chunk.text)))
    yield from filter(None, (signed_day(chunk.text) for chunk in near))
    named = [value for field in ("source", "agency") for _, value in seen.shown.values.get(field, [])]
    for value in (*named, *_right_below(seen)):
        if behind := STAMPED.search(value):
            yield behind.group()
    for one, other in pairwise(above_text(seen.chunks, seen.body.lines)[-NEAR_BODY:]):
        leaf, day = sorted((one.text, other.text), key=len, reverse=True)
        if _LEAF.match(leaf) and _DAY_OF_LEAF.match(day):
            yield f"{leaf.strip('月')}-{day}"
    if STAMP.match(above := right_above(seen)):
        yield above


def signed_day(line: str) -> str | None:
    """The day in brackets behind the name of a body, where a line is no more than these."""
    signed = _SIGNED.match(line)
    return signed.group(2) if signed and issuer.is_name(signed.group(1)) else None


def _tagged(seen: Evidence) -> date | None:
    tagged, signed = (
        dates.parse(seen.meta.get("pubdate") or seen.meta.get("firstpublishedtime", "")),
        issued(seen),
    )
    month = _MONTH_IN_ADDRESS.search(seen.page.url)
    if tagged and signed and month:
        filed = (int(month.group(1)), int(month.group(2)))
        if filed == (signed.year, signed.month) and filed != (tagged.year, tagged.month):
            return signed  # the meta tag holds the day the page was moved to a new system
    return next(filter(_has_come, (tagged, dates.in_address(seen.page.url))), None)


def _right_below(seen: Evidence) -> list[str]:
    """What stands right below the body as a day of publication: a stamp, or 发布于 and a day."""
    last = max((at for at, chunk in enumerate(seen.chunks) if chunk.before_body), default=-1)
    below = [chunk for chunk in seen.chunks[last + 1 :] if not _within(chunk.cell, seen.body.element)]
    near = takewhile(lambda chunk: not chunk.linked, below[:NEAR_BELOW])
    return [f" {found.group(1)}" for chunk in near if (found := _BELOW.match(chunk.text))]


def _within(cell: Any, element: Any) -> bool:
    return cell is not None and (cell is element or element in cell.iterancestors())


def between(seen: Evidence) -> list[labels.Chunk]:
    """The text runs between the page's title and its body, where the date stands without a label."""
    before = above_text(seen.chunks, seen.body.lines)
    heading = dense(seen.title)
    starts = [at for at, chunk in enumerate(before[:-1]) if dense(chunk.text) == heading]
    near = before[starts[-1] + 1 :][:NEAR_BODY] if starts else before[-NEAR_BODY:]
    return list(takewhile(lambda chunk: not (chunk.linked and len(chunk.text) > MIN_RELATED), near))


def right_above(seen: Evidence) -> str:
    """The text run right above the page's title; what a label is said of is none."""
    before, heading = above_text(seen.chunks, seen.body.lines), dense(seen.title)
    starts = [at for at, chunk in enumerate(before) if dense(chunk.text) == heading]
    if not (starts and starts[-1]):
        return ""
    *further, above = before[: starts[-1]]
    said_of_label = bool(further) and labels.is_label(further[-1].text)
    return "" if above.linked or said_of_label else above.text


def two_above(seen: Evidence) -> str:
    """The two text runs right above the page's title as one: a kind of paper, and its number below it."""
    before, heading = above_text(seen.chunks, seen.body.lines), dense(seen.title)
    starts = [at for at, chunk in enumerate(before) if dense(chunk.text) == heading]
    above = before[max(starts[-1] - 2, 0) : starts[-1]] if starts else []
    return (
        "" if len(above) < 2 or any(chunk.linked for chunk in above) else "".join(one.text for one in above)
    )


def beside_day(seen: Evidence) -> str | None:
    """The body that is named beside the day under a heading, without a label."""
    near = [chunk for chunk in between(seen) if chunk.text.strip(BRACKETS)]
    for at, chunk in enumerate(near):
        if STAMP.match(chunk.text):
            beside = (part.text.strip(BRACKETS) for part in near[max(at - 1, 0) : at + 2] if not part.linked)
            return issuer.from_source(next(filter(issuer.is_name, beside), None))
        if led := LED.match(chunk.text):
            named = chunk.text[led.end(1) :].lstrip(" |｜·/0123456789:∶")
            above = near[at - 1].text.strip(BRACKETS) if at else ""
            return next((issuer.from_source(name) for name in (named, above) if issuer.is_name(name)), None)
        if among := AMONG.match(chunk.text):
            named = chunk.text[: among.start(1)].strip(BRACKETS)
            return issuer.from_source(named) if issuer.is_name(named) else None
    return None


def above_text(parts: list[labels.Chunk], text: list[str]) -> list[labels.Chunk]:
    """The text runs before the body's first line, which may stand inside the body's element."""
    first = dense(text[0]) if text else ""
    for at, chunk in enumerate(parts):
        if not chunk.before_body and first and first.startswith(dense(chunk.text)) and chunk.text:
            return parts[:at]
    return [chunk for chunk in parts if chunk.before_body or not text]


def _trust(label: str) -> int:
    """发布日期 before 日期 before 更新时间."""
    return 0 if "发布" in label or "公开" in label else 2 if "更新" in label else 1
