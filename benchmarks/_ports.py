"""A port for a server that is started in a moment; `python benchmarks/_ports.py` prints one."""

from __future__ import annotations

import random
import socket
from pathlib import Path

LOWEST = 10_000


def free_port() -> int:
    """Of 127.0.0.1, that nobody has, and that the system gives to nobody who asks for any port.

    A server that finds its port taken finds mostly the near end of a connection there: those are of a range.
    """
    while True:
        port = random.randrange(LOWEST, _first_given_out())
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def _first_given_out() -> int:
    """Source: ip(7), ip_local_port_range; Linux starts at 32768 where nobody set it, others higher."""
    try:
        return max(int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0]), LOWEST + 1000)
    except OSError:
        return 32_768


if __name__ == "__main__":
    print(free_port())
