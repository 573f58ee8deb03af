"""Lists that a page's own script makes: out of an array in it, or of an answer that it asks for.

Scripts are read, not run: by what such scripts look like, whatever system wrote them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import json5

from corpus.records import Entry
from crawler.families import _json
from crawler.families._base import ListPage
from crawler.pages.form import Form
from crawler.pages.page import Page

LONGEST_ARRAY = 200_000
"""Characters of an array that is not written as JSON: to read so many takes a second. A guess."""

LONGEST_SCRIPT = 500_000
"""Characters of a page's scripts that are looked at, all together. A guess."""

MOST_LOOKED_AT = 50
"""Arrays of a page, and calls, that are looked at. A guess; no page seen has more than a few."""

LONGEST_CALL = 1_500
"""Characters from the name of a call to the end of what it is given. A guess."""

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)(?:</script|$)", re.DOTALL | re.IGNORECASE)
_ARRAY = re.compile(r"[=(:]\s*(?=\[\s*\{)")
_CALL = re.compile(
    r"(?:\$|jQuery|axios|layui\.\$)\s*\.\s*(?P<name>post|get|getJSON|ajax|request)\s*\(|(?P<fetch>\bfetch|\baxios)\s*\("
    r"|\.(?P<load>load)\s*\(|\.(?P<open>open)\s*\("
)
_TEXT = re.compile(r"""(["'])((?:(?!\1)[^\\<>\n]|\\.){1,500})\1(\s*\+)?""")
_URL_KEY = re.compile(r"""\burl["']?\s*:\s*(["'])([^"'<>\n]{1,500})\1(\s*\+)?""")
_POST = re.compile(
    r"""(?:\b(?:type|method)["']?\s*:\s*["']post["'])|\.open\s*\(\s*["']post["']""", re.IGNORECASE
)
_AS_JSON = re.compile(r"JSON\.stringify|application/json", re.IGNORECASE)
_DATA = re.compile(r"\b(?:data|params|body|where)[\"']?\s*:\s*(?:JSON\.stringify\s*\(\s*)?(?=\{)")
_PAIR = re.compile(r"""(?:^|[{,])\s*["']?(\w[\w.\[\]-]*)["']?\s*:\s*(?:(["'])([^"'\n]{0,200})\2|([\w.$]+))""")
_VALUE = r"""\b{name}\s*=\s*(?:(["'])([^"'\n]{{0,200}})\1|(\d+))"""

_OF_LISTS = re.compile(
    r"list|page|article|column|channel|catalog|news|info(?!_?(?:hit|click))|query|search|content|notice|data|doc",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"hit|click|count(?!ry)|visit|weather|login|captcha|comment|stat(?:s|istic)|tongji|analytics|online|"
    r"\.(?:js|css|png|jpe?g|gif|svg)(?:\?|$)",
    re.IGNORECASE,
)
_PAGE_FIELD = re.compile(
    r"(?:page|curr(?:ent)?|p)_?(?:no|num|number|index|page)?|pageindex|offset", re.IGNORECASE
)


def entries(page: Page) -> ListPage | None:
    """What an array in the page's scripts lists; None where there is none with two documents or more."""
    code, end = _code(page), 0
    best: tuple[Entry, ...] = ()
    for match in islice(_ARRAY.finditer(code), MOST_LOOKED_AT):
        if match.end() >= end:
            array = _balanced(code, match.end())
            end = match.end() + len(array)
            best = max(best, _json.entries(page, _value(array)), key=len)
    return ListPage("script", best) if len(best) > 1 else None


def source(page: Page) -> ListPage | None:
    """Where a script of the page fetches its list; None where none looks like that."""
    calls = list(_calls(page, _code(page)))
    if not calls:
        return None
    _, url, form = max(calls, key=lambda call: call[0])
    return ListPage("script", (), source=url, form=form)


def carried_on(form: Form, url: str) -> Form:
    """The fields that ask by POST for another page, whose address names it."""
    asked = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if len(form) == 1 and not form[0][0]:
        fields = json.loads(form[0][1])
        changed = {key: type(value)(asked.get(key, value)) for key, value in fields.items()}
        return (("", json.dumps(changed, ensure_ascii=False)),)
    return tuple((key, asked.get(key, value)) for key, value in form)


def _code(page: Page) -> str:
    """All scripts of a page, one below the other."""
    return "\n".join(_SCRIPT.findall(page.html))[:LONGEST_SCRIPT]


def _balanced(text: str, start: int) -> str:
    """From an opening bracket to the one that closes it; nothing where none does."""
    depth, quote, place = 0, "", start
    while place < len(text):
        character = text[place]
        if quote:
            if character == "\\":
                place += 1
            elif character == quote:
                quote = ""
        elif character in "\"'`":
            quote = character
        elif character in "[{(":
            depth += 1
        elif character in "]})":
            depth -= 1
            if depth == 0:
                return text[start : place + 1]
        place += 1
    return ""


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return json5.loads(text) if len(text) <= LONGEST_ARRAY else None
    except (ValueError, RecursionError):
        return None


def _calls(page: Page, script: str) -> Iterator[tuple[int, str, Form]]:
    """Every call that may fetch a list: how much it looks so, where it asks, what it posts."""
    for match in islice(_CALL.finditer(script), MOST_LOOKED_AT):
        given = _balanced(script[match.end() - 1 : match.end() + LONGEST_CALL], 0)
        url, more = _address(match, given)
        if not url:
            continue
        fields = _fields(script, match, given)
        posts = match.group("name") == "post" or bool(_POST.search(match.group() + given[1:]))
        if more:
            url += "1"
        score = _score(url, fields)
        if score > 0 and (call := _call(page, url, fields, posts, bool(_AS_JSON.search(given)))):
            yield score, *call


def _address(match: re.Match[str], given: str) -> tuple[str, bool]:
    """The address that a call is given, and whether something is put behind it, say the number of a page."""
    if match.group("name") in ("ajax", "request") or match.group("fetch") == "axios":
        named = _URL_KEY.search(given)
        return (named.group(2), bool(named.group(3))) if named else ("", False)
    texts = list(_TEXT.finditer(given))
    place = 1 if match.group("open") else 0
    if len(texts) <= place or (not match.group("open") and given[1:].lstrip()[:1] not in "\"'"):
        return "", False
    return texts[place].group(2), bool(texts[place].group(3))


def _fields(script: str, match: re.Match[str], given: str) -> dict[str, str]:
    """What a call sends, as far as the script says it; the number of a page begins with 1."""
    named = _DATA.search(given)
    start = named.end() if named else given.find("{")
    direct = match.group("name") in ("post", "get", "getJSON")
    if start < 0 or not (named or direct) or given[start:].startswith("{}"):
        return {}
    fields = {}
    for name, _, text, word in _PAIR.findall(_balanced(given, start)):
        if _PAGE_FIELD.fullmatch(name):
            fields[name] = "1" if not word.isdecimal() else word
        elif (value := text or _known(script, word)) is not None:
            fields[name] = value
    return fields


def _known(script: str, word: str) -> str | None:
    """A number, or what a variable of the script is first set to."""
    if not word or word.isdecimal() or word in ("true", "false"):
        return word
    found = re.search(_VALUE.format(name=re.escape(word)), script)
    return (found.group(2) or found.group(3) or "") if found else None


def _score(url: str, fields: dict[str, str]) -> int:
    """How much a call looks like one for a list; 0 for those that count visits and the like."""
    path = urlsplit(url).path
    if _OF_OTHERS.search(url):
        return 0
    keys = [key for key, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)] + list(fields)
    paged = any(_PAGE_FIELD.fullmatch(key) for key in keys)
    of_lists = bool(_OF_LISTS.search(path)) or any(_OF_LISTS.search(key) for key in keys)
    return 2 * paged + of_lists


def _call(
    page: Page, url: str, fields: dict[str, str], posts: bool, as_json: bool
) -> tuple[str, Form] | None:
    address = page.absolute(url)
    if address is None:
        return None
    if fields:
        # Of a POST, too: so each page of the list has an address of its own.
        address += ("&" if "?" in address else "?") + urlencode(fields)
    if not posts:
        return address, ()
    if as_json:
        plain = {key: int(value) if _PAGE_FIELD.fullmatch(key) else value for key, value in fields.items()}
        return address, (("", json.dumps(plain, ensure_ascii=False)),)
    return address, tuple(fields.items())
