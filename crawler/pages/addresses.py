"""What addresses show of what is behind them: a page or a file, one template, a loop without end."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from corpus.addresses import parts_of
from corpus.lazy_regex import lazy_regex

LONGEST = 2_000
"""Characters; links beyond it come from generators, not editors. A guess; browsers stopped near here."""

DEEPEST = 16
"""Folders in a path; the deepest of the portals seen has 8."""

REPEATS = 3
"""Times one folder may stand in a path: more comes from relative links that nest without end."""

FILES = lazy_regex(
    r"\.(?:pdf|docx?|wps|xlsx?|et|csv|pptx?|ofd|rtf|txt|ceb|edoc|zip|rar|7z|tar|gz)$", re.IGNORECASE
)
"""Names of what portals attach."""

ASSETS = lazy_regex(
    r"\.(?:css|js|json|xml|rss|ico|png|jpe?g|gif|bmp|svg|webp|woff2?|ttf|swf|mp3|mp4|avi|apk|exe)$",
    re.IGNORECASE,
)
"""Names of what makes up a page, or is too large to be one."""

_VIEWER = lazy_regex(r"view|pdf\.?js|preview", re.IGNORECASE)
"""In the path of what shows files."""

_SHOWN = lazy_regex(r"(?:file|url|src|path)$", re.IGNORECASE)

_OF_OTHERS = lazy_regex(
    r"hit|click|count(?!ry)|visit|weather|login|captcha|comment|stat(?:s|istic)|tongji|analytics|online|"
    r"\.(?:js|css|png|jpe?g|gif|svg)(?:\?|$)",
    re.IGNORECASE,
)
"""What counts visits, or is asked for the weather, a login and the like."""

_CHANGES = lazy_regex(
    r"(?:(?<![A-Za-z])(?:praise|zan|vote|del|delete|remove|add|save"
    r"|submit|insert|commit|modify|subscribe|like|logout|update(?=[A-Z_]))"
    r"|Praise|Zan|Vote|Del|Delete|Remove|Add|Save)(?![a-z]|\w*[Ll]ist)"
)
"""In an address that changes something when it is asked."""

_SEARCHED = lazy_regex(r"(?<!re)search|was5|/so(?:/|\.|$)|jiansuo|query", re.IGNORECASE)
_OF_DOCUMENT = lazy_regex(r"detail|view|show|content|article", re.IGNORECASE)
_ASKED = frozenset(
    ("wd", "q", "kw", "sw", "key", "keys", "word", "words", "keyword", "keywords", "searchword", "searchkey")
)
_WORD = lazy_regex(r"[^\d\s=:：*/%&|()<>'\"]{1,30}")
"""What is looked for, beyond ASCII; numbers, codes and expressions (CATALOG=12) choose columns."""

_NUMBERS = lazy_regex(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|\d+", re.IGNORECASE)


def shape(url: str) -> str:
    """Equal for addresses that one template makes: numbers and values do not count."""
    parts = parts_of(url)
    keys = sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.netloc}{_NUMBERS.sub('0', parts.path)}?{'&'.join(keys)}"


def numbers(url: str) -> list[str]:
    """The numbers and values of a path, in their order: those of two addresses of one shape correspond."""
    return _NUMBERS.findall(parts_of(url).path)


def is_file(url: str) -> bool:
    """Whether the address names an attachment and not a page."""
    return bool(FILES.search(parts_of(url).path))


def is_page(url: str) -> bool:
    """Whether a page may be behind the address."""
    return not (is_file(url) or ASSETS.search(parts_of(url).path) or is_viewer(url))


def is_viewer(url: str) -> bool:
    """Whether a program behind the address shows a file that its query names, as pdf.js does."""
    parts = parts_of(url)
    return bool(_VIEWER.search(parts.path)) and any(is_file(value) for _, value in parse_qsl(parts.query))


def shown_by_viewer(url: str) -> str | None:
    """The address of the file that such a program shows, as its query has it; None where none is named."""
    parts = parts_of(url)
    if not _VIEWER.search(parts.path):
        return None
    named = (value for key, value in parse_qsl(parts.query) if _SHOWN.search(key))
    return next((value for value in named if is_file(value) or "/" in value), None)


def is_search(url: str) -> bool:
    """Whether the address asks a site's search for a word, as words that are looked for most lead to it."""
    parts = parts_of(url)
    if not parts.query or not _SEARCHED.search(parts.path) or _OF_DOCUMENT.search(parts.path):
        return False
    asked = (said for key, said in parse_qsl(parts.query) if key.lower() in _ASKED)
    return any(_WORD.fullmatch(said.strip()) and not said.isascii() for said in asked)


def is_of_others(url: str) -> bool:
    """Whether what answers there to a script counts visits or is none of the documents'."""
    return _OF_OTHERS.search(url) is not None


def changes_something(url: str) -> bool:
    """Whether asking for the address may change something: votes, deletes, adds."""
    return _CHANGES.search(parts_of(url).path) is not None


def is_endless(url: str) -> bool:
    """Whether the address looks made by a loop of relative links or by a generator."""
    folders = parts_of(url).path.split("/")
    return (
        len(url) > LONGEST or len(folders) > DEEPEST or any(folders.count(f) > REPEATS for f in folders if f)
    )
