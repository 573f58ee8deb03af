"""What surrounds lists and texts on every page of a portal: menus, heads, feet, paths, pagers."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4 import Tag

from corpus.lazy_regex import lazy_regex

CHROME = lazy_regex(
    r"(?:^|\s)(?:"
    r"(?:\w+[-_]|main|top|sub|left|side)?(?:nav|menu|foot|breadcrumb|crumbs?|yqlj|friendlink|pagination|pager|paging|sidebar|copyright)[\w-]*"
    r"|(?:site|top|page|m)?[-_]?header(?:[-_][\w-]+)?|head|tops?|top[-_]?(?:bar|info|box)|dqwz|weizhi|location|position"
    r"|dibu|banquan|pages?|page[-_]?(?:div|list|num|bar)|share[\w-]*|(?:\w+[-_])?comments?|sitemap|hot-?words?|keywords?"
    r")(?=\s|$)",
    re.IGNORECASE,
)
"""Class names and ids of what surrounds a list on every page of a portal."""


@lru_cache(maxsize=20_000)
def is_chrome(named: str) -> bool:
    """Whether a class and id belong to the page's surroundings; portals repeat them on every page."""
    return bool(CHROME.search(named))


def names_of(tag: Tag) -> str:
    """The class and id of an element, as `is_chrome` takes them."""
    return " ".join([*tag.get_attribute_list("class"), str(tag.get("id") or "")])


def in_chrome(container: Tag, known: dict[int, bool]) -> bool:
    """Whether it or an element around it is; `known`: what was told of elements of the page before."""
    path: list[int] = []
    within = False
    tag: Tag | None = container
    while tag is not None:
        if (said := known.get(id(tag))) is not None:
            within = said
            break
        path.append(id(tag))
        if is_chrome_itself(tag):
            within = True
            break
        tag = tag.parent
    known.update(dict.fromkeys(path, within))
    return within


def is_chrome_itself(tag: Tag) -> bool:
    """Whether an element is of the page's surroundings, by what it is or by its names."""
    if tag.name in ("nav", "header", "footer"):
        return True
    return tag.name != "body" and is_chrome(names_of(tag))
