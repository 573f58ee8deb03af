"""The sitemaps of a portal."""

from __future__ import annotations

from crawler.fetch import Client, FetchError


def sitemaps(client: Client, home: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names (sitemaps.org); none where it cannot be read."""
    try:
        return client.sitemaps(home)
    except FetchError:
        return ()
