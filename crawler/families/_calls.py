"""Lists that a page's own script fetches.

Scripts are read, not run: by what such scripts look like, whatever system wrote them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.families import _given, _grids, _json, _objects, _queries
from crawler.families._base import ListPage
from crawler.families._brackets import balanced, parts
from crawler.families._code import Code, value
from crawler.families._queries import LONGEST_OBJECT, PAGE_FIELD
from crawler.pages.addresses import changes_something, is_of_others
from crawler.pages.form import Form
from crawler.pages.page import Page

MOST_LOOKED_AT = 50
"""Calls of a page that are looked at. A guess; no page seen has more than a few."""

LONGEST_ADDRESS = 600
"""Characters of an expression that makes an address. A guess."""

LONGEST_BODY = 500
"""Characters of a function of the page that fetches for others. A guess."""

LONGEST_BASE = 200
"""Characters of what stands before all addresses. A guess."""

_CALL = lazy_regex(
    r"(?:\$|jQuery|layui\.\$|(?<![\w$.])[Uu]tils?(?=\s*\.\s*(?:ajax|request|post)\b)"
    r"|(?P<json>axios|\$https?|\$axios|\$request|(?<![\w$])(?:https?|request|service|instance|api)))\s*\.\s*"
    r"(?P<name>post|get|getJSON|getScript|ajax|request)\s*\(|(?P<fetch>\bfetch|\baxios)\s*\("
    r"|(?P<wrapped>(?<![\w$])(?:request|service|https?|ajax|myAjax|\$http)\s*\((?=\s*\{[^{}]{0,200}?\burl\b)"
    r"|[\w$\])]\s*\((?=\s*\{\s*(?:method:\s*[\"']\w+[\"'],\s*)?url:[^{}]{1,200}?,\s*(?:method|params|data):))"
    r"|(?<![\w$.])(?P<own>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)\s*"
    r"\((?=\s*[\"'`][\w.:-]{0,100}/[\w./-]{1,200}[\"'`]\s*,\s*(?:\{|[\w$.]+\s*[,)]))"
    r"|\.(?P<load>load)\s*\(|\.(?P<open>open)\s*\("
    r"|\.(?P<grid>render|datagrid|bootstrapTable|jqGrid|DataTable)\s*\((?=\s*\{)"
)
_URL_KEY = lazy_regex(r"""\burl["']?\s*:|\bajax["']?\s*:(?=\s*["'])""")
_POST = lazy_regex(
    r"""(?:\b(?:type|method)["']?\s*:\s*["']post["'])|\.open\s*\(\s*["']post["']""", re.IGNORECASE
)
_AS_JSON = lazy_regex(r"JSON\.stringify|application/json", re.IGNORECASE)
_AS_FORM = lazy_regex(r"URLSearchParams|\bqs\.stringify|x-www-form-urlencoded", re.IGNORECASE)
_DATA = lazy_regex(
    r"\b(?:data|params|body|where|queryParams|postData)[\"']?\s*:\s*(?:JSON\.stringify\s*\(\s*)?(?=[\w$.({\[\"\'`])"
)
_SHORT = lazy_regex(r"[{,]\s*(params|data)\s*(?=[,}])")
"""The same, called as what it is set to: {params}."""

_BASE = lazy_regex(r"""\bbaseU(?:RL|rl)["']?\s*[:=]\s*(?=["'`])""")
"""What a script's own client puts before all addresses."""

_SEND = lazy_regex(r"\.send\s*\(\s*(?:JSON\.stringify\s*\(\s*)?(?=[\w$.{\"\'`])")
_APPENDS = r"""(?<![\w$.]){}\.(?:append|set)\s*\(\s*["']"""
_TO_JSON = lazy_regex(r"^JSON\.stringify\s*\(\s*")
_NAME = lazy_regex(r"[A-Za-z_$][\w$.]*(?=\s*[,;)}]|\s*$)")
_SET_SOURCE = lazy_regex(r"\.src\s*=\s*(?=[\"'`\w])")
_UNNAMED = lazy_regex(r"(?<=[?&])(\w*(?:callback|jsonp|cb)\w*=)(?:\?|%3F)(?=&|$)", re.IGNORECASE)
"""An answer as a call of a function whose name a library makes up."""

_LOADED = lazy_regex(r"<script\b[^<>]{0,200}?\bsrc\s*=\s*[\"']([^\"'<>]{1,500})[\"']", re.IGNORECASE)
_LIBRARY = lazy_regex(
    r"jquery|layui|bootstrap|swiper|echarts|polyfill|analytics|tongji|\bhm\.js", re.IGNORECASE
)
_WRAPPED = lazy_regex(r"[?&](?:\w*callback|cb|jsonp)=", re.IGNORECASE)

SURE = 3
"""How much a call looks like one for a list that names the list and its page, or is for a file of data."""

_NUMBERED_FILE = lazy_regex(r"/index(?:_\d{1,4})?\.json$", re.IGNORECASE)
"""A file that lies where the page's own list would."""

_OF_LISTS = lazy_regex(
    r"gkml|list|page|article|column|channel|catalog|news|info(?!_?(?:hit|click))|query|search|content|notice|data|doc",
    re.IGNORECASE,
)


def source(page: Page, code: Code, least: int = 1) -> ListPage | None:
    """Where a script of the page fetches its list; None where none looks like that, by `least` or more."""
    calls = [call for call in (*_calls(page, code), *_loaded(page, code)) if call[0] >= least]
    if not calls:
        return None
    _, url, form = max(calls, key=lambda call: call[0])
    return ListPage("script", (), source=url, form=form)


def may_fetch(script: str) -> bool:
    """Whether a script has a call of a kind that fetches."""
    return _CALL.search(script) is not None


def seen(page: Page, code: Code) -> Iterator[str]:
    """What the scripts of a page ask and load, whether it looks like a list or not."""
    for match in islice(_CALL.finditer(code.text), MOST_LOOKED_AT):
        given = _given.given(code, match.end() - 1)
        address = page.absolute(_address(code, match, given))
        if address:
            posts = match["name"] == "post" or _POST.search(match.group() + given[1:])
            yield f"{'POST' if posts else 'GET'} {address}"
    for match in islice(_LOADED.finditer(page.html), MOST_LOOKED_AT):
        if (address := page.absolute(unescape(match.group(1)))) and not _LIBRARY.search(address):
            yield f"脚本 {address}"


def carried_on(form: Form, url: str) -> Form:
    """The fields that ask by POST for another page, whose address names it."""
    asked = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if len(form) == 1 and not form[0][0]:
        return (("", json.dumps(_asked(json.loads(form[0][1]), asked), ensure_ascii=False)),)
    packed = {key: _queries.within(value) for key, value in form}
    return tuple(
        (
            key,
            json.dumps(_asked(packed[key], asked), ensure_ascii=False)
            if packed[key]
            else asked.get(key, value),
        )
        for key, value in form
    )


def _asked(fields: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
    """The same with what is asked for another page, at whatever depth it stands."""
    changed: dict[str, Any] = {}
    for key, sent in fields.items():
        if isinstance(sent, dict):
            changed[key] = _asked(sent, asked)
        elif key in asked and type(sent) in (str, int):
            changed[key] = type(sent)(asked[key])
        else:
            changed[key] = sent
    return changed


def _calls(page: Page, code: Code) -> Iterator[tuple[int, str, Form]]:
    """Every call that may fetch a list: how much it looks so, where it asks, what it posts."""
    for match in islice(_CALL.finditer(code.text), MOST_LOOKED_AT):
        given = _given.given(code, match.end() - 1)
        if match["open"]:
            given += code.text[match.end() - 1 + len(given) :][: _given.LONGEST]
        url = _address(code, match, given)
        if not url:
            continue
        sent = _sent(code, match, given)
        fields = _queries.fields(code, sent)
        if not fields and match["wrapped"]:
            fields = _queries.of_a_page(code, sent)
        if match["grid"]:
            fields = _grids.first_page(match["grid"], url, fields, given, sent)
        posts = match["name"] == "post" or bool(_POST.search(_head(code, match) + given[1:]))
        as_json = (
            _AS_JSON.search(_queries.PACKED.sub("", given))
            or _is_json(code, match, given)
            or ((match["json"] or match["wrapped"]) and not _sends_form(code, match, given))
        )
        whole = _object(code, match, given) if as_json else {}
        numbers = {key: str(said) for key, said in whole.items() if type(said) is int}
        texts = {key: said for key, said in whole.items() if isinstance(said, str) and key in fields}
        fields |= {key: said for key, said in (numbers | texts).items() if not _is_page(key, fields)}
        inner = {key for one in fields.values() for key in _queries.within(one)}
        score = _score(url, fields | dict.fromkeys(inner, ""))
        if score > (1 if match["own"] else 0) and (
            call := _call(page, url, fields, posts, whole if as_json else None)
        ):
            yield score, *call


def _head(code: Code, match: re.Match[str]) -> str:
    """What is called; of a function of the page what it is."""
    if not match["own"]:
        return match.group()
    name = re.escape(match["own"].rpartition(".")[2])
    found = re.search(
        rf"\bfunction\s+{name}\s*\(|\b{name}\s*[:=]\s*(?:async\s*)?(?:function\b|\()", code.text
    )
    body = code.text[found.start() : found.end() + LONGEST_BODY] if found else ""
    return match.group() + (" type:'post' " if "post" in name.lower() else "") + body


def _is_page(key: str, fields: dict[str, str]) -> bool:
    return key in fields and PAGE_FIELD.fullmatch(key) is not None


def _loaded(page: Page, code: Code) -> Iterator[tuple[int, str, Form]]:
    """Scripts that are an answer in themselves: they call what the page has."""
    for match in islice(_LOADED.finditer(page.html), MOST_LOOKED_AT):
        address = page.absolute(unescape(match.group(1)))
        if address and _WRAPPED.search(address) and _OF_LISTS.search(urlsplit(address).path):
            yield 1, address, ()
    for match in islice(_SET_SOURCE.finditer(code.text), MOST_LOOKED_AT):
        said = code.said(code.text[match.end() :][:LONGEST_ADDRESS])
        address = page.absolute(_UNNAMED.sub(r"\1callback", said))
        if address and _WRAPPED.search(address) and _OF_LISTS.search(urlsplit(address).path):
            yield _score(address, {}), address, ()


def _address(code: Code, match: re.Match[str], given: str) -> str:
    """The address that a call is given; what is put into it, say the number of a page, is 1."""
    named = match["name"] in ("ajax", "request") or match["fetch"] == "axios" or match["wrapped"]
    if match["grid"] or (named and given[1:].lstrip().startswith(("{", "Object.assign"))):
        at = _URL_KEY.search(given)
        said = code.said(given[at.end() :]) if at else ""
    elif match["open"]:
        said = code.said(given.partition(",")[2])
    else:
        said = code.said(given[1:])
    own = match["json"] or match["fetch"] == "axios" or match["wrapped"]
    base = _BASE.search(code.text) if own and said and "://" not in said else None
    said = _UNNAMED.sub(r"\1callback", said)
    return (
        f"{code.said(code.text[base.end() :][:LONGEST_BASE]).rstrip('/')}/{said.lstrip('/')}"
        if base
        else said
    )


def _object(code: Code, match: re.Match[str], given: str) -> dict[str, object]:
    """What a call sends as JSON where it is written out whole, with the objects and arrays in it."""
    sent = _sent(code, match, given)
    name = _NAME.match(sent)
    held = balanced(sent) if sent.startswith("{") else code.object_called(name.group()) if name else ""
    said = (value(held) or _objects.whole(code, held)) if held and len(held) <= LONGEST_OBJECT else None
    if not isinstance(said, dict):
        return {}
    known = {
        key: 1 if one in (None, _objects.UNKNOWN) and PAGE_FIELD.fullmatch(key) else one
        for key, one in said.items()
    }
    return {key: one for key, one in known.items() if one is not _objects.UNKNOWN}


def _sent(code: Code, match: re.Match[str], given: str) -> str:
    """What a call is given to send, from there on."""
    told = next(islice(parts(given[1:-1]), 1, None), "").lstrip()
    if match["name"] in ("post", "get", "getJSON") and not match["json"] and told.startswith("{"):
        return told  # of jQuery: no options, but the fields themselves
    if named := (_SEND if match["open"] else _DATA).search(given):
        sent = given[named.end() :]
        return _grids.returned(sent, code.text) if match["grid"] else sent
    if short := _SHORT.search(given):
        return given[short.start(1) :]
    return _TO_JSON.sub("", told) if match["name"] in ("post", "get", "getJSON") or match["own"] else ""


def _sends_form(code: Code, match: re.Match[str], given: str) -> bool:
    name = _NAME.match(_sent(code, match, given))
    called = name.group() if name else ""
    appended = bool(called) and re.search(_APPENDS.format(re.escape(called)), code.text)
    return bool(_AS_FORM.search(given) or appended or (called and code.is_query(called)))


def _is_json(code: Code, match: re.Match[str], given: str) -> bool:
    """Whether what is sent by its name was made a text of JSON before."""
    name = _NAME.match(_sent(code, match, given))
    return name is not None and code.is_json(name.group())


def _score(url: str, fields: dict[str, str]) -> int:
    """How much a call looks like one for a list; 0 for those that count visits or change something."""
    path = urlsplit(url).path
    if is_of_others(url) or changes_something(url):
        return 0
    keys = [key for key, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)] + list(fields)
    paged = any(PAGE_FIELD.fullmatch(key) for key in keys) or _json.left_out(keys) is not None
    of_lists = bool(_OF_LISTS.search(path)) or any(_OF_LISTS.search(key) for key in keys)
    return 2 * (paged or path.endswith(".json")) + (of_lists or bool(_NUMBERED_FILE.search(path)))


def _call(
    page: Page, url: str, fields: dict[str, str], posts: bool, whole: dict[str, object] | None
) -> tuple[str, Form] | None:
    """Where a call asks and what it posts: as JSON where it sends such, `whole` as far as that is known."""
    address = page.absolute(url)
    if address is None:
        return None
    if fields:
        # Of a POST, too: so each page of the list has an address of its own.
        address += ("&" if "?" in address else "?") + urlencode(fields)
    inner = {key: said for sent in fields.values() for key, said in _queries.within(sent).items()}
    if inner and whole is None:
        address += "&" + urlencode({key: said for key, said in inner.items() if isinstance(said, (str, int))})
    if not posts:
        return address, ()
    if whole is not None:
        plain = {key: int(said) if _is_page_number(key, said) else said for key, said in fields.items()}
        return address, (("", json.dumps(whole or plain, ensure_ascii=False)),)
    return address, tuple(fields.items()) or tuple(parse_qsl(urlsplit(address).query))


def _is_page_number(key: str, said: str) -> bool:
    return bool(PAGE_FIELD.fullmatch(key)) and said.isdecimal() and len(said) <= _objects.LONGEST_NUMBER
