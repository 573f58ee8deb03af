"""Columns that links ask for by a function of the page: a catalogue's tree beside a list that is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from corpus.records import Entry
from crawler.families import _arrays, _calls
from crawler.families._base import ListPage
from crawler.families._code import Code, value
from crawler.pages.form import Form
from crawler.pages.page import Page

MOST_LINKS, MOST_CALLED = 200, 10
"""Links of a page that are looked at, and functions that a function calls. Guesses."""

LONGEST_BODY = 3_000
"""Characters of a function that fetches a list. A guess."""

MIN_COLUMNS = 2
"""So many links whose functions ask for other lists are a tree."""

LONGEST_NAME = 30
"""Characters of the name of a column. A guess."""

_CALL = lazy_regex(
    r"(?<![\w.])(?!(?:if|for|while|function|confirm|alert|return)\b)(\w{2,40})\s*\(([^()]{1,200})\)"
)
_HEAD = lazy_regex(
    r"(?:\bfunction\s+(\w{2,40})|\b(\w{2,40})\s*=\s*function)\s*\(([\w\s,$]{1,100})\)\s*(?=\{)"
)
_ON_CLICK = lazy_regex(r"\bonClick[\"']?\s*:\s*(\w{2,40})\b")
_ANONYMOUS = lazy_regex(r"\b(onClick)[\"']?\s*:\s*function\s*\(([\w\s,$]{1,100})\)\s*(?=\{)")
"""What zTree and its like call when a node is clicked."""

_DRAWN = lazy_regex(
    r"\bonclick\s*=\s*\\?[\"'](?:javascript:)?(\w{2,40})\(\s*\\?[\"']?[\"']\s*\+\s*\w{1,40}\.(\w{1,40})\s*\+",
    re.IGNORECASE,
)
DEEPEST = 5
"""Levels of a tree. A guess."""

_WORD = lazy_regex(r"[A-Za-z_]\w{0,39}\Z")
_TAGS = ["a", "li", "span", "div", "dd", "dt", "td", "p"]
_NAME = lazy_regex(r"[\u4e00-\u9fff]{2}")
_PAGES = lazy_regex(r"页|更多|查看|返回|搜索|查询|下载|打印|收藏|登录|关闭")
"""What other links by a script do."""

_DETAIL = lazy_regex(r"(?:(?<![A-Za-z])(?:detail|view)|Detail|View)(?![a-z]|\w*[Ll]ist)")
"""In an address of one document, whose pages may be counted, too."""


_Click = tuple[str, list[str], dict[str, str], str]
"""What a click calls, what that is given, what an object that it is given says, and the link's name."""


def listed(page: Page, code: Code, least: int = 1) -> ListPage | None:
    """Where each link's function would fetch its list, and where the page its own, if it looks like one by
    `least`; None where that is the same for all.
    """
    if not _calls.may_fetch(code.text):
        return None
    functions: dict[str, tuple[str, int]] = {}
    for head in _HEAD.finditer(code.text):
        functions.setdefault(head[1] or head[2], (head[3], head.end()))
    if inline := _ANONYMOUS.search(code.text):
        functions["function"] = (inline[2], inline.end())
    heads = dict(functions)
    found: dict[str, Entry] = {}
    posted: dict[str, Form] = {}
    clicked: set[str] = set()
    clicks = chain(_clicks(page, functions), _nodes(code, functions), _drawn(code, functions))
    for name, given, said, label in islice(clicks, MOST_LINKS):
        url, form = _asked(page, code, functions, name, given, said)
        if url and form:
            posted.setdefault(url, form)
        elif url:
            found.setdefault(url, Entry(url, label))
            clicked.add(name)
        else:
            functions.pop(name)
    if len(found) < MIN_COLUMNS:
        return _of_tabs(page, code, posted, least)
    own = _calls.source(page, _without(code, heads, clicked), least)
    return replace(own or ListPage("script", ()), columns=tuple(found.values()))


def _of_tabs(page: Page, code: Code, posted: Mapping[str, Form], least: int) -> ListPage | None:
    """The list that the page fetches at first, and those that its tabs ask for by POST."""
    first = _calls.source(page, code, least) if len(posted) >= MIN_COLUMNS else None
    if first is None or not first.form or first.source is None:
        return None
    others = [(url, form) for url, form in posted.items() if url != first.source]
    path = urlsplit(first.source).path
    return replace(first, further=tuple(one for one in others if urlsplit(one[0]).path == path))


def _drawn(code: Code, functions: Container[str]) -> Iterator[_Click]:
    """Of each node that a script draws as a link what a click on that calls: `show(' + node.id + ')`."""
    for drawn in islice(_DRAWN.finditer(code.text), MOST_CALLED):
        name, key = drawn.groups()
        if name not in functions:
            continue
        for nodes in _arrays.values(code):
            for node in _leaves(nodes):
                label, said = str(node.get("name") or node.get("title") or ""), node.get(key)
                if isinstance(said, (str, int)) and len(label) <= LONGEST_NAME and _NAME.search(label):
                    yield name, [str(said)], {}, label


def _leaves(nodes: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The nodes of a tree that have none below them."""
    for node in nodes if isinstance(nodes, list) and depth < DEEPEST else ():
        if isinstance(node, dict):
            below = [one for one in node.values() if isinstance(one, list) and one]
            if not below:
                yield node
            for one in below:
                yield from _leaves(one, depth + 1)


def _clicks(page: Page, functions: Container[str]) -> Iterator[_Click]:
    """Of each link by a function of the page its name, what it is given, and the link's own name."""
    if "onclick" not in page.html and "javascript:" not in page.html:
        return
    for tag, calls in islice(_called(page, functions), MOST_LINKS):
        label = " ".join(tag.get_text().split())
        if len(label) > LONGEST_NAME or not _NAME.search(label) or _PAGES.search(label):
            continue
        for name, given in calls:
            said = value(f"[{given.removeprefix('this').lstrip(' ,')}]")
            if name in functions and isinstance(said, list) and said and said[0] not in ("", None):
                yield name, [str(one) for one in said], {}, label


def _called(page: Page, functions: Container[str]) -> Iterator[tuple[Tag, list[tuple[str, str]]]]:
    """Each link by functions of the page, and what it calls."""
    for tag in page.soup.find_all(_TAGS):
        found = _CALL.finditer(f"{tag.get('onclick') or ''} {tag.get('href') or ''}")
        calls = [(call[1], call[2]) for call in islice(found, MOST_CALLED) if call[1] in functions]
        if calls:
            yield tag, calls


def _nodes(code: Code, functions: Container[str]) -> Iterator[_Click]:
    """Of each node of a tree that a script draws what a click calls, what the node says, and its name."""
    clicks = (click[1] for click in _ON_CLICK.finditer(code.text))
    name = next((name for name in clicks if name in functions), None)
    if name is None:
        return
    for nodes in _arrays.values(code):
        for node in nodes if isinstance(nodes, list) else ():
            label = str(node.get("name") or "") if isinstance(node, dict) else ""
            if (
                name in functions
                and len(label) <= LONGEST_NAME
                and _NAME.search(label)
                and not node.get("url")
            ):
                said = {
                    key: str(one)
                    for key, one in node.items()
                    if isinstance(one, (str, int)) and _WORD.match(key)
                }
                yield name, [], said, label


def _asked(
    page: Page,
    code: Code,
    functions: Mapping[str, tuple[str, int]],
    name: str,
    given: list[str],
    said: Mapping[str, str],
) -> tuple[str, Form]:
    """What a function, or one that it calls, fetches when it is given this, or an object that says this."""
    names, body = _body(code, functions[name], given)
    names += "".join(f"var {key}={json.dumps(one)};" for key, one in said.items())
    for inner, words in islice(_CALL.findall(body), MOST_CALLED):
        if inner != name and inner in functions:
            bound = Code.of(names + body)
            further = _body(code, functions[inner], [bound.said(word) for word in words.split(",")])
            names, body = further[0] + names, body + further[1]
    fetched = _calls.source(page, Code.of(names + body, code), _calls.SURE)
    if fetched is None or fetched.source is None or _DETAIL.search(urlsplit(fetched.source).path):
        return "", ()
    return fetched.source, fetched.form


def _without(code: Code, functions: Mapping[str, tuple[str, int]], names: Iterable[str]) -> Code:
    """The scripts without these functions and those that they call: what is fetched when nobody clicks."""
    text = code.text
    bodies = {name: code.balanced(functions[name][1], LONGEST_BODY) for name in names}
    for body in list(bodies.values()):
        called = (inner for inner, _ in islice(_CALL.findall(body), MOST_CALLED) if inner in functions)
        bodies |= {inner: code.balanced(functions[inner][1], LONGEST_BODY) for inner in called}
    for name, body in bodies.items():
        begins = functions[name][1]
        text = text[:begins] + " " * len(body) + text[begins + len(body) :]
    return Code.of(text, code)


def _body(code: Code, function: tuple[str, int], given: list[str]) -> tuple[str, str]:
    """What the parameters of a function are set to, as a script says it, and its body."""
    parameters, begins = function
    pairs = zip(parameters.split(","), given, strict=False)
    names = "".join(f"var {name.strip()}={json.dumps(said)};" for name, said in pairs)
    return names, code.balanced(begins, LONGEST_BODY)
