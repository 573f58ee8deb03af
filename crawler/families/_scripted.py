"""Pagers whose links call a function of the page's that submits a form."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.families._paging import CLICKED, is_next
from crawler.families._postback import address_of_page, fields_of
from crawler.pages.form import NUMBER, Form
from crawler.pages.page import Page

_CALL = lazy_regex(
    r"\b(?!(?:if|for|while|function|confirm|alert)\b)(\w{2,40})"
    r"\(\s*['\"]?([\w./-]{1,40})['\"]?\s*(?:,[^()]{0,100})?\)"
)
_SET = (
    r"(?:\.(\w+)|\[\s*['\"]([\w.]+)['\"]\s*\]|getElementsByName\(\s*['\"]([\w.]+)['\"]\s*\)\[0\]|getElementById\(\s*['\"](\w+)['\"]\s*\))"
    r"\.value\s*=\s*{0}\b|\$\(\s*['\"][^'\"]*?(\w+)['\"]?\]?['\"]\s*\)\.val\(\s*{0}\s*\)"
)
LONGEST_BODY = 1_500
"""Characters of a function that turns a page. A guess."""


def following(page: Page) -> tuple[str, Form] | None:
    """Where the next page is asked for, and what is posted there; None where no such link is there."""
    links = page.soup.find_all(["a", *CLICKED])
    for link in links:
        if not (link.get("href") or link.get("onclick")) or not is_next(link):
            continue
        if found := _turned(page, link):
            return found
    return None


def _turned(page: Page, link: Tag) -> tuple[str, Form] | None:
    script = f"{link.get('href') or ''} {link.get('onclick') or ''}"
    for called in _CALL.finditer(script):
        name, value = called.groups()
        if not (value.isdecimal() or script[called.start(2) - 1] in "'\""):
            continue  # a name of the script's
        head = rf"(?:function\s+{name}|\b{name}\s*=\s*function)\s*\(\s*(\w+)[^)]*\)\s*\{{"
        defined = re.search(head, page.html)
        if defined is None:
            continue
        parameter = defined.group(1)
        body = page.html[defined.end() : defined.end() + LONGEST_BODY].partition("function")[0]
        if found := _submitted(page, body, parameter, value):
            return found
    return None


def _submitted(page: Page, body: str, parameter: str, value: str) -> tuple[str, Form] | None:
    """The form that a function submits, with the field that it sets."""
    said = re.search(_SET.format(re.escape(parameter)), body)
    if said is None or "submit" not in body:
        return None
    name = next(filter(None, said.groups()))
    field = page.soup.find("input", attrs={"name": name}) or page.soup.find("input", id=name)
    form = field.find_parent("form") if isinstance(field, Tag) else None
    if not isinstance(form, Tag) or not isinstance(field, Tag):
        return None
    fields = fields_of(form) | {str(field.get("name") or name): value}
    if str(form.get("method") or "get").lower() == "post":
        return address_of_page(page, form, int(value) if value.isdecimal() else 0), tuple(fields.items())
    address = urlsplit(page.absolute(str(form.get("action") or "")) or page.url)
    query = [(key, kept) for key, kept in parse_qsl(address.query) if key not in fields and key != NUMBER]
    return address._replace(query=urlencode([*query, *fields.items()])).geturl(), ()
