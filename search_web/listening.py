"""The port of the interface."""

from __future__ import annotations

import errno
import socket

from search_web.shared.errors import AddressUnusable, PortTaken

HIGHEST_PORT = 65535
"""TCP has sixteen bits for it (RFC 9293, 3.1)."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises PortTaken, AddressUnusable."""
    if not 0 <= port <= HIGHEST_PORT:
        raise AddressUnusable(host, port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        raise (PortTaken if taken else AddressUnusable)(host, port) from error


def address_of(listening: socket.socket) -> str:
    """What a browser on this machine can open."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
