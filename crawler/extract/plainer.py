"""A page that shows text where none was found, without the names and elements that hid it from us."""

from __future__ import annotations

import re
from typing import Any

import lxml.html

from corpus.lazy_regex import lazy_regex
from crawler.extract import title, written
from crawler.pages.markup import DEAD, dense, lines
from crawler.pages.page import Page

_SENTENCE = lazy_regex(r"[\u4e00-\u9fff][^。！？]{5,400}[。！？]")
_IMPRINT = lazy_regex(
    r"版权所有|ICP|备案[编序]?号|网安备|(?:主办|承办)单位\s*[:：]|标识码|浏览器|分辨率|Copyright|请自觉遵守互联网",
    re.IGNORECASE,
)

LONG_LINK = 60
"""Characters of a link that is a paragraph, or a text whose anchor was never closed. A guess."""

LARGEST = 2_000_000
"""Characters of markup; a longer page without a text is not looked at once more. A guess."""

_NAMES = ("class", "id", "style")
_EDGES = ("header", "footer", "aside", "nav")


def plainer(page: Page) -> Page | None:
    """The page to be read once more; None where it shows no sentence of its own."""
    if len(page.html) > LARGEST or not any(stop in page.html for stop in written.STOPS):
        return None
    tree = lxml.html.fromstring(lxml.html.tostring(page.tree, encoding="unicode"))
    heading = _heading(page)
    for holder in list(tree.iter(*written.HOLDERS)):
        _unfold(holder, heading)
    for element in _with_sentences(tree):
        for name in _NAMES:
            element.attrib.pop(name, None)
        if element.tag in _EDGES:
            element.tag = "div"
        elif element.tag == "a" and (DEAD.match(element.get("href") or "") or _is_long(element)):
            element.tag = "span"
    body = tree.find("body")
    shown = (line for line in lines(tree if body is None else body) if "。" in line)
    if all(_IMPRINT.search(line) for line in shown if _SENTENCE.search(line)):
        return None
    return page.with_html(lxml.html.tostring(tree, encoding="unicode"))


def shows_text(page: Page) -> bool:
    """Whether a reader sees a sentence on the page that is not its imprint."""
    return plainer(page) is not None


def _heading(page: Page) -> str:
    """What the page is called, without the name of its site."""
    sites = title.of_site(page.tree, {})
    heading = dense(title.choose(title.candidates(page.tree, {}), [], sites))
    for site in sites:
        heading = heading.replace(site, "") if site else heading
    return heading


def _unfold(holder: Any, heading: str) -> None:
    """Markup that a script would put into the page."""
    markup = written.markup(holder, heading)
    if markup and _SENTENCE.search(markup):
        holder.attrib.clear()
        holder.tag, holder.text = "div", None
        holder.append(lxml.html.fromstring(f"<div>{markup}</div>"))


def _with_sentences(tree: Any) -> set[Any]:
    """All elements below which a sentence ends."""
    found: set[Any] = set()
    for element in tree.iter():
        for text, up in ((element.text, element), (element.tail, element.getparent())):
            if not text or "。" not in text or not isinstance(element.tag, str):
                continue
            while up is not None and up not in found and up.tag not in ("body", "html"):
                found.add(up)
                up = up.getparent()
    return found


def _is_long(link: Any) -> bool:
    size = 0
    for text in link.itertext():
        size += len(dense(text))
        if size > LONG_LINK:
            return True
    return False
