"""TOML, and the line on which a key stands in it: the parser does not say."""

from __future__ import annotations

import sys
from bisect import bisect_left
from typing import Any, cast

from corpus.errors import Where

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TOMLDecodeError = tomllib.TOMLDecodeError


def loads(text: str) -> dict[str, Any]:
    """The tables of a text. Raises TOMLDecodeError, and RecursionError where it is nested too deep."""
    return cast("dict[str, Any]", tomllib.loads(text))


def line_of(text: str, where: Where) -> int | None:
    """The line, from 1, on which a key of this valid TOML begins, or what should hold it; None for the whole.

    Read are beginnings of the text: a key's line is the last of the shortest that holds it.
    """
    lines = text.split("\n")
    while where and not _holds(loads(text), where):
        where = where[:-1]
    if not where:
        return None
    return bisect_left(range(len(lines) + 1), True, key=lambda count: _begins(lines, count, where))


def _begins(lines: list[str], count: int, where: Where) -> bool:
    """Whether so many lines, with the rest of the statement in which they end, hold the key."""
    while True:
        try:
            return _holds(loads("\n".join(lines[:count]) + "\n"), where)
        except TOMLDecodeError:
            count += 1


def _holds(table: Any, where: Where) -> bool:
    for step in where:
        if isinstance(step, int):
            if not isinstance(table, list) or step >= len(table):
                return False
        elif not isinstance(table, dict) or step not in table:
            return False
        table = table[step]
    return True
