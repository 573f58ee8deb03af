"""How much a request may bring: little, but where staff or a publishing system hand in texts and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Request

from corpus.config import Config
from search_web.duplicates.submitted import MOST_TEXT_BYTES
from search_web.shared.bearer import brings
from search_web.shared.staff_access import is_staff

LITTLE = 64 << 10
"""Bytes: a form without a file. A guess."""

MOST_OVER = 2
"""How many times the largest body a request may bring before it is cut off: up to there it gets a page in
Chinese that says what is too large. A guess."""

STAFF, POSTING = "/staff/", "/api/v1/duplicates"
"""What begins the paths that take more."""


def largest_body(environ: Mapping[str, Any], config: Config) -> int:
    """Bytes, before any of them is read; `environ` is as WSGI has it, without the body."""
    path = str(environ.get("PATH_INFO", ""))
    if not path.startswith((STAFF, POSTING)):
        return LITTLE
    request = Request(dict(environ))
    if path.startswith(STAFF):
        known = is_staff(request, config.web.staff_token)
        return MOST_OVER * (config.crawl.max_attachment_bytes + MOST_TEXT_BYTES) if known else LITTLE
    known = bool(config.web.api_token) and brings(request, config.web.api_token)
    return MOST_OVER * MOST_TEXT_BYTES if known else LITTLE
