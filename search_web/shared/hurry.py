"""Whether an answer has to be quick, since others wait: then what can be missed is left out."""

from __future__ import annotations

from flask import request

HURRIED = "gongkai.hurried"
"""In a request's environment: it waited for its turn, and others behind it do."""


def hurried() -> bool:
    """Of the request that is answered now."""
    return bool(request.environ.get(HURRIED))
