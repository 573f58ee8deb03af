"""A PostgreSQL that crashes in the midst of a crawl: what it acknowledged is there, and the crawl ends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hostile.server import HostileServer
from small_portal import Portal

from corpus.config import StoreSettings
from corpus.errors import StoreUnreachable
from corpus.files import FileStore
from corpus.store import open_store
from crawler import CrawlEvent, CrawlReport, Worker

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


class Cluster:
    """A server of its own, which a test may crash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"postgresql+psycopg://gongkai@127.0.0.1:{self._port}/postgres"
        setup = ("--username", "gongkai", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        self._run("initdb", "--no-sync", *setup)
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._control("start", "--options", options)

    def crash(self) -> None:
        """As if the machine went down; then it comes up again."""
        self._control("restart", "--mode", "immediate")

    def stop(self) -> None:
        self._control("stop", "--mode", "immediate")

    def _control(self, *what: str) -> None:
        self._run("pg_ctl", "--wait", "--silent", "--log", str(self._folder / "log"), *what)

    def _run(self, program: str, *arguments: str) -> None:
        owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*owner, str(BINARIES[-1].with_name(program)), "--pgdata", str(self._folder / "data")]
        subprocess.run([*command, *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed on this machine")
    # Not below pytest's own folders, which are closed to others.
    folder = Path(tempfile.mkdtemp())
    made = Cluster(folder)
    yield made
    made.stop()
    shutil.rmtree(folder)


def test_what_a_database_that_crashed_had_acknowledged_is_there_and_the_rest_comes(
    cluster: Cluster, portal_server: HostileServer, tmp_path: Path
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
