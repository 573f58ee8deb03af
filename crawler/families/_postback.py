"""ASP.NET WebForms: lists that go on by posting their own form back (`__doPostBack`)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.families._paging import is_next, says_next
from crawler.pages.form import NUMBER, Form
from crawler.pages.page import Page

_CALL = lazy_regex(
    r"(?:__doPostBack|WebForm_PostBackOptions)\(\s*\\?['\"]([^'\"\\]{1,200})\\?['\"]\s*,"
    r"\s*\\?['\"]([^'\"\\]{0,200})\\?['\"]"
)
_MARK = "PostBack"
_BUTTONS = ("input", "button")
_GRID = "Page$"
"""What the pagers of data grids put before the number."""

_UNSENT = ("submit", "button", "image", "reset", "file")
_CHOSEN = ("checkbox", "radio")


def following(page: Page) -> tuple[str, Form] | None:
    """Where the next page is asked for and what is posted there; None where the page posts nothing back."""
    if _MARK in page.html and (found := _called(page) or _chosen(page)):
        return found
    return _pushed(page)


def _called(page: Page) -> tuple[str, Form] | None:
    """Behind a link, or a button, that calls for the form to be posted."""
    number = _number(page.url) + 1
    links = [link for link in page.soup.find_all(("a", *_BUTTONS)) if _CALL.search(_script(link))]
    link = next(
        (link for says in (_is_next, _shows(number), _is_given(number)) for link in links if says(link)), None
    )
    form = link.find_parent("form") if link else None
    called = _CALL.search(_script(link)) if link else None
    if called is None or not isinstance(form, Tag):
        return None
    fields = fields_of(form) | {"__EVENTTARGET": called.group(1), "__EVENTARGUMENT": called.group(2) or ""}
    return address_of_page(page, form, number), tuple(fields.items())


def _chosen(page: Page) -> tuple[str, Form] | None:
    """In a box of page numbers, the choice of which posts the form."""
    number = _number(page.url) + 1
    for box in page.soup.find_all("select", onchange=True, attrs={"name": True}):
        called, form = _CALL.search(str(box["onchange"])), box.find_parent("form")
        choices = {one.get_text(strip=True).strip("第页"): one for one in box.find_all("option")}
        chosen = choices.get(str(number))
        if called and chosen is not None and str(number - 1) in choices and isinstance(form, Tag):
            fields = fields_of(form) | {
                "__EVENTTARGET": called.group(1),
                str(box["name"]): str(chosen.get("value") or number),
            }
            return address_of_page(page, form, number), tuple(fields.items())
    return None


def _pushed(page: Page) -> tuple[str, Form] | None:
    """Behind a button that sends a form."""
    for button in page.soup.find_all(_BUTTONS):
        form = button.find_parent("form")
        if not _submits(button) or not isinstance(form, Tag) or not _is_next(button):
            continue
        fields = fields_of(form) | _sent_by(button)
        if str(form.get("method") or "").lower() == "post":
            return address_of_page(page, form, _number(page.url) + 1), tuple(fields.items())
        address = urlsplit(page.absolute(str(form.get("action") or "")) or page.url)
        return address._replace(query=urlencode(fields)).geturl(), ()
    return None


def _submits(button: Tag) -> bool:
    kind = _kind(button) or ("submit" if button.name == "button" else "")
    return kind in ("submit", "image") and not button.has_attr("disabled")


def _sent_by(button: Tag) -> dict[str, str]:
    """What a form says of the button by which it was sent; of a picture the place that was pushed."""
    name = str(button.get("name") or "")
    if _kind(button) == "image":
        return {f"{name}.x" if name else "x": "1", f"{name}.y" if name else "y": "1"}
    return {name: str(button.get("value") or "")} if name else {}


def _is_next(link: Tag) -> bool:
    if link.name == "a":
        return is_next(link)
    labels = (link.get_text(), *(str(link.get(name) or "") for name in ("value", "alt", "title")))
    return not link.has_attr("disabled") and any(map(says_next, labels))


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
    """Where a form is posted for a page: to an address of its own, by a key that is not asked with."""
    address = urlsplit(page.absolute(str(form.get("action") or "")) or page.url)
    query = [(key, value) for key, value in parse_qsl(address.query) if key != NUMBER]
    return address._replace(query=urlencode([*query, (NUMBER, number)])).geturl()


def _number(url: str) -> int:
    said = dict(parse_qsl(urlsplit(url).query)).get(NUMBER, "")
    return int(said) if said.isdecimal() and len(said) < 7 else 1


def _script(link: Tag) -> str:
    return f"{link.get('href') or ''} {link.get('onclick') or ''}"
