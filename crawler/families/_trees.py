"""Columns that links ask for by a function of the page: a catalogue's tree beside a list that is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from itertools import islice

from corpus.records import Entry
from crawler.families import _calls
from crawler.families._base import ListPage
from crawler.families._code import Code, value
from crawler.pages.page import Page

MOST_LINKS, MOST_CALLED = 200, 10
"""Links of a page that are looked at, and functions that a function calls. Guesses."""

LONGEST_BODY = 3_000
"""Characters of a function that fetches a list. A guess."""

MIN_COLUMNS = 2
"""So many links whose functions ask for other lists are a tree."""

LONGEST_NAME = 30
"""Characters of the name of a column. A guess."""

_CALL = re.compile(
    r"(?<![\w.])(?!(?:if|for|while|function|confirm|alert|return)\b)(\w{2,40})\s*\(([^()]{1,200})\)"
)
_HEAD = re.compile(
    r"(?:\bfunction\s+(\w{2,40})|\b(\w{2,40})\s*=\s*function)\s*\(([\w\s,$]{1,100})\)\s*(?=\{)"
)
_TAGS = ["a", "li", "span", "div", "dd", "dt", "td", "p"]
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_PAGES = re.compile(r"页|更多|查看|返回|搜索|查询|下载|打印|收藏|登录|关闭")
"""What other links by a script do."""


def listed(page: Page, code: Code) -> ListPage | None:
    """Where each link's function would fetch its list; None where that is the same for all."""
    if not _calls.may_fetch(code.text):
        return None
    functions: dict[str, tuple[str, int]] = {}
    for head in _HEAD.finditer(code.text):
        functions.setdefault(head[1] or head[2], (head[3], head.end()))
    found: dict[str, Entry] = {}
    for name, given, label in islice(_clicks(page, functions), MOST_LINKS):
        if url := _asked(page, code, functions, name, given):
            found.setdefault(url, Entry(url, label))
        else:
            functions.pop(name)
    return ListPage("script", (), columns=tuple(found.values())) if len(found) >= MIN_COLUMNS else None


def _clicks(page: Page, functions: Container[str]) -> Iterator[tuple[str, list[str], str]]:
    """Of each link by a function of the page its name, what it is given, and the link's own name."""
    if "onclick" not in page.html and "javascript:" not in page.html:
        return
    for tag in page.soup.find_all(_TAGS):
        for name, given in _CALL.findall(f"{tag.get('onclick') or ''} {tag.get('href') or ''}"):
            if name not in functions:
                continue
            label = " ".join(tag.get_text().split())
            said = value(f"[{given.removeprefix('this').lstrip(' ,')}]")
            named = len(label) <= LONGEST_NAME and _NAME.search(label) and not _PAGES.search(label)
            if named and isinstance(said, list) and said:
                yield name, [str(one) for one in said], label


def _asked(
    page: Page, code: Code, functions: Mapping[str, tuple[str, int]], name: str, given: list[str]
) -> str | None:
    """What a function, or one that it calls, fetches when it is given this."""
    names, body = _body(code, functions[name], given)
    for inner, words in islice(_CALL.findall(body), MOST_CALLED):
        if inner != name and inner in functions:
            bound = Code.of(names + body)
            further = _body(code, functions[inner], [bound.said(word) for word in words.split(",")])
            names, body = further[0] + names, body + further[1]
    fetched = _calls.source(page, Code.of(names + body, code))
    return fetched.source if fetched and not fetched.form else None


def _body(code: Code, function: tuple[str, int], given: list[str]) -> tuple[str, str]:
    """What the parameters of a function are set to, as a script says it, and its body."""
    parameters, begins = function
    pairs = zip(parameters.split(","), given, strict=False)
    names = "".join(f"var {name.strip()}={json.dumps(said)};" for name, said in pairs)
    return names, code.balanced(begins, LONGEST_BODY)
