"""Addresses that stand outside of a page: in feeds, quotations, metadata."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from flask import current_app, request, url_for

SETTING = "PUBLIC_ADDRESS"
"""Its key in `app.config`: `site.address`."""


def asked_for() -> str:
    """The address of this request within its host, the path of a proxy included."""
    return request.script_root + request.full_path.rstrip("?")


def cookie_path() -> str:
    """Where browsers send our cookies: not to what else is on this host."""
    return request.script_root or "/"


def public_url(endpoint: str, **values: Any) -> str:
    """The whole address under which people elsewhere reach a page: `site.address`, or as it was asked for."""
    return absolute(url_for(endpoint, **values))


def absolute(path: str) -> str:
    """The whole address of a path of this interface."""
    base = current_app.config[SETTING] or request.host_url
    return urljoin(base.rstrip("/") + "/", path.lstrip("/"))
