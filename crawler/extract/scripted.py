"""What short scripts write of a document: markup where they stand, a heading or a day elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

from corpus.lazy_regex import lazy_regex
from crawler.extract.marked_headings import is_called_heading
from crawler.pages.markup import class_and_id
from crawler.pages.page import Page

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_NAME = r"[A-Za-z_$][\w$]{0,40}"
_SAID = rf"(?:{_STRING}|{_NAME})"
_SET = lazy_regex(rf"(?:\bvar|\blet|\bconst)\s+({_NAME})\s*=\s*({_STRING})\s*[;\n]")
_STEP = lazy_regex(
    rf"\s*(?:(?:var|let|const)\s+{_NAME}\s*=\s*(?:{_STRING})\s*;?"
    rf"|document\.write(?:ln)?\(\s*({_SAID}(?:\s*\+\s*{_SAID}){{0,20}})\s*\)\s*;?|//[^\n]*|<!--[^\n]*|-->)"
)
"""A statement of a script that sets texts or writes them, and no other."""

_PIECE = lazy_regex(_SAID)
_FILLED = lazy_regex(
    rf"(?:getElementById\(\s*[\"']([\w-]{{1,40}})[\"']\s*\)\s*\.\s*inner(?:HTML|Text)\s*=|getElementById\(\s*[\"']([\w-]{{1,40}})[\"']\s*\)\s*\.\s*textContent\s*="
    rf"|\$\(\s*[\"']#([\w-]{{1,40}})[\"']\s*\)\s*\.\s*(?:html|text)\()\s*({_SAID})\s*[;)\n]"
)
"""A text that a script puts into an element."""

_WRITERS = ("document.write", "innerHTML", "innerText", "textContent", ".html(", ".text(")
_ESCAPED = lazy_regex(r"\\(.)")
_CHINESE = lazy_regex(r"[\u4e00-\u9fff]{2}")
_DAY = lazy_regex(r"^\s*(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}")
_OPENS, _CLOSES = lazy_regex("<script", re.IGNORECASE), lazy_regex("</script", re.IGNORECASE)
_NEVER = lazy_regex(r"<\s*/?(?:script|meta|link|style|iframe|object|embed)", re.IGNORECASE)

LONGEST = 3_000
"""Characters of a script that does nothing else. A guess."""

MOST_SCRIPTS, MOST_SET, MOST_FILLED = 200, 200, 20
"""Scripts that are looked at, texts that they set, elements that they fill. Guesses; they bound the work."""

SHORTEST_HEADING = 6
"""Characters of a text that is put into an empty heading. A guess."""


def with_written(page: Page) -> Page:
    """The page as it stands after such scripts; itself where none write anything of a document."""
    inline = (script.text or "" for script in islice(page.tree.iter("script"), MOST_SCRIPTS))
    short = [script for script in inline if len(script) <= LONGEST and _may_write(script)]
    if not any(word in script for script in short for word in _WRITERS):
        return page
    texts = _set(short)
    filled = _fillings(short, texts)
    if not filled and not any(_written(script, texts) for script in short if "document.write" in script):
        return page
    html, pieces, last = page.html, list[str](), 0
    for start, end, script in islice(_scripts(html), MOST_SCRIPTS):
        written = _written(script, texts) if "document.write" in script and len(script) <= LONGEST else None
        if written:
            pieces += [html[last:start], written]
            last = end
    changed = "".join(pieces) + html[last:]
    for name, text in filled.items():
        changed = _filled(page, changed, name, text)
    return page if changed == html else page.with_html(changed)


def _may_write(script: str) -> bool:
    """Whether a script may set or write a text: one of Chinese, or a day where it stands."""
    return not script.isascii() or "document.write" in script


def _scripts(html: str) -> Iterator[tuple[int, int, str]]:
    """Where each script begins and ends, and what it says; of those that are in the page."""
    at = 0
    while opened := _OPENS.search(html, at):
        head = html.find(">", opened.start())
        closed = _CLOSES.search(html, head) if head >= 0 else None
        if closed is None or (end := html.find(">", closed.start())) < 0:
            return
        yield opened.start(), end + 1, html[head + 1 : closed.start()]
        at = end + 1


def _set(scripts: list[str]) -> dict[str, str]:
    """The names that scripts set to a text each."""
    found = (match for script in scripts for match in islice(_SET.finditer(script), MOST_SET))
    return {match[1]: _plain(match[2]) for match in islice(found, MOST_SET)}


def _written(script: str, texts: dict[str, str]) -> str | None:
    """What a script writes that does nothing else; None where it does, or writes nothing to be read."""
    written, at = "", 0
    while step := _STEP.match(script, at):
        at = step.end()
        for piece in _PIECE.findall(step[1] or ""):
            if piece[0] not in "\"'" and piece not in texts:
                return None
            written += texts[piece] if piece in texts else _plain(piece)
    if script[at:].strip() or _NEVER.search(written):
        return None
    return written if _CHINESE.search(written) or _DAY.match(written) else None


def _fillings(scripts: list[str], texts: dict[str, str]) -> dict[str, str]:
    """The texts that scripts put into elements, by the ids of these: headings and days."""
    filled: dict[str, str] = {}
    for match in islice((match for script in scripts for match in _FILLED.finditer(script)), MOST_FILLED):
        name, said = match[1] or match[2] or match[3], match[4]
        text = _plain(said) if said[0] in "\"'" else texts.get(said, "")
        if (len(text) >= SHORTEST_HEADING and _CHINESE.search(text)) or _DAY.match(text):
            filled.setdefault(name, text)
    return filled


def _filled(page: Page, html: str, name: str, text: str) -> str:
    """The markup with a text in the empty element of a name: a heading, or any where the text is a day."""
    element = next(iter(page.tree.xpath("//*[@id=$name]", name=name)), None)
    if element is None or len(element) or (element.text or "").strip() or _NEVER.search(text):
        return html
    heading = element.tag in ("h1", "h2", "h3", "h4") or is_called_heading(class_and_id(element))
    if not heading and not _DAY.match(text):
        return html
    place = re.search(rf"<\w+\b[^<>]{{0,300}}\bid\s*=\s*[\"']?{re.escape(name)}[\"'\s>][^<>]{{0,300}}", html)
    if place is None:
        return html
    end = place.end() if html[place.end() - 1] == ">" else html.find(">", place.end()) + 1
    return html[:end] + escape(text) + html[end:] if end else html


def _plain(string: str) -> str:
    """What a string of a script says."""
    return _ESCAPED.sub(r"\1", string[1:-1])
