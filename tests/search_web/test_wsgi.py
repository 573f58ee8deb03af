"""`search_web.wsgi:app` under a real WSGI server with several processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from web_process import Service, ask_each, both_answer, counted, free_port, get, running
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TEXT = (
    "从今年一月起，城乡居民基础养老金标准每人每月提高十五元。"
    "已经领取待遇的人员由经办机构直接补发，不需要本人申请。"
)


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
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(TEXT.encode("gb18030")), "草稿.txt")})
    check = Request(
        f"{service.address}/staff/duplicates/check",
        body,
        {"Sec-Fetch-Site": "same-origin", "Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    with urlopen(check) as answer:
        assert "关于提高城乡居民基础养老金标准的通知" in answer.read().decode()


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
    sentence = f"配置文件 {tmp_path / 'config.toml'} 不存在。请用环境变量 GONGKAI_CONFIG 指出配置文件。"
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
