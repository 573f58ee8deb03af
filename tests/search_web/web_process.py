"""The interface in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from staff_browsers import headers_of_session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from corpus.config import Config
from corpus.store import open_store
from search_web.shared.past_queries import SPAN_SECONDS

PATIENCE_SECONDS = 120.0
"""On a machine that has much else to do."""


TEXT = (
    "从今年一月起，城乡居民基础养老金标准每人每月提高十五元。"
    "已经领取待遇的人员由经办机构直接补发，不需要本人申请。"
)
"""Of a document of the county, nearly."""


def get(url: str) -> str:
    with urlopen(url, timeout=PATIENCE_SECONDS) as answer:
        return str(answer.read().decode())


def health(address: str) -> dict[str, Any]:
    found = json.loads(get(f"{address}/healthz"))
    assert isinstance(found, dict)
    return found


def check_upload(address: str, data: Path) -> str:
    """The page about a file that staff hand in."""
    with open_store(Config(data=data).store_url) as store:
        headers = headers_of_session(store)
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(TEXT.encode("gb18030")), "草稿.txt")})
    check = Request(
        f"{address}/staff/duplicates/check",
        body,
        {"Content-Type": f"multipart/form-data; boundary={boundary}", **headers},
    )
    with urlopen(check, timeout=PATIENCE_SECONDS) as answer:
        return str(answer.read().decode())


def until(holds: Callable[[], Any], what: str) -> Any:
    """What `holds` gives once it is true."""
    late = time.monotonic() + PATIENCE_SECONDS
    while not (found := holds()):
        assert time.monotonic() < late, f"not in {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.05)
    return found


def answers(address: str) -> bool:
    try:
        return bool(get(f"{address}/healthz"))
    except (URLError, ConnectionError):
        return False


def children(process: int) -> set[int]:
    """The processes that one began, by their numbers."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return {int(number) for path in tasks for number in path.read_text().split()}


def is_running(process: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return state(Path(f"/proc/{process}")) != "Z"
    except FileNotFoundError:
        return False


def holds_still(process: int) -> bool:
    """Whether SIGSTOP has reached all its threads."""
    return all(state(thread) == "T" for thread in Path(f"/proc/{process}/task").iterdir())


def state(task: Path) -> str:
    """The letter for the state of a process or a thread, from its folder under /proc (proc_pid_stat(5))."""
    return (task / "stat").read_text().rpartition(")")[2].split()[0]


def descendants(process: int) -> set[int]:
    found = children(process)
    return found.union(*(descendants(child) for child in found))


@contextmanager
def running(
    command: list[str], address: str, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A server from its first answer on; it ends on SIGTERM, well, and with all that it began."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | (environment or {}),
    )
    try:
        until(lambda: answers(address) or process.poll() is not None, "an answer")
        assert process.poll() is None, process.stderr and process.stderr.read()
        yield process
    finally:
        began = descendants(process.pid)
        process.send_signal(signal.SIGTERM)
        try:
            _, complaints = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()
    assert "Traceback" not in complaints
    until(lambda: not any(map(is_running, began)), "the end of all its processes")


@dataclass(frozen=True)
class Service:
    """Two processes that answer."""

    supervisor: int
    address: str
    data: Path

    @property
    def workers(self) -> set[int]:
        return children(self.supervisor)


def both_answer(service: Service) -> None:
    until(lambda: len(service.workers) == 2, "two processes")
    for worker in service.workers:
        with stopped(service.workers - {worker}):
            until(lambda: answers(service.address), "each answers")


class stopped:  # noqa: N801  (reads as what it does)
    """Processes that hold still, so that another answers."""

    def __init__(self, processes: set[int]) -> None:
        self._processes = processes

    def __enter__(self) -> None:
        for process in self._processes:
            os.kill(process, signal.SIGSTOP)
        # The signal is sent, not obeyed: until then a thread may still take a connection, and keep it.
        until(lambda: all(map(holds_still, self._processes)), "all hold still")

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            # Held for very long it is taken for hung and begun anew.
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def counted(data: Path) -> dict[str, int]:
    with sqlite3.connect(data / "gongkai.db") as store:
        return dict(store.execute("select query, count from past_query where query is not null"))


QUERIES = iter(("农机补贴", "公共租赁住房", "租赁住房", "农机", "养老", "补贴", "公共租赁"))
"""Each is asked once: who asked it in this span already counts no more."""


def ask_each(service: Service) -> str:
    """A query that every process was asked within one span, and nobody before."""
    for query in QUERIES:
        began = time.time()
        for worker in service.workers:
            with stopped(service.workers - {worker}):
                get(f"{service.address}/search?q={quote(query)}")
        if began // SPAN_SECONDS == time.time() // SPAN_SECONDS:
            return query
    raise AssertionError("no span was long enough")
