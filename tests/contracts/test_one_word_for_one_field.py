"""Every field has one name wherever people meet it, and the catalogue's columns those of the law."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from corpus.catalogue import COLUMNS, Filters
from corpus.changes import COMPARED
from corpus.fields import FACETS, FIELDS, NAMES
from corpus.records import DOCUMENT_FIELDS, Document
from indexer import Sort
from indexer.query import fields as query_fields
from search_web.document import metadata
from search_web.duplicates.report_table import LAYOUT
from search_web.search.views import SORTS

ROOT = Path(__file__).resolve().parents[2]

OTHER_WORDS = {"发布机构", "发文单位", "机构", "网站", "门户网站", "文号", "主题", "体裁", "生成日期", "名称"}
"""What the fields are called elsewhere, by the law or by people."""

QUERY_LANGUAGE = "indexer/query/fields.py"
"""Knows what people call things in a query."""


def test_the_table_has_every_field_of_a_document_once() -> None:
    keys = [field.key for field in FIELDS]
    assert len(set(keys)) == len(keys)
    assert len(set(NAMES.values())) == len(keys)
    assert set(keys) == {*DOCUMENT_FIELDS, "year"} - {"url"}


def test_the_law_names_the_four_columns_of_the_catalogue() -> None:
    assert list(COLUMNS.values()) == ["索引号", "名称", "内容概述", "生成日期"]


def test_metadata_filters_changes_and_reports_use_the_words_of_the_table() -> None:
    every = Document("u", **{f.name: "甲" for f in fields(Document) if f.name in NAMES})  # type: ignore[arg-type]
    assert {row.name for row in metadata.rows(every)} == {field.name for field in FIELDS if field.shown}
    assert {NAMES[key] for key in COMPARED} <= set(NAMES.values())
    assert all(name == NAMES[key] for key, name in LAYOUT.columns.items() if key in NAMES)
    assert {name[: name.index("从")] for name in list(SORTS.values())[1:]} == {
        f.name for f in FIELDS if f.sort
    }


def test_orders_filters_and_the_query_language_hold_what_the_table_says() -> None:
    assert set(SORTS) == set(get_args(Sort))
    assert {key for key in FACETS if not Filters(**{key: ("甲",)})[key]} == set()
    with pytest.raises(TypeError):
        Filters(source=("甲",))
    assert all(NAMES[key] in query_fields.NAMES[key] for key in query_fields.VALUED)


def test_no_template_writes_a_heading_of_its_own_for_a_field() -> None:
    heading = re.compile(r"<(?:th|dt|label)[^>]*>([^<{]+)</|data-name=\"([^\"{]+)\"")
    written = [
        (path.name, word)
        for path in (ROOT / "search_web").rglob("*.html")
        for words in heading.findall(path.read_text(encoding="utf-8"))
        for word in words
        if word in OTHER_WORDS | set(NAMES.values())
    ]
    assert written == []


def test_no_module_spells_the_name_of_a_field_again() -> None:
    spelt = [
        (str(path.relative_to(ROOT)), node.value)
        for package in ("commands", "console", "contracts", "corpus", "indexer", "search_web")
        for path in (ROOT / package).rglob("*.py")
        if path != ROOT / "corpus/fields.py" and str(path.relative_to(ROOT)) != QUERY_LANGUAGE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in OTHER_WORDS | set(NAMES.values())
    ]
    assert spelt == []


def test_a_field_stands_in_eight_files_and_the_map_names_them() -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in ("commands", "console", "contracts", "corpus", "crawler", "indexer", "search_web")
        for kind in ("*.py", "*.html", "*.js")
        for path in (ROOT / package).rglob(kind)
        if re.search(r"\bgenre\b", path.read_text(encoding="utf-8"))
    }
    assert len(files) == 8
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith("| a field of a document"))
    assert {re.sub(r"versions/.*", "versions/", path) for path in files} == set(re.findall(r"`([^`]+)`", row))
