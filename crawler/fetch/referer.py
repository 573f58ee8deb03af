"""What a browser says of the page it comes from: `strict-origin-when-cross-origin` (W3C Referrer Policy)."""

from __future__ import annotations

from urllib.parse import urlsplit


def referer_for(found_on: str, url: str) -> str | None:
    """The whole page for its own site, its origin for others, nothing from https to http."""
    came, goes = urlsplit(found_on), urlsplit(url)
    if came.scheme == "https" and goes.scheme == "http":
        return None
    if (came.scheme, came.netloc) == (goes.scheme, goes.netloc):
        return came._replace(fragment="").geturl()
    return f"{came.scheme}://{came.netloc}/"
