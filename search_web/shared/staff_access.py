"""Who counts as staff: a person at the machine itself, or one who knows the token."""

from __future__ import annotations

import hashlib
import hmac
import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, Response

COOKIE = "gongkai_staff"

COOKIE_SECONDS = 8 * 3600
"""A working day."""

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
"""A request with one of these came through a proxy: that the proxy is local says nothing of the reader."""

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Names by which the machine calls itself; another name on loopback is a page that rebound its DNS."""

PORT = re.compile(r":[0-9]+$")

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
"""What changes nothing, whoever makes a browser ask it (RFC 9110, 9.2.1)."""


def is_staff(request: Request, token: str) -> bool:
    """Whether this request may see what is for staff; `token` is the one configured, or empty."""
    return _at_the_machine(request) or bool(token and _knows(request, token))


def is_forged(request: Request) -> bool:
    """Whether a request that may change something was not sent by a page of ours.

    A browser at the machine itself is staff without a cookie, whatever site it shows. It says where a request
    comes from: by `Sec-Fetch-Site` where it gives one, else by `Origin` or `Referer`.
    """
    if request.method in SAFE_METHODS:
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site != "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(said).netloc.lower() != request.host.lower()
    except ValueError:
        return True


def remember(response: Response, request: Request, token: str) -> Response:
    """Let the browser prove on its next visit that it knew the token."""
    response.set_cookie(
        COOKIE, _proof(token), COOKIE_SECONDS, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return response


def _at_the_machine(request: Request) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    name = PORT.sub("", request.host)
    try:
        return name in LOCAL_NAMES and ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _knows(request: Request, token: str) -> bool:
    given = request.args.get("token", "")
    proof = _proof(given) if given else request.cookies.get(COOKIE, "")
    return hmac.compare_digest(proof.encode(), _proof(token).encode())


def _proof(token: str) -> str:
    """What the cookie holds in place of the token."""
    return hashlib.sha256(b"gongkai staff " + token.encode()).hexdigest()
