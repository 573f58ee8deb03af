"""What every answer says about itself: nothing from elsewhere, no guessing, how long it keeps."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from flask import Flask, Response, request

from corpus.lazy_regex import lazy_regex

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""The interface loads only its own style sheet, icon and script, and runs no script within a page."""

ASSET_CACHE = "public, max-age=31536000, immutable"
"""A static file whose address carries its digest never changes; one year is the longest in use."""

PLAIN_CACHE = "public, max-age=3600"
"""A static file asked for without its digest. A guess."""

PAGE_CACHE = "no-cache"
"""A page may be kept but must be checked before it is shown again: documents are withdrawn."""

BRIEF_CACHE = "public, max-age=60"
"""Suggestions: the same letters are typed and taken back again. A guess; withdrawn titles soon vanish."""

PRIVATE_CACHE = "private, no-store"
"""What is for staff must not lie in a cache."""


UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
"""What no page of ours asks a browser for."""


NAME_IN_ASCII = "document"
"""Of files whose names have nothing that ASCII can say, for programs that read that alone."""

_SAYS_NOTHING = lazy_regex(
    r'filename=(?:"[^a-z0-9"]*?(\.[a-z0-9]+)?"|[^a-z0-9";\s]*?(\.[a-z0-9]+)?)(?=;|$)', re.IGNORECASE
)
"""What Flask leaves of 目录.csv, （通知）.pdf or 附件 for ASCII, the first of which a system would hide."""


def install(app: Flask, hsts_days: int = 0) -> None:
    """Add the headers to every answer, error pages included; HSTS for so many days."""

    def keep_to_tls(response: Response) -> Response:
        response.headers["Strict-Transport-Security"] = f"max-age={hsts_days * 86_400}"
        return response

    if hsts_days:
        app.after_request(keep_to_tls)
    app.after_request(_secure)
    app.after_request(_cache)
    app.after_request(_named)


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = UNUSED
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


def private(response: Response) -> Response:
    """Mark an answer as one for staff: kept by nobody."""
    response.headers["Cache-Control"] = PRIVATE_CACHE
    return response


def saved_as(response: Response, name: str) -> Response:
    """Mark an answer as a file to be saved under a name, which headers may only hold encoded (RFC 6266)."""
    encoded = f"filename*=UTF-8''{quote(name, safe='')}"
    plain = f"{NAME_IN_ASCII}{PurePosixPath(name).suffix}"
    response.headers["Content-Disposition"] = f"attachment; filename={plain}; {encoded}"
    return response


def brief(response: Response) -> Response:
    """Mark an answer as one that may be shown again for a short while."""
    response.headers["Cache-Control"] = BRIEF_CACHE
    return response


def _named(response: Response) -> Response:
    if told := response.headers.get("Content-Disposition"):
        plain = rf"filename={NAME_IN_ASCII}\1\2"
        response.headers["Content-Disposition"] = _SAYS_NOTHING.sub(plain, told)
    return response


def _cache(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code < 400:
        response.headers["Cache-Control"] = ASSET_CACHE if "v" in request.args else PLAIN_CACHE
    elif response.headers.get("Cache-Control") not in (PRIVATE_CACHE, BRIEF_CACHE):
        response.headers["Cache-Control"] = PAGE_CACHE
    return response
