"""Metadata that a page shows under a label: 索引号, 发文机关 …, in tables, lists or running lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, takewhile
from typing import Any

from lxml import etree

from corpus.lazy_regex import lazy_regex
from crawler.extract import script_writes
from crawler.extract.vocabulary import DATELINE, LABELS, OTHER_LABELS
from crawler.pages.markup import BLOCKS, SILENT, dense, squeeze

_FIELD = {label: field for field, labels in LABELS.items() for label in labels}
_KNOWN = frozenset(_FIELD) | frozenset(OTHER_LABELS)
_BEGUN = lazy_regex(
    r"(?:(?P<box>[【\[])|(?<![\u4e00-\u9fffA-Za-z])|(?<=\d[号日]))(?i:"
    + "|".join(sorted((r"\s*".join(label) for label in _KNOWN), key=len, reverse=True))
    + r")(?(box)[】\]](?=\s*[^\s|｜【\[])|\s*[:：丨])"
    r"|(?<=[\u4e00-\u9fff])(?:(?:发布|发文|成文|生成|公开|印发)(?:时间|日期)|索引号|发文字号|(?:发布|发文)机构|发文机关|"
    r"(?:主题|信息)分类|公开(?:方式|形式)|更新时间|(?:浏览|阅读|点击|访问)(?:次数|量|数))\s*[:：]"
)
"""How labels begin: apart from what stands before them, but for those of the day and the visits."""

_LABELLED = lazy_regex(r"^[\s【\[［(（|｜·•●*]*([^:：\d]{1,24}?)[\s】\]］)）]*[:：丨]+\s*(.*)$", re.DOTALL)
_BOXED = lazy_regex(r"^[【\[]\s*([^:：\d【】\[\]]{1,12}?)\s*[】\]]\s*(\S.*)$", re.DOTALL)
"""A label in brackets, and its value behind them."""

_BARE = lazy_regex(r"^[\s【\[［·•●*]*([^:：\d]{1,24}?)[\s】\]］]*$")
_LABELS_END = lazy_regex(r"[:：丨】\]]")
_OPENERS = "【[［（(|｜"
"""What stands before a label, and says nothing."""

_BETWEEN = "【[［ "
"""Brackets that a piece ends with are those of the label behind it."""

_COLONS = (":", "：")
"""What may stand in a cell of its own between a label and its value."""

_TIMES = ("时间", "日期")
_NO_TIME = lazy_regex(
    r"^(?:时间|日期)[:：]\s?(?=[\u4e00-\u9fff]{4})[^\d〇零一二三四五六七八九十年月日见待暂]{4,60}$"
)
"""A heading that begins as the label of a time does: 时间：都去哪儿了."""

_PLACE = lazy_regex(r"^[【\[]?\s*(?:\S{2,4})?(?:地\s*点|地\s*址|主持人?)\s*[】\]]?\s*[:：】\]]")
_HOURS = lazy_regex(
    r"\d{1,2}[:：]\d{2}\s*(?:[-—–~～至到]+)\s*\d{1,2}[:：]\d{2}|[（(](?:星期|周)[一二三四五六日天][)）]"
)
"""From one hour to another, or a day of the week in brackets: a time at which something is held."""

_PERIOD = lazy_regex(r"\d\s?日?\s?(?:[-—–~～至到]+)\s?(?:(?:19|20)\d{2}[-./年]|\d{1,2}月)")
"""From one day to another: no day of publication."""

NEAR_TIME = 2
"""Text runs behind a time among which the place of an event stands. A guess."""

_CELLS = ("td", "th", "dd", "dt", "li", "p", "div")
_BREAKS = ("td", "th", "dd", "dt")

_ENDINGS = lazy_regex(r"(?:[\s】\]|｜]|\s[【\[]?(?:下载|收藏|打印|关闭|分享))+$")
"""Brackets and the names of tools behind a value."""

_NAMES = ("source", "agency")
"""Fields whose values are no sentences."""

MAX_VALUE = 200
"""Characters beyond which a value is running text, not metadata (a summary excepted)."""

MAX_SUMMARY = 2_000
"""The same for a summary. A guess."""

MAX_RUNS = 7
"""Text runs that a value may be made of: editors wrap every few words in a span. A guess."""

LONGEST_REMEMBERED = 200
"""Characters of a line whose label is remembered. A guess; it bounds the memory."""

MIN_COLUMNS = 2
"""So many labels side by side, with no value, head the columns of a table."""

HEAD_CHUNKS = 24
"""How far into the body a metadata table is looked for: some portals put it inside the body element."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of text within one element, with the cell that holds it."""

    text: str
    cell: Any
    before_body: bool
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """What labels say: a value for each field, None where the label stands without a value."""

    values: dict[str, list[tuple[str, str]]]
    """Field to (label, value) pairs in the order of the page."""
    empty: frozenset[str]
    """Fields whose label is there with nothing beside it."""

    def first(self, field: str) -> str | None:
        """The first value of a field."""
        pairs = self.values.get(field)
        return pairs[0][1] if pairs else None


def chunks(tree: Any, body: Any, chrome: Callable[[Any], bool]) -> list[Chunk]:
    """The page's text runs in order, without what `chrome` says and all but the head of the body."""
    collector = _Collector(body)
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event == "start":
            if not collector.enter(node, chrome):
                walker.skip_subtree()
        else:
            if node is body:
                collector.inside = False
            if node is not tree and (text := node.tail) and not text.isspace():
                collector.add(text, node.getparent())
    return collector.found


def is_of_event(text: str, after: list[str]) -> bool:
    """Whether a time is that of an event: its hours say so, or its place stands behind it."""
    label, value = _label(text)
    return label in _TIMES and (bool(_HOURS.search(value)) or any(map(_PLACE.match, after)))


def pieces(text: str) -> list[str]:
    """A text in pieces that begin with a label each, but for the first."""
    if not _LABELS_END.search(text):
        return [squeeze(text)] if text.strip() else []
    places = [0, *(begun.start() for begun in _BEGUN.finditer(text)), len(text)]
    *before, last = (squeeze(text[start:end]) for start, end in pairwise(places))
    parts = [*(part.rstrip(_BETWEEN) for part in before), last]
    return [part for part in parts if part.strip(_OPENERS) or (part and len(places) == 2)]


def in_lines(text: list[str]) -> list[Chunk]:
    """The text runs of lines that stand below the body."""
    parts = (part for line in text for part in pieces(line))
    return [Chunk(part, None, before_body=False) for part in parts if part]


class _Collector:
    """Gathers text runs while the tree is walked."""

    def __init__(self, body: Any) -> None:
        self.found: list[Chunk] = []
        self.inside = False
        self._body = body
        self._seen_body = False
        self._left = HEAD_CHUNKS

    def enter(self, node: Any, chrome: Callable[[Any], bool]) -> bool:
        """Take what an element begins with; False if what it holds is to be passed over."""
        if node is self._body:
            self._seen_body = self.inside = True
        if node.tag == "script":
            for text, within in script_writes.told(node.text or ""):
                if within or _label(text)[0] is None:
                    self._keep(Chunk(text, node.getparent(), not self._seen_body))
        if node.tag in SILENT or chrome(node):
            if node.tag in ("select", "input"):
                self._keep(Chunk("", node, not self._seen_body))
            return False
        if node.tag in _BREAKS and not len(node) and not (node.text or "").strip():
            self._keep(Chunk("", node, not self._seen_body))
        if (text := node.text) and not text.isspace():
            self.add(text, node)
        return not self.inside or self._left > 0 or node is self._body

    def add(self, text: str, element: Any) -> None:
        """Take a text, cut where it holds further labels."""
        if self.inside and self._left <= 0:
            return
        cell = _cell(element)
        linked = element.tag == "a" or next(element.iterancestors("a"), None) is not None
        for part in pieces(text):
            self._keep(Chunk(part, cell, not self._seen_body, linked))

    def _keep(self, chunk: Chunk) -> None:
        self.found.append(chunk)
        self._left -= self.inside


def read(parts: list[Chunk]) -> Labels:
    """The labelled values among text runs."""
    values: dict[str, list[tuple[str, str]]] = {}
    empty: set[str] = set()
    below = dict(_below(parts))
    for at, chunk in enumerate(parts):
        label, value = _label(chunk.text)
        field = _FIELD.get(label or "")
        if field is None or label is None:
            continue
        if is_of_event(label, [part.text for part in parts[at + 1 : at + 1 + NEAR_TIME]]):
            continue
        value = below[at] if at in below else value or _following(parts, at)
        told = field not in _NAMES or "。" not in value
        told = told and not (field == "published_on" and _PERIOD.search(value))
        if value and told and len(value) <= (MAX_SUMMARY if field == "summary" else MAX_VALUE):
            values.setdefault(field, []).append((label, value))
        else:
            empty.add(field)
    return Labels(values, frozenset(empty - values.keys()))


def is_label(text: str) -> bool:
    """Whether a text is a known label, alone or with its value."""
    label, _ = _label(text)
    return label in _KNOWN


def is_line_of_labels(line: str) -> bool:
    """Whether a line is several known labels with their values and nothing else."""
    parts = pieces(line)
    return len(parts) > 1 and all(map(is_label, parts)) and "。" not in line


def has_dateline(line: str) -> bool:
    """Whether one of the labels of a line is one of a dateline."""
    return any(map(opens_dateline, pieces(line)))


def opens_dateline(text: str) -> bool:
    """Whether a text begins the line that stands under a heading: 发布时间, 来源, 作者 …"""
    label, value = _label(text)
    return label in DATELINE and not _PERIOD.search(value)


def _label(text: str) -> tuple[str | None, str]:
    return (_read_label if len(text) <= LONGEST_REMEMBERED else _read_label.__wrapped__)(text)


@lru_cache(maxsize=1_000)
def _read_label(text: str) -> tuple[str | None, str]:
    if _NO_TIME.match(text):
        return None, ""
    if match := _LABELLED.match(text):
        return dense(match.group(1)).lower(), squeeze(match.group(2))
    if (match := _BARE.match(text)) and dense(match.group(1)).lower() in _KNOWN:
        return dense(match.group(1)).lower(), ""
    if (match := _BOXED.match(text)) and dense(match.group(1)).lower() in _KNOWN:
        return dense(match.group(1)).lower(), squeeze(match.group(2))
    return None, ""


def _following(parts: list[Chunk], at: int) -> str:
    """The value after a label: the rest of its cell, or the next cell."""
    after = parts[at + 1 : at + 1 + MAX_RUNS]
    after = after[1:] if after and after[0].text.strip() in _COLONS else after
    same = takewhile(
        lambda chunk: (
            chunk.cell is after[0].cell
            and chunk.before_body is parts[at].before_body
            and chunk.text
            and not _ends_value(chunk.text)
        ),
        after,
    )
    return squeeze("".join(chunk.text for chunk in same)).lstrip(":： ")


def _below(parts: list[Chunk]) -> Iterator[tuple[int, str]]:
    """Where a row of a table is labels alone: the place of each among `parts`, with the value below it."""
    rows = [
        (row, list(cells))
        for row, cells in groupby(enumerate(parts), lambda part: _row(part[1].cell))
        if row is not None
    ]
    for (row, heads), (under, cells) in pairwise(rows):
        if len(heads) < MIN_COLUMNS or row is under or not all(_bare(part.text) for _, part in heads):
            continue
        texts: dict[Any, str] = {}
        for _, part in cells:
            texts[part.cell] = squeeze(texts.get(part.cell, "") + part.text)
        if len(texts) == len(heads) and not any(map(is_label, texts.values())):
            yield from zip((at for at, _ in heads), texts.values(), strict=True)


def _bare(text: str) -> bool:
    label, value = _label(text)
    return label in _KNOWN and not value


def _row(cell: Any) -> Any:
    """The table row that a cell stands in, itself or as a paragraph."""
    while cell is not None and cell.tag not in ("tr", "table", "body"):
        cell = cell.getparent()
    return cell if cell is not None and cell.tag == "tr" else None


def _ends_value(text: str) -> bool:
    label, _ = _label(text)
    return label in _KNOWN or bool(re.fullmatch(r"[^:：]{1,10}[:：]", text))


def _cell(element: Any) -> Any:
    while element is not None and element.tag not in _CELLS and element.tag not in BLOCKS:
        element = element.getparent()
    return element


def clean(value: str | None) -> str | None:
    """A value without the names of tools behind it; None where it says that there is none."""
    text = _ENDINGS.sub("", squeeze(value or "")).strip("【】[]|;；,， ")
    return text if text and text not in ("无", "null", "-", "--", "—", "/") else None
