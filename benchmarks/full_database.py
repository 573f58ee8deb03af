"""A disk that is full under PostgreSQL: does every command say so in a sentence, and is nothing lost?

Starts a PostgreSQL of its own whose tables lie on a small disk in memory, crawls part of a portal, fills the
disk, and has the program crawl the rest, index, tell its status, search and serve. Then there is room again:
the next crawl and index have to bring what a store has that never was full. Needs root, to mount the disk,
and PostgreSQL's programs:

    python benchmarks/full_database.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from _machines import ROOT, Held, Machine
from sqlalchemy import create_engine

from sample_portal import COLUMNS, Portal, PortalServer, serve

sys.path.append(str(ROOT / "tests"))
from database_server import BINARIES, DatabaseServer

MEGABYTES = 24
"""Of the small disk: an empty database has 8. A guess."""

FIRST, REST = 2, 6
"""Columns that are crawled before the disk is full, and in the end."""

PORT = 8797
START_SECONDS = 60.0

CONFIG = """data = "data"
[store]
url = "{store}"
[crawl]
delay_seconds = 0.0
retries = 0
[index]
processes = 1
[search]
meaning = "off"
[[portal]]
name = "p"
home = "{home}/"
private_hosts = ["127.0.0.1"]
"""


def main() -> int:
    """Judge and print; the status is 1 where a command failed without a sentence, or something was lost."""
    if os.getuid() != 0 or not BINARIES or not shutil.which("mount"):
        print("not run: only root can mount the small disk, and PostgreSQL's programs have to be here")
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        portal = stack.enter_context(serve(Portal()))
        disk = stack.enter_context(_small_disk(folder / "disk"))
        (folder / "database").mkdir()
        server = DatabaseServer(folder / "database")
        stack.callback(server.stop)
        urls = _databases(server, disk)
        whole = _machine(folder / "whole", urls["whole"], portal, REST)
        expected = _brought(whole)
        machine = _machine(folder / "full", urls["full"], portal, FIRST)
        before = _brought(machine)
        filler = _fill(disk)
        _configure(machine, urls["full"], portal, REST)
        wrong = _commands(machine) + _pages(machine)
        filler.unlink()
        now = machine.held()
        lost = before.documents - now.documents
        found = _brought(machine)
    same = found == expected
    print(f"{len(lost)} of {len(before.documents)} documents lost while it was full")
    count = f"{len(found.documents)} of {len(expected.documents)}"
    print(f"with room again: {count} documents, documents and answers as if never full: {same}")
    return 1 if wrong or lost or not same else 0


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", place], check=True)
    try:
        shutil.chown(place, "postgres")
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _databases(server: DatabaseServer, disk: Path) -> dict[str, str]:
    """Addresses of one on the small disk, and of one that has all the room."""
    engine = create_engine(server.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        connection.exec_driver_sql("CREATE DATABASE full_one TABLESPACE small")
        connection.exec_driver_sql("CREATE DATABASE whole_one")
    engine.dispose()
    return {name: server.url.replace("/postgres", f"/{name}_one") for name in ("full", "whole")}


def _machine(folder: Path, url: str, portal: PortalServer, columns: int) -> Machine:
    machine = Machine(folder, "")
    _configure(machine, url, portal, columns)
    return machine


def _configure(machine: Machine, url: str, portal: PortalServer, columns: int) -> None:
    lines = [f'[[portal.column]]\nname = "{name}"\nurl = "{path}"' for name, path in COLUMNS[:columns]]
    text = CONFIG.format(store=url, home=portal.url) + "\n".join(lines)
    machine.config_path.write_text(text + "\n", encoding="utf-8")


def _brought(machine: Machine) -> Held:
    """Crawled and indexed, whatever these say."""
    machine.runs("crawl")
    machine.runs("index")
    return machine.held()


def _fill(disk: Path) -> Path:
    """Nothing can be written there any more."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as stream:
        for size in (1 << 20, 1 << 12):
            with suppress(OSError):
                while stream.write(b"0" * size):
                    pass
    return filler


def _commands(machine: Machine) -> int:
    """How many do not say in a sentence what they could not write; `index` may find room."""
    wrong = 0
    for words, may_end_well in (("crawl", False), ("index", True), ("status", True), ("search 通知", True)):
        at = len(machine.said())
        status = machine.runs(*words.split())
        said = machine.said()[at:].strip()
        told = "空间不足" in said
        good = "Traceback" not in said and ((may_end_well and status == 0) or (status != 0 and told))
        wrong += not good
        lines = said.splitlines()
        sentence = next((line for line in lines if "空间不足" in line), next(iter(lines), ""))
        print(
            f"{'right' if good else 'WRONG'}: {words} ends with {status}: {sentence.strip()[:110]}",
            flush=True,
        )
    return wrong


def _pages(machine: Machine) -> int:
    """How many pages of a reader are not answered."""
    server = machine.starts("serve", "--port", str(PORT))
    wrong, until = 0, time.monotonic() + START_SECONDS
    try:
        for path in ("/", "/search?q=%E9%80%9A%E7%9F%A5", "/document/1", "/catalogue"):
            status = _asked(path, until)
            wrong += status != 200
            print(f"{'right' if status == 200 else 'WRONG'}: serve answers {path} with {status}", flush=True)
    finally:
        server.terminate()
        server.wait()
    return wrong + ("Traceback" in machine.said())


def _asked(path: str, until: float) -> int:
    """The status of a page, once the server is up; 0 where it never is."""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.3)
    return 0


if __name__ == "__main__":
    sys.exit(main())
