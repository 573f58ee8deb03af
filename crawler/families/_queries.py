"""What scripts send along: fields of objects, of forms that they put together, and of queries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from corpus.lazy_regex import lazy_regex
from crawler.families._brackets import balanced, parts

MOST_FIELDS = 50
"""Fields that are put together one by one. A guess; no list seen is asked with more than a dozen."""

DEEPEST = 5
"""Steps from what is sent to what it is made of. A guess."""

DEEPEST_SPREAD, MOST_SPREAD = 2, 5
"""Objects that one is made of. A guess."""

LONGEST_BLANK = 50
"""Characters between a value and what stands behind it. A guess."""

LONGEST_OBJECT = 3_000
"""Characters of an object that is sent. A guess; those seen have a few hundred."""

PAGE_FIELD = lazy_regex(
    r"(?:page|curr(?:ent)?|p)_?(?:no|num|number|index|page)?|pageindex|offset", re.IGNORECASE
)

BUILDS = (
    r"(?:new\s+URLSearchParams|(?:\$|jQuery)\s*\.\s*param|\b\w{0,20}(?:[qQ]s|QS|querystring)\.(?:stringify|encode)"
    r"|Object\.(?:keys|entries|assign))\s*(?=\()"
)
"""What makes a query of an object, with the libraries that do."""

BUILT = lazy_regex(rf"\s*{BUILDS}")
FURTHER = lazy_regex(r"\s*\.\s*[\w$]{1,20}\s*(?=\()")
"""What is done with what was made: `.toString()`, `.map(…).join("&")`."""

_ASSIGNED = lazy_regex(r"\s*Object\.assign")
_PAIR = lazy_regex(
    r"""(?:^|[{,])\s*["']?(\w[\w.\[\]-]*)["']?\s*:\s*"""
    r"""(?:(["'])([^"'\n]{0,200})\2|([\w.$]+|\((?=[^()]{0,40}offset)))"""
)
_SHORT = lazy_regex(r"(?:^|[{,])\s*([A-Za-z_]\w{0,40})(?=\s*[,}])")
"""A field called as what it is set to: {page, size}."""

_SPREAD = lazy_regex(r"\.\.\.\s*([A-Za-z_$][\w$.]{0,60})")
PACKED = lazy_regex(
    r"""["']?(?<![\w$])(?!data\b|body\b)(\w{1,40})["']?\s*:\s*JSON\.stringify\s*\(\s*(?:(?=\{)|([A-Za-z_$][\w$.]{0,60})\s*\))"""
)
"""A field that is a text of JSON: Epoint asks for lists by one."""

_WRITTEN = lazy_regex(r"""["']?(\w{1,40})["']?\s*:\s*'(\{"[^'\n]{2,1000}\})'""")
"""The same as it is written."""

_LISTED = lazy_regex(
    r"""\[\s*["'](\w[\w.\[\]-]*)["']\s*,\s*(?:(["'])([^"'\n]{0,200})\2|([\w.$]+))(?:\([^()]{0,60}\))?\s*\]"""
)
_OF_A_PAGE = lazy_regex(
    r"\{[^{}]{0,300}?\b(?:page_?(?:no|num|number|index)?|current)[\"']?\s*:\s*[01]\b[^{}]{0,300}\}",
    re.IGNORECASE,
)
_NAME = lazy_regex(r"[A-Za-z_$][\w$.]*(?=\s*[,;)}]|\s*$)")
_SAID = r"""(?:(["'])([^"'\n]{{0,200}})\2|([\w.$]+))"""
_APPENDED = rf"""(?<![\w$.]){{}}\.(?:append|set)\s*\(\s*["'](\w[\w.\[\]-]*)["']\s*,\s*{_SAID}"""
"""A field of what a script puts together as a form."""
_SET = rf"""(?<![\w$.]){{}}(?:\.(?=\w)|\[\s*["'](?=\w))(\w{{{{1,40}}}})(?:["']\s*\])?\s*=(?!=)\s*{_SAID}"""
"""A field that an object is given later on."""

Pair = tuple[str, str, str, str]
"""Of a field its name, the quotation mark, the text and the word that it is set to."""


_CHOICE = lazy_regex(r"\s*[\w$.]{1,60}\s*(===?|!==?|<=?|>=?)\s*[\"']?([0-2])[\"']?\s*\?\s*")
"""What a script asks before it makes an address: whether the first page is wanted."""

_OTHERWISE = lazy_regex(r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\"':?;\n]){0,60}:\s*")


def of_first_page(expression: str, begins: int = 0) -> int:
    """Where the part of `page == 1 ? … : …` begins that is for the first page; else the beginning itself."""
    asked = _CHOICE.match(expression, begins)
    if asked is None:
        return begins
    if asked[1] in ("==", "===", "<=", "<"):
        return asked.end()
    other = _OTHERWISE.match(expression, asked.end())
    return other.end() if other else begins


class Names(Protocol):
    """What the names of a script are set to."""

    text: str

    def said(self, expression: str, depth: int = 0) -> str:
        """The text that an expression makes."""

    def known(self, word: str, depth: int = 0) -> str:
        """The text or number that a name is first set to."""

    def counts_up(self, word: str) -> bool:
        """Whether the script adds to what has this name."""

    def object_called(self, word: str) -> str:
        """The object, as it is written, that a name is first set to."""

    def given_later(self, word: str) -> list[Pair]:
        """The fields that what has this name is given later on, as `_PAIR` finds those of an object."""


def query(code: Names, given: str, depth: int = 0) -> str:
    """The query that a library, or the address itself, makes of what it is given."""
    return urlencode(fields(code, given, depth))


def fields(code: Names, sent: str, depth: int = 0) -> dict[str, str]:
    """What is sent, as far as the script says it; the number of a page begins with 1."""
    sent = sent.lstrip()
    if depth > DEEPEST:
        return {}
    if built := BUILT.match(sent):
        given = parts(balanced(sent[built.end() :])[1:-1])
        wanted = None if _ASSIGNED.match(sent) else 1
        held = (fields(code, part, depth + 1) for part in islice(given, wanted))
        return {key: said for one in held for key, said in one.items()}
    if sent[:1] in ('"', "'", "`"):
        return dict(parse_qsl(code.said(sent, depth + 1), keep_blank_values=True))
    if sent.startswith("{"):
        return _of_object(code, balanced(sent), depth)
    if sent.startswith("["):
        return dict(said(code, _LISTED.findall(balanced(sent)), depth + 1))
    name = _NAME.match(sent)
    return _called(code, name.group(), depth) if name else {}


def within(sent: str) -> dict[str, Any]:
    """The fields of a text of JSON that is sent as one field; none of any other."""
    try:
        held = json.loads(sent) if sent.startswith("{") else None
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def of_a_page(code: Names, sent: str) -> dict[str, str]:
    """Of what is sent by a name that nothing tells: the object of the scripts that asks for a page."""
    asked = _OF_A_PAGE.search(code.text) if _NAME.match(sent) else None
    return _of_object(code, asked.group()) if asked else {}


def _called(code: Names, name: str, depth: int) -> dict[str, str]:
    """What a name is set to, with all that it is given later on."""
    held = code.object_called(name)
    first = (
        _of_object(code, held, depth)
        if held
        else dict(parse_qsl(code.known(name, depth + 1).lstrip("?"), keep_blank_values=True))
    )
    return first | dict(said(code, code.given_later(name), depth + 1))


def _of_object(code: Names, held: str, depth: int = 0) -> dict[str, str]:
    found, held = dict[str, str](), held[:LONGEST_OBJECT]
    if depth <= DEEPEST_SPREAD:
        for name in islice(_SPREAD.findall(held), MOST_SPREAD):
            found |= _called(code, name, depth + 1)
        for packed in islice(PACKED.finditer(held), MOST_SPREAD):
            inner = "" if packed[2] else balanced(held[packed.end() :])
            told = _called(code, packed[2], depth + 1) if packed[2] else _of_object(code, inner, depth + 1)
            if told or not packed[2]:
                found[packed[1]] = json.dumps(told, ensure_ascii=False)
            held = held.replace(packed[0] + inner, "", 1)
        for written in islice(_WRITTEN.finditer(held), MOST_SPREAD):
            found[written[1]] = written[2]
            held = held.replace(written[0], "", 1)
    short = [(name, "", "", name) for name in _SHORT.findall(held)]
    return found | dict(said(code, [*short, *map(_pair, _PAIR.finditer(held))], depth + 1))


def _pair(found: re.Match[str]) -> Pair:
    """Without the name of a page's number where that is part of a sum: `page + 1`."""
    name, quote, text, word = (found[group] or "" for group in range(1, 5))
    behind = found.string[found.end() : found.end() + LONGEST_BLANK].lstrip()[:1]
    in_sum = bool(word) and not word.isdecimal() and behind not in ("", ",", "}")
    return name, quote, text, "" if in_sum and PAGE_FIELD.fullmatch(name) else word


def put_together(text: str, name: str) -> list[Pair]:
    """The fields that a script appends to what has this name, or sets of it."""
    known = re.escape(name)
    appended = re.findall(_APPENDED.format(known), text)
    later = re.findall(_SET.format(known), text) if "." not in name else []
    return [*appended, *later][:MOST_FIELDS]


def said(code: Names, pairs: list[Pair], depth: int = 0) -> Iterator[tuple[str, str]]:
    """What is sent, of names, quotes, texts and words; the number of a page begins with 1."""
    for name, quote, text, word in pairs:
        if PAGE_FIELD.fullmatch(name):
            first = "0" if name.lower() == "offset" else "1"
            known = "" if not word or code.counts_up(word) else code.known(word, depth)
            yield name, next((number for number in (word, text, known) if number.isdecimal()), first)
        elif quote or word.isdecimal() or word in ("true", "false"):
            yield name, text or word
        elif value := code.known(word, depth):
            yield name, value
