"""Records in what programs answer and pages hold, however they are laid out there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex

TITLES = ("title", "showtitle", "doctitle", "articletitle", "infotitle", "filename", "bt", "name", "subject")
ADDRESSES = (
    *("url", "pcurl", "posturl", "docpuburl", "chnldocurl", "linkurl", "docurl", "articleurl", "infourl"),
    *("htmlurl", "staticurl", "visiturl", "link", "href", "path"),
)
DAYS = (
    *("pubdate", "publishedtimestr", "publishedtime", "pubtimestr", "pubtime", "publishdate", "fbrq"),
    *("displaypublishtime", "publishtime", "savetime", "docreltime", "releasetime", "releasedate"),
    *("infodate", "showdate", "createdat", "createtime", "createdate", "date", "time"),
)
"""Names seen in the answers of TRS IGS and IRS, Ucap, JPAAS, gkmlpt and the State Council's library and what
scripts of other makes read, the surest first; in small letters, without marks."""

DEEPEST = 8
"""Levels searched for lists; the deepest answer seen has four."""

FEWEST = 3
"""Records by names without any digit, each with its day, that are more than parts of one answer. A guess."""

MOST_HEADS = 3
"""Arrays of one object that tell the fields of its rows. A guess."""

MARKS = lazy_regex(r"[_\-\s]")
_BESIDE = lazy_regex(r"file|attach|annex|accessory|^fj|img|image|pic|photo|tag|menu|nav")
"""Names of lists of what belongs to one record."""

_OF_COLUMNS = (
    ("title", lazy_regex(r"title|subject|^bt|^names?$")),
    ("url", lazy_regex(r"url|link|href|path|address")),
    ("date", lazy_regex(r"date|time|day|^fbrq")),
)
"""What arrays are called that hold one field of all records, and that field."""

_OF_PICTURES = lazy_regex(r"img|image|pic|photo|thumb|banner|focus|week")


def records(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every record: in arrays, in groups, by ids in an object, and as arrays of one field each."""
    if depth >= DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            if isinstance(item, list):
                yield from _of_row(item, depth)
            elif isinstance(item, dict):
                yield from _of_item(item, depth)
    elif isinstance(value, dict):
        if _is_keyed(value):
            yield from records(list(value.values()), depth + 1)
            return
        yield from _of_columns(value)
        for item in value.values():
            yield from records(item, depth + 1)


def _of_row(row: list[Any], depth: int) -> Iterator[dict[str, Any]]:
    """A record as an array of its cells, or a group of records."""
    if any(isinstance(cell, dict) for cell in row):
        yield from records(row, depth + 1)
    else:
        yield {str(place): cell for place, cell in enumerate(row)}


def _of_item(item: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """A record, also with something around it: {"source": {…}}, or a group of records."""
    if first(item, TITLES):
        yield item
    else:
        inner = [item[name] for name in ("source", "data") if isinstance(item.get(name), dict)]
        yield inner[0] if inner else next(_wrapped(item), item)
    if not first(item, ADDRESSES):
        for name, held in item.items():
            if isinstance(held, list) and not _BESIDE.search(MARKS.sub("", name).lower()):
                yield from records(held, depth + 1)


def _wrapped(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What an object has within it that has a title and an address or a day, with what stands beside it."""
    for held in item.values():
        if isinstance(held, dict) and first(held, TITLES):
            whole = {name: said for name, said in item.items() if not isinstance(said, (dict, list))} | held
            if first(whole, ADDRESSES) or any(name in DAYS for name in by_plain_name(whole)):
                yield whole


def _is_keyed(value: dict[str, Any]) -> bool:
    """Whether an object holds records by their ids, and is none itself."""
    held = list(value.values())
    if not held or not all(isinstance(one, dict) for one in held):
        return False
    if not all(first(one, TITLES) for one in held):
        return False
    numbered = all(any(letter.isdigit() for letter in name) for name in value)
    dated = all(any(name in DAYS for name in by_plain_name(one)) for one in held)
    return numbered or (dated and len(held) >= FEWEST)


def _of_columns(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Records of which each field has an array of its own, or of which an array tells the fields."""
    arrays = {name: held for name, held in value.items() if isinstance(held, list) and held}
    plain = {name: held for name, held in arrays.items() if all(isinstance(one, (str, int)) for one in held)}
    for names in islice(filter(_names_fields, plain.values()), MOST_HEADS):
        for held in arrays.values():
            rows = [row for row in held if isinstance(row, list) and len(row) == len(names)]
            yield from (dict(zip(map(str, names), row, strict=True)) for row in rows)
    yield from _side_by_side(plain)


def _names_fields(names: list[Any]) -> bool:
    known = {MARKS.sub("", str(name)).lower() for name in names}
    return not (known.isdisjoint(TITLES) or known.isdisjoint(ADDRESSES))


def _side_by_side(arrays: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """The arrays of titles, of addresses and of days that are as long as each other."""
    found: dict[str, list[list[Any]]] = {field: [] for field, _ in _OF_COLUMNS}
    for name, held in arrays.items():
        plain = MARKS.sub("", name).lower()
        field = next((field for field, of in _OF_COLUMNS if of.search(plain)), None)
        if field and not _OF_PICTURES.search(plain):
            found[field].append(held)
    titles = next(iter(found["title"]), [])
    urls, days = (next((one for one in found[of] if len(one) == len(titles)), []) for of in ("url", "date"))
    for title, url, day in zip(titles, urls, days or [None] * len(titles), strict=False):
        yield {"title": title, "url": url, "date": day}


def tables(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of an answer, with those in it."""
    if isinstance(value, dict) and depth < DEEPEST:
        yield value
        for inner in value.values():
            yield from tables(inner, depth + 1)


def first(record: dict[str, Any], names: tuple[str, ...]) -> str:
    """The text under the surest of some names."""
    held = by_plain_name(record)
    return next((value for name in names if isinstance(value := held.get(name), str) and value.strip()), "")


def by_plain_name(record: dict[str, Any]) -> dict[str, Any]:
    """The values by their names in small letters, without marks: docTitle and DOC_TITLE are one."""
    return {MARKS.sub("", str(name)).lower(): value for name, value in record.items()}
