"""Several workers that share a store: each portal once, each host in turn, and nobody waits for the dead."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event, Thread

from portals_written import write
from small_portal import Portal

from commands.crawl_progress import work_with_progress
from console.status import gather_status
from corpus.clock import now
from corpus.config import Config, CrawlSettings
from corpus.current_config import CurrentConfig
from corpus.errors import FilesUnreachable
from corpus.files import FileStore
from corpus.portals_file import version
from corpus.store import Store, open_store
from crawler import CrawlReport, Worker
from crawler.walk.shared_throttle import SharedThrottle


def worker(portal: Portal, store: Store, **settings: float) -> Worker:
    config = replace(portal.config, crawl=replace(portal.settings, **settings))  # type: ignore[arg-type]
    return Worker([portal.portal], store, FileStore(config.files_path), config, once=True)


def test_each_portal_is_taken_once_however_many_ask(store: Store) -> None:
    names = [f"p{number}" for number in range(40)]
    store.leases.schedule(names)

    def take_all(who: str) -> list[str]:
        taken = []
        while lease := store.leases.take(names, who, 60):
            taken.append(lease.portal)
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [name for names in pool.map(take_all, "abcd") for name in names]
    assert Counter(taken) == Counter(names)
    assert {lease.portal for lease in store.leases.all() if lease.worker} == set(names)


def test_a_portal_falls_to_others_when_its_worker_gives_no_sign(store: Store) -> None:
    store.leases.schedule(["p"])
    assert store.leases.take(["p"], "a", 60)
    assert store.leases.take(["p"], "b", 60) is None
    store.leases.renew(["p"], "a", -1)
    assert store.leases.take(["p"], "b", 60)
    store.leases.renew(["p"], "a", -1)
    store.leases.give_back("p", "a")
    assert store.leases.take(["p"], "c", 60) is None, "what another took is theirs"


def test_a_worker_crawls_what_is_due_and_has_it_due_again(portal: Portal) -> None:
    ((crawled, report),) = worker(portal, portal.store).outcomes()
    assert isinstance(report, CrawlReport)
    assert (crawled.name, report.new) == ("p", 6)
    assert list(worker(portal, portal.store).outcomes()) == []
    (shown,) = gather_status(portal.store, portal.config)["portals"]
    assert shown["schedule"]["worker"] is None
    hours = (shown["schedule"]["due_at"] - shown["last_run"]["finished_at"]).total_seconds() / 3600
    assert round(hours) == Config().crawl.every_hours


def test_a_bucket_that_is_away_for_a_moment_puts_a_portal_off_no_longer_than_a_lease(portal: Portal) -> None:
    class Away(FileStore):
        def put(self, body: bytes) -> str:
            raise FilesUnreachable("s3://bucket")

    config = replace(portal.config, crawl=replace(portal.settings, lease_seconds=60))
    crawling = Worker([portal.portal], portal.store, Away(config.files_path), config, once=True)
    ((_, outcome),) = crawling.outcomes()
    assert isinstance(outcome, FilesUnreachable)
    (lease,) = portal.store.leases.all()
    assert lease.worker is None
    assert 0 < (lease.due_at - now()).total_seconds() <= 60


def test_a_host_is_asked_by_one_worker_at_a_time(store: Store) -> None:
    one, other = (SharedThrottle(CrawlSettings(delay_seconds=0), store.host_turns, name) for name in "ab")
    told: list[str] = []
    waiting = Event()

    def ask() -> None:
        waiting.set()
        with other.turn("h"):
            told.append("other asks")

    with one.turn("h"):
        thread = Thread(target=ask)
        thread.start()
        waiting.wait()
        assert store.host_turns.take("h", "c", 60) > 0
        told.append("one has asked")
    thread.join()
    assert told == ["one has asked", "other asks"]


def test_a_pause_at_a_host_holds_for_all(store: Store) -> None:
    assert store.host_turns.take("h", "a", 60) == 0
    store.host_turns.give_back("h", "a", 50)
    assert 0 < store.host_turns.take("h", "b", 60) <= 50
    assert store.host_turns.take("g", "b", 60) == 0


WORK = """
import os, pickle, signal, sys
from corpus.files import FileStore
from corpus.store import open_store
from crawler import Worker

config, portal = pickle.loads(bytes.fromhex(sys.argv[1]))

def die(event):
    if event.documents == 3:
        os.kill(os.getpid(), signal.SIGKILL)

store = open_store(config.store_url)
list(Worker([portal], store, FileStore(config.files_path), config, once=True, progress=die).outcomes())
"""


def test_what_a_killed_worker_had_another_takes_over_and_ends(portal: Portal) -> None:
    config = replace(portal.config, crawl=replace(portal.settings, lease_seconds=1))
    command = [sys.executable, "-c", WORK, pickle.dumps((config, portal.portal)).hex()]
    assert subprocess.run(command, env={**os.environ}, check=False).returncode == -signal.SIGKILL
    assert len(portal.documents()) == 3
    (lease,) = portal.store.leases.all()
    assert lease.worker
    with open_store(config.store_url) as store:
        while not (outcomes := list(worker(portal, store, lease_seconds=1).outcomes())):
            pass
    ((_, report),) = outcomes
    assert isinstance(report, CrawlReport)
    assert report.resumed
    assert len(portal.documents()) == 6


def test_a_worker_of_a_name_follows_what_is_written_of_it(portal: Portal) -> None:
    moved = replace(portal.portal, paused=True)
    config = replace(portal.config, portal=(replace(moved, home="http://127.0.0.1:9/"),))
    write(config, [moved], "王芳", version(config))
    current = CurrentConfig(config, lambda: None)
    ((crawled, report),) = work_with_progress(("p",), list(config.portal), portal.store, current, once=True)
    assert (crawled, isinstance(report, CrawlReport)) == (moved, True)
    for names, chosen in (((), []), (("p",), [moved])):
        nowhere = CurrentConfig(replace(config, portal=(), data=config.data / "nowhere"), lambda: None)
        assert list(work_with_progress(names, chosen, portal.store, nowhere, once=True)) == []
