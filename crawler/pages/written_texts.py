"""Texts that short scripts write where they stand: a title that is cut, a day whose end is left out."""

from __future__ import annotations

import re

from corpus.lazy_regex import lazy_regex
from crawler.pages.page import Page

_WRITES = lazy_regex(
    r"<script\b[^<>]{0,200}>\s*(?:var\s+(\w{1,40})\s*=\s*(?:\"([^\"<>\n]{1,300})\"|'([^'<>\n]{1,300})')\s*;\s*)?"
    r"document\.write(?:ln)?\(\s*(?:[\w$.]{1,60}\(\s*)?(?:\"([^\"<>\n]{1,300})\"|'([^'<>\n]{1,300})'|([A-Za-z_$][\w$]{0,40}))"
    r"([^\"'<>{};\n]{0,100})\)\s*;?\s*</script\s*>",
    re.IGNORECASE,
)
"""One call of a text or of a name that the script sets to one, whatever function shortens it."""


def with_texts(page: Page) -> Page:
    """The page with such texts, whole, in place of the scripts that write them; itself where none do."""
    if "document.write" not in page.html:
        return page
    html = _WRITES.sub(_text, page.html)
    return page if html == page.html else page.with_html(html)


def _text(script: re.Match[str]) -> str:
    name, first, second, third, fourth, written, behind = script.groups()
    held = first or second if name == written else None
    said = held if written else third or fourth
    # What is put together of several texts may be anything.
    return script.group() if said is None or "+" in behind else said
