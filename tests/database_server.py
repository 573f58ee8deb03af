"""A PostgreSQL of its own, which a test may crash."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from _ports import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


class DatabaseServer:
    """In an empty folder that its own user may reach."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        self._port = free_port()
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
