"""Fixtures of the crawler's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.server import HostileServer, hostile_server
from small_portal import Portal

from corpus.store import Store


@pytest.fixture
def portal_server() -> Iterator[HostileServer]:
    """A loopback server that answers as the test says."""
    with hostile_server() as server:
        yield server


@pytest.fixture
def portal(portal_server: HostileServer, store: Store, data: Path) -> Portal:
    """Six documents in one column."""
    return Portal(portal_server, store, data)
