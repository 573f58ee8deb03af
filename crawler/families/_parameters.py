"""What functions of a script are given when they are first called: `show(0)` of `function show(page)`."""

from __future__ import annotations

import re
from itertools import islice

from corpus.lazy_regex import lazy_regex

MOST_FUNCTIONS = 5_000
"""Functions, and calls, of a page's scripts that are looked at. A guess."""

_DEFINED = lazy_regex(
    r"\bfunction\s+([A-Za-z_$][\w$]{0,60})\s*\(([\w$,\s]{1,200})\)"
    r"|(?<![\w$])([A-Za-z_$][\w$]{0,60})\s*[:=]\s*(?:async\s+)?(?:function\s*)?\(([\w$,\s]{1,200})\)\s*(?:=>|\{)"
)
_CALLED = lazy_regex(r"(?<![\w$.])(?:(?:this|self|that|vm)\.)?([A-Za-z_$][\w$]{0,60})\(([^()\n]{1,200})\)")
_LITERAL = lazy_regex(r"\s*(?:\d{1,9}|[\"'][^\"'\\\n]{0,100}[\"'])\s*")


def given(text: str) -> dict[str, str]:
    """The number or text, as it is written, that each name first stands for in a call of its function."""
    calls: dict[str, dict[int, str]] = {}
    for call in islice(_CALLED.finditer(text), MOST_FUNCTIONS):
        for place, said in enumerate(call[2].split(",")):
            if _LITERAL.fullmatch(said):
                calls.setdefault(call[1], {}).setdefault(place, said.strip())
    found: dict[str, str] = {}
    for defined in islice(_DEFINED.finditer(text), MOST_FUNCTIONS):
        names = (name.strip() for name in (defined[2] or defined[4]).split(","))
        told = calls.get(defined[1] or defined[3], {})
        for place, name in enumerate(names):
            if place in told:
                found.setdefault(name, told[place])
    return found


def counts_up(text: str, word: str) -> bool:
    """Whether a script adds to what has this name."""
    name = re.escape(word.rpartition(".")[2])
    added = rf"(?<![\w$]){name}\s?(?:\+\+|\+=)|\+\+\s?(?:this\.)?{name}\b"
    return re.search(added, text) is not None
