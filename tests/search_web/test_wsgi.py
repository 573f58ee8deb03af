"""`search_web.wsgi:app` under a real WSGI server with several processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from _ports import free_port
from web_process import Service, ask_each, both_answer, check_upload, counted, get, running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def gunicorn(*options: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--log-level", "warning", *options, "search_web.wsgi:app"]


@pytest.fixture(params=[[], ["--preload"]], ids=["loaded by each", "loaded before they are forked"])
def service(served_folder: Path, request: pytest.FixtureRequest) -> Iterator[Service]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = gunicorn("--workers", "2", "--threads", "2", "--bind", f"127.0.0.1:{port}", *request.param)
    environment = {"GONGKAI_CONFIG": str(served_folder / "config.toml")}
    with running(command, address, environment) as process:
        service = Service(process.pid, address, served_folder / "data")
        both_answer(service)
        yield service


def test_it_searches_and_reads_what_staff_upload(service: Service) -> None:
    assert "养老金</mark>标准" in get(f"{service.address}/search?q={quote('养老金')}")
    assert "关于提高城乡居民基础养老金标准的通知" in check_upload(service.address, service.data)


def test_loading_it_opens_nothing_and_starts_no_thread(served_folder: Path) -> None:
    script = """
import os, threading
from pathlib import Path
import search_web.wsgi
files = {os.readlink(path) for path in Path("/proc/self/fd").iterdir() if path.exists()}
print([thread.name for thread in threading.enumerate()], [name for name in files if name.endswith(".db")])
"""
    environment = {"GONGKAI_DATA": str(served_folder / "data"), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == "['MainThread'] []\n"


def test_the_garbage_collector_passes_over_what_the_first_request_made(served_folder: Path) -> None:
    script = """
import gc
from wsgiref.util import setup_testing_defaults
from search_web.wsgi import app
environ = {}
setup_testing_defaults(environ)
before = gc.get_freeze_count()
app(environ, lambda status, headers: print(status))
print(before, gc.get_freeze_count() > len(gc.get_objects()))
"""
    environment = {"GONGKAI_DATA": str(served_folder / "data"), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout == "200 OK\n0 True\n"


def test_a_query_counts_once_whichever_process_answers(served_folder: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = gunicorn("--workers", "2", "--bind", f"127.0.0.1:{port}")
    before = counted(served_folder / "data")
    with running(command, address, {"GONGKAI_CONFIG": str(served_folder / "config.toml")}) as process:
        service = Service(process.pid, address, served_folder / "data")
        both_answer(service)
        query = ask_each(service)
    # Both have written when they ended.
    assert counted(service.data)[query] == before.get(query, 0) + 1


def test_a_missing_configuration_is_said(tmp_path: Path) -> None:
    command = gunicorn("--bind", f"127.0.0.1:{free_port()}", "--pythonpath", str(Path.cwd()))
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    sentence = "配置文件 config.toml 不存在。请用 --config 或环境变量 GONGKAI_CONFIG 指出配置文件。"
    assert sentence in run.stderr


def test_a_store_that_cannot_be_read_is_a_sentence_and_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "gongkai.db").write_bytes(b"no database" * 1000)
    script = """
from wsgiref.util import setup_testing_defaults
from search_web.wsgi import app
environ = {}
setup_testing_defaults(environ)
for _ in range(2):
    print(b"".join(app(environ, lambda status, headers: print(status))).decode())
"""
    command = [sys.executable, "-c", script]
    environment = {"GONGKAI_DATA": str(tmp_path), "PATH": "", "PYTHONPATH": str(Path.cwd())}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    lines = run.stdout.splitlines()
    assert lines[::2] == ["503 SERVICE UNAVAILABLE"] * 2
    assert all(line.startswith("数据库无法读取") for line in lines[1::2])
