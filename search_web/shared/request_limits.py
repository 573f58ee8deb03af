"""How often one address may search: whoever asks more is told when to come again."""

from __future__ import annotations

import math
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from corpus.web_settings import WebSettings
from search_web.shared import noted
from search_web.shared.search_limits import SearchLimits

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

NETWORK_BITS = 64
"""Of an IPv6 address: who has one has as many as he likes within them (RFC 6177)."""


def install(app: Flask, settings: WebSettings, limits: SearchLimits) -> None:
    """Count for each address."""
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
        if seconds := limits.refused(kind, _counted_as(address)):
            noted.limited()
            raise TooManyRequests(retry_after=math.ceil(seconds))

    app.before_request(refuse_too_many)


def _counted_as(address: object) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, NETWORK_BITS), strict=False))
    return str(address)
