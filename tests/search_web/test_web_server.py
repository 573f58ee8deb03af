"""The interface on a real port."""

from __future__ import annotations

import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from commands.serving.listening import AddressUnusable, PortTaken, listen
from corpus.config import Config
from search_web.shared.error_pages import LONGEST_ADDRESS

pytestmark = pytest.mark.any_database

SERVE = """
import pickle, sys
from commands.serving.listening import address_of, listen
from search_web import WebServer
listening = listen("127.0.0.1", 0)
with WebServer(listening, pickle.loads(bytes.fromhex(sys.argv[1]))) as server:
    print(address_of(listening), flush=True)
    server.run()
"""


@pytest.fixture(scope="module")
def server(config: Config) -> Iterator[str]:
    """The address of a server in a process of its own, which must end well on Ctrl-C."""
    command = [sys.executable, "-c", SERVE, pickle.dumps(config).hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in complaints


def get(url: str) -> str:
    with urlopen(url) as answer:
        return answer.read().decode()


def test_it_answers_on_the_port_it_names(server: str) -> None:
    assert "养老金</mark>标准" in get(f"{server}search?q={quote('养老金')}")


def test_a_query_of_ten_thousand_characters_passes_the_port(server: str) -> None:
    assert "检索结果" in get(f"{server}search?q={quote('公开' * 5000)}")


def test_an_address_too_long_gets_a_page_in_chinese(server: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{server}search?q={'a' * LONGEST_ADDRESS}")
    with refused.value as answer:
        assert answer.code == 414
        assert "检索内容太长" in answer.read().decode()


def get_when_told(url: str) -> str:
    """Where the machine is so busy that it is told to come again, it does."""
    while True:
        try:
            return get(url)
        except HTTPError as told:
            with told:
                if told.code != 503:
                    raise
                time.sleep(int(told.headers["Retry-After"]))


def test_readers_who_ask_at_once_have_each_his_own_answer(server: str) -> None:
    words = ["补贴", "养老金", "登记", "预算"] * 2
    with ThreadPoolExecutor(len(words)) as readers:
        answers = list(readers.map(get_when_told, (f"{server}search?q={quote(word)}" for word in words)))
    for word, answer in zip(words, answers, strict=True):
        assert f"<title>{word} - 检索结果" in answer
        assert "</strong> 件，" in answer


def test_the_garbage_collector_passes_over_what_was_made_before_it_answers(config: Config) -> None:
    script = """
import gc, pickle, sys
from commands.serving.listening import listen
from search_web import WebServer
with WebServer(listen("127.0.0.1", 0), pickle.loads(bytes.fromhex(sys.argv[1]))) as server:
    made = len(gc.get_objects())
    def answers():
        print(made < 2 * gc.get_freeze_count())
        server.stop()
    server.run(answers)
"""
    command = [sys.executable, "-c", script, pickle.dumps(config).hex()]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout == "True\n"


def test_a_taken_port_is_said_in_chinese() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=f"端口 {port} 已被其他程序占用") as refused:
            listen("127.0.0.1", port)
    assert refused.value.port == port


@pytest.mark.parametrize(
    ("host", "port"), [("192.0.2.1", 0), ("127.0.0.1", 70000), ("no.such.host.invalid", 0)]
)
def test_an_address_that_is_not_ours_is_said_in_chinese(host: str, port: int) -> None:
    with pytest.raises(AddressUnusable, match="无法在"):
        listen(host, port)


def test_characters_that_nobody_encoded_are_read(server: str) -> None:
    host, port = server.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port))) as asking:
        asking.sendall("GET /search?q=养老金 HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: asking.recv(65536), b"")).decode()
    assert "养老金</mark>标准" in answer
