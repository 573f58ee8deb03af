"""PostgreSQL's own client programs, which save a database and load it: `pg_dump` and `pg_restore`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection

from corpus.errors import BackupFailed


def dump(connection: Connection, target: Path) -> None:
    """Write the state that this transaction sees. Raises BackupFailed."""
    snapshot = str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())
    _run("pg_dump", connection.engine.url, "--format=custom", f"--snapshot={snapshot}", f"--file={target}")


def load(url: URL, source: Path) -> None:
    """Put what was saved in the place of what is there, wholly or not at all. Raises BackupFailed."""
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run("pg_restore", url, *options, "--exit-on-error", str(source))


def _run(program: str, url: URL, *arguments: str) -> None:
    parameters = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    password = parameters.pop("password", None)
    # What stands on a command line is seen by everybody on the machine.
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [program, f"--dbname={make_conninfo(**parameters)}", "--no-password", *arguments]
    try:
        done = subprocess.run(  # noqa: S603  (PostgreSQL's program, without a shell)
            command, env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupFailed(
            f"没有找到 {program}，请安装 PostgreSQL 的客户端程序（postgresql-client）"
        ) from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"退出状态 {done.returncode}"]
        raise BackupFailed(f"{program} 说：{said[-1]}")
