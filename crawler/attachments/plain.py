"""Plain text and HTML."""

from __future__ import annotations

import re

from crawler.attachments.budget import Broken, Budget
from crawler.pages.decode import decode
from crawler.pages.markup import lines
from crawler.pages.page import Page

BINARY_SHARE = 0.02
"""Share of control characters above which a body is no text. A guess."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_MARKUP = re.compile(
    r"</?(?:html|head|body|meta|table|t[rdh]|tbody|p|br|div|span|font|b|strong|u|center|h[1-6]|ul|ol|li|a|img|style|xml)"
    r"(?:\s[^<>]*)?/?>|<!--|<\?xml|<[a-z]+:[a-z]+[\s>]",
    re.IGNORECASE,
)


def text_of(body: bytes) -> str:
    """The characters of a body. Raises Broken where it is no text."""
    text, _ = decode(body)
    if len(_CONTROL.findall(text)) > BINARY_SHARE * max(len(text), 1):
        raise Broken
    return text


def read(body: bytes, budget: Budget) -> None:
    """A line a paragraph; markup, wherever it begins, as a browser shows it."""
    text = text_of(body)
    if _MARKUP.search(text):
        read_html(body, budget)
        return
    for line in text.splitlines():
        budget.line(line)


def read_html(body: bytes, budget: Budget, content_type: str | None = None) -> None:
    """What a browser would show."""
    tree = Page.parse(body, "", content_type).tree
    islands = frozenset(tree.iter("xml"))  # where Office keeps its settings
    for line in lines(tree, islands):
        budget.line(line)
