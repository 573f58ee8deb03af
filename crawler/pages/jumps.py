"""Where a page's script sends its reader as soon as it is read: what it only may do is no redirect."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.lazy_regex import lazy_regex

_JUMP = lazy_regex(
    r"\blocation(?:\.href)?\s*=\s*(?P<q>[\"'])(?P<set>[^\"'<>]{1,500})(?P=q)\s*(?P<more>\+)?"
    r"|\blocation\.(?:replace|assign)\(\s*(?P<p>[\"'])(?P<called>[^\"'<>]{1,500})(?P=p)\s*\)"
)
_SCRIPT = lazy_regex(r"<script\b[^>]*>(.*?)(?:</script|$)", re.DOTALL | re.IGNORECASE)
_COMMENT = lazy_regex(r"/\*.*?\*/|(?<![:\"'\w])//[^\n]*", re.DOTALL)

_CONDITION = lazy_regex(r"\b(?:if|while|for|switch|case|catch)\b[^{};]*$|\belse\s*$|[?:&|]\s*\(*\s*$")
_NAMED = lazy_regex(r"\bfunction\s+(\w+)\s*\([^)]*\)\s*$|\b(?!onload\b)(\w+)\s*=\s*function\s*\([^)]*\)\s*$")
_RUN_AT_ONCE = lazy_regex(
    r"(?:onload\s*=\s*|setTimeout\s*\(\s*|ready\s*\(\s*|\$\s*\(\s*|DOMContentLoaded[\"']\s*,\s*|(?<![\w$\])])[(!]\s*)"
    r"(?:function\s*\w*\s*\([^)]*\)|\(\s*\)\s*=>)\s*$|\b(?:try|finally|do)\s*$|[;{}]\s*$|^\s*$"
)
_HEAD = 200
"""Characters before a brace that tell what it opens."""


def jumps(html: str) -> Iterator[str]:
    """The addresses to which scripts of a page send every reader, in their order."""
    for script in _SCRIPT.findall(html):
        code = _COMMENT.sub("", script)
        for match in _JUMP.finditer(code):
            whole = match.group("called") or (match.group("set") if not match.group("more") else None)
            if whole and _is_certain(code, match.start(), html):
                yield whole


def is_acted_on(html: str, place: int) -> bool:
    """Whether a browser acts on markup at a place: not in a comment, for those without scripts, in a text."""
    if _is_within(html, place, "<script", "</script"):
        return "write" in html[max(place - _HEAD, 0) : place]
    return not (_is_within(html, place, "<!--", "-->") or _is_within(html, place, "<noscript", "</noscript"))


def _is_within(html: str, place: int, opens: str, closes: str) -> bool:
    return any(
        html.rfind(begin, 0, place) > html.rfind(end, 0, place)
        for begin, end in {(opens, closes), (opens.upper(), closes.upper())}
    )


def _is_certain(code: str, place: int, html: str) -> bool:
    """Whether what stands there runs for every reader: no condition, no function that nothing calls."""
    start = _statement(code, place)
    if _CONDITION.search(code[:start].rstrip()[-_HEAD:]):
        return False
    return all(_runs(code[:brace].rstrip()[-_HEAD:], html) for brace in _open_braces(code[:place]))


def _statement(code: str, place: int) -> int:
    """Where the name begins that `.location` belongs to: window.top.location."""
    while place and (code[place - 1].isalnum() or code[place - 1] in "._$"):
        place -= 1
    return place


def _open_braces(code: str) -> list[int]:
    braces: list[int] = []
    for place, character in enumerate(code):
        if character == "{":
            braces.append(place)
        elif character == "}" and braces:
            braces.pop()
    return braces


def _runs(head: str, html: str) -> bool:
    """Whether what a brace opens runs by itself."""
    if named := _NAMED.search(head):
        name = next(filter(None, named.groups()))
        calls = len(re.findall(rf"\b{name}\s*\(", html)) - len(re.findall(rf"\bfunction\s+{name}\s*\(", html))
        return calls > 0 and not re.search(rf"\bon(?!load)\w+\s*=\s*[\"'][^\"']*\b{name}\s*\(", html)
    return not _CONDITION.search(head) and bool(_RUN_AT_ONCE.search(head))
