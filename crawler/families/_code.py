"""What stands in a page's scripts, read and not run: brackets, values, and what names are first set to."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import json5

from corpus.lazy_regex import lazy_regex
from crawler.families import _grids, _location, _parameters, _queries
from crawler.families._brackets import balanced, parts
from crawler.pages.page import Page

LONGEST_CODE = 500_000
"""Characters of a page's scripts that are looked at, all together. A guess."""

LONGEST_VALUE = 200_000
"""Characters of a value that is not written as JSON: to read so many takes a second. A guess."""

LONGEST_EXPRESSION = 600
"""Characters of an expression that makes a text. A guess."""

LONGEST_FIELD = 500
"""Characters of what a field of the page holds. A guess."""

MOST_NAMES = 5_000
"""Names of a page's scripts that are remembered. A guess."""

DEEPEST = 3
"""Names that are made of names. A guess."""

_SCRIPT = lazy_regex(r"<script\b[^>]*>(.*?)(?:</script|$)", re.DOTALL | re.IGNORECASE)
_SET = lazy_regex(
    r"(?<![\w$&?])([A-Za-z_$][\w$]*)[\"']?[ \t]*[:=](?!=)\s*(?:(?:JSON\.stringify|reactive|ref)\(\s*)?"
    rf"(?=[\"'`{{\d]|[\w$.]{{1,60}}\s*(?:\+\s*[\"'`]|(?:[=!]==?|[<>]=?)\s*[\"']?[0-2][\"']?\s*\?)|new\s+(?:URL|Request)\s*\(|{_queries.BUILDS})"
)
"""As `var name = …`, and as a key of an object."""

_FIELD = lazy_regex(
    r"""(?:\$|jQuery)\(\s*["']#([\w-]{1,60})["']\s*\)\.val\(\s*\)"""
    r"""|document\.getElementById\(\s*["']([\w-]{1,60})["']\s*\)\.value\b(?!\s*=(?!=))"""
)
"""What a script reads from a field of the page."""

_QUOTED = r"(?P<quote>[\"'`])(?P<text>(?:(?!(?P=quote))[^\\\n]|\\.){0,500})(?P=quote)"
TEXT = lazy_regex(r"\s*" + _QUOTED)
_TERM = lazy_regex(
    rf"\s*(?:{_QUOTED}|(?P<number>\d+)|\([^()]*\)|(?P<word>[\w$.]+)(?:\((?P<given>[^()]*)\))?)(?P<more>\s*\+(?!\+))?"
)
_LOOSE = lazy_regex(r'("(?:[^"\\]|\\[\s\S])*(?:"|\\?\Z))|(?<![\w$])([A-Za-z_$][\w$]*)(?=\s*:)|,(?=\s*[}\]])')
"""A text, to be passed over with all behind a mark that nothing closes; a name without quotation marks; a
comma with nothing behind it."""

_NUMBERED = lazy_regex(r"([{,]\s*)(\d{1,15})(?=\s*:)")
"""A number for a name, which JSON5 does not take."""

_ENDLESS = lazy_regex(r"0[xX][0-9A-Fa-f]{3000}")
"""A number with more digits than Python writes out."""

_WORD = lazy_regex(r"\{\s*([\w.$]*)")
_ADDRESS = lazy_regex(r"\s*new\s+(?:URL|Request)\s*\(")
_AS_TEXT = lazy_regex(r"\.(?:href|toString|search)$")
_MORE = lazy_regex(r"\s*\+(?!\+)")


class Code:
    """The scripts of a page, one below the other."""

    def __init__(self, page: Page) -> None:
        text = "\n".join((*_grids.in_markup(page), *_SCRIPT.findall(page.html)))[:LONGEST_CODE]
        fields = _fields(page) if _FIELD.search(text) else {}
        text = _FIELD.sub(lambda said: _held(fields, said), text)
        self.text = _location.put_in(text, page.url)[:LONGEST_CODE]
        self._names: dict[str, int] | None = None
        self._objects: dict[int, str] = {}
        self._later: dict[str, list[_queries.Pair]] = {}
        self._known: dict[tuple[str, int], str] = {}
        self._given_at_first: dict[str, str] | None = None
        self._around: Code | None = None

    @classmethod
    def of(cls, text: str, around: Code | None = None) -> Code:
        """A part of the scripts `around`, whose names it knows where it sets none of its own."""
        code = cls.__new__(cls)
        code.text, code._names, code._around = text, None, around
        code._objects, code._later, code._known, code._given_at_first = {}, {}, {}, None
        return code

    def balanced(self, start: int, most: int = LONGEST_CODE) -> str:
        """From an opening bracket to the one that closes it; nothing where none does."""
        return balanced(self.text[start : start + most])

    def said(self, expression: str, depth: int = 0) -> str:
        """The text that an expression makes; of what is not known 1, but in front of all the rest nothing."""
        made, place, more = "", _queries.of_first_page(expression), True
        while more:
            if built := _queries.BUILT.match(expression, place):
                place, given = self._given(expression, built.end())
                query = _queries.query(self, expression[built.start() : built.end()] + given, depth)
                made += query if made.endswith(("?", "&")) or not made else f"?{query}"
                more = (further := _MORE.match(expression, place)) is not None
                place = further.end() if further else place
            elif made_of := _ADDRESS.match(expression, place):
                return self.said(expression[made_of.end() :], depth)
            elif term := _TERM.match(expression, place):
                if term["text"] is not None:
                    made += self._filled(term["text"], depth)
                elif (inner := term[0].strip()).startswith("(") and (
                    first := _queries.of_first_page(inner, 1)
                ) > 1:
                    made += self.said(inner[first:], depth + 1) if depth < DEEPEST else ""
                else:
                    said = self._put(term["word"] or "", made, depth)
                    made += term["number"] or said or ("" if made else self._wrapped(term["given"], depth))
                place, more = term.end(), bool(term["more"])
            else:
                break
        return made

    def _wrapped(self, given: str | None, depth: int) -> str:
        """The address that a function is given, with what is put behind it: build("/list", {…})."""
        told = list(islice(parts(given or ""), 2))
        said = self.said(told[0], depth + 1) if told and TEXT.match(told[0]) and depth < DEEPEST else ""
        if "/" not in said:
            return ""
        query = _queries.query(self, told[1], depth + 1) if told[1:] and told[1].lstrip()[:1] == "{" else ""
        return f"{said}?{query}" if query and "?" not in said else said

    def _given(self, expression: str, begins: int) -> tuple[int, str]:
        """What a call is given, and the place behind what is done with its result."""
        given = balanced(expression[begins:])
        place = begins + len(given)
        while given and (further := _queries.FURTHER.match(expression, place)):
            place = further.end() + len(balanced(expression[further.end() :]))
        return place, given

    def _put(self, word: str, made: str, depth: int) -> str:
        """What a name stands for in a text; behind the mark of a query what its object makes of one."""
        word = _AS_TEXT.sub("", word)
        said = self.known(word, depth)
        if made.endswith(("?", "&")) and depth < DEEPEST and (not said or self.is_query(word)):
            said = _queries.query(self, word, depth) or said
        return said or ("1" if made else "")

    def _filled(self, text: str, depth: int) -> str:
        """A text with what is put into it: `/list?${query}`."""
        made, place = "", 0
        while (at := text.find("${", place)) >= 0:
            made += text[place:at]
            put = balanced(text[at + 1 :])
            if _queries.BUILT.match(put, 1):
                made += _queries.query(self, put[1:-1], depth)
            else:
                word = _WORD.match(put)
                is_base = not made and text.startswith("/", at + 1 + len(put))
                made += self._put(word[1] if word else "", made if is_base else made or "/", depth)
            place = at + 1 + len(put) if put else len(text)
        return made + text[place:]

    def known(self, word: str, depth: int = 0) -> str:
        """The text or number that a name is first set to, or gets at a function's first call, or nothing."""
        word = _AS_TEXT.sub("", word)
        if (word, depth) not in self._known:
            self._known[word, depth] = self._first_said(word, depth)
        return self._known[word, depth]

    def _first_said(self, word: str, depth: int) -> str:
        at = self._place(word)
        if at is None and self._around:
            return self._around.known(word, depth)
        if at is None:
            return self._parameter(word).strip("\"'")
        if self.text[at] == "{" or depth >= DEEPEST:
            return ""
        said = self.said(self.text[at : at + LONGEST_EXPRESSION], depth + 1)
        if _ADDRESS.match(self.text, at):
            fields = dict(_queries.said(self, self.given_later(f"{word}.searchParams"), depth + 1))
            fields |= self._searched(word, depth)
            said += ("&" if "?" in said else "?") + urlencode(fields) if fields else ""
        return said

    def _searched(self, word: str, depth: int) -> dict[str, str]:
        """What the query of an address, as an object, is set to."""
        searched = re.search(rf"(?<![\w$.]){re.escape(word)}\.search\s*=(?!=)\s*", self.text)
        if searched is None or depth >= DEEPEST:
            return {}
        return _queries.fields(self, self.text[searched.end() :][:LONGEST_EXPRESSION], depth + 1)

    def given_later(self, word: str) -> list[_queries.Pair]:
        """The fields that a script appends to what has this name, or sets of it."""
        if word not in self._later:
            self._later[word] = _queries.put_together(self.text, word)
        return self._later[word]

    def is_number(self, word: str) -> bool:
        """Whether a name is first set to a number, not to a text."""
        at = self._place(word.strip())
        return (self._parameter(word.strip()) if at is None else self.text[at]).isdecimal()

    def counts_up(self, word: str) -> bool:
        """Whether the script adds to what has this name."""
        return _parameters.counts_up(self.text, word)

    def _parameter(self, word: str) -> str:
        """As it is written."""
        if self._given_at_first is None:
            self._given_at_first = _parameters.given(self.text)
        return self._given_at_first.get(word, "")

    def is_json(self, word: str) -> bool:
        """Whether a name is first set to a text of JSON that the script makes of an object."""
        at = self._place(word)
        return at is not None and self.text[:at].rstrip().endswith("JSON.stringify(")

    def is_query(self, word: str) -> bool:
        """Whether a name is first set to a query that the script makes of an object."""
        at = self._place(word)
        return at is not None and _queries.BUILT.match(self.text, at) is not None

    def object_called(self, word: str) -> str:
        """The object, as it is written, that a name is first set to; nothing where it is none."""
        at = self._place(word)
        if at is None and self._around:
            return self._around.object_called(word)
        if at is None or self.text[at] != "{":
            return ""
        if at not in self._objects:
            self._objects[at] = self.balanced(at, LONGEST_VALUE)
        return self._objects[at]

    def _place(self, word: str) -> int | None:
        if self._names is None:
            self._names = {}
            for match in islice(_SET.finditer(self.text), MOST_NAMES):
                self._names.setdefault(match.group(1), match.end())
        return self._names.get(word.rpartition(".")[2])


def _fields(page: Page) -> dict[str, str]:
    """What the first field of each name holds."""
    fields: dict[str, str] = {}
    for field in page.tree.iter("input"):
        if (name := field.get("id")) is not None:
            fields.setdefault(name, field.get("value") or "")
    return fields


def _held(fields: dict[str, str], said: re.Match[str]) -> str:
    """What a field holds, as a script writes it; its own words where it is empty or takes escapes."""
    name = said[1] or said[2]
    held = fields.get(name, "")
    if name in fields and not held and said.string[said.end() : said.end() + 9].lstrip().startswith("+"):
        return '""'
    quotes = [quote for quote in "\"'" if quote not in held]
    plain = held and len(held) <= LONGEST_FIELD and held.isprintable() and not held.endswith("\\")
    return f"{quotes[0]}{held}{quotes[0]}" if plain and quotes else said.group()


def _strict(loose: re.Match[str]) -> str:
    """As JSON has it."""
    text, name = loose.groups()
    return text or (f'"{name}"' if name else "")


def value(text: str) -> Any:
    """What JSON, or an object, an array or a text of JavaScript says; None where it is none."""
    # Where only names lack quotation marks, or a comma is left over, JSON takes a hundredth of the time.
    for written in (text, _LOOSE.sub(_strict, text)):
        try:
            return json.loads(written)
        except (ValueError, RecursionError):
            pass
    if len(text) > LONGEST_VALUE or _ENDLESS.search(text):
        return None
    for written in dict.fromkeys((text, _NUMBERED.sub(r'\1"\2"', text))):
        try:
            return json5.loads(written)
        except (ValueError, RecursionError):
            pass
    return None
