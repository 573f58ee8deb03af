"""Addresses as a crawl compares them: one form to fetch, one identity, one shape."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from corpus.addresses import is_host, parts_of

DEFAULT_PORTS = {"http": 80, "https": 443}

SESSION_KEYS = frozenset(
    {"jsessionid", "phpsessid", "aspsessionid", "sessionid", "session_id", "cfid", "cftoken"}
)
"""Query keys that name a visit and not a page; the session cookies of common servers."""

LONGEST = 2_000
"""Characters; links beyond it come from generators, not editors. A guess; browsers stopped near here."""

DEEPEST = 16
"""Folders in a path; the deepest of the portals seen has 8."""

REPEATS = 3
"""Times one folder may stand in a path: more comes from relative links that nest without end."""

FILES = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|csv|pptx?|ofd|rtf|txt|ceb|edoc|zip|rar|7z|tar|gz)$", re.IGNORECASE
)
"""Names of what portals attach."""

ASSETS = re.compile(
    r"\.(?:css|js|json|xml|rss|ico|png|jpe?g|gif|bmp|svg|webp|woff2?|ttf|swf|mp3|mp4|avi|apk|exe)$",
    re.IGNORECASE,
)
"""Names of what makes up a page, or is too large to be one."""

_INDEX = re.compile(r"/(index|default)\.(html?|shtml)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9a-f]{16,}|\d+", re.IGNORECASE)
_SAFE_PATH = "%/:=&,;@!$'()*+~"


def normal(url: str) -> str | None:
    """The form to fetch and to keep: no fragment, session, `./` or default port. None if it is no address."""
    try:
        parts = urlsplit(url.strip())
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in DEFAULT_PORTS or not is_host(name):
        return None
    scheme = parts.scheme.lower()
    host = f"[{name}]" if ":" in name else name
    if port is not None and port != DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = quote(_SESSION.sub("", _without_dots(parts.path or "/")), safe=_SAFE_PATH)
    return urlunsplit((scheme, host, path, _without_session(parts.query), ""))


def identity(url: str) -> str:
    """Equal for addresses of one page: scheme, www. and the name of a folder's index page do not count."""
    parts = parts_of(url)
    path = _INDEX.sub("/", parts.path)
    return f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else "")


def shape(url: str) -> str:
    """Equal for addresses that one template makes: numbers and values do not count."""
    parts = parts_of(url)
    keys = sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.netloc}{_NUMBERS.sub('0', parts.path)}?{'&'.join(keys)}"


def is_file(url: str) -> bool:
    """Whether the address names an attachment and not a page."""
    return bool(FILES.search(parts_of(url).path))


def is_page(url: str) -> bool:
    """Whether a page may be behind the address."""
    return not is_file(url) and not ASSETS.search(parts_of(url).path)


def is_endless(url: str) -> bool:
    """Whether the address looks made by a loop of relative links or by a generator."""
    folders = parts_of(url).path.split("/")
    return (
        len(url) > LONGEST or len(folders) > DEEPEST or any(folders.count(f) > REPEATS for f in folders if f)
    )


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def _without_session(query: str) -> str:
    if not any(key in query.lower() for key in SESSION_KEYS):
        return quote(query, safe=_SAFE_PATH + "?")
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if key.lower() not in SESSION_KEYS])
