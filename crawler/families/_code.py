"""What stands in a page's scripts, read and not run: brackets, values, and what names are first set to."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

import json5

from corpus.lazy_regex import lazy_regex
from crawler.families import _grids
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
    r"(?<![\w$&?])([A-Za-z_$][\w$]*)[\"']?[ \t]*[:=](?!=)\s*(?:JSON\.stringify\(\s*)?(?=[\"'`{\d])"
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
    rf"\s*(?:{_QUOTED}|(?P<number>\d+)|\([^()]*\)|(?P<word>[\w$.]+)(?:\([^()]*\))?)(?P<more>\s*\+(?!\+))?"
)
_LOOSE = lazy_regex(r'("(?:[^"\\]|\\[\s\S])*(?:"|\\?\Z))|(?<![\w$])([A-Za-z_$][\w$]*)(?=\s*:)|,(?=\s*[}\]])')
"""A text, to be passed over with all behind a mark that nothing closes; a name without quotation marks; a
comma with nothing behind it."""

_ENDLESS = lazy_regex(r"0[xX][0-9A-Fa-f]{3000}")
"""A number with more digits than Python writes out."""

_MARK = lazy_regex(r"[\[\](){}\"'`\\]")
"""What brackets are balanced by."""

_PUT_IN = lazy_regex(r"\$\{\s*([\w.$]*)[^}]*\}")


class Code:
    """The scripts of a page, one below the other."""

    def __init__(self, page: Page) -> None:
        text = "\n".join((*_grids.in_markup(page), *_SCRIPT.findall(page.html)))[:LONGEST_CODE]
        fields = _fields(page) if _FIELD.search(text) else {}
        self.text = _FIELD.sub(lambda said: _held(fields, said), text)[:LONGEST_CODE]
        self._names: dict[str, int] | None = None
        self._objects: dict[int, str] = {}
        self._around: Code | None = None

    @classmethod
    def of(cls, text: str, around: Code | None = None) -> Code:
        """A part of the scripts `around`, whose names it knows where it sets none of its own."""
        code = cls.__new__(cls)
        code.text, code._names, code._objects, code._around = text, None, {}, around
        return code

    def balanced(self, start: int, most: int = LONGEST_CODE) -> str:
        """From an opening bracket to the one that closes it; nothing where none does."""
        return balanced(self.text[start : start + most])

    def said(self, expression: str, depth: int = 0) -> str:
        """The text that an expression makes; of what is not known 1, but in front of all the rest nothing."""
        made, place = "", 0
        while term := _TERM.match(expression, place):
            if term["text"] is not None:
                made += _PUT_IN.sub(lambda put: self.known(put[1], depth) or "1", term["text"])
            elif term["number"]:
                made += term["number"]
            else:
                made += self.known(term["word"] or "", depth) or ("1" if made else "")
            place = term.end()
            if not term["more"]:
                break
        return made

    def known(self, word: str, depth: int = 0) -> str:
        """The text or number that a name is first set to; nothing where it is none."""
        at = self._place(word)
        if at is None and self._around:
            return self._around.known(word, depth)
        if at is None or self.text[at] == "{" or depth >= DEEPEST:
            return ""
        return self.said(self.text[at : at + LONGEST_EXPRESSION], depth + 1)

    def is_number(self, word: str) -> bool:
        """Whether a name is first set to a number, not to a text."""
        at = self._place(word.strip())
        return at is not None and self.text[at].isdecimal()

    def is_json(self, word: str) -> bool:
        """Whether a name is first set to a text of JSON that the script makes of an object."""
        at = self._place(word)
        return at is not None and self.text[:at].rstrip().endswith("JSON.stringify(")

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


def balanced(text: str) -> str:
    """From an opening bracket at the start to the one that closes it; nothing where none does."""
    depth, quote, escaped = 0, "", -1
    for mark in _MARK.finditer(text):
        character, place = mark[0], mark.start()
        if quote:
            if place == escaped:
                continue
            if character == "\\":
                escaped = place + 1
            elif character == quote:
                quote = ""
        elif character in "\"'`":
            quote = character
        elif character in "[{(":
            depth += 1
        elif character in "]})":
            depth -= 1
            if depth == 0:
                return text[: place + 1]
    return ""


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
    try:
        return json5.loads(text) if len(text) <= LONGEST_VALUE and not _ENDLESS.search(text) else None
    except (ValueError, RecursionError):
        return None
