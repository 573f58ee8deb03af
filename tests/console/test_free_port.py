"""The port of the demo: the one that was asked for, or another that is free."""

from __future__ import annotations

import socket

from commands.serving import free_port


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    assert free_port("127.0.0.1", port) == port


def test_another_is_taken_where_a_program_has_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert free_port("127.0.0.1", port) != port
