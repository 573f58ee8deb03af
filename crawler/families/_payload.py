"""The object that a function of a page returns, called with what its names stand for, as Nuxt writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.families._code import Code, value

_CALLED = lazy_regex(r"\(\s{0,9}function\s{0,9}\(([\w$,\s]{1,9000})\)\s{0,9}(?=\{)")
_RETURNED = lazy_regex(r"\breturn\s{0,9}(?=\{)")
_GIVEN = lazy_regex(r"\s{0,9}(?=\()")
_NAME = lazy_regex(r"\\.|\"(?:[^\"\\]|\\.)*\"|(?<=[:\[,])([A-Za-z_$][\w$]{0,3})(?=[,}\]])")
_EMPTY = lazy_regex(r"\bvoid 0\b|\bArray\(\d{0,4}\)")

MOST_CALLS = 3
"""Functions of a page that are looked at. A guess."""


def objects(code: Code) -> Iterator[Any]:
    """What functions that are called where they stand return, their names filled in."""
    for called in islice(_CALLED.finditer(code.text), MOST_CALLS):
        body = code.balanced(called.end())
        given = _GIVEN.match(code.text, called.end() + len(body))
        returned = _RETURNED.search(body)
        if not given or not returned:
            continue
        values = value(f"[{_EMPTY.sub('null', code.balanced(given.end())[1:-1])}]")
        names = [name.strip() for name in called.group(1).split(",")]
        if isinstance(values, list) and len(values) == len(names):
            told = Code.of(body[returned.end() :]).balanced(0)
            yield value(_filled(told, dict(zip(names, values, strict=True))))


def _filled(told: str, values: dict[str, Any]) -> str:
    """An object with the values of its names in their places."""

    def put(found: re.Match[str]) -> str:
        name = found.group(1)
        return json.dumps(values[name]) if name in values else found.group()

    return _NAME.sub(put, told)
