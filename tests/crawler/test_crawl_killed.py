"""SIGKILL at random moments: nothing stored is lost, and the next run finishes the work."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from databases import config_at, config_file
from small_portal import Portal

from corpus.store import open_store
from sample_portal import Portal as SamplePortal
from sample_portal import serve

KILLS = int(os.environ.get("GONGKAI_KILLS", "4"))

SLOWEST = 2.5
"""Seconds within which a crawl of the sample portal is somewhere in the middle."""


@pytest.mark.slow
def test_a_killed_crawl_loses_nothing_and_is_finished_by_the_next(data: Path) -> None:
    moments = random.Random(20)
    with serve(SamplePortal()) as server:
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


CRAWL = """
import os, pickle, signal, sys
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.files import FileStore
from corpus.store import open_store
from crawler import crawl

config, home = pickle.loads(bytes.fromhex(sys.argv[1])), sys.argv[2]
columns = (ColumnSettings("通知公告", "tzgg/index.html"),)
portal = PortalSettings("p", home, private_hosts=("127.0.0.1",), column=columns)

def die(event):
    if event.documents == 3:
        os.kill(os.getpid(), signal.SIGKILL)

crawl(portal, open_store(config.store_url), FileStore(config.files_path), config, progress=die)
"""


def test_what_a_killed_crawl_stored_is_not_asked_for_again(portal: Portal) -> None:
    command = [sys.executable, "-c", CRAWL, pickle.dumps(portal.config).hex(), portal.server.url + "/"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    stored, before = set(portal.documents()), len(portal.server.paths)
    assert len(stored) == 3
    assert portal.crawl().resumed
    assert len(portal.documents()) == 6
    assert stored.isdisjoint(portal.server.paths[before:])
