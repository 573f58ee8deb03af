"""UOF, the office format of China (GB/T 20916-2007): texts, sheets and slides in one XML file."""

from __future__ import annotations

from typing import Any

from crawler.attachments.budget import Budget
from crawler.attachments.container import attribute, children, descend, local

ROOT = "UOF"
_BODIES = ("文字处理", "电子表格", "演示文稿")
_SKIPPED = frozenset(
    ("公用处理规则", "分节", "母版集", "幻灯片备注", "批注", "删除", "段落属性", "句属性", "文字表属性",
     "表行属性", "单元格属性", "引文符号", "域代码")
)  # fmt: skip
_SPACES = {"空格符": " ", "制表符": " ", "换行符": "\n", "分栏符": "\n", "分页符": "\n"}
_NOTES = frozenset(("脚注", "尾注"))
_HIDDEN = ("true", "1")


def read(root: Any, budget: Budget) -> None:
    """A paragraph or a row a line; what is drawn stands where it is anchored."""
    shapes = {attribute(shape, "标识符"): shape for shape in descend(root, "图形")}
    for body in children(root, *_BODIES):
        _Reader(shapes, budget).blocks(body)


class _Reader:
    def __init__(self, shapes: dict[str, Any], budget: Budget) -> None:
        self._shapes = shapes
        """By their names; each is taken out as it is read."""
        self._budget = budget

    def blocks(self, element: Any) -> None:
        stack = [element]
        while stack:
            node = stack.pop()
            kind = local(node)
            if kind in _SKIPPED:
                continue
            self._budget.step()
            if kind == "段落":
                self._paragraph(node)
            elif kind == "行":
                self._row(node)
            elif (
                kind == "锚点" and (shape := self._shapes.pop(attribute(node, "图形引用"), None)) is not None
            ):
                stack.append(shape)
            elif kind in ("工作表", "幻灯片") and self._is_hidden(node):
                self._budget.hidden += 1
            else:
                stack.extend(reversed(node))

    def _is_hidden(self, node: Any) -> bool:
        return attribute(node, "隐藏") in _HIDDEN or attribute(node, "显示") == "false"

    def _paragraph(self, paragraph: Any) -> None:
        beside: list[Any] = []
        for line in self._text(paragraph, beside).split("\n"):
            self._budget.line(line)
        for one in beside:
            self.blocks(one)

    def _row(self, row: Any) -> None:
        if self._is_hidden(row):
            self._budget.hidden += 1
            return
        beside: list[Any] = []
        self._budget.row(" ".join(self._text(cell, beside).split()) for cell in children(row, "单元格"))
        for one in beside:
            self.blocks(one)

    def _text(self, element: Any, beside: list[Any]) -> str:
        """The text of an element; notes and what is anchored in it are put to what is read behind."""
        parts: list[str] = []
        stack = [element]
        while stack:
            node = stack.pop()
            kind = local(node)
            if kind in _SKIPPED:
                continue
            if kind in _NOTES or kind == "锚点":
                beside.append(node)
                continue
            if kind == "文本串":
                parts.append("".join(node.itertext()))
            elif kind in _SPACES:
                parts.append(_SPACES[kind])
            elif kind == "段落" and parts:
                parts.append("\n")
            stack.extend(reversed(node))
        return "".join(parts)
