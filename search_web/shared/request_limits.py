"""How often one address may search: whoever asks more is told when to come again."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from corpus.web_settings import WebSettings
from search_web.shared import noted

SEARCHES = {
    "public.search": "search",
    "public.export": "search",
    "catalogue.export": "search",
    "api.search": "search",
    "api.suggest": "suggest",
    "terminal.part": "search",
    "terminal.words": "suggest",
}
"""Endpoints that cost, and what they count as."""

SUGGESTIONS = 5
"""Times as many suggestions as searches: one for each letter that is typed. A guess."""

NETWORK_BITS = 64
"""Of an IPv6 address: who has one has as many as he likes within them (RFC 6177)."""


def install(app: Flask, settings: WebSettings) -> None:
    """Count for each address, in this process; not at all where the configuration says so."""
    if not settings.searches_per_minute:
        return
    limiter = FixedWindowRateLimiter(MemoryStorage())
    allowed = {
        "search": RateLimitItemPerMinute(settings.searches_per_minute),
        "suggest": RateLimitItemPerMinute(SUGGESTIONS * settings.searches_per_minute),
    }
    unlimited = [ip_network(network, strict=False) for network in settings.unlimited]

    def refuse_too_many() -> None:
        kind = SEARCHES.get(request.endpoint or "")
        if kind is None:
            return
        try:
            address = ip_address(request.remote_addr or "")
        except ValueError:
            return
        if any(address in network for network in unlimited):
            return
        if not limiter.hit(allowed[kind], kind, _counted_as(address)):
            noted.limited()
            ends = limiter.get_window_stats(allowed[kind], kind, _counted_as(address)).reset_time
            raise TooManyRequests(retry_after=max(1, math.ceil(ends - time.time())))

    app.before_request(refuse_too_many)


def _counted_as(address: object) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, NETWORK_BITS), strict=False))
    return str(address)
