"""Numbers of lists in RTF whose writer left them to the reader (RTF Specification 1.9.1, "List Tables")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from corpus.lazy_regex import lazy_regex
from crawler.attachments.counted_lists import FORMS, LEVELS, CountedList, Counter, Level

_WRITTEN = (b"\\listtext", b"\\pntext")
"""What stands where the writer counted."""
_BRACE = lazy_regex(rb"\\[\\{}]|[{}]")
_UNIT = lazy_regex(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?|(?P<text>[^\\{};\r\n])"
)
_LENGTH = lazy_regex(rb"\\leveltext(?:\\leveltemplateid-?\d+)?\s?\\'[0-9a-fA-F]{2}")


class Lists:
    """Counts the paragraphs of a document in their order."""

    def __init__(self, body: bytes, encoding: str) -> None:
        self._lists: dict[int, CountedList] = {}
        self._counter = Counter()
        if b"\\listtable" in body and not any(word in body for word in _WRITTEN):
            self._lists = dict(_lists(body, encoding))

    def of(self, name: int, level: int) -> str:
        """The number of the next paragraph of a list; empty for none."""
        found = self._lists.get(name)
        if found is None or level not in found.levels:
            return ""
        return self._counter.count(str(name), found, level)


def _lists(body: bytes, encoding: str) -> Iterator[tuple[int, CountedList]]:
    definitions = {
        _number(one, b"listid"): {
            at: _level(level, encoding) for at, level in enumerate(_levels(one, b"listlevel"))
        }
        for table in _groups(body, b"*\\listtable")
        for one in _groups(table, b"list")
    }
    for table in _groups(body, b"*\\listoverridetable"):
        for one in _groups(table, b"listoverride"):
            shared = _number(one, b"listid")
            levels, restarted = dict(definitions.get(shared, {})), set[int]()
            for at, own in enumerate(_levels(one, b"lfolevel")):
                if b"\\listoverridestartat" in own and at in levels:
                    levels[at] = replace(levels[at], start=_number(own, b"levelstartat", 1))
                    restarted.add(at)
            yield _number(one, b"ls"), CountedList(levels, str(shared), frozenset(restarted))


def _levels(group: bytes, word: bytes) -> Iterator[bytes]:
    return islice(_groups(group, word), LEVELS)


def _level(group: bytes, encoding: str) -> Level:
    form = FORMS.get(_number(group, b"levelnfcn", _number(group, b"levelnfc")), "decimal")
    text = next((_text(one, encoding) for one in _groups(group, b"leveltext")), "")
    restart = 0 if _number(group, b"levelnorestart") else None
    legal = bool(_number(group, b"levellegal"))
    return Level(_number(group, b"levelstartat", 1), form, text, restart, legal)


def _text(group: bytes, encoding: str) -> str:
    """The text of a number, with %1 to %9 where those of the levels stand; its length stands before it."""
    begin = _LENGTH.search(group)
    said, raw = "", bytearray()
    for unit in _UNIT.finditer(group, begin.end() if begin else 0):
        byte = int(unit["byte"], 16) if unit["byte"] else ord(unit["text"]) if unit["text"] else 0
        if byte >= LEVELS:
            raw.append(byte)
            continue
        said += raw.decode(encoding, "replace")
        raw.clear()
        said += chr(int(unit["code"]) % 65_536) if unit["code"] else f"%{byte + 1}"
    return said + raw.decode(encoding, "replace")


def _number(group: bytes, word: bytes, default: int = 0) -> int:
    found = re.search(rb"\\" + word + rb"(-?\d{1,10})", group)
    return int(found.group(1)) if found else default


def _groups(body: bytes, word: bytes) -> Iterator[bytes]:
    """The groups that begin with a word, each with its braces."""
    at = 0
    begins = re.compile(rb"\{\\" + re.escape(word) + rb"(?![a-z])")
    while (begin := begins.search(body, at)) is not None:
        depth = 0
        at = len(body)
        for brace in _BRACE.finditer(body, begin.start()):
            depth += {b"{": 1, b"}": -1}.get(brace.group(), 0)
            if not depth:
                at = brace.end()
                break
        yield body[begin.start() : at]
