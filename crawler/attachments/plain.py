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


def read(body: bytes, budget: Budget) -> None:
    """A line a paragraph."""
    text, _ = decode(body)
    if len(_CONTROL.findall(text)) > BINARY_SHARE * max(len(text), 1):
        raise Broken
    for line in text.splitlines():
        budget.line(line)


def read_html(body: bytes, budget: Budget) -> None:
    """What a browser would show."""
    for line in lines(Page.parse(body, "").tree):
        budget.line(line)
