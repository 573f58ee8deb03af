"""MHT: a page and its parts in one file (RFC 2557), as Word, WPS and browsers save them."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from corpus.lazy_regex import lazy_regex
from crawler.attachments import plain
from crawler.attachments.budget import Broken, Budget

_FURNITURE = lazy_regex(r"(?:header|tabstrip)\.html?$", re.IGNORECASE)
"""Parts in which Word keeps heads and feet of pages, and Excel the names of its sheets."""


def read(body: bytes, budget: Budget) -> None:
    """Every page of it in its order: a document is one, a workbook one for each sheet."""
    try:
        message = message_from_bytes(body.lstrip())
    except (ValueError, LookupError) as error:
        raise Broken from error
    for part in message.walk():
        if part.get_content_maintype() == "text" and not _FURNITURE.search(
            str(part.get("Content-Location", ""))
        ):
            _part(part, budget)


def _part(part: Message, budget: Budget) -> None:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    if part.get_content_subtype() in ("html", "xhtml"):
        plain.read_html(content, budget, str(part.get("Content-Type", "")))
    elif part.get_content_subtype() == "plain":
        plain.read(content, budget)
