"""Pagers that a library draws: how many pages it is told there are, and where its callback goes for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.lazy_regex import lazy_regex
from crawler.families import _given
from crawler.families._base import has_any
from crawler.families._brackets import balanced
from crawler.families._code import Code
from crawler.families._paging import MAX_PAGES
from crawler.pages import clicked
from crawler.pages.page import Page

MOST_PAGERS = 5
"""Calls of a page that are looked at. A guess; no page seen has more than two."""

LONGEST_CALLBACK = 1_500
"""Characters of a function that turns a page. A guess."""

MOST_FUNCTIONS = 500
"""Functions of a page that may write its pager. A guess; it bounds the work."""

LONGEST_CALL = 5_000
"""Characters of what a pager is given. A guess."""

MOST_GOALS, MOST_TERMS = 5, 12
"""Addresses in such a function that are looked at, and parts of one. Guesses."""

_PAGER = lazy_regex(
    r"(?<![\w$])(?P<name>[\w$.]{0,40}(?:laypage\.render|[Pp]ag(?:e|es|er|ing|ination|inator|enation)(?:Html|HTML|Plugin)?|Pages?Nav))\s*\("
    r"(?:\s*(?:[\"'][\w#.\- ]{1,60}[\"']|(?P<records>[\w$.]{1,40}))\s*,)?\s*(?=\{)"
)
"""As `$("#p").jqPaginator({…})`, `laypage.render({…})`, `.pagination(156, {…})`, `new Paging("p", {…})`."""

_FIELD = (
    r"(?<![\w$.])[\"']?(?:{})[\"']?\s*:\s*[\"']?"
    r"(?:Math\.ceil\(\s*)?([A-Za-z_$][\w$.]{{0,40}}|\d{{1,9}})(?![\w(])"
)
_PAGES = lazy_regex(_FIELD.format(r"totalPages?|pageCount|pages?Total|totalpage|pages|pageNum(?=\W+\d{2})"))
_RECORDS = lazy_regex(
    _FIELD.format(
        r"count|totalCounts?|totalRecords?|totalNum|recordCount|total_?[cC]ount|dataTotal|totalData"
    )
)
_SIZE = lazy_regex(
    _FIELD.format(r"limit|pageSize|page_?size|items_per_page|itemsOnPage|perPage|pageAmount|showData|items")
)
_TOTAL = lazy_regex(_FIELD.format("total"))
_CURRENT = lazy_regex(
    _FIELD.format(
        r"curr(?:ent)?|cur_?[pP]age|current_?[pP]age|page(?:No|Index|Number)|pno|startPage|nowPage|currentPageNo"
    )
)
_FROM_NOTHING = ("current_page", "items_per_page")
"""What the plugin that counts from 0 is told."""

_HEAD = lazy_regex(
    r"(?:function\b\s*[\w$]{0,40}|(?<=[{,\s])[\w$]{1,40})\s*\(([\w$,\s]{1,100})\)\s*(?=\{)"
    r"|(?:\(([\w$,\s]{1,100})\)|(?<![\w$])([\w$]{1,40}))\s{0,20}=>\s*"
)
_CALLED = lazy_regex(
    r"(?:callback|jump|onPageChange|onPageClick(?:ed)?|getLink|pageUrl|getPage|change|click|fn)[\"']?\s*:\s*([A-Za-z_$][\w$]*)\s*[,}\n]"
)
"""A callback that is only named."""

_GOES = lazy_regex(
    r"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\(|\breturn)\s*"
)
_ADDRESS = lazy_regex(r"(?=\S*[/?]|\S*\.(?:[sj]?html?|aspx?|jsp|php|do)\b)[\x21-\x7e]+")
"""What a function gives back that is one, and no label."""
_NEXT = ("下一页", "下页", "后一页")
_WRITES_NEXT = lazy_regex(
    r"href\s*=\s*(?:\\?[\"']){1,2}\s*\+\s*(?=[^<>]{1,300}?>\s*[\[【]?(?:下一?页|后一页))"
)
_END = lazy_regex(r"[\"'>\\\s]")
_TEMPLATE = lazy_regex(
    r"(?:href|hrefTemplate|pageUrl|link|url)[\"']?\s*:\s*[\"']([^\"'\s]{1,200}?)"
    r"(?:\{\{?\s*(?:number|page|pageNo|p|n)\s*\}?\}|__id__|\[page\]|#page#|\*page\*)([^\"'\s]{0,100})[\"']"
)
"""The address with a place for the number: `href: "?page={{number}}"`."""

_TERM = lazy_regex(
    r"\s*(?:'([^'\n]{0,300})'|\"([^\"\n]{0,300})\"|\(?\s*([A-Za-z_$][\w$.]{0,60})\s*(?:([-+])\s*1\b\s*)?\)?)\s*(\+(?!\+))?"
)
_NUMBERS = ("curr", "current", "page", "pageNo", "pageNumber", "pageIndex", "num", "pageNum", "currentPage")
"""What callbacks call the page in the object that they are given."""


MOST_NUMBERS = 30
"""Numbers that an address of a page may have it by. A guess; it bounds the work."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A pager, as it is set up."""

    given: str
    pages: int
    current: int
    """As it counts: from 0 or from 1."""
    first: int

    @property
    def is_last(self) -> bool:
        return self.current - self.first + 1 >= self.pages


def following(page: Page, code: Code) -> tuple[str | None, int] | None:
    """The next page's address, None on the last, and how many pages there are; None where no pager tells."""
    for call in islice(_PAGER.finditer(code.text), MOST_PAGERS):
        drawn = _drawn(code, call)
        if drawn is None:
            continue
        for callback in _callbacks(code, drawn.given):
            if (made := _page_after(page, code, drawn, callback)) is not None:
                return made or None, drawn.pages
    return None


def written(page: Page) -> str | None:
    """The address that a function of the page's own writes behind 下一页 when called; None on the last."""
    if not has_any(page.html, _NEXT):
        return None
    functions = (
        (name, parameters.split(","), link)
        for name, (parameters, begins) in islice(clicked.functions(page.html).items(), MOST_FUNCTIONS)
        if (link := _WRITES_NEXT.search(page.html[begins : begins + LONGEST_CALLBACK]))
    )
    for name, parameters, link in islice(functions, MOST_PAGERS):
        for call in _called(page.html, name):
            given = clicked.arguments(call)
            values = dict(zip(map(str.strip, parameters), given, strict=False))
            made, used = clicked.put_together(link.string, link.end(), values)
            address = _END.split(made)[0]
            if used and _ADDRESS.fullmatch(address) and not _is_beyond(address, given):
                return page.absolute(address)
    return None


def _called(html: str, name: str) -> list[str]:
    """What a function is given where it is called."""
    calls = re.finditer(rf"(?<![\w$.])(?<!function ){re.escape(name)}\(([^()]{{1,200}})\)", html)
    return [call[1] for call in islice(calls, MOST_PAGERS)]


def _is_beyond(address: str, given: list[str]) -> bool:
    """Whether an address has a number beyond all that the function is given."""
    last = re.findall(r"\d{1,6}", address)[-1:]
    counted = [int(one) for one in given if one.isdecimal()]
    return bool(last and counted) and int(last[0]) > max(counted)


@dataclass(frozen=True, slots=True)
class _Callback:
    """What makes the address of a page."""

    parameters: tuple[str, ...]
    body: str


def _page_after(page: Page, code: Code, drawn: _Drawn, callback: _Callback) -> str | None:
    """The address of the next page; "" on the last; None where the callback makes none."""
    current = _shown(page, code, drawn, callback)
    following = drawn if current is None else _Drawn(drawn.given, drawn.pages, current, drawn.first)
    if following.is_last:
        return "" if _address(page, code, following, callback, following.first) else None
    return _address(page, code, following, callback, following.current + 1)


def _shown(page: Page, code: Code, drawn: _Drawn, callback: _Callback) -> int | None:
    """Which page it is, by its own address."""
    numbers = {int(number) for number in re.findall(r"(?<!\d)\d{1,6}(?!\d)", page.url)}
    asked = sorted({number + step for number in numbers for step in (0, 1, -1) if number < MAX_PAGES})
    said = islice(asked, MOST_NUMBERS)
    return next((n for n in said if _address(page, code, drawn, callback, n) == page.url), None)


def _drawn(code: Code, call: re.Match[str]) -> _Drawn | None:
    given = _given.given(code, code.text.index("(", call.end("name")))
    whole = code.balanced(call.end(), LONGEST_CALL) or given
    pages, records, size, total = (_number(code, field, given) for field in (_PAGES, _RECORDS, _SIZE, _TOTAL))
    if call["records"]:
        records = _known(code, call["records"])
    if not pages and (records or total) and size:
        pages = -(-(records or total or 0) // size)
    pages = pages or total
    first = 0 if any(name in given for name in _FROM_NOTHING) else 1
    current = _number(code, _CURRENT, given)
    if not pages or pages > MAX_PAGES:
        return None
    return _Drawn(whole, pages, max(first, first if current is None else current), first)


def _number(code: Code, field: re.Pattern[str], given: str) -> int | None:
    found = field.search(given)
    return _known(code, found[1]) if found else None


def _known(code: Code, word: str) -> int | None:
    said = word if word.isdecimal() else code.known(word)
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _callbacks(code: Code, given: str) -> Iterator[_Callback]:
    """What the pager is given that makes addresses: templates, functions, functions that are only named."""
    if template := _TEMPLATE.search(given):
        yield _Callback(("page",), f"return '{template[1]}' + page + '{template[2]}'")
    for head in islice(_HEAD.finditer(given), MOST_PAGERS):
        yield _callback(head[1] or head[2] or head[3], given[head.end() :])
    for named in islice(_CALLED.finditer(given), MOST_PAGERS):
        function = re.search(
            rf"(?:function\s+{re.escape(named[1])}|\b{re.escape(named[1])}\s*=\s*(?:async\s+)?function)\s*\(([\w$,\s]{{1,100}})\)\s*",
            code.text,
        )
        if function:
            yield _callback(function[1], code.text[function.end() :])


def _callback(parameters: str, behind: str) -> _Callback:
    body = balanced(behind[:LONGEST_CALLBACK]) if behind.startswith("{") else behind.split("\n")[0]
    if not behind.startswith("{"):
        body = f"return {body[:LONGEST_CALLBACK]}"
    return _Callback(tuple(name.strip() for name in parameters.split(",")), body)


def _address(page: Page, code: Code, drawn: _Drawn, callback: _Callback, number: int) -> str | None:
    """Where a callback goes for a page, where only texts, what is known and its number make that up."""
    made = None
    for goes in islice(_GOES.finditer(callback.body), MOST_GOALS):
        text, used = _made(code, drawn, callback, callback.body[goes.end() :], number)
        if used and _ADDRESS.fullmatch(text):
            made = page.absolute(text) or made
    return made


def _made(code: Code, drawn: _Drawn, callback: _Callback, expression: str, number: int) -> tuple[str, bool]:
    said, place, used = "", 0, False
    for _ in range(MOST_TERMS):
        term = _TERM.match(expression, place)
        if term is None:
            return "", False
        if (word := term[3]) and (name := word.partition("."))[0] in callback.parameters:
            if name[2] and name[2] not in _NUMBERS:
                return "", False
            said += str(number + {"+": 1, "-": -1}.get(term[4], 0))
            used = True
        elif word:
            known = _option(drawn.given, name[2]) if word.startswith("this.") else code.known(word)
            if not known:
                return "", False
            said += known
        else:
            said += term[1] or term[2] or ""
        place = term.end()
        if not term[5]:
            return said, used
    return "", False


def _option(given: str, name: str) -> str:
    """A text that the pager itself is told, which its functions call theirs."""
    found = re.search(rf"\b{re.escape(name)}[\"']?\s*:\s*[\"']([^\"'\n]{{0,200}})[\"']", given)
    return found[1] if found else ""
