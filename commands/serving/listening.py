"""The port of the interface, and what can go wrong there.

GongkaiError
└── ServeError            carries host and port
    ├── PortTaken         another program listens there
    └── AddressUnusable   the host is not ours, or the port not allowed
"""

from __future__ import annotations

import errno
import socket

from corpus.errors import GongkaiError

HIGHEST_PORT = 65535
"""TCP has sixteen bits for it (RFC 9293, 3.1)."""


class ServeError(GongkaiError):
    """The interface cannot listen."""

    problem = "无法在 {host}:{port} 提供服务。"

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        super().__init__(self.problem.format(host=host, port=port))


class PortTaken(ServeError):
    """Another program listens there."""

    problem = (
        "端口 {port} 已被其他程序占用。请停止该程序，"
        "或换一个端口（网页用 --port，监控数据改配置中的 web.metrics）。"
    )


class AddressUnusable(ServeError):
    """The host is not one of this machine's, or the port needs more rights."""

    problem = "无法在 {host}:{port} 上监听。请检查 --host 是否为本机地址，端口是否在 1024 至 65535 之间。"


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


def free_port(host: str, port: int) -> int:
    """The port itself, or one that is free where another program has it. Raises AddressUnusable."""
    try:
        tried = listen(host, port)
    except PortTaken:
        tried = listen(host, 0)
    with tried:
        return int(tried.getsockname()[1])


def address_of(listening: socket.socket) -> str:
    """What a browser on this machine can open."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
