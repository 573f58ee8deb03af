"""Metadata that a page shows under a label: 索引号, 发文机关, 发布日期 …, in tables, lists or running lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lxml import etree

from crawler.extract.markup import BLOCKS, SILENT, dense, squeeze

LABELS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "索取号", "信息索引", "信息索引号", "索引编号", "索引码", "公开索引号"),
    "document_number": ("文号", "发文字号", "发文号", "公文文号", "文件编号", "文件号", "公文字号", "文件文号", "发文文号",
                        "文件字号", "发文编号", "公文编号"),
    "published_on": ("发布日期", "发布时间", "公开日期", "发布于", "公开时间", "上网日期", "上网时间", "发稿时间",
                     "发表时间", "公布日期", "信息时间", "日期", "时间", "更新时间", "更新日期"),
    "issued_on": ("成文日期", "生成日期", "发文日期", "制发日期", "印发日期", "签发日期", "形成日期", "成文时间", "发文时间",
                  "产生日期", "印发时间", "落款日期", "成稿日期"),
    "agency": ("发布机构", "发文机关", "发布机关", "发文单位", "发布单位", "发文机构", "制发机关", "公开机构", "公开单位",
               "责任部门", "公开责任部门", "发布部门", "发文部门", "制定机关", "印发机关", "公开主体", "所属机构", "发文",
               "信息公开机构", "公开部门", "制发单位", "供稿单位", "发布主体"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源", "来源单位", "内容来源", "稿源", "文章出处", "出处"),
    "topic": ("主题分类", "主题类别", "信息分类", "主题类型", "主题"),
    "genre": ("体裁分类", "体裁", "文种", "公文种类", "体裁类别", "公文类型", "公文体裁", "文件种类"),
    "validity": ("有效性", "效力状态", "时效性", "时效", "文件状态", "是否有效", "有效状态", "文件时效", "时效状态",
                 "效力"),
    "keywords": ("主题词", "关键词", "关键字", "标签"),
    "summary": ("内容概述", "内容摘要", "内容概要", "内容简介", "信息概述", "概述"),
    "title": ("名称", "标题", "信息名称", "文件名称", "公文名称", "信息标题", "公文标题"),
}  # fmt: skip
"""The labels seen for each field; one that names two things on different portals stands where it is likelier."""

OTHER_LABELS = (
    "分类", "公开方式", "公开时限", "公开范围", "公开类别", "公开形式", "公开程序", "服务对象", "组配分类", "服务对象分类",
    "实施日期", "失效日期", "生效日期", "生效时间", "废止日期", "废止时间", "执行日期", "有效期", "统一编号", "信息类别",
    "信息格式", "语种", "区域", "浏览次数", "浏览量", "访问量", "访问次数", "点击量", "点击数", "点击率", "阅读次数", "阅读量",
    "阅读", "浏览", "点击", "字体", "字号", "字体大小", "作者", "编辑", "责任编辑", "责编", "审核", "审核人", "打印", "分享", "分享到",
    "视力保护色", "视力保护", "保护视力色", "大小", "附件", "附件下载", "相关附件", "相关文件", "相关解读", "信息编码",
    "记录形式", "载体类型", "备注", "备注/文号", "著录日期", "受理单位", "公开属性", "公开依据", "编号", "登记号", "有效期限",
    "责任编辑", "当前位置", "您的位置", "所在位置", "栏目", "所属栏目", "收藏", "朗读", "二维码", "点击次数", "记者", "通讯员",
)  # fmt: skip
"""Labels that no field takes, but that end the value before them."""

DATELINE = frozenset(LABELS["published_on"]) | frozenset(LABELS["source"]) | {"作者", "浏览次数", "点击次数"}
"""Labels of the line under a heading."""

_FIELD = {label: field for field, labels in LABELS.items() for label in labels}
_KNOWN = frozenset(_FIELD) | frozenset(OTHER_LABELS)
_SPLIT = re.compile(
    r"(?=(?<![\u4e00-\u9fff])(?:"
    + "|".join(sorted((r"\s*".join(label) for label in _KNOWN), key=len, reverse=True))
    + r")\s*[:：])"
)
_LABELLED = re.compile(r"^[\s【\[［(（|｜·•●*]*([^:：\d]{1,24}?)[\s】\]］)）]*[:：]+\s*(.*)$", re.DOTALL)
_BARE = re.compile(r"^[\s【\[［·•●*]*([^:：\d]{1,24}?)[\s】\]］]*$")
_WRITTEN = re.compile(r"var\s+(\w+)\s*=\s*(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})')\s*;?")
_CELLS = ("td", "th", "dd", "dt", "li", "p", "div")
_BREAKS = ("td", "th", "dd", "dt")

MAX_VALUE = 200
"""Characters beyond which a value is running text, not metadata (a summary excepted)."""

MAX_SUMMARY = 2_000
"""The same for a summary. A guess."""

MAX_RUNS = 7
"""Text runs that a value may be made of: editors wrap every few words in a span. A guess."""

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


def chunks(tree: Any, body: Any, chrome: Any) -> list[Chunk]:
    """The page's text runs in order: all but the inside of the body (only its head) and what `chrome` says."""
    found: list[Chunk] = []
    seen_body, inside, left = False, False, HEAD_CHUNKS
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event == "start":
            if node is body:
                seen_body = inside = True
            if node.tag == "script":
                found.extend(
                    Chunk(text, node.getparent(), not seen_body) for text in _written(node.text or "")
                )
            if node.tag in SILENT or chrome(node):
                if node.tag in ("select", "input"):
                    found.append(Chunk("", node, not seen_body))
                walker.skip_subtree()
                continue
            if node.tag in _BREAKS and not len(node) and not (node.text or "").strip():
                found.append(Chunk("", node, not seen_body))
            _add(found, node.text, node, seen_body)
        else:
            if node is body:
                inside = False
            if node is not tree:
                _add(found, node.tail, node.getparent(), seen_body)
        if inside:
            left = HEAD_CHUNKS - sum(not chunk.before_body for chunk in found) if left > 0 else 0
            if left <= 0 and event == "start" and node is not body:
                walker.skip_subtree()
    return found


def read(parts: list[Chunk]) -> Labels:
    """The labelled values among text runs."""
    values: dict[str, list[tuple[str, str]]] = {}
    empty: set[str] = set()
    for at, chunk in enumerate(parts):
        label, value = _label(chunk.text)
        field = _FIELD.get(label or "")
        if field is None or label is None:
            continue
        value = value or _following(parts, at)
        if value and len(value) <= (MAX_SUMMARY if field == "summary" else MAX_VALUE):
            values.setdefault(field, []).append((label, value))
        else:
            empty.add(field)
    return Labels(values, frozenset(empty - values.keys()))


def is_label(text: str) -> bool:
    """Whether a text is a known label, alone or with its value."""
    label, _ = _label(text)
    return label in _KNOWN


def opens_dateline(text: str) -> bool:
    """Whether a text begins the line that stands under a heading: 发布时间, 来源, 作者 …"""
    label, _ = _label(text)
    return label in DATELINE


def _label(text: str) -> tuple[str | None, str]:
    if match := _LABELLED.match(text):
        return dense(match.group(1)), squeeze(match.group(2))
    if (match := _BARE.match(text)) and dense(match.group(1)) in _KNOWN:
        return dense(match.group(1)), ""
    return None, ""


def _following(parts: list[Chunk], at: int) -> str:
    """The value after a label: the rest of its cell, or the next cell."""
    after = parts[at + 1 : at + 1 + MAX_RUNS]
    same = takewhile(
        lambda chunk: chunk.cell is after[0].cell and chunk.text and not _ends_value(chunk.text), after
    )
    return squeeze("".join(chunk.text for chunk in same))


def _ends_value(text: str) -> bool:
    label, _ = _label(text)
    return label in _KNOWN or bool(re.fullmatch(r"[^:：]{1,10}[:：]", text))


def _add(found: list[Chunk], text: str | None, element: Any, seen_body: bool) -> None:
    if not text or not text.strip():
        return
    cell = _cell(element)
    linked = element.tag == "a" or next(element.iterancestors("a"), None) is not None
    for part in _SPLIT.split(text):
        if part := squeeze(part):
            found.append(Chunk(part, cell, not seen_body, linked))


def _cell(element: Any) -> Any:
    while element is not None and element.tag not in _CELLS and element.tag not in BLOCKS:
        element = element.getparent()
    return element


def _written(script: str) -> Iterator[str]:
    """What a script writes into the page from a variable: `var pubdata='…'; … document.write(pubdata)`."""
    if "document.write" not in script:
        return
    for match in _WRITTEN.finditer(script):
        value = match.group(2) or match.group(3)
        use = re.search(r"document\.write\(([^;]*?)\b" + match.group(1) + r"\b", script[match.end() :])
        if value and use:
            prefix = re.sub(r"<[^>]*>|[\"'+\s]|&\w+;", "", use.group(1))
            yield squeeze(prefix + value)
