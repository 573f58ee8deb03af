"""Which addresses of the web can be meant at all."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

SCHEMES = ("http", "https")

LONGEST_HOST = 253
LONGEST_LABEL = 63
"""RFC 1035, 2.3.4."""

_LABEL = re.compile(r"[\w-]+")
"""Letters of any script: such names are encoded before they are asked for. Underscores do occur."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]|^ | $")
"""`urlsplit` passes over these without a word."""


def fault(url: str) -> str | None:
    """Why this cannot be the address of a page, in Chinese and without a full stop; None when it can."""
    if _CONTROL.search(url):
        return "网址格式不正确"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "网址格式不正确"
    if parts.scheme not in SCHEMES:
        return "只访问 http 和 https 网址"
    if not parts.hostname:
        return "网址中没有主机名"
    if parts.username is not None:
        return "网址中带有用户名"
    return None if is_host(parts.hostname) and port != 0 else "网址格式不正确"


def is_host(name: str) -> bool:
    """Whether it is an IP address or may be a name in the DNS; without a port."""
    if _is_ip(name):
        return True
    labels = name.removesuffix(".").split(".")
    return len(name) <= LONGEST_HOST and all(
        len(label) <= LONGEST_LABEL and _LABEL.fullmatch(label) for label in labels
    )


def is_host_and_port(name: str) -> bool:
    """`host` or `host:port`, an IPv6 address with a port in brackets, as the guard names hosts."""
    return _is_ip(name) or (not re.search(r"[/?#\\]", name) and fault(f"http://{name}") is None)


def can_split(url: str) -> bool:
    """Whether `urlsplit` takes it."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def parts_of(url: str) -> SplitResult:
    """Its parts, whatever they are worth; nothing but a path where it cannot even be split."""
    return urlsplit(url) if can_split(url) else SplitResult("", "", url, "", "")


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
