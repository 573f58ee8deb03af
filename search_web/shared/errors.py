"""What can go wrong when the interface is put on a port, and when it is asked.

GongkaiError
├── ServeError            carries host and port
│   ├── PortTaken         another program listens there
│   └── AddressUnusable   the host is not ours, or the port not allowed
└── Refused               what was sent cannot be used; carries the HTTP status
"""

from __future__ import annotations

from corpus.errors import GongkaiError


class ServeError(GongkaiError):
    """The interface cannot listen."""

    problem = "无法在 {host}:{port} 提供服务。"

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        super().__init__(self.problem.format(host=host, port=port))


class PortTaken(ServeError):
    """Another program listens there."""

    problem = "端口 {port} 已被其他程序占用。请停止该程序，或用 --port 换一个端口。"


class AddressUnusable(ServeError):
    """The host is not one of this machine's, or the port needs more rights."""

    problem = "无法在 {host}:{port} 上监听。请检查 --host 是否为本机地址，端口是否在 1024 至 65535 之间。"


class Refused(GongkaiError):
    """What was sent cannot be used."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)
