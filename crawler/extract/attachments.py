"""Files that belong to a document: linked in its text or just below it, not from the page's surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import lxml.html

from corpus.lazy_regex import lazy_regex
from corpus.records import Attachment
from crawler.families import held_files
from crawler.pages import clicked
from crawler.pages.addresses import shown_by_viewer
from crawler.pages.chrome import is_chrome
from crawler.pages.markup import DEAD, class_and_id, squeeze
from crawler.pages.page import Page

_FILE = lazy_regex(
    r"\.(?:docx?|xlsx?|xlsm|pptx?|pdf|wps|et|dps|ofd|rtf|csv|txt|zip|rar|7z|ceb|cebx|gd|mdb)$", re.IGNORECASE
)
_DOWNLOAD = lazy_regex(
    r"download\.jsp|download\w{0,8}attach|/attachment/|filedownload|downfile|download(?:\.aspx|\.do|\?)|attach(?:ment)?(?:gu)?id=|wbfileid=|"
    r"/module/download/",
    re.IGNORECASE,
)
_PROGRAM = lazy_regex(r"\.(?:jspx?|do|action|ashx|aspx?|php)\?", re.IGNORECASE)
_ASKED = lazy_regex(r"attach|fileid|download", re.IGNORECASE)
_SENDER = lazy_regex(
    r"(?:down\w{0,60}|/attach(?:ment|file)?s?)\.(?:jspx?|do|action|ashx|aspx?|php)", re.IGNORECASE
)
_FOLDER = lazy_regex(
    r"/(?:up_?loads?|uploadfiles?|attach\w*|files?|downloads?|accessory|annex|fujian|ueditor|group\d+/M\d+)/",
    re.IGNORECASE,
)
_KEY = lazy_regex(r"[^.?#]{4,}")
"""A name without an ending in a folder of files: stores that name files by a key or a digest."""

_HINT = lazy_regex(
    "|".join((_FILE.pattern.removesuffix("$"), _DOWNLOAD.pattern, _FOLDER.pattern)), re.IGNORECASE
)
"""What a link to a file has somewhere; most links do not."""

_PICTURE = lazy_regex(
    r"\.(?:jpe?g|png|gif|bmp|webp|svg|mp4|mp3|html?|shtml|jsp|do|aspx?|php)$", re.IGNORECASE
)

_ANCHOR = lazy_regex(r"<a\s[^<>]{1,600}>.{0,400}?</a>", re.IGNORECASE | re.DOTALL)
_QUOTED = lazy_regex(r"[\"']([^\"'<>\s]{3,400})[\"']")

_READER = lazy_regex(r"Adobe|AdbeRdr|reader|阅读器|浏览器|客户端|插件|控件|输入法", re.IGNORECASE)
"""Programs that portals offer on every page for opening their files."""

_CENTRE = lazy_regex(
    r"^(?:(?:资料|文件|表格|常用|热门|软件)?下载(?:中心|专区|专栏|排行)|(?:热点|热门|常用|推荐)(?:文件|资料|表格)?下载|常用(?:下载|软件))\W*$"
)
HEADING = 20
"""Pieces of text of which a heading may be made. A guess."""

AROUND = 3
"""Elements around a link before which a heading of it is looked for. A guess."""

_LABEL = lazy_regex(r"附件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]\s*$")
LABEL = 20
"""Characters before a link in which such a label is looked for. A guess."""

_VIEWED = lazy_regex(r"[?&]\w*(?:file|url|src|path)=([^&#]+)", re.IGNORECASE)
"""The file that an address of a viewer in the page names."""

_LISTS = ("ul", "div", "table", "dl")
_CARRIERS = ("a", "iframe", "embed", "object", "img", "script")


def find(page: Page, body: Any) -> tuple[Attachment, ...]:
    """The document's files in the order of the page."""
    found: dict[str, Attachment] = {}
    centres: frozenset[Any] | None = None
    inside = set(body.iter(*_CARRIERS)) if body is not None else set()
    whole = body is not None and body.tag == "body"  # the surroundings stand in it, too
    for element in page.tree.iter(*_CARRIERS):
        for file in _carried(page, element, element in inside):
            if file.url in found:
                continue
            if whole or element not in inside:
                centres = _centres(page, body) if centres is None else centres
                if _offered(element, file, centres):
                    continue
            found[file.url] = file
    return tuple(found.values())


def _carried(page: Page, element: Any, inside: bool) -> Iterator[Attachment]:
    if element.tag == "script":
        yield from _written(page, element.text or "")
    elif element.tag != "a":
        if file := _shown(page, element):
            yield file
    elif file := _linked(page, element) or _unlinked(page, element, inside):
        yield file


def _written(page: Page, script: str) -> Iterator[Attachment]:
    """Links that a script writes below the text: TRS templates keep a document's files in a variable."""
    yield from _listed(page, script)
    if "<a" not in script or not _HINT.search(script):
        return
    for anchor in _ANCHOR.findall(script.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")):
        for link in lxml.html.fragments_fromstring(anchor):
            if (
                not isinstance(link, str)
                and "'" not in link.get("href", "")
                and (file := _linked(page, link))
            ):
                yield file


def _listed(page: Page, script: str) -> Iterator[Attachment]:
    """The files of an array that a script calls so: `var fjs = [{"name": …, "url": …}]`."""
    for title, address in held_files(script):
        url = page.absolute(address)
        if url and _is_file(url, title, called_so=True):
            yield Attachment(url, title)


def _unlinked(page: Page, link: Any, inside: bool) -> Attachment | None:
    """A file behind a script: where that leads, if it says so; in a text also only named, as a part of it.

    Beside a text such links must name a file.
    """
    href = link.get("href") or ""
    if not DEAD.match(href):
        return None
    title, full = squeeze(link.text_content()), squeeze(link.get("title") or "")
    script = f"{href} {link.get('onclick') or ''}"
    if not inside and not (_FILE.search(title) or _FILE.search(full)):
        return None
    told = (link.get(name) or "" for name in clicked.SAID_TO_LEAD)
    for value in (*told, *_QUOTED.findall(script)):
        if _is_file(value, "", False) and (url := page.absolute(value)):
            return Attachment(url, title or full or _name(url))
    made = clicked.address(page, script)
    if made and _is_file(made, title, "附件" in title, full) and (url := page.absolute(made)):
        return Attachment(url, title or full or _name(url))
    named = next((name for name in (full, title) if inside and _FILE.search(name)), None)
    return Attachment(f"{page.url}#{quote(named)}", title or named) if named else None


def is_file(link: Any) -> bool:
    """Whether a link leads to a file, or names one that a script fetches."""
    title, full = squeeze(link.text_content()), squeeze(link.get("title") or "")
    href, kept = link.get("href") or "", link.get("oldsrc") or ""
    if DEAD.match(href) and (_FILE.search(title) or _FILE.search(full)):
        return True
    written = _QUOTED.findall(f"{href} {link.get('onclick') or ''}") if DEAD.match(href) else [href]
    try:
        named = "附件" in title or _is_labelled(link)
        return any(_is_file(value, title, named, full) for value in (*written, kept) if value)
    except ValueError:
        return False  # an address that cannot be read leads nowhere


def _linked(page: Page, link: Any) -> Attachment | None:
    """The editor of TRS keeps a file's name in `oldsrc`, which survives where a script took the href."""
    title, full = link.text_content(), link.get("title") or ""
    href, kept = link.get("href") or "", link.get("oldsrc") or ""
    href = shown_by_viewer(href) or href
    labelled = _is_labelled(link)
    if "附件" not in title and not labelled and not _HINT.search(f"{href} {kept} {title} {full}"):
        return None
    title, full = squeeze(title), squeeze(full)
    url = page.absolute(href) or page.absolute(kept)
    if not url or not _is_file(url, title, "附件" in title or labelled, full):
        return None
    return Attachment(url, title or full or _name(url))


def _is_labelled(link: Any) -> bool:
    """Whether 附件： stands right before it."""
    before, parent = link.getprevious(), link.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return bool(_LABEL.search(text[-LABEL:]))


def _shown(page: Page, viewer: Any) -> Attachment | None:
    """A file that the page shows in a frame or as a picture, and names in an attribute."""
    for value in viewer.values():
        if inner := _VIEWED.search(value):
            value = unquote(inner.group(1))
        if _FILE.search(value.partition("?")[0]) and (url := page.absolute(value)):
            return Attachment(url, viewer.get("title") or _name(url))
    return None


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1])


def _is_file(url: str, title: str, called_so: bool, full: str = "") -> bool:
    """Whether it is one, as its address, its names or, as 附件, what calls it so tell."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _FILE.search(path):
        return True
    served = _is_served(url)
    if _PICTURE.search(path) and not served:
        return False
    folder, _, name = path.rpartition("/")
    if _DOWNLOAD.search(url) or (_KEY.fullmatch(name) and _FOLDER.search(f"{folder}/")):
        return True
    named = bool(_FILE.search(title) or _FILE.search(full) or called_so)
    return named and (served or ("." not in path[-6:] and not path.endswith("/")))


def _is_served(url: str) -> bool:
    """Whether a program sends the file."""
    program = _PROGRAM.search(url)
    return bool(program and _ASKED.search(url, program.end())) or bool(_SENDER.search(url))


def _offered(link: Any, file: Attachment, centres: frozenset[Any]) -> bool:
    """Whether the portal offers it on every page, whatever the document."""
    return (
        _surrounding(link)
        or any(up in centres for up in islice(link.iterancestors(*_LISTS), AROUND))
        or bool(_READER.search(file.title) or _READER.search(_name(file.url)))
    )


def _centres(page: Page, body: Any) -> frozenset[Any]:
    """Lists under a heading such as 下载中心, apart from the text, without a heading of a document."""
    around = set(body.iterancestors()) | {body} if body is not None else set()
    return frozenset(
        box
        for box in page.tree.iter(*_LISTS)
        if box not in around and _heads_centre(box.getprevious()) and next(box.iter("h1"), None) is None
    )


def _heads_centre(above: Any) -> bool:
    if above is None or not isinstance(above.tag, str):
        return False
    return bool(_CENTRE.match(squeeze("".join(islice(above.itertext(), HEADING)))))


def _surrounding(link: Any) -> bool:
    for up in link.iterancestors():
        if up.tag in ("nav", "header", "footer", "aside"):
            return True
        named = class_and_id(up)
        if up.tag not in ("body", "html") and named != " " and is_chrome(named):
            return True
    return False
