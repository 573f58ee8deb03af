"""Where scripts lead that a click begins; rows that lead somewhere by a script of their own, as links."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from bs4 import BeautifulSoup, Tag

from corpus.lazy_regex import lazy_regex
from crawler.pages.markup import DEAD
from crawler.pages.page import Page

GIVEN = lazy_regex(
    r"[\"']((?:https?:|\.{1,2})?/[^\"'\s<>]{2,500}|[\w./-]{0,200}\?[^\"'\s<>]{3,400}"
    r"|(?:[\w-]{1,60}/){0,6}[\w-]{1,60}\.[sj]?html?)[\"']"
)
"""An address that a script is given."""

SAID_TO_LEAD = ("data-url", "data-href", "data-link")
LEADS = lazy_regex(
    r"^(?:https?:/|\.{0,2})/(?:[^\s\"'<>?{}$]{1,300}?(?:/|\.[sj]?html?|\.jsp|\.aspx?|\.php)$|$)",
    re.IGNORECASE,
)
"""What elements say of where a click leads, for scripts to read: pages, not what answers to scripts."""

_REACTS = lazy_regex(r"\bonclick\b|\bdata-(?:url|href|link)\b", re.IGNORECASE)
_CALL = lazy_regex(r"(?<![\w.])(?!(?:if|for|while|function|confirm|alert)\b)(\w{2,40})\(([^()]{1,200})\)")
_LINKED = lazy_regex(
    r"<a\b[^<>]{0,300}?(?:href\s*=\s*[\"']\s*javascript:|onclick\s*=\s*[\"'])\s*(?:return\s+)?(?!void\b)(\w{2,40})\([\"'\d]",
    re.IGNORECASE,
)
"""A link by a function that is given something."""

_ARGUMENT = lazy_regex(r"\s*(?:'([^']*)'|\"([^\"]*)\"|(\d{1,9})|this|event)\s*(?:,|$)")
_HEAD = lazy_regex(r"(?:\bfunction\s+(\w{1,40})|\b(\w{1,40})\s*=\s*function)\s*\(([\w\s,$]{1,100})\)\s*\{")
_GOES = lazy_regex(
    r"(?:\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\(|(?<![\w.])open\s*\("
    r"|getElementById\([^()]{1,60}\)\.src\s*=(?!=))\s*"
)
"""To another address, in another window, or in a frame."""
_GOING = lazy_regex(
    r"(?:MM_)?(?:go|to|open|jump|link|href|redirect|navigate|visit)(?:[A-Z_]|$|url|page|link)", re.IGNORECASE
)
"""How functions are called that lead somewhere; Dreamweaver's with its own mark before that."""
_IF = lazy_regex(
    r"\bif\s*\(\s*(\w{1,40})\s*(===?|!==?|<=?|>=?)\s*['\"]?(\d{1,6})['\"]?\s*\)\s*\{?\s*(?:(?:window|self|top|document|parent)\.)*$"
)
"""What must hold for a function to go somewhere."""
LONGEST_IF = 120
"""Characters of it. A guess."""
_TERM = lazy_regex(
    r"(?:'([^'\n]{0,300})'|\"([^\"\n]{0,300})\"|\(\s*(\w+)\s*([-+])\s*1\s*\)|([A-Za-z_$]\w*)(?![\w.(\[]))\s*(\+(?!\+))?\s*"
)

_LOCAL = lazy_regex(r"\b(?:var|let|const)\s+([A-Za-z_$][\w$]*)\s*=(?!=)\s*")
"""What a function puts together before it goes there."""

_CONSTANT = lazy_regex(
    r"\b(?:var|let|const)\s+([A-Za-z_$][\w$]{0,40})\s*=\s*[\"']((?:https?:/)?[\w.?=&%/-]{0,200}[/?=&][\w.?=&%-]{0,100})[\"']"
)
MOST_CONSTANTS = 500
"""Such names of a page. A guess; it bounds the work."""

LONGEST_BODY = 1_500
"""Characters of a function that leads somewhere. A guess."""

MOST_LINKED = 500
"""Links by scripts of one page that are looked at. A guess."""

MOST_CALLS, MOST_TERMS = 5, 12
"""Calls of a click that are looked at, and parts of an address. Guesses."""

MOST_WITHIN = 3
"""Dead links within such a row. A guess."""

MIN_CLICKED = 2
"""So many rows that react to a click are a list."""


def called_elsewhere(page: Page) -> frozenset[str]:
    """The functions by which links of the page lead that stand in none of its own scripts."""
    called = {match[1] for match in islice(_LINKED.finditer(page.html), MOST_LINKED)}
    return frozenset(called - functions(page.html).keys()) if called else frozenset()


def defines(script: str, names: frozenset[str]) -> bool:
    """Whether one of these functions stands in a script."""
    return not names.isdisjoint(head[1] or head[2] for head in _HEAD.finditer(script))


def address(page: Page, script: str) -> str | None:
    """The address, as it is written, that a script is given, or that a function of the page's makes."""
    if given := GIVEN.search(script):
        return given.group(1)
    for name, given_to in islice(_CALL.findall(script), MOST_CALLS):
        if (told := arguments(given_to)) and (function := _function(page.html, name)):
            parameters, body = function
            if made := _made(page.html, body, dict(zip(parameters, told, strict=False))):
                return made
    return None


def gone_to(page: Page, script: str) -> str | None:
    """The address, as it is written, to which a function of the page's goes that a click calls.

    Where the function stands elsewhere, what it is given if it is called by a word for going.
    """
    for name, given_to in islice(_CALL.findall(script), MOST_CALLS):
        if not (told := arguments(given_to)):
            continue
        if function := _function(page.html, name):
            parameters, body = function
            if made := _made(page.html, body, dict(zip(parameters, told, strict=False))):
                return made
        elif _GOING.match(name) and (given := GIVEN.search(given_to)):
            return given.group(1)
    return None


def arguments(given: str) -> list[str]:
    """What a function is called with, where all of it is texts and numbers, or the element itself."""
    found = list(_ARGUMENT.finditer(given))
    whole = sum(len(one.group()) for one in found) == len(given)
    return [one[1] or one[2] or one[3] or "" for one in found] if whole else []


def _function(html: str, name: str) -> tuple[list[str], str] | None:
    """The parameters of a function of the page's, and its body."""
    if (defined := functions(html).get(name)) is None:
        return None
    parameters, begins = defined
    body = html[begins : begins + LONGEST_BODY]
    return [one.strip() for one in parameters.split(",")], re.split(r"\bfunction\b|</script", body)[0]


@lru_cache(maxsize=8)
def functions(html: str) -> dict[str, tuple[str, int]]:
    """Of each function of the page's the parameters, and where its body begins; gone through once a page."""
    found: dict[str, tuple[str, int]] = {}
    for defined in _HEAD.finditer(html):
        found.setdefault(defined[1] or defined[2], (defined[3], defined.end()))
    return found


def _made(html: str, body: str, values: dict[str, str]) -> str | None:
    """The address that a function goes to, where only texts and what it is given make it up."""
    for goes in islice(_GOES.finditer(body), MOST_CALLS):
        holds = _holds(body[: goes.start()], values)
        if holds is False:
            continue
        known = _constants(html) | values
        local = _with_locals(body[: goes.start()], values, known)
        made, used = put_together(body, goes.end(), local, known)
        if made and (used or holds):
            return made  # else it leads whatever it is given: to the first page, say
    return None


def _with_locals(body: str, values: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """What a function is given, and what it puts together of that before it goes somewhere."""
    local = dict(values)
    for named in islice(_LOCAL.finditer(body), MOST_CALLS):
        made, used = put_together(body, named.end(), local, known)
        if made and used:
            local[named[1]] = made
    return local


def put_together(
    body: str, place: int, values: dict[str, str], known: dict[str, str] | None = None
) -> tuple[str, bool]:
    """The text that is put together at a place, and whether of what is given; nothing if unknown.

    `values`: what is given; `known`: other names of the page's scripts.
    """
    parts, used = "", False
    for _ in range(MOST_TERMS):
        term = _TERM.match(body, place)
        if term is None or (said := _said(term, (known or {}) | values)) is None:
            break
        word = term[3] or term[5]
        parts, place, used = parts + said, term.end(), used or word in values
        if not term[6]:
            return parts, used
    return "", False


@lru_cache(maxsize=8)
def _constants(html: str) -> dict[str, str]:
    """The beginnings of addresses that the scripts of a page keep under a name each, set once."""
    found: dict[str, set[str]] = {}
    for name, said in islice(_CONSTANT.findall(html), MOST_CONSTANTS):
        found.setdefault(name, set()).add(said)
    return {name: said.pop() for name, said in found.items() if len(said) == 1}


def _holds(before: str, values: dict[str, str]) -> bool | None:
    """Whether a function that is given these goes on behind what stands before; None where nothing tells."""
    asked = _IF.search(before[-LONGEST_IF:])
    value = values.get(asked[1], "") if asked else ""
    if asked is None or not value.isdecimal():
        return None
    number, other = int(value), int(asked[3])
    return {"==": number == other, "<=": number <= other, "<": number < other, "!=": number != other}.get(
        asked[2][:2], number > other if asked[2] == ">" else number >= other
    )


def _said(term: re.Match[str], values: dict[str, str]) -> str | None:
    if term[3]:
        value = values.get(term[3], "")
        return str(int(value) + (1 if term[4] == "+" else -1)) if value.isdecimal() else None
    return values.get(term[5]) if term[5] else term[1] or term[2] or ""


def with_links(page: Page) -> Page | None:
    """The page with a link in each row that a click leads away from; None where there are none."""
    if not _REACTS.search(page.html):
        return None
    if len(_clicked(page, page.soup)) < MIN_CLICKED:
        return None
    soup = BeautifulSoup(page.html, "lxml")
    for tag, leads in _clicked(page, soup):
        _link(soup, tag, leads)
    return page.with_html(str(soup))


def _clicked(page: Page, soup: BeautifulSoup) -> list[tuple[Tag, str]]:
    """What reacts to a click and is no link, and where that leads."""
    return [
        (tag, leads)
        for tag in soup.find_all(lambda tag: any(map(tag.has_attr, ("onclick", *SAID_TO_LEAD))))
        if tag.name != "a" and _leads_alone(tag) and (leads := _leads(page, tag))
    ]


def _leads_alone(tag: Tag) -> bool:
    """Whether no link within an element that reacts to a click leads anywhere itself."""
    links = tag.find_all("a", limit=MOST_WITHIN + 1)
    return len(links) <= MOST_WITHIN and all(
        DEAD.match(str(link.get("href") or "#")) and not link.get("onclick") for link in links
    )


def _leads(page: Page, tag: Tag) -> str | None:
    """Where a row leads: by the script of its click, or by what it says for a script to read."""
    if tag.has_attr("onclick"):
        return address(page, str(tag["onclick"]))
    return next((str(tag[name]) for name in SAID_TO_LEAD if LEADS.search(str(tag.get(name) or ""))), None)


def _link(soup: BeautifulSoup, tag: Tag, leads: str) -> None:
    """Put what the row says, of a row of a table its longest cell, into a link, or its dead one."""
    if links := tag.find_all("a"):
        max(links, key=lambda link: len(link.get_text()))["href"] = leads
        return
    cells = tag.find_all("td")
    place = max(cells, key=lambda cell: len(cell.get_text())) if cells else tag
    link = soup.new_tag("a", href=leads)
    for node in list(place.contents):
        link.append(node)
    place.append(link)
