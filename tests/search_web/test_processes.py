"""`gongkai serve --processes N`: one port, several processes, real signals."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from _ports import free_port
from web_county import settings
from web_process import (
    PATIENCE_SECONDS,
    Service,
    ask_each,
    both_answer,
    check_upload,
    children,
    counted,
    descendants,
    get,
    health,
    is_running,
    running,
    stopped,
    until,
)

from commands.serving.supervisor import LONGEST_PAUSE, pause
from corpus.records import Document
from corpus.store import open_store
from indexer.building import build

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


FIGURES = free_port()
"""Where the service is asked for figures."""


def command(folder: Path, port: int) -> list[str]:
    gongkai = [sys.executable, "-m", "gongkai", "--config", str(folder / "config.toml")]
    return [*gongkai, "serve", "--port", str(port), "--processes", "2"]


@pytest.fixture(scope="module")
def service(served_folder: Path) -> Iterator[Service]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    begun = [*command(served_folder, port)]
    begun[begun.index("--config") + 1] = str(served_folder / "figures.toml")
    (served_folder / "figures.toml").write_text(
        f'[search]\npast_query_threshold = 1\n[web]\nmetrics = "127.0.0.1:{FIGURES}"\n', encoding="utf-8"
    )
    with running(begun, address) as process:
        service = Service(process.pid, address, served_folder / "data")
        both_answer(service)
        yield service


def test_what_begins_them_has_one_thread(service: Service) -> None:
    assert len(list(Path(f"/proc/{service.supervisor}/task").iterdir())) == 1


def test_a_killed_process_is_begun_again_and_no_request_is_refused_meanwhile(service: Service) -> None:
    victim, other = sorted(service.workers)
    os.kill(victim, signal.SIGKILL)
    until(lambda: not is_running(victim), "its end")
    while len(service.workers) < 2:
        assert health(service.address)["ok"]
    assert all(health(service.address)["ok"] for _ in range(20))
    assert other in service.workers
    both_answer(service)


def test_figures_are_of_all_processes_whichever_is_asked(service: Service) -> None:
    def searches() -> set[str]:
        told = set()
        for worker in service.workers:
            with stopped(service.workers - {worker}):
                text = get(f"http://127.0.0.1:{FIGURES}/metrics")
                told.add(re.findall(r'searches_total\{result="empty"\} (.*)', text)[0])
        return told

    (before,) = searches()
    for worker in service.workers:
        with stopped(service.workers - {worker}):
            get(f"{service.address}/search?q=zzqxv")
    assert searches() == {str(float(before) + 2)}


def test_all_processes_follow_the_index(service: Service) -> None:
    config = settings(service.data)
    with open_store(config.store_url) as store:
        store.put(Document("http://www.example.test/new", "关于石榴产业的通知", text="石榴种植补贴办法。"))
        build(store, config)
    for worker in service.workers:
        with stopped(service.workers - {worker}):
            until(
                lambda: "石榴</mark>产业" in get(f"{service.address}/search?q={quote('石榴')}"), "it is found"
            )


def test_a_page_that_one_made_the_other_gives_out(service: Service) -> None:
    def given() -> list[float]:
        text = get(f"http://127.0.0.1:{FIGURES}/metrics")
        return [float(found) for found in re.findall(r"pages_remembered_total (\d.*)", text)]

    (before,) = given()
    page = f"{service.address}/search?q={quote('农机补贴怎么领')}"
    first, other = sorted(service.workers)
    with stopped({other}):
        made = get(page)
    with stopped({first}):
        assert get(page) == made
    assert given() == [before + 1]


def test_a_query_counts_once_whichever_process_answers(served_folder: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    before = counted(served_folder / "data")
    with running(command(served_folder, port), address) as process:
        service = Service(process.pid, address, served_folder / "data")
        both_answer(service)
        query = ask_each(service)
    # Both have written when they ended.
    assert counted(service.data)[query] == before.get(query, 0) + 1


def test_they_end_when_what_began_them_is_killed(served_folder: Path) -> None:
    port = free_port()
    with subprocess.Popen(command(served_folder, port), stdout=subprocess.DEVNULL) as process:
        until(lambda: len(children(process.pid)) == 2, "two processes")
        workers = children(process.pid)
        process.kill()
    until(lambda: not any(map(is_running, workers)), "their end")
    free_port()


def test_ctrl_c_ends_them_in_good_order(served_folder: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        command(served_folder, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"检索页面：http://127.0.0.1:{port}/（按 Ctrl-C 停止）\n"
        workers = until(lambda: children(process.pid), "a process")
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()
    assert process.returncode == 0
    assert complaints == ""
    assert not any(map(is_running, workers))


def test_what_was_begun_is_answered_when_they_are_told_to_end(served_folder: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with ThreadPoolExecutor(1) as pool, running(command(served_folder, port), address) as process:
        page = pool.submit(check_upload, address, served_folder / "data")
        # A process of its own reads the file.
        until(lambda: descendants(process.pid) - children(process.pid), "the reader of the file")
        process.terminate()
        process.wait(PATIENCE_SECONDS)
        assert "关于提高城乡居民基础养老金标准的通知" in page.result(PATIENCE_SECONDS)


def test_what_keeps_them_from_answering_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "config.toml").touch()
    (tmp_path / "data" / "gongkai.db").write_bytes(b"no database" * 1000)
    run = subprocess.run(command(tmp_path, free_port()), capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("错误：数据库无法读取")
    assert len(run.stderr.splitlines()) == 1


DYING = """
import socket
from corpus.config import Config
from commands.serving.supervisor import Supervisor
with socket.create_server(("127.0.0.1", 0)) as listening:
    Supervisor("dying_worker", listening, Config(), 1).run(lambda: None)
"""


def test_one_that_dies_at_once_is_begun_again_after_growing_pauses() -> None:
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", DYING], stderr=subprocess.PIPE, text=True, env=os.environ | path
    ) as process:
        assert process.stderr is not None
        said = [process.stderr.readline().strip() for _ in range(4)]
        process.terminate()
    assert process.returncode == 0
    assert said == [
        f"a server process ended with status 7; again in {seconds} s"
        for seconds in ("0.0", "0.5", "1.0", "2.0")
    ]


HUNG = (
    DYING.replace("Supervisor\n", "Supervisor\nfrom commands.serving import supervisor\n")
    .replace("with socket", "supervisor.HUNG_SECONDS = 1.0\nwith socket")
    .replace("dying_worker", "silent_worker")
)


def test_one_that_says_nothing_any_more_is_ended_and_begun_again() -> None:
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", HUNG], stderr=subprocess.PIPE, text=True, env=os.environ | path
    ) as process:
        assert process.stderr is not None
        said = [process.stderr.readline().strip() for _ in range(2)]
        process.terminate()
    assert process.returncode == 0
    assert said == [
        "a server process has not answered for 1 s and is ended",
        f"a server process ended with status {-signal.SIGKILL}; again in 0.0 s",
    ]


def test_pauses_are_bounded() -> None:
    pauses = [pause(deaths) for deaths in range(1, 10_000)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 0.0
    assert pauses[-1] == LONGEST_PAUSE
