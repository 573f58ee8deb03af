"""Fixtures of the crawler's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hostile.server import HostileServer, hostile_server


@pytest.fixture
def portal_server() -> Iterator[HostileServer]:
    """A loopback server that answers as the test says."""
    with hostile_server() as server:
        yield server
