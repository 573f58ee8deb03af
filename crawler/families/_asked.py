"""Pagers whose links call a function that asks for the next page and puts its list into this one."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import Tag

from corpus.addresses import identity
from corpus.lazy_regex import lazy_regex
from crawler.families._base import has_any
from crawler.families._paging import CLICKED, MAX_PAGES, is_next
from crawler.pages import clicked
from crawler.pages.page import Page

MOST_CALLS = 5
"""Calls of a link, and requests of a function, that are looked at. A guess."""

LONGEST_BODY = 1_500
"""Characters of a function that turns a page. A guess."""

_OWN = ("location.pathname", "location.href")
_CALL = lazy_regex(r"(?<![\w.])(?!(?:if|for|while|function|confirm|alert)\b)(\w{2,40})\(([^()]{1,200})\)")
_PLACE = lazy_regex(r"(?<![\w.'\"])(?:(?:window|document|self|top)\.)?location\.(pathname|href)\b")
"""What a link gives of the address that its page has."""

_ASKS = lazy_regex(
    r"(?<![\w$.])[\"']?url[\"']?\s{0,20}:\s{0,20}|(?:\$|jQuery)\.(?:get|ajax)\(\s{0,20}(?!\{)|\.load\(\s{0,20}"
    r"|\.open\(\s{0,20}[\"'](?i:get)[\"']\s{0,20},\s{0,20}"
)
"""Before the address that a function asks."""

_KNOWN = {"ShowAjaxNewPage": "?Paging="}
"""Such functions of Epoint's, which stand in a script of its own, and what they put behind the first they are
given: ShowAjaxNewPage(window.location.pathname,'categorypagingcontent',2)."""


def following(page: Page) -> str | None:
    """The address that the link to the next page has asked; None on the last, and where no link does that."""
    if not has_any(page.html, _OWN):
        return None
    for link in page.soup.find_all(["a", *CLICKED]):
        script = f"{link.get('href') or ''} {link.get('onclick') or ''}" if isinstance(link, Tag) else ""
        if has_any(script, _OWN) and is_next(link) and (address := _asked(page, script)):
            return address
    return None


def _asked(page: Page, script: str) -> str | None:
    own = {"pathname": re.sub(r"[?#].*", "", page.url), "href": page.url}
    if "'" in page.url:
        return None
    said = _PLACE.sub(lambda place: f"'{own[place[1]]}'", script)
    for name, given in islice(_CALL.findall(said), MOST_CALLS):
        told = clicked.arguments(given)
        numbers = [int(one) for one in told if one.isdecimal() and len(one) < len(str(MAX_PAGES))]
        if not numbers or numbers[-1] < 2:
            continue
        made = _made(page, name, told, numbers[-1])
        if made and identity(made) != identity(page.url):
            return made
    return None


def _made(page: Page, name: str, told: list[str], number: int) -> str | None:
    """The address that a function of the page's, or one that is known, asks when it is given these."""
    defined = clicked.functions(page.html).get(name)
    if defined is None:
        return page.absolute(f"{told[0]}{_KNOWN[name]}{number}") if name in _KNOWN else None
    parameters, begins = defined
    body = re.split(r"</script", page.html[begins : begins + LONGEST_BODY])[0]
    values = dict(zip((one.strip() for one in parameters.split(",")), told, strict=False))
    for asks in islice(_ASKS.finditer(body), MOST_CALLS):
        made, used = clicked.put_together(body, asks.end(), values)
        if used and re.search(rf"(?<!\d){number}(?!\d)", made):
            return page.absolute(made.split()[0])  # jQuery's load takes a part of the page behind a blank
    return None
