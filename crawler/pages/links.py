"""Every link of a page, with where it stands: what a crawl from a home page follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Literal

from corpus.addresses import identity, normal
from corpus.lazy_regex import lazy_regex
from crawler.pages.addresses import changes_something
from crawler.pages.chrome import is_chrome
from crawler.pages.clicked import LEADS, SAID_TO_LEAD, gone_to
from crawler.pages.jumps import is_acted_on, jumps
from crawler.pages.markup import class_and_id
from crawler.pages.page import Page

LinkPlace = Literal["in_nav", "in_list", "in_body", "in_frame", "redirect"]

_COMMENTED = lazy_regex(
    r"<!--(?:(?!-->).)*?<a\s(?:(?!-->).)*-->|<!\[CDATA\[.*?\]\]>", re.DOTALL | re.IGNORECASE
)
_COMMENTED_HREF = lazy_regex(
    r"<a\s[^>]*?href\s*=\s*[\"']([^\"'<>]{1,500})[\"'][^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE
)
_WRITTEN = lazy_regex(
    r"<a\s(?:[^<>]{0,300}?\s)?href\s*=\s*(\\?[\"'])([^\"'\\<>\s]{1,500})\1[^<>]{0,400}>(.{0,300}?)<\\?/a>",
    re.DOTALL | re.IGNORECASE,
)
_SCRIPT, _SCRIPT_END = (
    lazy_regex(r"<script\b[^>]{0,2000}>", re.IGNORECASE),
    lazy_regex(r"</script", re.IGNORECASE),
)
_LIBRARY = lazy_regex(
    r"jquery|layui|bootstrap|swiper|echarts|polyfill|analytics|tongji|\bhm\.js|vue|react|angular|require|modernizr"
    r"|slide|datepicker|html5|respond|share|player|calendar|\.min\.js",
    re.IGNORECASE,
)
_SITEMAP = lazy_regex(r"(?:^|/)site[_-]?map[\w-]{0,60}\.(?:xml(?:\.gz)?|txt)$", re.IGNORECASE)
"""A sitemap for machines that the page links to, as one of its own kind."""

_WRITES = ("document.write", "innerHTML", ".html(", ".append(", ".prepend(", ".after(")
"""Of scripts that write markup into their page."""

_CLICKED = lazy_regex(
    r"(?:\bwindow\.open\(|\blocation(?:\.href)?\s*=|\blocation\.assign\()\s*[\"']([^\"'<>\s]{1,500})[\"']"
)
"""Where a click leads: on elements that are no links."""

_TWIN = lazy_regex(
    r"[\W_]*(?:我要)?打印(?:本[页文]|此[页文]|正文|页面|预览)?[\W_]*"
    r"|[\W_]*(?:手机|移动|触屏|掌上|wap)(?:版|端|网站|站|版本)[\W_]*|wap"
    r"|(?:[上下前后]一[篇条个][\s:：]{0,3})?(?:暂?无|没有了?|(?:已经?|这)?是?(?:第一|最后一|最新一?)[篇条](?:了|信息|文章)?)[.。！!]?",
    re.IGNORECASE,
)
"""What links are called that lead to the same once more, to be printed or for phones, or to no neighbour."""

_ESCAPE = lazy_regex(r"&#?\w{1,31};")
_BLOCK = lazy_regex(r"[\[{]([^\[\]{}]{4,600})[\]}]|\.add(?:Node|Item)?\(([^()\[\]{}]{4,600})\)")
_SAID = lazy_regex(r"[\"']([^\"'<>\n]*[\u4e00-\u9fff][^\"'<>\n]*)[\"']")
_LEADS = lazy_regex(
    r"[\"']((?:https?://|\.{0,2}/)?[\w./%-]{0,300}(?:/|\.(?:[sj]?html?|jsp|aspx?|php|do))(?:\?[^\"'\s<>]{0,200})?)[\"']"
)
"""Of a menu or a tree in a script: an entry with its name, and where it leads."""

LONGEST_WAIT = 30
"""Seconds after which a refresh is no way to a page, but leaves one that was read. A guess."""

MOST_REFRESHES = 20
"""Refreshes of a page that are looked at. A guess."""

_NODE = lazy_regex(
    r"[\"']\s*text\s*:\s*([^;:\"'<>\n]{2,60});(?:[^\"'<>\n]{0,100};)?\s*url\s*:\s*([^;\"'\s<>]{1,300})",
    re.IGNORECASE,
)
"""Of MzTreeView: `'text: 规划计划; url: ./ghjh/; target: main'`."""

LONGEST_SCRIPT = 200_000
"""Characters of a script that is looked at. A guess."""

MOST_BLOCKS = 2_000
"""Entries of the scripts of one page. A guess."""

_OPTION = lazy_regex(r"^(?:https?:/)?/|\.(?:[sj]?html?|jsp|aspx?|php|do)(?:\?|$)")
_TAG = lazy_regex(r"<[^>]*>")
_REFRESH = lazy_regex(
    r"http-equiv\s*=\s*\\?[\"']?refresh\\?[\"']?[^>]*?url\s*=\s*[\\\"']*([^\"'\\>\s]+)", re.IGNORECASE
)
_WAITS = lazy_regex(r"content\s*=\s*\\?[\"']?\s*(\d{1,9})\s*[;,]", re.IGNORECASE)
_ROWS = ("li", "tr", "dd", "dt")

FEED_TYPES = ("application/rss+xml", "application/atom+xml")

STUB_CHARACTERS = 1_500
"""A script's `location =` redirects on a page with less markup than this; elsewhere it is a search box."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, resolved."""

    url: str
    text: str
    place: LinkPlace


def links(page: Page) -> tuple[Link, ...]:
    """Links with http(s) addresses in the order of the page, each address once, with its longest text."""
    found: dict[str, Link] = {}
    for link in (*_redirects(page), *_visible(page), *_hidden(page), *_written(page), *_held(page)):
        known = found.get(link.url)
        if link.text and _TWIN.fullmatch(link.text):
            continue
        if known is None or len(link.text) > len(known.text):
            found[link.url] = link
    return tuple(found.values())


def redirect(page: Page) -> str | None:
    """Where a stub sends its reader: a meta refresh, written or plain, or a script's location."""
    target = next(_redirects(page), None) if len(page.html) < STUB_CHARACTERS * 4 else None
    return target.url if target else None


def leads_to(page: Page, url: str) -> bool:
    """Whether a stub sends its reader to this address, be it its own."""
    is_stub = len(page.html) < STUB_CHARACTERS * 4
    return is_stub and identity(url) in map(identity, _targets(page))


def feeds(page: Page) -> tuple[Link, ...]:
    """The feeds that a page announces (RSS Advisory Board, RSS Autodiscovery), and its sitemaps."""
    found = []
    for tag in page.tree.iter("link", "a"):
        if _is_feed(tag) or _SITEMAP.search(tag.get("href") or ""):
            url = page.absolute(tag.get("href") or "")
            if url:
                found.append(Link(url, " ".join((tag.get("title") or "").split()), "in_list"))
    return tuple(found)


def _is_feed(tag: Any) -> bool:
    named = (tag.get("rel") or "").lower().split()
    known = "alternate" in named and (tag.get("type") or "").lower() in FEED_TYPES
    return tag.tag == "link" and (known or "sitemap" in named)


def own_address(page: Page) -> str | None:
    """The address that the page gives as its own (RFC 6596), as it is to be fetched and kept."""
    for tag in page.tree.iter("link"):
        if "canonical" in (tag.get("rel") or "").lower().split():
            return normal(page.absolute(tag.get("href") or "") or "")
    return normal(page.absolute(page.own_url) or "") if page.own_url else None


def asks_not_to_be_listed(page: Page) -> bool:
    """Whether the page asks search engines not to list it (`noindex`)."""
    for tag in page.tree.iter("meta"):
        if (tag.get("name") or "").lower() == "robots":
            return bool({"noindex", "none"} & set(re.split(r"[,\s]+", (tag.get("content") or "").lower())))
    return False


def loaded_scripts(page: Page) -> Iterator[str]:
    """The addresses of the scripts that a page loads, but for libraries of anybody's."""
    for script in page.tree.iter("script"):
        url = page.absolute(script.get("src") or "")
        if url and not _LIBRARY.search(url.rpartition("/")[2]):
            yield url


def may_lead(script: str) -> bool:
    """Whether a script may write links, or hold entries of a menu with their names."""
    return any(mark in script for mark in _WRITES) or _SAID.search(script) is not None


def _redirects(page: Page) -> Any:
    for url in _targets(page):
        if url != page.url:
            yield Link(url, "", "redirect")


def _targets(page: Page) -> Iterator[str]:
    """Where a page sends its reader, be it there again."""
    found = islice(_REFRESH.finditer(page.html), MOST_REFRESHES)
    targets = [match[1] for match in found if is_acted_on(page.html, match.start()) and not _waits(match[0])]
    if len(page.html) < STUB_CHARACTERS:
        targets += jumps(page.html)
    yield from filter(None, map(page.absolute, targets))


def _waits(refresh: str) -> bool:
    """Whether a refresh gives its reader the time to read the page."""
    seconds = _WAITS.search(refresh)
    return seconds is not None and int(seconds[1]) > LONGEST_WAIT


def _visible(page: Page) -> Any:
    for element in page.tree.iter("a", "area", "iframe", "frame"):
        href = element.get("href") or element.get("src") or ""
        if not _is_code(href) and (url := page.absolute(href)):
            framed = element.tag in ("iframe", "frame")
            yield Link(url, _text(element), "in_frame" if framed else _place(element))
    for element in page.tree.iterfind(".//*[@onclick]"):
        script = element.get("onclick") or ""
        clicked = _CLICKED.search(script)
        leads = clicked.group(1) if clicked else gone_to(page, script)
        if leads and (url := page.absolute(leads)) and (clicked or not changes_something(url)):
            yield Link(url, _text(element), _place(element))
    for name in SAID_TO_LEAD:
        for element in page.tree.iterfind(f".//*[@{name}]"):
            leads = element.get(name) or ""
            url = page.absolute(leads) if LEADS.search(leads) else None
            if url and not changes_something(url):
                yield Link(url, _text(element), _place(element))
    for option in page.tree.iter("option"):
        value = option.get("value") or ""
        if _OPTION.search(value) and (url := page.absolute(value)):
            yield Link(url, _text(option), "in_nav")


def _text(element: Any) -> str:
    """What a link says: its title, its words, or what stands for its picture."""
    said = element.get("title") or element.text_content() or ""
    return " ".join((said.strip() or next((p.get("alt") or "" for p in element.iter("img")), "")).split())


def _hidden(page: Page) -> Any:
    for block in _COMMENTED.finditer(page.html):
        for href, text in _COMMENTED_HREF.findall(block.group(0)):
            if url := page.absolute(_plain(href)):
                yield Link(url, " ".join(_TAG.sub(" ", text).split()), "in_list")


def _written(page: Page) -> Any:
    """Links that scripts write whole: menus, above all."""
    if not any(mark in page.html for mark in _WRITES):
        return
    for script in _scripts(page.html):
        for _, href, text in _WRITTEN.findall(script):
            if not _is_code(href) and (url := page.absolute(_plain(href))):
                yield Link(url, " ".join(_TAG.sub(" ", text).split()), "in_nav")


def _scripts(html: str) -> Iterator[str]:
    """What stands in the page's scripts, but for very long ones."""
    end = 0
    while (opened := _SCRIPT.search(html, end)) and (closed := _SCRIPT_END.search(html, opened.end())):
        if closed.start() - opened.end() <= LONGEST_SCRIPT:
            yield html[opened.end() : closed.start()]
        end = closed.end()


def _plain(href: str) -> str:
    """An address without escapes; what has no semicolon is the name of a parameter: &section=5."""
    return _ESCAPE.sub(lambda escape: unescape(escape[0]), href)


def _is_code(href: str) -> bool:
    """Whether an address is a piece of the script that puts it together."""
    return href.startswith("+") or href.endswith("+") or any(mark in href for mark in "{}$")


def entries_held(html: str) -> Iterator[tuple[str, str]]:
    """The entries of menus and trees that the scripts of a page hold: their names, and their addresses as
    they are written."""
    scripts = [script.replace("\\/", "/") for script in _scripts(html)]
    nodes = (node for script in scripts for node in _NODE.finditer(script))
    for node in islice(nodes, MOST_BLOCKS):
        yield " ".join(node[1].split()), node[2]
    blocks = (block[1] or block[2] for script in scripts for block in _BLOCK.finditer(script))
    for block in islice(blocks, MOST_BLOCKS):
        if (name := _SAID.search(block)) and (leads := _LEADS.search(block)):
            yield " ".join(name[1].split()), leads[1]


def _held(page: Page) -> Any:
    """Links that scripts hold."""
    for name, leads in entries_held(page.html):
        if url := page.absolute(leads):
            yield Link(url, name, "in_nav")


def _place(element: Any) -> LinkPlace:
    row = False
    for ancestor in element.iterancestors():
        if ancestor.tag in ("nav", "header", "footer"):
            return "in_nav"
        named = class_and_id(ancestor)
        if ancestor.tag != "body" and named != " " and is_chrome(named):
            return "in_nav"
        row = row or ancestor.tag in _ROWS
    return "in_list" if row else "in_body"
