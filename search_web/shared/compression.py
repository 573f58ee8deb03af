"""Answers as small as the reader's browser takes them, and none twice."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from search_web.shared.headers import PRIVATE_CACHE

WORTH_IT = 1_000
"""Bytes below which compression saves no packet: a segment of TCP has some 1,400."""

LEVEL = 6
"""zlib's own default: a page of 60 KB takes about a millisecond."""

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")


def install(app: Flask) -> None:
    """After all other headers are there."""
    app.after_request(_compress)
    app.after_request(_tag)


def _tag(response: Response) -> Response:
    """A page that is asked for again and has not changed is not sent again."""
    public = response.headers.get("Cache-Control") != PRIVATE_CACHE
    # A server's own wrapper of a file may know its length and yet be no text at hand.
    at_hand = not (response.is_streamed or response.direct_passthrough)
    if request.method == "GET" and response.status_code == 200 and public and at_hand:
        if "ETag" not in response.headers:
            response.add_etag()
        response.make_conditional(request)
    return response


def _compress(response: Response) -> Response:
    """Not what is for staff: secrets beside text that others may choose would show in the size (BREACH)."""
    response.vary.add("Accept-Encoding")
    response.vary.add("Cookie")
    if (
        response.status_code != 200
        or not request.accept_encodings.quality("gzip")
        or "Content-Encoding" in response.headers
        or response.headers.get("Cache-Control") == PRIVATE_CACHE
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
        or "attachment" in response.headers.get("Content-Disposition", "")
    ):
        return response
    response.direct_passthrough = False
    file = response.response
    whole = response.get_data()
    if hasattr(file, "close"):
        file.close()
    if len(whole) >= WORTH_IT:
        response.set_data(gzip.compress(whole, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        tag, _ = response.get_etag()
        if tag:
            response.set_etag(tag, weak=True)
    return response
