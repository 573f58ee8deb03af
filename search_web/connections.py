"""Connections to the port: what a stranger may send, for how long, and how many of them one may have."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from functools import partial
from time import monotonic
from typing import Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]

from search_web.overload import ALONE, REFUSED, WAITED

MOST = 2_000
"""Connections at a time. A guess."""

MOST_OF_ONE = 1_000
"""Of them from one address: a reading room may stand behind one. A guess."""

HEAD_SECONDS = 15.0
"""For the head of a request, from its first byte on, and for a connection that sends nothing. A guess."""

SLOWEST_BODY = 10_000
"""Bytes a second that a body has to bring on the average. A guess."""

STALLED_SECONDS = 30.0
"""Without a byte taken of an answer that waits to be sent. A guess."""

UNTAKEN = 256 << 10
"""Bytes of answers that a connection has not taken, from which its next request waits. A guess."""

ERRORS = {
    400: "请求有误，请检查地址是否完整。",
    413: "内容太大，没有接收。请缩短后重试；工作人员上传文件请先登录。",
    431: "请求头太长，请清除浏览器的 Cookie 后重试。",
    501: "不支持这种传输方式，请用浏览器打开本站页面。",
}

LargestBody = Callable[[Mapping[str, Any]], int]
"""Bytes that a request may bring, by its WSGI environment without the body."""


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """A request that comes: told before its body is read what it may bring, and how long it took."""

    adj: Any

    def __init__(self, adj: Any, remote: str, largest_body: LargestBody) -> None:
        super().__init__(adj)
        self.began = self.ended = monotonic()
        self.refused = False
        """Whether it is told that there are too many, instead of being answered."""
        self.alone = False
        """Whether nobody was before it when it came."""
        self._remote = remote
        self._largest_body = largest_body

    def received(self, data: bytes) -> int:
        """How many bytes were taken."""
        taken = super().received(data)
        if self.completed:
            self.ended = monotonic()
        return int(taken)

    def parse_header(self, header_plus: bytes) -> None:
        """Also reads addresses with characters that nobody encoded (?q=水价), as people paste them."""
        asked, end, rest = header_plus.partition(b"\r\n")
        ascii_only = b"".join(b"%%%02X" % byte if byte >= 0x80 else bytes((byte,)) for byte in asked)
        super().parse_header(ascii_only + end + rest)
        if self.content_length or self.chunked:
            self.adj = copy(self.adj)
            self.adj.max_request_body_size = self._largest_body(self._environment())

    def is_late(self) -> bool:
        """Whether it comes too slowly to be waited for."""
        allowed = HEAD_SECONDS
        if self.headers_finished:
            allowed += self.body_bytes_received / SLOWEST_BODY
        return monotonic() - self.began > allowed

    def _environment(self) -> dict[str, Any]:
        headers = {f"HTTP_{name}": value for name, value in self.headers.items()}
        return headers | {
            "REQUEST_METHOD": self.command,
            "PATH_INFO": self.path,
            "QUERY_STRING": self.query,
            "REMOTE_ADDR": self._remote,
            "wsgi.url_scheme": self.url_scheme,
        }


class _Task(WSGITask):  # type: ignore[misc]
    def get_environment(self) -> dict[str, Any]:
        environment = super().get_environment()
        environment.setdefault(WAITED, monotonic() - self.request.ended)
        environment[REFUSED] = self.request.refused
        environment[ALONE] = self.request.alone
        return dict(environment)


class _Refusal(ErrorTask):  # type: ignore[misc]
    def execute(self) -> None:
        error = self.request.error
        body = ERRORS.get(error.code, f"{error.code} {error.reason}").encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection; `largest_body` is said by the server that makes it."""

    task_class = _Task
    error_task_class = _Refusal
    largest_body: LargestBody
    behind_proxy: bool
    """Whether every reader comes from one address."""

    def __init__(self, server: Any, sock: Any, addr: Any, adj: Any, map: Any = None) -> None:  # noqa: A002
        super().__init__(server, sock, addr, adj, map=map)
        remote = str(addr[0]) if isinstance(addr, tuple) else ""
        self.parser_class = partial(Parser, remote=remote, largest_body=type(self).largest_body)
        self.opened = self._taken = monotonic()
        same = sum(1 for one in server.active_channels.values() if one.addr[0] == addr[0])
        if same > (MOST if self.behind_proxy else MOST_OF_ONE):
            self.will_close = True

    def is_late(self) -> bool:
        """Whether somebody holds it open: takes nothing of an answer, or asks nothing to its end."""
        if self.total_outbufs_len:
            return monotonic() - self._taken > STALLED_SECONDS
        self._taken = monotonic()
        if self.requests:
            return False
        if self.request is not None:
            return bool(self.request.is_late())
        return self.last_activity == self.creation_time and monotonic() - self.opened > HEAD_SECONDS

    def has_room(self) -> bool:
        """Whether its next request may be answered: who takes nothing is owed nothing more."""
        return bool(self.total_outbufs_len < UNTAKEN)

    def drop(self) -> None:
        """Close it, whether or not the other side takes what is left; the system keeps nothing of that."""
        with suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.handle_close()

    def _flush_some(self, do_close: bool = True) -> bool:
        sent = super()._flush_some(do_close)
        if sent:
            self._taken = monotonic()
        return bool(sent)
