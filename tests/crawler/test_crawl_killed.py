"""SIGKILL at random moments: nothing stored is lost, and the next run finishes the work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from databases import config_at, config_file

from corpus.store import open_store
from sample_portal import Portal, serve

KILLS = int(os.environ.get("GONGKAI_KILLS", "4"))

SLOWEST = 2.5
"""Seconds within which a crawl of the sample portal is somewhere in the middle."""


@pytest.mark.slow
def test_a_killed_crawl_loses_nothing_and_is_finished_by_the_next(data: Path) -> None:
    moments = random.Random(20)
    with serve(Portal()) as server:
        config = config_file(
            data / "config.toml",
            f'[crawl]\ndelay_seconds = 0\n[[portal]]\nname = "p"\nhome = "{server.url}"\n'
            'private_hosts = ["127.0.0.1"]\n',
        )
        command = [sys.executable, "-m", "gongkai", "--config", str(config), "crawl"]
        stored: set[str] = set()
        for _ in range(KILLS):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0.3, SLOWEST))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with open_store(config_at(data / "data").store_url) as store:
                now = {s.document.url for s in store.catalogue()}
            assert stored <= now
            stored = now
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        with open_store(config_at(data / "data").store_url) as store:
            finished = {s.document.url for s in store.catalogue()}
            for stored_document in store.catalogue():
                for attachment in stored_document.document.attachments:
                    assert attachment.sha256
        assert finished == {server.url.rstrip("/") + t.path for t in server.portal.expected}
