"""Documents, stores and a real build process for the tests of building and searching."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from string import ascii_lowercase

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store
from indexer import SearchRequest, SearchResponse, open_searcher

ROOT = Path(__file__).resolve().parents[2]
PLACES = ("云岭县", "白水镇", "青石村", "东河区")
MATTERS = ("渔业补贴", "公园开放", "桥梁检修", "行政处罚", "社会保险", "门票价格")
DEEDS = ("办法", "通知", "公告", "意见")

BUILD = """
import sys
from pathlib import Path
from corpus.config import Config, IndexSettings
from corpus.store import open_store
from indexer.building import build
folder, processes, memory = sys.argv[1:]
config = Config(data=Path(folder), index=IndexSettings(processes=int(processes), memory_mb=int(memory)))
with open_store(config.store_url) as store:
    print("ready", flush=True)
    print(build(store, config))
"""


def made_documents(count: int, seed: int = 1, sentences: int = 6) -> list[Document]:
    chance, other = random.Random(seed), random.Random(seed + 1_000_000)
    made = []
    for number in range(count):
        words = [chance.choice(PLACES) + chance.choice(MATTERS) for _ in range(sentences)]
        # Drawn by lot, so that no document is nearly another.
        rest = ["".join(other.choices(ascii_lowercase, k=4)) for _ in words]
        made.append(
            Document(
                url=f"http://portal.test/{seed}/{number}",
                title=f"{words[0]}{chance.choice(DEEDS)}第{number}号",
                text="".join(f"{word}，{more}。\n" for word, more in zip(words, rest, strict=True)),
                agency=chance.choice(PLACES),
                column=chance.choice(DEEDS),
                issued_on=date(2015 + chance.randrange(9), 1 + chance.randrange(12), 3),
            )
        )
    return made


def ask(store: Store, config: Config, query: str = "", **more: object) -> SearchResponse:
    request = SearchRequest(query, **more)  # type: ignore[arg-type]
    return open_searcher(store, config).search(request)


def everything(store: Store, config: Config, query: str = "") -> list[tuple[int, float]]:
    response = ask(store, config, query, limit=10_000, snippets=False)
    return [(hit.id, round(hit.score, 4)) for hit in response.hits]


def start_build(data: Path, processes: int = 1, memory_mb: int = 512) -> subprocess.Popen[str]:
    """A real process that builds; it has said `ready` when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(data), str(processes), str(memory_mb)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process
