"""ASP.NET WebForms: lists that go on by posting their own form back (`__doPostBack`)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.families._paging import is_next
from crawler.pages.form import Form
from crawler.pages.page import Page

_CALL = lazy_regex(r"__doPostBack\(\s*['\"]([^'\"]{1,200})['\"]\s*,\s*['\"]([^'\"]{0,200})['\"]\s*\)")
NUMBER = "__page"
_GRID = "Page$"
"""What the pagers of data grids put before the number."""

_UNSENT = ("submit", "button", "image", "reset", "file")
_CHOSEN = ("checkbox", "radio")


def following(page: Page) -> tuple[str, Form] | None:
    """Where the next page is asked for and what is posted there; None where the page posts nothing back."""
    if "__doPostBack" not in page.html:
        return None
    number = _number(page.url) + 1
    links = [link for link in page.soup.find_all("a") if _CALL.search(_script(link))]
    link = next(
        (link for says in (is_next, _shows(number), _is_given(number)) for link in links if says(link)), None
    )
    form = link.find_parent("form") if link else None
    called = _CALL.search(_script(link)) if link else None
    if called is None or not isinstance(form, Tag):
        return None
    fields = fields_of(form) | {"__EVENTTARGET": called.group(1), "__EVENTARGUMENT": called.group(2)}
    return address_of_page(page, form, number), tuple(fields.items())


def _shows(number: int) -> Callable[[Tag], bool]:
    return lambda link: link.get_text(strip=True).strip("[]【】") == str(number)


def _is_given(number: int) -> Callable[[Tag], bool]:
    """Whether a link asks for a page by its number: such pagers may be pictures, or say "..."."""

    def says(link: Tag) -> bool:
        called = _CALL.search(_script(link))
        if called is None:
            return False
        target, argument = called.groups()
        return argument == f"{_GRID}{number}" or (argument == str(number) and "pager" in target.lower())

    return says


def fields_of(form: Tag) -> dict[str, str]:
    """What a form sends of itself."""
    fields = form.find_all(("input", "select", "textarea"))
    return {str(field["name"]): _value(field) for field in fields if field.get("name") and _is_sent(field)}


def _is_sent(field: Tag) -> bool:
    kind = _kind(field)
    if field.has_attr("disabled") or (field.name == "input" and kind in _UNSENT):
        return False
    if field.has_attr("multiple"):
        return field.find("option", selected=True) is not None
    return kind not in _CHOSEN or field.has_attr("checked")


def _kind(field: Tag) -> str:
    return str(field.get("type") or "").lower()


def _value(field: Tag) -> str:
    """What a browser sends: of a list the choice that is made, else its first."""
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        choices = field.find_all("option")
        chosen = next((one for one in choices if one.has_attr("selected")), choices[0] if choices else None)
        return str(chosen.get("value", chosen.get_text(strip=True))) if chosen else ""
    return str(field.get("value") or ("on" if _kind(field) in _CHOSEN else ""))


def address_of_page(page: Page, form: Tag, number: int) -> str:
    """Where a form is posted for a page: to an address of its own, by a key that servers pass over."""
    address = urlsplit(page.absolute(str(form.get("action") or "")) or page.url)
    query = [(key, value) for key, value in parse_qsl(address.query) if key != NUMBER]
    return address._replace(query=urlencode([*query, (NUMBER, number)])).geturl()


def _number(url: str) -> int:
    said = dict(parse_qsl(urlsplit(url).query)).get(NUMBER, "")
    return int(said) if said.isdecimal() and len(said) < 7 else 1


def _script(link: Tag) -> str:
    return f"{link.get('href') or ''} {link.get('onclick') or ''}"
