"""How much a request may bring: little, but where staff or a publishing system hand in texts and files."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import Request

from corpus.errors import StoreError
from search_web.duplicates.submitted import MOST_TEXT_BYTES
from search_web.shared.bearer import brings
from search_web.shared.services import Services
from search_web.shared.staff_access import visitor_of

LITTLE = 64 << 10
"""Bytes: a form without a file. A guess."""

MOST_OVER = 2
"""How many times the largest body a request may bring before it is cut off: up to there it gets a page in
Chinese that says what is too large. A guess."""

STAFF, POSTING = "/staff/", "/api/v1/duplicates"
"""What begins the paths that take more."""


def largest_body(environ: Mapping[str, Any], parts: Services) -> int:
    """Bytes, before any of them is read; `environ` is as WSGI has it, without the body."""
    path = str(environ.get("PATH_INFO", ""))
    if not path.startswith((STAFF, POSTING)):
        return LITTLE
    request, config = Request(dict(environ)), parts.config
    if path.startswith(STAFF):
        most = MOST_OVER * (config.crawl.max_attachment_bytes + MOST_TEXT_BYTES)
        return most if _is_signed_in(request, parts) else LITTLE
    known = bool(config.web.api_token) and brings(request, config.web.api_token)
    return MOST_OVER * MOST_TEXT_BYTES if known else LITTLE


def _is_signed_in(request: Request, parts: Services) -> bool:
    with suppress(StoreError):
        return visitor_of(request, parts) is not None
    return False
