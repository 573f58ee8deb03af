"""Processes that answer requests: real ones, that are asked, fail, hang and are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import OutOfMemory, RecordError, StoreFull
from corpus.workers import Crew, Worker, WorkerFailed

MODULE = "answering_worker"
PARENT = f"""
import sys
from corpus.workers import Worker
worker = Worker({MODULE!r}, None)
print(worker.ask("pid"), flush=True)
worker.ask(("hang", sys.argv[1]))
"""


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(MODULE, "setup", quiet=True)
    yield made
    made.close()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_answers_one_request_after_another(worker: Worker) -> None:
    assert [worker.ask(request) for request in ("一", "print", ("a", 1))] == [
        ["setup", "一"],
        ["setup", "print"],
        ["setup", ["a", 1]],
    ]


def test_it_loads_what_it_works_with_and_not_all_that_its_package_offers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "offering" / "inner"
    inner.mkdir(parents=True)
    for package in (inner.parent, inner):
        (package / "__init__.py").write_text("raise AssertionError")
    (inner / "beside.py").write_text("SAID = 'beside'")
    (inner / "worker.py").write_text(
        "from corpus.workers import serve\n"
        "from offering.inner.beside import SAID\n"
        "if __name__ == '__main__':\n"
        "    serve(lambda setup: lambda request: [SAID, request])\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    worker = Worker("offering.inner.worker", None, quiet=True)
    try:
        assert worker.ask(1) == ["beside", 1]
    finally:
        worker.close()


def test_an_error_comes_with_its_kind_its_sentence_and_its_fields(worker: Worker) -> None:
    with pytest.raises(RecordError) as caught:
        worker.ask("fault")
    assert str(caught.value) == "第 7 行：没有标题"
    assert (caught.value.reason, caught.value.line) == ("没有标题", 7)
    assert worker.ask(1) == ["setup", 1]


def test_that_it_has_no_memory_left_is_a_sentence(worker: Worker) -> None:
    with pytest.raises(OutOfMemory, match="内存不足"):
        worker.ask("memory")
    assert worker.ask(1) == ["setup", 1]


def test_an_error_of_its_start_comes_with_the_first_request() -> None:
    worker = Worker(MODULE, "full", quiet=True)
    with pytest.raises(StoreFull, match="磁盘空间不足"):
        worker.ask("pid")
    worker.close()


def test_what_it_was_not_made_for_is_told(worker: Worker) -> None:
    with pytest.raises(WorkerFailed, match="KeyError: 'wrong'"):
        worker.ask("bug")
    assert worker.ask(1) == ["setup", 1]


def test_its_end_is_told_from_its_being_late(worker: Worker) -> None:
    with pytest.raises(WorkerFailed, match="意外结束") as ended:
        worker.ask("end", seconds=60)
    assert not ended.value.late
    again = Worker(MODULE, "setup")
    with pytest.raises(WorkerFailed) as late:
        again.ask("hang", seconds=0.2)
    assert late.value.late
    again.close()


def test_it_ends_with_its_parent_in_the_middle_of_its_work(tmp_path: Path) -> None:
    path, working = os.pathsep.join(filter(None, sys.path)), tmp_path / "working"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(working)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path},
    )
    assert parent.stdout
    pid = int(parent.stdout.readline())
    while not working.exists():
        time.sleep(0.01)
    assert not gone(pid)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    patience = time.monotonic() + 20
    while not gone(pid) and time.monotonic() < patience:
        time.sleep(0.02)
    assert gone(pid)


def test_a_crew_answers_in_order_from_all_its_processes() -> None:
    with Crew(MODULE, "setup", 2) as crew:
        assert list(crew.map(range(40))) == [["setup", n] for n in range(40)]
        pids = {future.result() for future in [crew.submit("pid") for _ in range(8)]}
    assert len(pids) <= 2
    assert all(map(gone, pids))


def test_a_crew_that_is_left_waits_for_nobody() -> None:
    with Crew(MODULE, None, 2) as crew:
        hanging = [crew.submit("hang") for _ in range(3)]
    assert all(future.done() for future in hanging)


def test_one_that_is_told_to_end_beside_its_parent_still_answers(worker: Worker) -> None:
    os.kill(worker.ask("pid"), signal.SIGTERM)
    assert worker.ask(1) == ["setup", 1]
