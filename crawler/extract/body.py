"""The element that holds a document's text, and the text without what portals put around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from corpus.lazy_regex import lazy_regex
from crawler.extract import bare, trim
from crawler.extract.marked_headings import is_called_heading
from crawler.extract.parts import (
    Body,
    boxes_beside,
    file_box_below,
    file_boxes,
    is_list_of_labels,
    is_metadata,
    is_surrounding,
    labelled_cell,
)
from crawler.pages.frames import followed
from crawler.pages.markup import SILENT, class_and_id, dense, lines, unseen
from crawler.pages.page import Page

HOLDERS = lazy_regex(
    r"(?:^|[\s_-])(?:trs_editor|trs_ueditor|trs_paper_default|trs_web|zoom|zoomcon|ucapcontent|ucap-content|"
    r"v_news_content|vsb_content\w*|ivs_content|tdcontent|cmsarticlecontent|bulletincontent|contenttext|"
    r"article[-_]?con(?:tent)?|con(?:tent)?[-_]article|article[-_]?body|info_cont|main-txt|xxgk_content|"
    r"detail[-_]?con(?:tent)?|news[-_]?con(?:tent)?|newscont|pages_content|b12c|articlecontent|contentbox_text|"
    r"wz_?con(?:tent)?|zw_?con(?:tent)?|text_?con(?:tent)?|conter|entry|nr_?con(?:tent)?|gp-article|textbody|"
    r"con_text|con_con|content-?body|text-?content|detail[-_]?(?:news|text)|article[-_]?text|js_content|zhengwen|(?:wenzhang|neirong|zhengwen)[-_]?(?:content|con|nr)|maintext|arti_content|wp_articlecontent|conTxt|art_con|info_content|ewb-article-info|font_?zoom|printarea|print_?con(?:tent)?|txt_?con(?:tent)?|(?:zw|wz|xl|news|con|article|detail|content)[-_]?nr)(?=\s|$)",
    re.IGNORECASE,
)
"""Ids and classes that content systems and their templates give to a document's text, and to nothing else."""

WEAK_HOLDERS = lazy_regex(
    r"(?:^|[\s_-])(?:content|con|article|text|txt|detail|zw|nr|editor|wen|body)(?:[\s_-]|$)", re.IGNORECASE
)
"""Names that hold a text often, but more than the text at times."""

DOMINANCE = 0.7
"""A child with this share of its parent's prose is where the text is. A guess that saved pages bear out."""

HOLDER_SHARE = 0.2
"""A known holder with this share of the page's prose is believed; one with less is empty or broken."""

BESIDE = 120
"""So many characters more than an inner holder are heading, dateline and tools. A guess."""

NEIGHBOURS, NEIGHBOUR = 5, 10
"""So many links with texts longer than this beside a text are a list of other documents. A guess."""

MIN_PROSE = 60
"""Prose outside every known holder is believed from so many characters: less may be a notice."""

TWIN = 0.35
"""Two children with this share each, and the same beginning, are the text for desktop and phone."""

WIDEST = 20
"""Elements around the text that are looked at for a holder's name. A guess; it bounds the work."""

_IMPRINT = lazy_regex(r"ICP备|公网安备|网站标识码|版权所有|All Rights Reserved|(?:主办|承办)单?位?\s*[:：]")
_DAY = lazy_regex(
    r"^[\s\[(（【]*(?:(?:19|20)?\d{2}[-./])?\d{1,2}[-./]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s\])）】]*$"
)
"""A day alone as machines write it, as in lists of other documents beside a text."""

LONGEST_DAY = 40
"""Characters of a day with the blanks around it. A guess; it bounds the work."""

LONGEST_IMPRINT = 300
"""Characters of a line at a page's foot. A guess."""

_PARTS = frozenset(
    ("p", "span", "font", "strong", "b", "em", "u", "tr", "tbody", "thead", "table", "li", "h1", "h2")
)
"""Elements that may hold most of a short text and yet are a part of it."""

_NO_HOLDERS = SILENT | {"body", "html", "a", "img"}

_SENTENCE = lazy_regex(r"[，。；！？、：]")


def find(page: Page, titles: tuple[str, ...]) -> Body:
    """The text of a detail page; `titles` are what its title may be. No lines where the page has no text."""
    tree = page.tree
    root = tree.find("body")
    root = root if root is not None else tree
    masses = _prose(root)
    longest, text = _longest_holder(tree)
    holder = _innermost(longest, masses)
    if holder is None:
        holder = labelled_cell(root)
    dense_body = _descend(root, masses)
    if holder is not None:
        skip = _headings(holder, titles) | _boxes(holder)
        held = text if holder is longest and not skip else lines(holder, skip)
        whole = masses.get(dense_body, 0)
        contained = dense_body is holder or holder in dense_body.iterancestors()
        if held and (contained or sum(map(len, held)) > HOLDER_SHARE * whole or whole < 4 * MIN_PROSE):
            return Body(holder, *trim.trimmed(held, titles, known=True), known=True)
        if not held and next(followed(page, holder), None):
            return Body(holder, [], [], known=True)  # the text is in the frame
    element = _widen(dense_body, titles)
    text = lines(element, skip=_around(element, root) | _boxes(element) | file_box_below(element))
    if masses.get(dense_body, 0) < MIN_PROSE or not any(_SENTENCE.search(line) for line in text):
        if holder is not None:
            return Body(holder, [], [], known=True)
        return bare.find(root, titles) or Body(element, [], [], known=False)
    return Body(element, *trim.trimmed(text, titles, known=False), known=False)


def _boxes(element: Any) -> frozenset[Any]:
    """What the template puts into the element of a text beside the text."""
    return file_boxes(element) | boxes_beside(element)


def _around(element: Any, root: Any) -> frozenset[Any]:
    """Navigation and foot, where the text is all that stands between them."""
    if not _is_all_of(element, root):
        return frozenset()
    parts = (*element, *(inner for child in element for inner in child))
    return frozenset(part for part in parts if isinstance(part.tag, str) and is_surrounding(part))


def _is_all_of(element: Any, root: Any) -> bool:
    """Whether an element is the page, or what wraps all of it, such as a form."""
    while element is not root:
        beside = (*element.itersiblings(), *element.itersiblings(preceding=True))
        if any(
            isinstance(one.tag, str) and one.tag not in SILENT and dense(one.text_content()) for one in beside
        ):
            return False
        element = element.getparent()
    return True


def _headings(holder: Any, titles: tuple[str, ...]) -> frozenset[Any]:
    """Headings of the template: those that say the title beside an inner holder, not within it."""
    found = [
        heading
        for heading in holder.iter("h1", "h2", "h3", "h4", "div", "p")
        if heading is not holder and _heads(heading)
    ]
    if not found or not any(_is_holder(class_and_id(inner)) for inner in holder.iterdescendants()):
        return frozenset()
    wanted = {dense(title) for title in titles if title}
    return frozenset(
        heading
        for heading in found
        if dense(heading.text_content()) in wanted
        and not any(_is_holder(class_and_id(up)) for up in _between(heading, holder))
    )


def _heads(element: Any) -> bool:
    """Whether an element is ranked as a heading, or called one and holds nothing else."""
    alone = all(inner.tag == "br" for inner in element)
    return element.tag in ("h1", "h2") or (alone and is_called_heading(class_and_id(element)))


def _between(element: Any, holder: Any) -> Iterator[Any]:
    """The ancestors of an element below its holder."""
    return takewhile(lambda up: up is not holder, element.iterancestors())


@lru_cache(maxsize=20_000)
def _is_holder(named: str) -> bool:
    return bool(HOLDERS.search(named))


def _longest_holder(tree: Any) -> tuple[Any, list[str]]:
    """The known holder with most text, and its lines; None and no lines where the page has none."""
    best, most, size = None, list[str](), -1
    for element in tree.iter():
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_HOLDERS:
            continue
        named = class_and_id(element)
        if tag != "ucapcontent" and (named == " " or not _is_holder(named)):
            continue
        if any(is_surrounding(up) for up in element.iterancestors() if up.tag not in ("body", "html")):
            continue
        text = lines(element)
        length = sum(map(len, text))
        if length > size:
            best, most, size = element, text, length
    return best, most


def _innermost(holder: Any, masses: dict[Any, int]) -> Any:
    """The holder, or one within it that has its prose, where lists of other documents stand besides."""
    if holder is None:
        return None
    for inner in holder.iterdescendants():
        if (
            isinstance(inner.tag, str)
            and masses.get(holder, 0) - BESIDE <= masses.get(inner, 0) > 0
            and _is_holder(class_and_id(inner))
            and _links(holder) - _links(inner) >= NEIGHBOURS
        ):
            return _innermost(inner, masses)
    return holder


def _links(element: Any) -> int:
    """Links below an element that could be those of other documents, by the length of their text."""
    return sum(len(dense(link.text_content())) > NEIGHBOUR for link in element.iter("a"))


def _prose(root: Any) -> dict[Any, int]:
    """For each element the characters of text below it that is no link, tool or surroundings."""
    masses: dict[Any, int] = {}
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            parent = element.getparent()
            if parent is not None and element is not root:
                masses[parent] = masses.get(parent, 0) + masses.get(element, 0)
            continue
        stack.append((element, True))
        own = _own_prose(element.text)
        for child in element:
            own += _own_prose(child.tail)
            if (
                isinstance(child.tag, str)
                and child.tag != "a"
                and not unseen(child)
                and not is_surrounding(child)
                and not (child.tag in ("table", "dl") and is_metadata(child))
                and not (child.tag == "ul" and is_list_of_labels(child))
            ):
                stack.append((child, False))
        masses[element] = masses.get(element, 0) + own
    return masses


def _own_prose(text: str | None) -> int:
    if not text or text.isspace() or _is_imprint(text):
        return 0
    return 0 if len(text) <= LONGEST_DAY and _DAY.match(text) else len(dense(text))


def _is_imprint(text: str) -> bool:
    return len(text) <= LONGEST_IMPRINT and bool(_IMPRINT.search(text))


def _descend(root: Any, masses: dict[Any, int]) -> Any:
    """From the body down to the smallest element that still holds nearly all of the prose."""
    element = root
    while True:
        children = sorted((c for c in element if masses.get(c)), key=lambda c: masses[c], reverse=True)
        if not children:
            return _whole(element, root)
        first, total = children[0], masses[element]
        twin = len(children) > 1 and masses[children[1]] > TWIN * total and _same(first, children[1])
        if masses[first] < DOMINANCE * total and not twin:
            return _whole(element, root)
        element = first


def _whole(element: Any, root: Any) -> Any:
    """The element, or the nearest around it that is more than a paragraph or a row."""
    while element.tag in _PARTS and element is not root and element.getparent() is not None:
        element = element.getparent()
    return element


def _same(one: Any, other: Any) -> bool:
    first, second = dense("".join(lines(one))), dense("".join(lines(other)))
    return bool(first) and (first[:80] in second or second[:80] in first)


def _widen(element: Any, titles: tuple[str, ...]) -> Any:
    """The nearest ancestor named like a text holder without the title in it, or the element itself."""
    wanted = {dense(title) for title in titles if title}
    for up in (element, *islice(element.iterancestors(), WIDEST)):
        if up.tag in ("body", "html"):
            break
        if up is not element and any(dense(line) in wanted for line in lines(up)[:12]):
            break
        if WEAK_HOLDERS.search(class_and_id(up)) or HOLDERS.search(class_and_id(up)):
            return up
    return element
