"""The client of one portal: its hosts, its delay, its sitemaps."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from corpus.addresses import can_split
from corpus.config import CrawlSettings
from corpus.portal_settings import PortalSettings
from crawler.families import by_name
from crawler.fetch import Allowance, Client, FetchError, Guard, HttpFault, Throttle, host_of
from crawler.pages.packed import unpacked
from crawler.pages.page import Page

USUAL_SITEMAPS = (
    *("/sitemap.xml", "/sitemap_index.xml", "/sitemap.xml.gz", "/sitemap.txt"),
    *("/sitemap-index.xml", "/sitemap/sitemap.xml"),
)
"""Where sitemaps lie that nothing names: as generators of them write them."""


def portal_client(
    portal: PortalSettings, settings: CrawlSettings, throttle: Throttle | None = None
) -> Client:
    """A client that keeps to the portal's hosts and to the delay that the configuration gives them."""
    throttle = throttle or Throttle(settings.delay_seconds)
    hosts = [*page_hosts_of(portal), *portal.attachment_hosts]
    if portal.delay_seconds is not None:
        for host in hosts:
            throttle.set_delay(host, portal.delay_seconds)
    tls = Allowance(portal.ca_file, portal.certificate_file, portal.oldest_tls)
    return Client(settings, Guard(hosts, portal.private_hosts), throttle, tls, page_hosts_of(portal))


def page_hosts_of(portal: PortalSettings) -> list[str]:
    """The hosts that hold pages: those of the home page and of the columns."""
    return [host_of(urljoin(portal.home, url)) for url in (portal.home, *(c.url for c in portal.column))]


def sitemaps(client: Client, home: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names (sitemaps.org); none where it cannot be read.

    Those that it names at a host that is not the portal's, say a former name of it, are looked for here.
    """
    try:
        named = [urljoin(home, url) for url in client.sitemaps(home) if can_split(url)]
    except FetchError:
        return ()
    here = (url if client.guard.allows(url) else urljoin(home, urlsplit(url).path) for url in named)
    return tuple(dict.fromkeys(here))


def unnamed_sitemaps(client: Client, home: str) -> tuple[str, ...]:
    """The first sitemap at a usual place, for portals that name none: a few requests."""
    for name in USUAL_SITEMAPS:
        url = urljoin(home, name)
        try:
            answer = client.get(url)
        except HttpFault:
            continue
        except FetchError:
            break
        if by_name("sitemap").matches(Page.parse(unpacked(answer.body), url, answer.content_type)):
            return (url,)
    return ()
