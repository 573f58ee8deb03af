"""Where a list goes on: the paging scripts of the families, and the links that any page may have."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from corpus.lazy_regex import lazy_regex
from crawler.families._base import has_any
from crawler.pages.clicked import SAID_TO_LEAD
from crawler.pages.markup import squeeze
from crawler.pages.page import Page
from crawler.pages.rows import leads_to

_NEXT_WORDS = frozenset(
    (
        "下一页",
        "下页",
        "后一页",
        "后页",
        "下一頁",
        "next",
        "nextpage",
        "›",
        "»",
        ">",
        ">>",
        "下一页>",
        "下一页>>",
    )
)
_FORMER_WORDS = ("上一页", "上页", "前一页", "上一頁")
_NEXT_CLASS = lazy_regex(r"(?:^|[-_ ])next(?:[-_ ]|page|$)", re.IGNORECASE)
_NEXT_PICTURE = lazy_regex(r"(?:^|[/_-])next(?:page|_?\d|n)?\.(?:gif|png|jpe?g|svg)", re.IGNORECASE)
_CURRENT = lazy_regex(
    r"(?:^|[-_ ])(?:current|cur|curr|active|on|this|now|sel|selected|thispage|hover)(?:[-_ ]|$)",
    re.IGNORECASE,
)
_PAGES = (
    lazy_regex(r"共\s*([\d,，]{1,9})\s*页"),
    lazy_regex(r"第?\s*\d{1,9}\s*/\s*([\d,]{1,9})\s*(?:页|[Pp]ages?\b)"),
    lazy_regex(r"页次\s*[:：]?\s*\d{1,5}\s*/\s*(\d{1,5})(?![\d/年.-])"),
    lazy_regex(r"总页数\s*[:：]?\s*([\d,]{1,9})"),
    lazy_regex(r"[首上下末尾]页\s*[>»]*\s*\d{1,5}\s*/\s*(\d{1,5})(?![\d/年.-])"),
    lazy_regex(r"(?<![\d/.-])\d{1,4}\s*/\s*(\d{1,4})\s*(?:首页|首頁|上一?页|下一?页)"),
    lazy_regex(r"(?:条|记录)[^\d]{0,8}\d{1,9}\s*/\s*([\d,]{1,9})"),
)
CLICKED = ("span", "button", "td", "li", "div")
"""What is a link by its script only."""

_LAST_WORDS = frozenset(("尾页", "末页", "最后一页", "最末页", "尾頁", "末頁"))
_FAR, _NEAR = frozenset((">>", "»", ">|")), frozenset((">", "›"))
"""Arrows to the last page, where there is one to the next besides."""

_ADDRESS = lazy_regex(r"[/?]|\.\w{3,5}$")
_OF_CHOICE = lazy_regex(
    r"location(?:\.href)?\s*=\s*[\"']([^\"'\s]{1,200})[\"']\s*\+\s*this\.(?:value|options\[this\.selectedIndex\]\.value)"
    r"(?:\s*\+\s*[\"']([^\"'\s]{1,60})[\"'])?"
)
"""What a choice of page makes its address of."""

_NUMBER = lazy_regex(r"\d{1,6}")
_NUMBERS = lazy_regex(r"(?<![0-9])\d{1,6}(?![0-9])")

MAX_PAGES = 100_000
"""A larger count of pages is a misreading."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paging script's parameters; `current` counts from 0."""

    pages: int
    current: int
    stem: str
    extension: str

    def address(self, offset: int = 0) -> str | None:
        """Relative address of the next page, numbered `current + 1 + offset`; None on the last page."""
        if self.current + 1 >= self.pages:
            return None
        return f"{self.stem}_{self.current + 1 + offset}.{self.extension}"


def next_link(page: Page) -> str | None:
    """The address behind 下一页, rel=next, or the number after the current one."""
    told = ("href", "onclick", *SAID_TO_LEAD)
    links = [tag for tag in page.soup.find_all(["a", "link"]) if any(map(tag.get, told))]
    links += page.soup.find_all(CLICKED, onclick=True)
    for chosen in (_by_relation, _by_words, _by_class):
        for link in links:
            if chosen(link) and (url := leads_to(page, link)) and url != page.url:
                return url
    return _by_number(page, links) or _by_choice(page)


def has_former(page: Page) -> bool:
    """Whether a link leads to the page before this one, as on the last of a list."""
    if not has_any(page.html, _FORMER_WORDS):
        return False
    links = page.soup.find_all("a", href=True)
    return any("".join(link.get_text().split()) in _FORMER_WORDS and leads_to(page, link) for link in links)


def page_count(page: Page) -> int | None:
    """How many pages the list says it has."""
    text = squeeze(page.soup.get_text(" "))
    for pattern in _PAGES:
        if match := pattern.search(text):
            count = int(re.sub(r"\D", "", match.group(1)) or 0)
            return count if 0 < count < MAX_PAGES else None
    return _last_number(page) or _last_in_address(page)


def _last_number(page: Page) -> int | None:
    """The number on the link that leads where the link to the last page leads."""
    links = page.soup.find_all("a", href=True)
    last = _last_of(links)
    labels = (link.get_text(strip=True) for link in links if last and link["href"] == last)
    return next((int(label) for label in labels if _NUMBER.fullmatch(label)), None)


def _last_in_address(page: Page) -> int | None:
    """The number of the last page in its address, where that of the second page has another there."""
    links = page.soup.find_all("a", href=True)
    after = next((str(link["href"]) for link in links if is_next(link)), "")
    last = _last_of(links)
    apart = _apart(after, last)
    if apart is None or not apart[0] < apart[1] < MAX_PAGES:
        return None
    if apart[0] in (1, 2):
        return apart[1] + (apart[0] == 1)  # counted from 0
    labelled = {
        (int(label), found[0])
        for link in links
        if _NUMBER.fullmatch(label := link.get_text(strip=True))
        and (found := _apart(str(link["href"]), last))
    }
    ahead = {label - number for label, number in labelled}
    # One link may count rows; two tell that addresses count pages.
    return apart[1] + ahead.pop() if len(ahead) == 1 and len(labelled) > 1 else None


def _apart(one: str, other: str) -> tuple[int, int] | None:
    """The only numbers by which two addresses differ."""
    if not one or _NUMBERS.sub("", one) != _NUMBERS.sub("", other):
        return None
    pairs = zip(_NUMBERS.findall(one), _NUMBERS.findall(other), strict=True)
    apart = [(int(number), int(another)) for number, another in pairs if number != another]
    return apart[0] if len(apart) == 1 else None


def _last_of(links: list[Tag]) -> str:
    """The address of the last page: behind its name, else behind the farther of two arrows."""
    named = [("".join(link.get_text().split()), str(link["href"])) for link in links]
    called = [href for name, href in named if name in _LAST_WORDS]
    if not called and any(name in _NEAR for name, _ in named):
        called = [href for name, href in named if name in _FAR]
    return next(iter(called), "")


def is_next(link: Tag) -> bool:
    """Whether a link is called so that it leads to the next page."""
    return _by_words(link) or _by_class(link)


def _by_relation(link: Tag) -> bool:
    return "next" in [str(value).lower() for value in link.get_attribute_list("rel")]


def _by_words(link: Tag) -> bool:
    return (link.name == "a" or link.name in CLICKED) and says_next(link.get_text() or _pictured(link))


def _pictured(link: Tag) -> str:
    """What the picture says that is all of a link."""
    picture = link.find("img") if link.name == "a" else None
    if not isinstance(picture, Tag):
        return str(link.get("aria-label") or "")
    said = (str(one.get(name) or "") for one in (picture, link) for name in ("alt", "title"))
    drawn = _NEXT_PICTURE.search(str(picture.get("src") or ""))
    return next(filter(None, said), "next" if drawn else "")


def says_next(text: str) -> bool:
    """Whether a label is what leads to the next page."""
    label = "".join(text.split()).lower()
    return label in _NEXT_WORDS or label.strip("<>›»→[]【】()") in _NEXT_WORDS


def _by_class(link: Tag) -> bool:
    names = " ".join(str(name) for name in link.get_attribute_list("class"))
    return link.name == "a" and bool(_NEXT_CLASS.search(names)) and len(link.get_text(strip=True)) <= 4


def _by_choice(page: Page) -> str | None:
    """The address behind the choice of page that follows the chosen one."""
    menus = page.soup.find_all("select", onchange=True)
    for chosen in (one for menu in menus for one in menu.find_all("option", selected=True, recursive=False)):
        after = chosen.find_next_sibling("option")
        if not isinstance(after, Tag):
            continue
        if _ADDRESS.search(value := str(after.get("value") or "")):
            return page.absolute(value)
        menu = chosen.find_parent("select")
        made = _OF_CHOICE.search(str(menu.get("onchange") or "")) if isinstance(menu, Tag) else None
        if made and value:
            return page.absolute(f"{made[1]}{value}{made[2] or ''}")
    return None


def _by_number(page: Page, links: list[Tag]) -> str | None:
    """The link numbered one more than the page number that is marked or not linked."""
    for link in links:
        label = link.get_text(strip=True)
        before = link.find_previous_sibling()
        if before is None and isinstance(link.parent, Tag):
            before = link.parent.find_previous_sibling()
        if not _NUMBER.fullmatch(label) or not isinstance(before, Tag):
            continue
        marked = bool(_CURRENT.search(" ".join(str(name) for name in before.get_attribute_list("class"))))
        inner = before.find(["a", "span"])
        if isinstance(inner, Tag):
            marked |= bool(_CURRENT.search(" ".join(str(name) for name in inner.get_attribute_list("class"))))
        unlinked = not before.get("href") and not before.find("a", href=True)
        if (marked or unlinked) and before.get_text(strip=True) == str(int(label) - 1):
            return leads_to(page, link)
    return None
