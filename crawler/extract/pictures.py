"""The pictures that are a page's whole body: posters, charts, scans put into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from corpus.lazy_regex import lazy_regex
from corpus.records import Attachment
from crawler.extract.parts import is_surrounding
from crawler.pages.markup import class_and_id, unseen
from crawler.pages.page import Page

_ORNAMENT = lazy_regex(
    r"logo|icon|ico[._-]|qr|ewm|erweima|button|btn|banner|share|weixin|wechat|weibo|red\.png|blue\.png|"
    r"jiucuo|arrow|line|bg[._-]|dot|blank|space|loading|print|close|search|home|nav|foot|top|\.gif$|\.svg$",
    re.IGNORECASE,
)
_SIZE = lazy_regex(r"\d+")

SMALLEST = 150
"""Points of a side that a page declares for a picture with a text in it. A guess."""

MOST_PICTURES = 50
"""Of one body. A guess."""


def find(page: Page, element: Any) -> tuple[Attachment, ...]:
    """The pictures below the element of a body without a text, in their order."""
    found: dict[str, Attachment] = {}
    for url, _ in _told(page, element):
        if len(found) < MOST_PICTURES:
            found.setdefault(url, Attachment(url, f"正文图片 {len(found) + 1}"))
    return tuple(found.values())


def names(page: Page, element: Any) -> tuple[str, ...]:
    """The same pictures as the page names them: one page has other addresses for them wherever it is sent."""
    return tuple(name for _, name in islice(_told(page, element), MOST_PICTURES))


def _told(page: Page, element: Any) -> Iterator[tuple[str, str]]:
    """Addresses of pictures, and as they stand there."""
    for picture in element.iter("img"):
        name = picture.get("src") or ""
        url = page.absolute(name)
        if url and url.startswith("http") and not _is_ornament(picture, url):
            yield url, name


def _is_ornament(picture: Any, url: str) -> bool:
    if _ORNAMENT.search(urlsplit(url).path.rpartition("/")[2]) or _ORNAMENT.search(class_and_id(picture)):
        return True
    if any(size < SMALLEST for size in _sizes(picture)):
        return True
    return any(
        unseen(up) or is_surrounding(up) for up in picture.iterancestors() if up.tag not in ("body", "html")
    )


def _sizes(picture: Any) -> Iterator[int]:
    for side in ("width", "height"):
        value = picture.get(side) or ""
        if (number := _SIZE.match(value.strip())) and "%" not in value:
            yield int(number.group())
