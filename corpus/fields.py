"""The fields of a document, once: what the law calls each, and what it is used for.

The records, the tables of the store and the extraction name a field themselves; everything else asks here.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.records import agencies_of


@dataclass(frozen=True, slots=True)
class Field:
    """A field of `Document`."""

    key: str
    """Its name in `Document`, in JSON and in addresses."""
    name: str
    """The one name that people see, in the words of the law."""
    shown: bool = False
    """Whether a document's metadata table has it."""
    brief: bool = False
    """Whether a hit has it."""
    expected: bool = False
    """Whether a complete posting has it: of several copies the most complete is kept."""
    facet: int = 0
    """Its place among the filters, whose values are counted too; 0 for what is no filter."""
    sort: str = ""
    """What the orders by it begin with: `issued` of `issued_newest` and `issued_oldest`."""
    catalogue: str = ""
    """What the regulations call it as a column of the catalogue (Article 12 of 2019, 19 of 2008)."""
    query_names: tuple[str, ...] | None = None
    """What else a query may call it; None where a query cannot ask for a value of it."""


FIELDS = (
    Field("index_number", "索引号", catalogue="索引号", shown=True, brief=True, expected=True),
    Field("topic", "主题分类", shown=True, brief=True, expected=True, facet=1, query_names=("主题",)),
    Field(
        "agency",
        "发文机关",
        shown=True,
        brief=True,
        expected=True,
        facet=2,
        query_names=("机构", "发布机构"),
    ),
    Field(
        "issued_on",
        "成文日期",
        catalogue="生成日期",
        shown=True,
        brief=True,
        expected=True,
        sort="issued",
    ),
    Field("title", "标题", catalogue="名称", shown=True),
    Field("document_number", "发文字号", shown=True, brief=True, expected=True),
    Field("published_on", "发布日期", shown=True, brief=True, expected=True, sort="published"),
    Field("validity", "有效性", shown=True, brief=True, facet=6, query_names=()),
    Field("genre", "体裁分类", shown=True, brief=True, expected=True, facet=4, query_names=("体裁",)),
    Field("column", "栏目", shown=True, brief=True, facet=3, query_names=()),
    Field("source", "来源", shown=True),
    Field("keywords", "主题词", shown=True),
    Field("summary", "内容概述", catalogue="内容概述", expected=True),
    Field("attachments", "附件"),
    Field("portal", "门户", brief=True, facet=7),
    Field("family", "网站类型"),
    Field("year", "年份", facet=5),
    Field("text", "正文"),
)
"""In the national order of a document's metadata, then the rest. `year` is that of the day it is filed by."""

NAMES = {field.key: field.name for field in FIELDS}

FACETS = tuple(field.key for field in sorted(FIELDS, key=lambda field: field.facet) if field.facet)
"""What narrows a search or the catalogue, in the order in which it is offered."""


def single_values(key: str, value: str) -> tuple[str, ...]:
    """Each value of a field of which one document may have several."""
    return agencies_of(value) if key == "agency" else (value,)


KIND_FIELDS = ("genre", "column")
"""Those that tell of what kind a document is."""

EXPECTED = tuple(field.key for field in FIELDS if field.expected)
