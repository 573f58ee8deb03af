"""Markup of a text that a page keeps where a reader sees none, for its scripts to write it out."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from corpus.lazy_regex import lazy_regex

HOLDERS = ("textarea", "xmp", "input", "iframe", "noscript", "script")
"""Elements that may keep the text of a page."""

STOPS = ("。", "%u3002", "\\u3002")
"""The end of a sentence, as it is and as scripts write it."""

_TEMPLATES = ("text/html", "text/plain", "text/template", "text/x-template")
"""Types of scripts that are markup."""

_STRING = lazy_regex(r"\\.|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
"""A quote behind a backslash begins none: else one that nothing closes would be looked through at each."""
_ESCAPED = lazy_regex(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")
_PERCENT = lazy_regex(r"%(?:u([0-9a-fA-F]{4})|([0-9a-fA-F]{2}))")
_NO_SCRIPTS = lazy_regex(r"javascript|脚本|浏览器|script", re.IGNORECASE)
_BLOCK = lazy_regex(r"<(?:p|br|div|table|span)\b", re.IGNORECASE)

_OF_SITE = lazy_regex(
    r"(?:即将|正在|将要)离开|本网?站|我们的网站|(?:门户|政府)网站|浏览器|稍[后候]再试|系统繁忙|网站管理员|欢迎您?(?:访问|登录)"
)
LONGEST_OF_SITE = 500
"""Characters, with its markup, of what a site says of itself. A guess."""

_SET = lazy_regex(
    r"(?:([\w$]{1,40})\s*=|getElementById\(\s*[\"']([\w-]{1,40})[\"']\s*\)\s*\.\s*innerHTML\s*="
    r"|\(\s*[\"'][#.]([\w-]{1,40})[\"']\s*\)\s*\.\s*(?:html|append)\(|document\s*\.\s*write(?:ln)?\()"
    r"\s*(?:(?:unescape|decodeURI(?:Component)?)\(\s*)?$"
)
"""What a script does with a string, before it: sets a name or an element to it, or writes it."""

_TEXT_NAME = lazy_regex(
    r"content|zoom|zhengwen|neirong|article|(?:^|[_-])(?:zw|nr|con|body|te?xt|html|doc|news|detail)\d?(?:$|[_-])",
    re.IGNORECASE,
)
_OTHER_NAME = lazy_regex(
    r"tip|msg|dialog|alert|layer|share|agree|privacy|cookie|err|foot|map|win", re.IGNORECASE
)
"""Names of a text, and of what a site says beside it."""

LOOKED_BACK = 120
"""Characters before a string in which it is told what is done with it. A guess."""

SHORTEST = 60
"""Characters of a string that may be a text. A guess."""

MOST_STRINGS = 5_000
"""Strings of a script that are looked at. A guess; it bounds the work."""

LARGEST = 500_000
"""Characters of a script that is looked at. A guess."""

_MEANT = {"n": "\n", "r": "\n", "t": " ", "b": " ", "f": " ", "v": " "}


RELATED, RELATED_UNNAMED = 0.15, 0.4
"""Pairs of the heading's characters that a text has at least: where its name says that it is one, and where
nothing does. Guesses: prompts, consents and maps have few."""

BLOCKS = 3
"""Paragraphs of a text of a page that has no heading. A guess."""


def markup(holder: Any, heading: str) -> str | None:
    """What an element keeps; None where that is no text, or none of the page of a heading."""
    tag = holder.tag
    kind = (holder.get("type") or "").strip().lower()
    kept: str | None = None
    if tag in ("textarea", "xmp"):
        kept = holder.text
    elif tag == "input":
        kept = holder.get("value") if kind == "hidden" else None
    elif tag == "iframe":
        kept = holder.get("srcdoc")
    elif tag == "noscript":
        kept = _without_scripts(holder)
    else:
        kept = holder.text if kind in _TEMPLATES else _longest(holder.text or "", heading)
    own = tag == "script" or _is_named_text(holder) or (kept and _is_related(kept, heading, RELATED))
    return kept if kept and own and not _is_of_site(kept) else None


def _is_named_text(holder: Any) -> bool:
    """Whether an element is called as texts are, and not as what a site says beside them."""
    names = [holder.get(name) or "" for name in ("id", "name", "class")]
    return any(map(_TEXT_NAME.search, names)) and not any(map(_OTHER_NAME.search, names))


def _is_related(kept: str, heading: str, least: float) -> bool:
    """Whether a text says enough of what its page is called; of none, whether it has paragraphs."""
    pairs = {heading[at : at + 2] for at in range(len(heading) - 1)}
    if not pairs:
        return least < RELATED_UNNAMED and len(_BLOCK.findall(kept)) >= BLOCKS
    return sum(pair in kept for pair in pairs) >= least * len(pairs)


def _is_of_site(kept: str) -> bool:
    """Whether it is what any page of a site tells its readers: that a link leaves it, that it is busy."""
    return len(kept) <= LONGEST_OF_SITE and _OF_SITE.search(kept) is not None


def _without_scripts(holder: Any) -> str | None:
    """What a page shows where scripts are off, unless it asks to turn them on."""
    said: str = holder.text_content()
    return None if len(said) < SHORTEST or _NO_SCRIPTS.search(said) else said


def _longest(script: str, heading: str) -> str | None:
    """The longest string of a script that is markup of a text of the page."""
    if len(script) > LARGEST or not any(stop in script for stop in STOPS):
        return None
    found = (match for match in _STRING.finditer(script) if len(match[1] or match[2] or "") >= SHORTEST)
    texts = (text for match in islice(found, MOST_STRINGS) if (text := _text(script, match, heading)))
    return max(texts, key=len, default=None)


def _text(script: str, string: re.Match[str], heading: str) -> str | None:
    """What a string of a script says, where that is markup of a text of the page."""
    told = _plain(string[1] or string[2])
    if "。" not in told or not _BLOCK.search(told):
        return None
    done = _SET.search(script[max(string.start() - LOOKED_BACK, 0) : string.start()])
    name = next(filter(None, done.groups()), "") if done else ""
    named = bool(done) and (not name or bool(_TEXT_NAME.search(name))) and not _OTHER_NAME.search(name)
    return told if _is_related(told, heading, RELATED if named else RELATED_UNNAMED) else None


def _plain(string: str) -> str:
    """What a string of a script says."""
    text = _ESCAPED.sub(_character, string)
    said = _PERCENT.sub(_of_percent, text) if "%u" in text else text
    # A character beyond 65,535 stands as two halves; lxml drops all behind one alone.
    return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2)
    return chr(int(code, 16)) if code else _MEANT.get(match.group(3), match.group(3))


def _of_percent(match: re.Match[str]) -> str:
    return chr(int(match.group(1) or match.group(2), 16))
