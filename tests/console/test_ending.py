"""SIGTERM ends a command as Ctrl-C does: at once, in one sentence, and the next run goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from databases import config_file

PATIENCE_SECONDS = 60.0
"""On a machine that has much else to do."""


class _Silent(ThreadingHTTPServer):
    """Takes requests, and answers none before it ends."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.asked, self.ended = threading.Event(), threading.Event()


class _Exchange(BaseHTTPRequestHandler):
    server: _Silent

    def do_GET(self) -> None:
        self.server.asked.set()
        self.server.ended.wait()


@contextmanager
def silent_portal() -> Iterator[_Silent]:
    with _Silent() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("how", "told", "status"),
    [([], signal.SIGTERM, 143), ([], signal.SIGINT, 130), (["--worker"], signal.SIGTERM, 143)],
)
def test_a_crawl_that_is_told_to_end_ends_in_one_sentence(
    tmp_path: Path, how: list[str], told: signal.Signals, status: int
) -> None:
    with silent_portal() as portal:
        config = config_file(
            tmp_path / "config.toml",
            '[crawl]\ntimeout_seconds = 1\nretries = 0\n[[portal]]\nname = "p"\n'
            f'home = "http://127.0.0.1:{portal.server_address[1]}/"\nprivate_hosts = ["127.0.0.1"]\n',
        )
        command = [sys.executable, "-m", "gongkai", "--config", str(config), "crawl", *how]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as crawl:
            assert portal.asked.wait(PATIENCE_SECONDS)
            crawl.send_signal(told)
            _, said = crawl.communicate(timeout=PATIENCE_SECONDS)
    assert crawl.returncode == status
    assert said.strip().splitlines() == ["已中断。已保存的内容完好，再次运行会接着做。"]


def test_a_worker_without_portals_waits_for_them(tmp_path: Path) -> None:
    config = config_file(tmp_path / "config.toml", "")
    command = [sys.executable, "-m", "gongkai", "--config", str(config), "crawl", "--worker"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as crawl:
        assert crawl.stderr
        assert "还没有要采集的门户" in crawl.stderr.readline()
        assert crawl.poll() is None
        crawl.send_signal(signal.SIGTERM)
        assert crawl.wait(PATIENCE_SECONDS) == 143


def test_who_has_sigterm_ignored_is_not_ended_by_it() -> None:
    code = (
        "import os, signal; from console.ending import end_on_sigterm;"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); end_on_sigterm();"
        "os.kill(os.getpid(), signal.SIGTERM)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=PATIENCE_SECONDS).returncode == 0
