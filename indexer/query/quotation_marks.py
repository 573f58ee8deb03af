"""Quotation marks: “…” is typography in titles and questions, and a command only where it stands as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex
from indexer.query import fields
from indexer.text import without_surrogates

SIGNS = str.maketrans({"＂": '"', "｜": "|"})
"""Whichever straight quotes and bars an input method gives."""

_MARKS = "“”„「」『』"
_QUOTED = lazy_regex(rf"[“”„「『]([^{_MARKS}]+)[“”」』]")
_ALONE = lazy_regex(rf'[“”„「『]([^{_MARKS}"]*)[“”」』]|"([^"]*)"?')
_FIELDS = "|".join(name for names in fields.NAMES.values() for name in names)
_BEFORE = lazy_regex(
    rf"(?:^|[\s|])[-－−!！]?(?:{_FIELDS})[:：]\s?$|(?:^|\s)[-－−!！]$|(?:^|\s)(?i:or|and|not)\s+$|[|&]\s*$"
)
"""What makes a command of the phrase behind it: a field, an exclusion, an operator."""
_AFTER = lazy_regex(r"\s*[|&]|\s+(?i:or|and|not)\s")
_SINGLE = lazy_regex(r"(?<!\S)[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+(?!\S)")
"""Characters typed one by one."""


def plain_signs(query: str) -> str:
    """The query with plain quotation marks about what is to stand just so, and no others.

    Those are phrases of fields, of exclusions and beside operators, and one that is the whole query. Marks
    within plain ones belong to a phrase. Blanks between single characters go.
    """
    query = without_surrogates(query).translate(SIGNS).strip()
    if alone := _ALONE.fullmatch(query):
        return f'"{alone[1]}"' if alone[1] else query
    parts = query.split('"')
    parts[::2] = (_SINGLE.sub(_together, _commanding(part)) for part in parts[::2])
    return '"'.join(parts)


def quoted(query: str) -> Iterator[str]:
    """What stands between quotation marks that are typography, of a query with plain signs."""
    for part in query.split('"')[::2]:
        yield from _QUOTED.findall(part)


def _together(found: re.Match[str]) -> str:
    return "".join(found.group().split())


def _commanding(part: str) -> str:
    def plain(found: re.Match[str]) -> str:
        commands = _BEFORE.search(part, 0, found.start()) or _AFTER.match(part, found.end())
        return f'"{found[1]}"' if commands else found.group()

    return _QUOTED.sub(plain, part)
