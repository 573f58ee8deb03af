"""A PostgreSQL that crashes in the midst of a crawl: what it acknowledged is there, and the crawl ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from database_server import BINARIES, DatabaseServer
from hostile.server import HostileServer
from small_portal import Portal

from corpus.config import StoreSettings
from corpus.errors import StoreUnreachable
from corpus.files import FileStore
from corpus.store import open_store
from crawler import CrawlEvent, CrawlReport, Worker


@pytest.fixture
def cluster() -> Iterator[DatabaseServer]:
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed on this machine")
    # Not below pytest's own folders, which are closed to others.
    folder = Path(tempfile.mkdtemp())
    made = DatabaseServer(folder)
    yield made
    made.stop()
    shutil.rmtree(folder)


def test_what_a_database_that_crashed_had_acknowledged_is_there_and_the_rest_comes(
    cluster: DatabaseServer, portal_server: HostileServer, tmp_path: Path
) -> None:
    acknowledged: set[str] = set()
    with open_store(cluster.url) as store:
        portal = Portal(portal_server, store, tmp_path)
        config = replace(portal.config, store=StoreSettings(cluster.url))

        def crash(event: CrawlEvent) -> None:
            if event.documents == 3 and not acknowledged:
                acknowledged.update(portal.documents())
                cluster.crash()

        files = FileStore(config.files_path)
        worker = Worker([portal.portal], store, files, config, once=True, progress=crash)
        *failed, (_, report) = worker.outcomes()
        assert [type(outcome) for _, outcome in failed] in ([], [StoreUnreachable])
        assert isinstance(report, CrawlReport)
        assert len(acknowledged) == 3
        assert acknowledged < set(portal.documents())
        assert len(portal.documents()) == 6
