"""The client of one portal: its hosts, its delay, its sitemaps."""

from __future__ import annotations

from urllib.parse import urljoin

from corpus.config import CrawlSettings, PortalSettings
from crawler.fetch import Client, FetchError, Guard, Throttle, host_of


def portal_client(
    portal: PortalSettings, settings: CrawlSettings, throttle: Throttle | None = None
) -> Client:
    """A client that keeps to the portal's hosts and to the delay that the configuration gives them."""
    throttle = throttle or Throttle(settings.delay_seconds)
    hosts = [*page_hosts_of(portal), *portal.attachment_hosts]
    if portal.delay_seconds is not None:
        for host in hosts:
            throttle.set_delay(host, portal.delay_seconds)
    return Client(settings, Guard(hosts, portal.private_hosts), throttle)


def page_hosts_of(portal: PortalSettings) -> list[str]:
    """The hosts that hold pages: those of the home page and of the columns."""
    return [host_of(urljoin(portal.home, url)) for url in (portal.home, *(c.url for c in portal.column))]


def sitemaps(client: Client, home: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names (sitemaps.org); none where it cannot be read."""
    try:
        return client.sitemaps(home)
    except FetchError:
        return ()
