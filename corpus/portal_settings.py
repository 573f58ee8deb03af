"""A portal and its columns, as `config.toml` has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from corpus.limits import Between, Delay, Host, Line, OneOf, PageAddress

FAMILIES = (
    *("easysite", "epoint", "feed", "gd", "generic", "jcms", "jpaas"),
    *("search_api", "siteserver", "sitemap", "trs", "ucap", "vsb", "xml"),
)
"""Names of what `crawler.families` reads; a test compares them."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """A column of a portal: a list page."""

    name: Line
    """栏目, as the interface shows it."""
    url: str
    """Address of the first list page; may be relative to the portal's home."""
    paused: bool = False
    """Not read for the time being; what it brought stays."""


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """A portal to crawl."""

    name: Line
    """Short name for the command line and the store."""
    home: PageAddress
    """Address of the home page; columns are found from it when none are configured."""
    title: str = ""
    """Name shown to readers; the short name when empty."""
    family: Annotated[str, OneOf("", *FAMILIES)] = ""
    """Content-management family; found from the pages when empty."""
    agency: str = ""
    """发文机关 of documents that name none."""
    delay_seconds: Delay | None = None
    """Overrides `crawl.delay_seconds`."""
    every_hours: Annotated[float, Between(0, 8_760)] | None = None
    """Overrides `crawl.every_hours`."""
    attachment_hosts: tuple[Host, ...] = ()
    """Other hosts that hold this portal's attachments."""
    private_hosts: tuple[Host, ...] = ()
    """Hosts that may resolve to private or loopback addresses; all others are refused there."""
    ca_file: str = ""
    """PEM of authorities, those between included, believed on this portal beside the usual ones."""
    certificate_file: str = ""
    """PEM of the portal's own certificate: on its hosts that one is believed, whatever it says, no other."""
    oldest_tls: Annotated[str, OneOf("", "1.0", "1.1")] = ""
    """Speak TLS as old as `1.0` or `1.1` with this portal; empty: 1.2 or newer."""
    paused: bool = False
    """Not crawled for the time being, unless it is named; what it brought stays."""
    column: tuple[ColumnSettings, ...] = ()
    """Columns to read; each a `[[portal.column]]`."""

    @property
    def rests(self) -> bool:
        """Whether nothing of it is read without being named: it is paused, or each of its columns is."""
        return self.paused or (bool(self.column) and all(one.paused for one in self.column))
