"""Where the crawler may go: the portal's own hosts, and no private network behind them."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from corpus import addresses
from crawler.fetch.errors import Refused, Unreachable

DEFAULT_PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: addresses that carry an IPv4 address in their last 32 bits."""

Address = tuple[int, tuple[str, int] | tuple[str, int, int, int]]
"""Family and socket address, as `socket.connect` wants it."""


class Guard:
    """Lets through http(s) to named hosts, and to private addresses only for hosts said to be private."""

    def __init__(self, hosts: Iterable[str], private_hosts: Iterable[str] = ()) -> None:
        """`hosts` are `host` (its default ports) or `host:port`."""
        self._hosts = {_with_and_without_www(host.lower()) for host in hosts}
        self._private = {host.lower() for host in private_hosts}

    def allows(self, url: str) -> bool:
        """Whether `check` would let the address through."""
        try:
            self.check(url)
        except Refused:
            return False
        return True

    def check(self, url: str) -> None:
        """Raise Refused unless the address is http(s) on one of the hosts."""
        if reason := addresses.fault(url):
            raise Refused(url, reason)
        parts = urlsplit(url)
        own = _with_and_without_www(host_of(url))
        if own not in self._hosts:
            raise Refused(url, f"{parts.netloc} 不是该门户的网站")

    def addresses(self, host: str, port: int, url: str) -> list[Address]:
        """The addresses of a host that may be connected to; call it for the connection itself.

        Raises Unreachable when the name is unknown, Refused when it leads into a private network.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(url, f"找不到主机 {host}") from error
        private_allowed = bool({host.lower(), f"{host.lower()}:{port}"} & self._private)
        allowed: list[Address] = []
        for family, _, _, _, address in found:
            literal = str(address[0])
            if private_allowed or is_public(literal):
                allowed.append((family, address))  # type: ignore[arg-type]
        if not allowed:
            raise Refused(url, f"{host} 指向内部网络地址")
        return allowed


def is_public(literal: str) -> bool:
    """Whether an IP address is on the public internet, seen through the ways to write IPv4 in IPv6."""
    try:
        address = ipaddress.ip_address(literal.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def host_of(url: str) -> str:
    """The host as the guard names it: without its default port. Empty when the address has none."""
    try:
        parts = urlsplit(url)
        return _named(parts.hostname or "", parts.scheme, parts.port)
    except ValueError:
        return ""


def _named(host: str, scheme: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port is None or port == DEFAULT_PORTS.get(scheme) else f"{name}:{port}"


def _with_and_without_www(host: str) -> str:
    return host.removeprefix("www.")
