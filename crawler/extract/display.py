"""The body as sanitised HTML, where lines cannot hold its form: merged cells, lists, formulas, pictures."""

from __future__ import annotations

from copy import deepcopy
from html import escape
from typing import Any

import lxml.html
import nh3

from corpus.lazy_regex import lazy_regex
from crawler.extract import pictures
from crawler.pages.markup import dense, unseen
from crawler.pages.page import Page

BLOCKS = frozenset(
    ("p", "div", "section", "article", "center", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre")
) | frozenset(
    ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6")
)
PLAIN_BLOCKS = ("div", "section", "article", "center")

TAGS = {
    *(
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "table",
        "caption",
        "thead",
        "tbody",
    ),
    *("tfoot", "tr", "th", "td", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "u", "sub", "sup", "a"),
}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
SCHEMES = {"http", "https"}

LINK_REL = "noopener noreferrer nofollow"

LONGEST = 2_000_000
"""Characters; a longer body is shown as lines. A guess."""

_FORM = lazy_regex(r"<(?:ol|ul|sup|sub)\b|(?:col|row)span=\"(?:[2-9]|\d\d+)\"|图片（在原网站查看）")
_EMPTY = lazy_regex(r"<(p|li|b|strong|i|em|u|sub|sup|h[3-6]|ul|ol|blockquote)>(?:\s|<br>)*</\1>")


def display_html(page: Page, body: Any, text: list[str]) -> str | None:
    """The body's HTML without anything that runs, styles or loads; None where `text` shows it as well."""
    if body is None or not text:
        return _pictures_html(page, body)
    if not _has_form(body):
        return None
    holder = deepcopy(body)
    holder.tail = None
    for element in list(holder.iter()):
        if element is not holder and (not isinstance(element.tag, str) or unseen(element)):
            _drop(element)
    kept = dense("".join(text))
    for element in list(holder.iter("p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", *PLAIN_BLOCKS)):
        said = dense(element.text_content())
        if element is not holder and said and said not in kept and _is_leaf(element):
            _drop(element)
    for element in holder.iter(*PLAIN_BLOCKS):
        element.tag = "p" if _is_leaf(element) else element.tag
    for element in holder.iter("h1", "h2"):
        element.tag = "h3"
    _point_home(page, holder)
    html = lxml.html.tostring(holder, encoding="unicode")
    if len(html) > LONGEST:
        return None
    clean = _clean(html)
    clean = _EMPTY.sub("", _EMPTY.sub("", clean)).strip()
    return clean if _FORM.search(clean) else None


def _pictures_html(page: Page, body: Any) -> str | None:
    """That the body is pictures, where it is nothing else."""
    found = pictures.find(page, body) if body is not None else ()
    links = "".join(f'<p><a href="{escape(one.url)}">图片（在原网站查看）</a></p>' for one in found)
    return _clean(links) or None


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)


def _has_form(body: Any) -> bool:
    """Whether there may be something that lines cannot hold: most bodies are paragraphs."""
    for element in body.iter("ol", "ul", "sup", "sub", "img", "td", "th"):
        if element.tag not in ("td", "th") or element.get("colspan") or element.get("rowspan"):
            return True
    return False


def _is_leaf(element: Any) -> bool:
    """Whether it holds no block of its own, but for a table row, which is dropped as a whole."""
    return element.tag == "tr" or not any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _point_home(page: Page, holder: Any) -> None:
    """Links lead to absolute addresses; pictures become links, since nothing is loaded from elsewhere."""
    for link in holder.iter("a"):
        url = page.absolute(link.get("href") or "")
        if url and url.startswith("http"):
            link.set("href", url)
        else:
            link.attrib.pop("href", None)
    for picture in list(holder.iter("img")):
        url = page.absolute(picture.get("src") or "")
        picture.tag = "a"
        if url and url.startswith("http"):
            picture.set("href", url)
            picture.text = "图片（在原网站查看）"
