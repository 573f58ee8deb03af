"""What ends a crawl before everything was visited."""

from __future__ import annotations


class Enough(Exception):
    """As many detail pages were visited as were asked for."""


class PortalDown(Exception):
    """The portal does not answer any more, or turns us away; `str()` says so in Chinese."""
