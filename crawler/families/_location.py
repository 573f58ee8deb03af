"""What scripts read from the address of their page: a folder of its path, a key of its query."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from corpus.lazy_regex import lazy_regex

MOST_NAMES = 10
"""Names that stand for an address, or for its parts. A guess; no script seen has more than two."""

_PART = r"(?:(?:window|document|self|top)\.)?location\.(pathname|href)(?:\.toString\(\s*\))?"
_WHOLE = lazy_regex(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,40}})\s*=\s*{_PART}\s*[;,\n]")
"""The path or the whole address under a name."""

_SPLIT = r"\s*\.\s*split\(\s*[\"']/[\"']\s*\)"
_PARTS = lazy_regex(
    rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,40}})\s*=\s*(?:{_PART}|([A-Za-z_$][\w$]{{0,40}})){_SPLIT}"
)
"""Its parts under a name."""

_ONE = lazy_regex(rf"(?<![\w$.]){_PART}{_SPLIT}\s*\[\s*(\d{{1,2}})\s*\]")
_KEY = lazy_regex(
    r"(?<![\w$])(?:\$\.)?(?:get|Get|query|Query|request|Request)\w{0,20}\(\s*[\"'](\w{1,40})[\"']\s*\)"
    r"|(?<![\w$])new\s+URLSearchParams\(\s*(?:window\.)?location\.search\s*\)\s*\.get\(\s*[\"'](\w{1,40})[\"']\s*\)"
)
_OF_A_QUERY = lazy_regex(r"quer|para|url|request", re.IGNORECASE)
_PLAIN = lazy_regex(r"[\w.%~-]{0,100}")


def put_in(text: str, url: str) -> str:
    """A script with what it reads from the address of its page in place of how it reads that."""
    if "location" not in text and not _KEY.search(text):
        return text
    address = urlsplit(url)
    parts = {"pathname": address.path.split("/"), "href": url.partition("?")[0].split("/")}
    text = _ONE.sub(lambda one: _said(parts[one[1]], int(one[2])) or one[0], text)
    wholes = {one[1]: one[2] for one in islice(_WHOLE.finditer(text), MOST_NAMES)}
    named: dict[str, list[str]] = {}
    for found in islice(_PARTS.finditer(text), MOST_NAMES):
        if of := found[2] or wholes.get(found[3] or ""):
            named.setdefault(found[1], parts[of])
    for name, held in named.items():
        known = re.escape(name)
        text = re.sub(
            rf"(?<![\w$.]){known}\[\s*(?:{known}\.length\s*(-)\s*)?(\d{{1,2}})\s*\](?!\s*=[^=])",
            lambda one, held=held: _said(held, -int(one[2]) if one[1] else int(one[2])) or one[0],  # type: ignore[misc]
            text,
        )
    query = dict(parse_qsl(address.query))
    return _KEY.sub(lambda one: _asked(one, query), text) if query else text


def _said(parts: list[str], at: int) -> str:
    """One part as a script writes it; nothing where there is none."""
    if not -len(parts) <= at < len(parts):
        return ""
    return f'"{parts[at]}"' if _PLAIN.fullmatch(parts[at]) else ""


def _asked(found: re.Match[str], query: dict[str, str]) -> str:
    said = query.get(found[1] or found[2], "")
    reads = found[2] or _OF_A_QUERY.search(found[0].partition("(")[0])
    return f'"{said}"' if said and reads and _PLAIN.fullmatch(said) else found[0]
