"""Tables that fetch their rows by themselves: what libraries of such tables ask for, and are told to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from corpus.lazy_regex import lazy_regex
from crawler.pages.page import Page

LONGEST_OPTIONS = 1_400
"""Characters of what an element tells its table. A guess."""

LONGEST_FUNCTION = 1_000
"""Characters of a function that says what is sent. A guess."""

_OFFSET = "offset"
_SIZE = lazy_regex(r"\b(limit|rows|length|(?:page_?)?size)[\"']?\s*:\s*(?=[A-Za-z_$(])", re.IGNORECASE)
"""What says how many rows are asked for, by a name of the script's."""
_NAMED = {
    "bootstrapTable": (_OFFSET, "limit"),
    "datagrid": ("page", "rows"),
    "jqGrid": ("page", "rows"),
    "DataTable": ("start", "length"),
}
"""How libraries call the page and the number of its rows; layui, and who imitates it, says page and limit."""

_BY_PAGES = lazy_regex(r"queryParamsType[\"']?\s*:\s*[\"'](?!limit)")
_TOLD = (
    lazy_regex(r"""\bpageName["']?\s*:\s*["'](\w+)"""),
    lazy_regex(r"""\blimitName["']?\s*:\s*["'](\w+)"""),
)
_TOLD_SIZE = lazy_regex(r"""\b(?:limit|pageSize|rowNum|pageLength)["']?\s*:\s*(\d{1,4})\b""")
_PAGE = lazy_regex(r"(?:page|curr(?:ent)?|p)_?(?:no|num|number|index|page)?|pageindex|offset", re.IGNORECASE)

_FUNCTION = lazy_regex(
    r"(?:async\s+)?(?:function\b[^(){}]{0,60}\([^()]{0,100}\)|\(?[\w$,\s]{0,60}\)?\s*=>)\s*"
)
_RETURN = lazy_regex(r"\breturn\s+(?=[\w${])")
_CALLED = lazy_regex(r"[A-Za-z_$][\w$]{0,60}(?=\s*[,}\n])")

_OPTIONS = ("url", "method", "page-size", "query-params-type", "query-params")


def first_page(library: str, url: str, fields: dict[str, str], given: str, sent: str) -> dict[str, str]:
    """What a table asks for by itself: its first page, as its library calls it unless it is told else.

    `given` is what sets the table up, `sent` what it is told to send besides.
    """
    size = _TOLD_SIZE.search(given)
    if size and (named := _SIZE.search(sent[:LONGEST_FUNCTION])):
        fields = {named[1]: size[1]} | fields
    if any(_PAGE.fullmatch(key) for key in (*fields, *dict(parse_qsl(urlsplit(url).query)))):
        return fields
    usual = _NAMED.get(library, ("page", "limit"))
    if _BY_PAGES.search(given):
        usual = ("pageNumber", "pageSize")
    names = zip(_TOLD, usual, strict=True)
    told = [said[1] if (said := name.search(given)) else known for name, known in names]
    first = "0" if usual[0] in (_OFFSET, "start") else "1"
    return fields | dict(zip(told, (first, size[1]) if size else (first,), strict=False))


def returned(sent: str, text: str) -> str:
    """What a function gives back that says what is sent; anything else as it is.

    `text`: the scripts in which a function may stand that is only named.
    """
    if function := _FUNCTION.match(sent):
        return _given_back(sent[function.end() :][:LONGEST_FUNCTION])
    if (named := _CALLED.match(sent)) and (
        found := re.search(rf"\bfunction\s+{re.escape(named[0])}\s*\([^()]{{0,100}}\)\s*", text)
    ):
        return _given_back(text[found.end() :][:LONGEST_FUNCTION])
    return sent


def _given_back(body: str) -> str:
    if body.startswith("("):
        return body[1:].lstrip()
    found = _RETURN.search(body)
    return body[found.end() :] if found else ""


def in_markup(page: Page) -> Iterator[str]:
    """Tables that the markup itself tells where their rows are, as scripts would set them up."""
    if not any(mark in page.html for mark in ("data-url", "data-options", "lay-data")):
        return
    for element in page.tree.iter("table", "div", "ul"):
        if (options := element.get("data-options")) and "url" in options:
            yield f"$(t).datagrid({{{options[:LONGEST_OPTIONS]}}});"
        elif (options := element.get("lay-data")) and options.lstrip().startswith("{"):
            yield f"table.render({options.strip()[:LONGEST_OPTIONS]});"
        elif element.tag == "table" and element.get("data-url"):
            yield f"$(t).bootstrapTable({{{', '.join(_attributes(element))}}});"


def _attributes(element: Any) -> Iterator[str]:
    for name in _OPTIONS:
        said = element.get(f"data-{name}")
        if said and "'" not in said and "\\" not in said:
            key = re.sub(r"-(\w)", lambda letter: letter[1].upper(), name)
            yield f"{key}: {said if said.isdecimal() or name == 'query-params' else repr(said)}"
