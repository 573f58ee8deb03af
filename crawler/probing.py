"""A look at a portal for somebody at a page: a program of its own, begun by `crawler.ordered`.

What it sees it leaves in the store, page by page; it ends with the one that began it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Any

from corpus.config import Config
from corpus.errors import GongkaiError, StoreError
from corpus.portal_faults import identity
from corpus.portal_settings import PortalSettings
from corpus.portals_file import with_written
from corpus.probes import SILENT, ProbeState, SeenColumn, UnseenPage
from corpus.store import open_store
from corpus.workers import take_standard_output, when_parent_is_gone
from crawler.fetch import host_of
from crawler.walk.probe import MOST_PAGES, SAMPLES, FoundColumn, Probed, probe

MOST_SECONDS = 600.0
"""After which no further page is looked at: a hundred pages that take five seconds each. A guess."""

SIGN_SECONDS = SILENT.total_seconds() / 3
"""Between two signs of life."""


def portal_at(home: str, config: Config) -> PortalSettings:
    """As it is configured, or a new one: inside the own network only where the configuration allows it."""
    for portal in config.portal:
        if identity(portal.home) == identity(home):
            return portal
    return PortalSettings(name=host_of(home), home=home, private_hosts=config.crawl.private_hosts)


def look(config: Config, state: ProbeState, keep: Callable[[ProbeState], None]) -> ProbeState:
    """What a look at the portal saw; `state` is kept from page to page where the store takes it."""
    under_way, one_at_a_time = state, Lock()

    def sign_of_life(**changes: Any) -> None:
        nonlocal under_way
        with one_at_a_time:
            under_way = under_way.seen(**changes)
            with suppress(StoreError):
                keep(under_way)

    try:
        portal = portal_at(state.home, with_written(config))
        with _repeated(sign_of_life):
            found = probe(
                portal,
                config,
                most=MOST_PAGES,
                seconds=MOST_SECONDS,
                progress=lambda looked_at, at: sign_of_life(looked_at=looked_at, at=at),
            )
    except GongkaiError as error:
        return under_way.seen(ended=True, problem=str(error))
    return _told(under_way, found)


@contextmanager
def _repeated(sign_of_life: Callable[[], None]) -> Iterator[None]:
    """Given every so often, however long a portal lets us wait between two requests."""
    ended = Event()

    def give() -> None:
        while not ended.wait(SIGN_SECONDS):
            sign_of_life()

    thread = Thread(target=give, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _told(state: ProbeState, found: Probed) -> ProbeState:
    unread = [
        UnseenPage(one.name, one.url, f"列表由脚本生成，没有读出来（{'、'.join(one.seen)}）")
        for one in found.unread
    ]
    unread += [UnseenPage(one.name, one.url, one.reason) for one in found.failed]
    return state.seen(
        ended=True,
        looked_at=found.looked_at,
        title=found.title,
        family=found.family or "",
        attachment_hosts=found.attachment_hosts,
        columns=tuple(map(_column, found.columns)),
        unread=tuple(unread),
        sample=found.sample.title if found.sample else "",
    )


def _column(found: FoundColumn) -> SeenColumn:
    titles = tuple(entry.title for entry in found.entries[:SAMPLES])
    latest = found.latest.isoformat() if found.latest else None
    return SeenColumn(found.name, found.url, found.family, len(found.entries), found.pages, latest, titles)


def main() -> None:
    """Look at the portal that comes on standard input."""
    state: ProbeState
    config, state = pickle.load(sys.stdin.buffer)  # noqa: S301  (from our own parent)
    take_standard_output()
    with open_store(config.store_url) as store:
        keep = store.probes.keep
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            when_parent_is_gone(lambda: os.kill(os.getpid(), signal.SIGINT))
            keep(look(config, state, keep))
        except KeyboardInterrupt:
            keep(state.seen(ended=True, problem="服务停止，没有看完。请重新查看。"))
        except Exception:
            keep(state.seen(ended=True, problem="程序故障，没有看完；详情在服务的日志中。"))
            raise


if __name__ == "__main__":
    main()
