"""Several processes at one store: nothing is lost, nothing is missed, locks hold."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import config_at

from corpus.errors import GongkaiError
from corpus.store import Store

ROOT = Path(__file__).resolve().parents[2]
WRITERS, DOCUMENTS = 4, 160

WRITE = """
import random, sys
from corpus.records import Document
from corpus.store import open_store
url, writer, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
chance, done = random.Random(writer), 0
with open_store(url) as store:
    while done < count:
        some = min(chance.randint(1, 5), count - done)
        numbers = range(done, done + some)
        store.put_many([Document(f"http://{writer}.test/{number}", str(number)) for number in numbers])
        done += some
"""

HOLD = """
import sys, time
from corpus.errors import GongkaiError
from corpus.store import open_store
with open_store(sys.argv[1]) as store, store.lock("crawl p", GongkaiError("busy")):
    print("held", flush=True)
    time.sleep(600)
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def process(script: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", script, *arguments]
        started.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield process
    for one in started:
        one.kill()
        one.communicate()


def test_four_writers_lose_nothing_and_a_follower_sees_every_revision_in_order(
    store: Store, data: Path, start: Start
) -> None:
    url = config_at(data).store_url
    writers = [start(WRITE, url, f"w{n}", str(DOCUMENTS // WRITERS)) for n in range(WRITERS)]
    seen: list[tuple[int, str]] = []
    at_work = True
    while at_work:
        at_work = any(writer.poll() is None for writer in writers)
        # As a follower does: whoever asks without a pause keeps a busy machine from the writers.
        time.sleep(0.02)
        for stored in store.changes_since(seen[-1][0] if seen else 0):
            seen.append((stored.revision, stored.document.url))
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert [revision for revision, _ in seen] == list(range(1, DOCUMENTS + 1))
    expected = {f"http://w{n}.test/{m}" for n in range(WRITERS) for m in range(DOCUMENTS // WRITERS)}
    assert {url for _, url in seen} == expected
    assert store.totals().documents == DOCUMENTS


def test_readers_do_not_wait_for_a_writer(store: Store, data: Path) -> None:
    from corpus.store import database

    engine = database.connect(config_at(data).store_url)
    with database.transaction(engine, writes=True):
        assert store.last_revision() == 0
        assert list(store.catalogue()) == []
    engine.dispose()


def test_a_lock_holds_against_another_process_until_that_is_killed(
    store: Store, data: Path, start: Start
) -> None:
    holder = start(HOLD, config_at(data).store_url)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(GongkaiError, match="别人"), store.lock("crawl p", GongkaiError("别人")):
        pass
    with store.lock("crawl q", GongkaiError("another name")):
        pass
    holder.kill()
    holder.wait()
    until = time.monotonic() + 30
    while True:
        try:
            with store.lock("crawl p", GongkaiError("别人")):
                return
        except GongkaiError:
            # The server learns of the end of a client a moment later.
            assert time.monotonic() < until
