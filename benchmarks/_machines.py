"""Machines that share a database and a bucket: processes of the program, each with its own data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.config import Config
from corpus.config_file import load_config
from corpus.file_place import open_files
from corpus.store import open_store
from indexer import SearchRequest, open_searcher
from sample_portal import COLUMNS, PortalServer

ROOT = Path(__file__).resolve().parents[1]
KEYS = {"ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b", "REGION": "us-east-1"}
ENVIRONMENT = {f"AWS_{name}": value for name, value in KEYS.items()}
"""What a client of the bucket of moto's server has to say."""

QUERIES = ("高龄津贴怎么申请", "养老", "通知 公告", "补贴 日期:2023", "云岭县人民政府", '"通知"')

LEASE_SECONDS = 5.0
"""What a worker that died holds up at most."""

SHARED = """data = "data"
[store]
url = "{store}"
[files]
url = "{files}"
[crawl]
delay_seconds = 0.0
missing_hours = 0.0
retries = 1
lease_seconds = {lease}
portals_at_once = 1
[index]
processes = 1
engine = "{engine}"
url = "{index}"
[search]
meaning = "off"
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a store has, and what is answered of it; comparable between stores of the same portals."""

    documents: frozenset[tuple[object, ...]]
    answers: dict[str, tuple[int, frozenset[str]]]
    unreadable: int
    """Files that are not there, or not what their names say."""


class Machine:
    """One of several."""

    def __init__(self, folder: Path, shared: str) -> None:
        folder.mkdir()
        self.config_path = folder / "config.toml"
        self.config_path.write_text(shared, encoding="utf-8")
        self._log = folder / "log"

    @property
    def config(self) -> Config:
        """As its commands read it."""
        return load_config(self.config_path)

    def starts(self, *command: str) -> subprocess.Popen[bytes]:
        """A command of the program, with its children in a group of their own."""
        program = [sys.executable, str(ROOT / "gongkai.py"), "--config", str(self.config_path), *command]
        with self._log.open("ab") as log:
            return subprocess.Popen(
                program, stdout=log, stderr=log, env=os.environ | ENVIRONMENT, start_new_session=True
            )

    def runs(self, *command: str) -> int:
        """A command to its end; its status."""
        return self.starts(*command).wait()

    def said(self) -> str:
        """What its commands printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def held(self) -> Held:
        """Reads all there is, through this machine."""
        config, documents, digests, answers = self.config, set(), set(), {}
        with open_store(config.store_url) as store:
            for stored in store.changes_since(0):
                one = stored.document
                attached = tuple(sorted(str(attachment.sha256) for attachment in one.attachments))
                documents.add((one.url, one.title, one.text, stored.withdrawn_at is None, attached))
                digests.update(filter(None, (stored.page_sha256, *(a.sha256 for a in one.attachments))))
            files, searcher = open_files(config), open_searcher(store, config)
            for query in QUERIES:
                response = searcher.search(SearchRequest(query, limit=1_000, fold=False))
                urls = frozenset(hit.document.document.url for hit in response.hits)
                answers[query] = (response.total, urls)
        return Held(frozenset(documents), answers, sum(not files.matches(one) for one in digests))


def shared_settings(portals: Sequence[PortalServer], columns: int, **places: str) -> str:
    """What all machines have, for some of the columns; `places`: store, files, engine, index."""
    text = SHARED.format(lease=LEASE_SECONDS, **places)
    for number, portal in enumerate(portals):
        text += f'[[portal]]\nname = "p{number}"\nhome = "{portal.url}"\nprivate_hosts = ["127.0.0.1"]\n'
        for name, path in COLUMNS[:columns]:
            text += f'[[portal.column]]\nname = "{name}"\nurl = "{path}"\n'
    return text


def known(config: Config) -> Counter[str]:
    """Addresses that the store has acknowledged, each with its revisions counted."""
    with open_store(config.store_url) as store:
        return Counter(stored.document.url for stored in store.changes_since(0))


def kill(process: subprocess.Popen[bytes]) -> None:
    """At once, with all its children."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
