"""Files that belong to a document: linked in its text or just below it, not from the page's surroundings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from corpus.records import Attachment
from crawler.extract.markup import names, squeeze
from crawler.page import Page
from crawler.rows import is_chrome

_FILE = re.compile(
    r"\.(?:docx?|xlsx?|xlsm|pptx?|pdf|wps|et|dps|ofd|rtf|csv|txt|zip|rar|7z|ceb|cebx|gd|mdb)$", re.IGNORECASE
)
_DOWNLOAD = re.compile(
    r"download\.jsp|downloadattach|/attachment/|filedownload|downfile|download(?:\.aspx|\.do|\?)|attach(?:ment)?id=|wbfileid=|"
    r"/module/download/",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\.(?:jsp|do|aspx?|php)\?.*(?:attach|fileid|download)|download\w*\.(?:jsp|do|aspx?|php)", re.IGNORECASE
)
_HINT = re.compile(_FILE.pattern.removesuffix("$") + "|" + _DOWNLOAD.pattern, re.IGNORECASE)
"""What a link to a file has somewhere; most links do not."""

_PICTURE = re.compile(
    r"\.(?:jpe?g|png|gif|bmp|webp|svg|mp4|mp3|html?|shtml|jsp|do|aspx?|php)$", re.IGNORECASE
)


def find(page: Page, body: Any, after: Any) -> tuple[Attachment, ...]:
    """The document's files in the order of the page; `after` is the element of the page before which none stand."""
    found: dict[str, Attachment] = {}
    started = after is None
    inside = set(body.iter("a")) if body is not None else set()
    for element in page.tree.iter():
        started = started or element is after or element is body
        if element.tag != "a" or not started:
            continue
        title = squeeze(element.text_content()) or squeeze(element.get("title") or "")
        if not _HINT.search(
            " ".join(
                (element.get("href") or "", element.get("oldsrc") or "", title, element.get("title") or "")
            )
        ):
            continue
        url = _address(page, element)
        if not url or url in found or (element not in inside and _surrounding(element)):
            continue
        if _is_file(url, title, element.get("title") or ""):
            found[url] = Attachment(url, title or unquote(urlsplit(url).path.rsplit("/", 1)[-1]))
    return tuple(found.values())


def _address(page: Page, link: Any) -> str | None:
    """Its address; the editor of TRS keeps the file's name in `oldsrc` where a script took the href."""
    return page.absolute(link.get("href") or "") or page.absolute(link.get("oldsrc") or "")


def _is_file(url: str, title: str, full: str) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _FILE.search(path):
        return True
    if _PICTURE.search(path) and not _SERVED.search(url):
        return False
    return bool(_DOWNLOAD.search(url)) or (
        bool(_FILE.search(title) or _FILE.search(full)) and "." not in path[-6:]
    )


def _surrounding(link: Any) -> bool:
    for up in link.iterancestors():
        if up.tag in ("nav", "header", "footer", "aside"):
            return True
        named = names(up)
        if up.tag not in ("body", "html") and named != " " and is_chrome(named):
            return True
    return False
