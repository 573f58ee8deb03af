"""Who of the staff asks, and whether a page of ours made their browser ask it."""

from __future__ import annotations

import hmac
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Request, Response, g, request
from markupsafe import Markup

from corpus.errors import StoreError
from corpus.staff import Origin, SignedIn, Visitor, visitor
from search_web.shared.public_address import cookie_path
from search_web.shared.services import Services, services

COOKIE = "gongkai_staff"
"""The secret of a session; it goes with the browser's."""

DEVICE = "gongkai_device"
"""Tells a browser in which somebody signed in before from one that guesses."""

DEVICE_SECONDS = 180 * 86_400
"""A guess."""

CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
"""Where a request brings the token of its session: a field of a form, or for scripts a header."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
"""What changes nothing, whoever makes a browser ask it (RFC 9110, 9.2.1)."""


def present_visitor() -> Visitor | None:
    """Who of the staff asks this; None for the public. Raises StoreError."""
    if "visitor" not in g:
        g.visitor = visitor_of(request, services())
    found: Visitor | None = g.visitor
    return found


def visitor_of(request: Request, parts: Services) -> Visitor | None:
    """Who of the staff sent a request, also one that only its head has come of. Raises StoreError."""
    secret = request.cookies.get(COOKIE)
    return visitor(parts.store, parts.config.staff, secret) if secret else None


def is_staff() -> bool:
    """Whether this request may see what is for staff; where the store cannot tell, it may not."""
    with suppress(StoreError):
        return present_visitor() is not None
    return False


def origin() -> Origin:
    """Where this request comes from."""
    return Origin(request.remote_addr or "", request.cookies.get(DEVICE, ""))


def is_forged(request: Request) -> bool:
    """Whether a browser says that a page of somebody else's made it ask for a change.

    It says so by `Sec-Fetch-Site` where it gives one, else by `Origin` or `Referer`; what sends none of them
    is no browser.
    """
    if request.method in SAFE_METHODS:
        return False
    if site := request.headers.get("Sec-Fetch-Site"):
        return site != "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        return said is not None and urlsplit(said).netloc.lower() != request.host.lower()
    except ValueError:
        return True


def brings_token(asking: Visitor) -> bool:
    """Whether a request that may change something brings what only a page of this session could give it."""
    if request.method in SAFE_METHODS:
        return True
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    return hmac.compare_digest(given.encode(), asking.csrf.encode())


def csrf_input() -> Markup:
    """What every form for staff has in it."""
    asking = present_visitor()
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        CSRF_FIELD, asking.csrf if asking else ""
    )


def remember(response: Response, signed_in: SignedIn) -> Response:
    """Let the browser show on its next request who is signed in."""
    secure = request.is_secure or services().config.site.address.startswith("https:")
    safe = {"httponly": True, "samesite": "Strict", "secure": secure, "path": cookie_path()}
    response.set_cookie(COOKIE, signed_in.secret, **safe)  # type: ignore[arg-type]
    response.set_cookie(DEVICE, signed_in.device, DEVICE_SECONDS, **safe)  # type: ignore[arg-type]
    return response
