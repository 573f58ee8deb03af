"""The document that the scripts of a page hold, where its template is filled in by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families import _json, _payload, _records
from crawler.families._brackets import balanced
from crawler.families._code import Code, value
from crawler.pages.page import Page

CONTENTS = ("content", "doccontent", "htmlcontent", "dochtmlcon", "articlecontent", "infocontent", "zw")
SOURCES = ("source", "contentsource", "docsource", "infosource", "publisher", "fbjg", "ly")
NUMBERS = (
    "docnumber",
    "docno",
    "documentnumber",
    "documentno",
    "filenumber",
    "fileno",
    "fwzh",
    "wenhao",
    "wh",
)
INDEX_NUMBERS = ("indexnumber", "indexno", "indexcode", "syh", "suoyinhao")
"""Names of a document's text, of who published it and of its numbers, in small letters, without marks; the
surest first.
"""

FILES = frozenset(
    (
        *("attachments", "attachment", "attachmentlist", "attachs", "attachlist"),
        *("files", "filelist", "appendix", "fj"),
    )
)
FILE_TITLES = ("title", "name", "filename", "attachname", "originalname")
FILE_ADDRESSES = ("url", "fileurl", "href", "link", "path", "filepath", "downloadurl")
"""Likewise of its files."""

MOST_FILES = 100
"""Of a document. A guess."""

MOST_LOOKED_AT = 50
"""Objects of a page that are looked at. A guess."""

MOST_ITEMS = 3
"""Items of a list that holds no list of documents. A guess."""

SHORTEST = 20
"""Characters of a text. A guess."""

_ARRAY = lazy_regex(r"[:=]\s{0,20}(?=\[\s{0,20}\{)")
_NAMED_FILES = lazy_regex(
    r"(?<![\w$])\w{0,12}(?:fj|fujian|attach|annex|appendix|file)\w{0,12}[\"']?\s{0,20}$", re.IGNORECASE
)
LONGEST_NAME = 60
"""Characters before an array among which its name is. A guess."""

_FILE = lazy_regex(r"\{[^{}]{5,1000}\}")
_PAIR = lazy_regex(r"[\"']?(\w{1,30})[\"']?\s*:\s*(?:\"([^\"\n]{1,400})\"|'([^'\n]{1,400})')")
MOST_ARRAYS, LONGEST_ARRAY = 5, 20_000
"""Arrays of files of a script, and characters of one. Guesses; they bound the work."""

_OF_DIALOG = lazy_regex(
    r"(?:温馨|系统|友情|操作|信息|安全|重要|离站|消息)?提示[!！：:]?|确认.{0,4}|警告|消息|信息|登录|注册|(?:用户|服务|隐私)(?:协议|政策|声明)|免责声明|.{0,4}须知"
)
"""Titles of what a page shows in a window of its own, to whoever comes or leaves."""

_OBJECT = lazy_regex(r"(?:^|[=(:])\s{0,50}(?=\{)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document as a script holds it; its text is markup."""

    title: str
    content: str
    source: str
    published_on: date | None
    number: str
    index_number: str
    files: tuple[tuple[str, str], ...]
    """What each is called, and its address."""


def document(page: Page) -> HeldDocument | None:
    """The document with the longest text; None where no script holds one."""
    tables = (
        table for told in _objects(Code(page)) for part in _parts(told) for table in _records.tables(part)
    )
    return max(filter(None, map(_document, tables)), key=lambda held: len(held.content), default=None)


def files(script: str) -> Iterator[tuple[str, str]]:
    """What each file of an array is called, and its address, where a script names the array for files."""
    arrays = (opened for opened in _ARRAY.finditer(script) if _is_of_files(script, opened.start()))
    for opened in islice(arrays, MOST_ARRAYS):
        array = balanced(script[opened.end() : opened.end() + LONGEST_ARRAY])
        for told in islice(_FILE.finditer(array), MOST_FILES):
            said = {name: one or other for name, one, other in _PAIR.findall(told.group())}
            title, address = _records.first(said, FILE_TITLES), _records.first(said, FILE_ADDRESSES)
            if title and address:
                yield title, address.replace("\\/", "/")


def _is_of_files(script: str, at: int) -> bool:
    return bool(_NAMED_FILES.search(script[max(at - LONGEST_NAME, 0) : at]))


def _parts(told: Any) -> Iterator[Any]:
    """An object, and those in its short lists: a page's data are in the first item of one."""
    yield told
    for inner in told.values() if isinstance(told, dict) else ():
        if isinstance(inner, list) and len(inner) <= MOST_ITEMS:
            yield from inner


def _objects(code: Code) -> Iterator[Any]:
    end = 0
    for match in islice(_OBJECT.finditer(code.text), MOST_LOOKED_AT):
        if match.end() >= end:
            held = code.balanced(match.end())
            if told := value(held):
                end = match.end() + len(held)
                yield told
    yield from _payload.objects(code)


def _document(table: dict[str, Any]) -> HeldDocument | None:
    title, content = _json.plain(_records.first(table, _records.TITLES)), _records.first(table, CONTENTS)
    if not title or len(content) < SHORTEST or _OF_DIALOG.fullmatch(title):
        return None
    return HeldDocument(
        title,
        content,
        _json.plain(_records.first(table, SOURCES)),
        _json.day_of(table),
        _json.plain(_records.first(table, NUMBERS)),
        _json.plain(_records.first(table, INDEX_NUMBERS)),
        tuple(islice(_files(table), MOST_FILES)),
    )


def _files(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, held in _records.by_plain_name(table).items():
        for one in held if name in FILES and isinstance(held, list) else ():
            address = _records.first(one, FILE_ADDRESSES) if isinstance(one, dict) else ""
            if address:
                yield _json.plain(_records.first(one, FILE_TITLES)), address
