"""Lists of documents in the JSON answers of portals, whatever their fields are called."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.families._records import (
    ADDRESSES,
    DAYS,
    DEEPEST,
    MARKS,
    TITLES,
    by_plain_name,
    first,
    records,
    tables,
)
from crawler.pages import dates, rows
from crawler.pages.page import Page

PAGE_KEYS = (
    "page",
    "p",
    "pn",
    "currentpage",
    "pageno",
    "current",
    "curpage",
    "pagenumber",
    "pagenum",
    "pageindex",
    "curr",
    *("currpage", "nowpage", "pagenow", "cpage", "topage", "gopage", "pageidx"),
    *("currentpageno", "currentpagenum", "curpageno", "currpageno"),
)
OFFSETS = {
    "pn": ("rn",),
    "start": ("rows", "limit", "length", "size", "pagesize"),
    "offset": ("limit", "size", "pagesize", "max", "count"),
    "skip": ("take", "limit"),
    "from": ("size",),
}
"""Names of the number of rows that are left out, and of how many are asked for beside it: as Epoint, Solr and
DataTables call them."""

PAGE_COUNTS = ("totalpage", "totalpages", "pagecount", "pages", "pagetotal", "totalpagecount")
TOTALS = (
    *(
        "postcount",
        "total",
        "totalcount",
        "recordcount",
        "totalrecord",
        "totalrecords",
        "count",
        "recordtotal",
    ),
    *("totalnum", "rowcount", "totalrow", "totalelements", "recordstotal", "recordsfiltered"),
)

LONGEST_TITLE = 200
"""Characters; what is longer under a coded name is a text."""

LONGEST_NUMBER = 10
"""Digits; a longer one counts nothing."""

CHINA = timezone(timedelta(hours=8))
MILLISECONDS = 100_000_000_000
"""A larger number of time is in milliseconds: in seconds it would be the year 5138."""

_GUARD = lazy_regex(
    r"/\*.{0,100}?\*/|try\b|typeof\s+[\w.$]{1,80}\s*={2,3}\s*[\"']function[\"']\s*&&|[\w.$]{1,80}\s*&&|[{;\s]+",
    re.DOTALL,
)
_CALLBACK = lazy_regex(
    r"[\w.$]{1,200}\s*\(\s*([\[{].*[\]}])\s*\)\s*(?:;\s*)?(?:}.*|//[^\n]*)?",
    re.DOTALL,
)
"""JSONP: an answer as a call of the function that was asked for; what may stand before the call is taken off
piece by piece, in time that grows with the text."""

_ADDRESS = lazy_regex(
    r"(?:https?:/|\.{0,2})/[^\s<>]{2,500}|[\w./-]{1,200}\.(?:[sj]?html?|aspx?|jspx?|php|do|action)(?:\?\S{0,200})?"
)
_PICTURE = lazy_regex(r"\.(?:jpe?g|png|gif|svg|bmp|ico|css|js)(?:\?|$)", re.IGNORECASE)
_DAY = lazy_regex(r"\s*(?:19|20)\d\d\s*[-/.年]")

_LINK = lazy_regex(r"<a\s[^<>]{0,300}?href", re.IGNORECASE)
_SIZE = lazy_regex(r"(?:page|p)?(?:size|rows|limit|num|count|n)|per_?page", re.IGNORECASE)
"""What says how many entries a page has."""

_NAMED = lazy_regex(
    r"(?:(?:[_-](?:page|p)?|/(?:page|p))(?=\d+\.(?:json|js)$)|/page[_/-]?(?=\d+/?$))(\d{1,4})(?!\d)",
    re.IGNORECASE,
)
"""The number of a page in a path; a number alone that is a file's name may be a column's."""

_FILE = lazy_regex(r"/index(?:_(\d{1,4}))?\.json$", re.IGNORECASE)
"""Files that are called as pages of lists are: index, then index_1."""

MOST_PIECES = 20
"""Pieces of HTML of one answer that are looked at. A guess."""

_TAG = lazy_regex(r"<[^<>]{0,200}>")
_CHINESE = lazy_regex(r"[\u4e00-\u9fff]")
_WITHIN = lazy_regex(r"\s*(?:\{\s*\"|\[\s*\{)")
_HALF = lazy_regex(r"\\u[dD][89a-fA-F]")


def parsed(page: Page) -> Any:
    """The value of a JSON answer; None when it is none."""
    text = page.html.strip()
    start = 0
    while guard := _GUARD.match(text, start):
        start = guard.end()
    if wrapped := _CALLBACK.fullmatch(text, start):
        text = wrapped.group(1)
    if not text.startswith(("{", "[")):
        return None
    try:
        found = _opened(json.loads(text), 0)
        if _HALF.search(text):
            # Half a pair alone is in no encoding.
            found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "ignore"))
        return found
    except (ValueError, RecursionError):
        return None


def _opened(value: Any, depth: int) -> Any:
    """The value with the answers that it carries as texts of JSON around its lists: {"custom": "{…}"}."""
    if isinstance(value, dict) and depth < DEEPEST:
        return {name: _opened(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, str) and _WITHIN.match(value):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def entries(
    page: Page, answer: Any, made: Callable[[dict[str, Any]], str] | None = None
) -> tuple[Entry, ...]:
    """Every record with a title and an address, in order, each address once.

    `made` tells the address of a record that has none.
    """
    found: dict[str, Entry] = {}
    for record in records(answer):
        entry = _entry(page, record, made)
        if entry and entry.url not in found:
            found[entry.url] = entry
    return tuple(found.values())


def in_fragments(page: Page, answer: Any) -> tuple[Entry, ...]:
    """The rows of the piece of HTML with most of them, where an answer brings its list as one."""
    pieces = (
        value
        for table in tables(answer)
        for value in table.values()
        if isinstance(value, str) and _LINK.search(value)
    )
    return max(
        (rows.entries(page.with_html(piece)) for piece in islice(pieces, MOST_PIECES)), key=len, default=()
    )


def number(answer: Any, names: tuple[str, ...]) -> int | None:
    """The largest whole number under one of these names, on the way to the lists."""
    said = (
        str(value)
        for table in map(by_plain_name, tables(answer))
        for name, value in table.items()
        if name in names
    )
    return max((int(text) for text in said if text.isdecimal() and len(text) < LONGEST_NUMBER), default=None)


def following(page: Page, answer: Any, held: int) -> tuple[str | None, int | None]:
    """The same address one page on, and how many pages there are.

    While the answer says there is more; where it says nothing of that, as long as pages are full.
    """
    query = parse_qsl(urlsplit(page.url).query, keep_blank_values=True)
    pages, total = number(answer, PAGE_COUNTS), number(answer, TOTALS)
    if (place := left_out([key for key, _ in query])) is not None and query[place][1].isdecimal():
        return _after(page, query, place, held, total)
    place = _place_of_page(query)
    if pages is None and total and held:
        pages = -(-total // held)
    if place is None and held and pages and (file := _FILE.search(urlsplit(page.url).path)):
        behind = int(file[1] or 0) + 1
        path = f"{file.string[: file.start()]}/index_{behind}.json"
        return urlsplit(page.url)._replace(path=path).geturl() if behind < pages else None, pages
    if place is None and held and pages and (named := _NAMED.search(urlsplit(page.url).path)):
        return _named_next(page, named, pages), pages
    if place is None or not held or (not pages and held < _size(query)):
        return None, pages
    key, value = query[place]
    if pages and int(value) >= pages:
        return None, pages
    query[place] = (key, str(int(value) + 1))
    return urlsplit(page.url)._replace(query=urlencode(query)).geturl(), pages


def one_page_on(page: Page) -> str | None:
    """The address of the next page of an answer that does not say how many there are."""
    query = parse_qsl(urlsplit(page.url).query, keep_blank_values=True)
    place = _place_of_page(query)
    if place is None or parsed(page) is not None:
        return None
    key, value = query[place]
    query[place] = (key, str(int(value) + 1))
    return urlsplit(page.url)._replace(query=urlencode(query)).geturl()


def _place_of_page(query: list[tuple[str, str]]) -> int | None:
    """Which part of a query is the number of a page."""
    names = [MARKS.sub("", key).lower() for key, _ in query]
    pages = (at for at, name in enumerate(names) if name in PAGE_KEYS and query[at][1].isdecimal())
    return next(pages, None)


def _named_next(page: Page, named: re.Match[str], pages: int) -> str | None:
    """The next of files that are called by the number of their page: list_1.json."""
    if int(named[1]) >= pages:
        return None
    path = f"{named.string[: named.start(1)]}{int(named[1]) + 1}{named.string[named.end(1) :]}"
    return urlsplit(page.url)._replace(path=path).geturl()


def left_out(keys: list[str]) -> int | None:
    """Which of the fields of a request says how many rows are left out; None where none does."""
    names = [MARKS.sub("", key).lower() for key in keys]
    counted = (at for at, name in enumerate(names) if not set(OFFSETS.get(name, ())).isdisjoint(names))
    return next(counted, None)


def _after(
    page: Page, query: list[tuple[str, str]], place: int, held: int, total: int | None
) -> tuple[str | None, int | None]:
    """The same address with more rows left out, by as many as are asked for."""
    key, value = query[place]
    sizes = OFFSETS[MARKS.sub("", key).lower()]
    asked = next((size for name, size in query if MARKS.sub("", name).lower() in sizes), "")
    step = int(asked) if asked.isdecimal() and 0 < int(asked) < 10**LONGEST_NUMBER else held
    pages = -(-total // step) if total and step else None
    behind = int(value) + step
    if not held or (behind >= total if total else held < step):
        return None, pages
    query[place] = (key, str(behind))
    return urlsplit(page.url)._replace(query=urlencode(query)).geturl(), pages


def _size(query: list[tuple[str, str]]) -> int:
    """How many entries an address asks for; 0 where it does not say."""
    asked = (value for key, value in query if _SIZE.fullmatch(MARKS.sub("", key)))
    return next((int(value) for value in asked if value.isdecimal() and len(value) < LONGEST_NUMBER), 0)


def _entry(page: Page, record: dict[str, Any], made: Callable[[dict[str, Any]], str] | None) -> Entry | None:
    said = first(record, ADDRESSES) or _in_text(record.get("urls")) or _coded_address(record)
    url = page.absolute(said or (made(record) if made else ""))
    title = plain(first(record, TITLES)) or _coded_title(record)
    if not url or not title:
        return None
    return Entry(url, title, day_of(record))


def day_of(record: dict[str, Any]) -> date | None:
    """The day under the surest name, or under any where fields have codes for names."""
    held = by_plain_name(record)
    days = [_day(held[name]) for name in DAYS if held.get(name)] or list(map(_coded_day, held.values()))
    return next((day for day in days if day), None)


def _in_text(urls: Any) -> str:
    """JPAAS keeps the addresses for its channels in a text of JSON: {"pc": …, "mobile": …}."""
    try:
        table = json.loads(urls) if isinstance(urls, str) else urls
    except (ValueError, RecursionError):
        return ""
    return str(table.get("pc") or "") if isinstance(table, dict) else ""


def plain(text: str) -> str:
    """Text without its tags."""
    return " ".join(_TAG.sub("", text).split())


def _coded_title(record: dict[str, Any]) -> str:
    """The longest line where fields have codes for names (TRS IRS); a text has sentences."""
    lines = [plain(value) for value in record.values() if isinstance(value, str) and _CHINESE.search(value)]
    return max(
        (line for line in lines if len(line) <= LONGEST_TITLE and "。" not in line), key=len, default=""
    )


def _coded_address(record: dict[str, Any]) -> str:
    """The first value that looks like the address of a page, where none has a name for one."""
    texts = (value.strip() for value in record.values() if isinstance(value, str))
    return next((text for text in texts if _ADDRESS.fullmatch(text) and not _PICTURE.search(text)), "")


def _coded_day(value: Any) -> date | None:
    return _day(value) if isinstance(value, str) and _DAY.match(value) else None


def _day(value: Any) -> date | None:
    if isinstance(value, str) and not value.isdecimal():
        return dates.parse(value)
    try:
        moment = int(value)
        return datetime.fromtimestamp(moment / 1000 if moment > MILLISECONDS else moment, CHINA).date()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
