"""The crawl of portals: the only place where fetcher, family and store meet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from functools import partial

from corpus.addresses import normal
from corpus.bug_reports import BugReports
from corpus.clock import clock_fault, now
from corpus.config import Config
from corpus.errors import GongkaiError
from corpus.files import FileStore
from corpus.portal_settings import PortalSettings
from corpus.store import RunState, Store
from crawler.attachments import AttachmentReader
from crawler.attachments.stored_files import AttachmentFiles
from crawler.families import by_name
from crawler.fetch import Answer, Client, Guard, Throttle, host_of
from crawler.pages.errors import CrawlBusy
from crawler.walk.attaching import Attaching
from crawler.walk.configured_columns import crawl_columns
from crawler.walk.discover import discover
from crawler.walk.endings import Enough, PortalDown
from crawler.walk.memory import Memory
from crawler.walk.mishaps import Mishaps
from crawler.walk.naming import take_over
from crawler.walk.newcomers import judge_newcomers
from crawler.walk.page_scripts import PageScripts
from crawler.walk.portal_client import page_hosts_of, portal_client, sitemaps, unnamed_sitemaps
from crawler.walk.reception import Reception
from crawler.walk.recheck import recheck
from crawler.walk.recorder import Recorder
from crawler.walk.replacing import replace_files
from crawler.walk.report import CrawlEvent, CrawlReport, Tally
from crawler.walk.run import SILENT, Run, Word
from crawler.walk.settling import settle
from crawler.walk.visit import Visitor
from crawler.walk.waiting import Waiting
from crawler.walk.withdrawals import decide


def crawl(
    portal: PortalSettings,
    store: Store,
    files: FileStore,
    config: Config,
    *,
    limit: int | None = None,
    word: Word | None = None,
    progress: Callable[[CrawlEvent], None] | None = None,
    throttle: Throttle | None = None,
    columns: Sequence[str] = (),
) -> CrawlReport:
    """Pull a portal's documents into the store; `limit` bounds the detail pages visited.

    `word` is what staff say of what former crawls held back. Crawls side by side share a `throttle`.
    With `columns` of the configuration these are read alone: nothing is decided about the rest of the portal.
    What cannot be read is in the report. Raises StoreError when the store cannot take more, CrawlBusy,
    Stopped. Whatever stops a crawl, all that was stored stays, and the next one goes on where it was.
    """
    by_name(portal.family or "generic")
    with store.lock(f"crawl {portal.name}", CrawlBusy(portal.name)):
        take_over(portal, store, config)
        return _crawl(portal, store, files, config, limit, word, progress, throttle, frozenset(columns))


def crawl_all(
    portals: Sequence[PortalSettings],
    store: Store,
    files: FileStore,
    config: Config,
    *,
    limit: int | None = None,
    word: Word | None = None,
    progress: Callable[[CrawlEvent], None] | None = None,
) -> Iterator[tuple[PortalSettings, CrawlReport | GongkaiError]]:
    """Crawl several portals side by side, as `crawl` does each; yields them as they end, errors in place.

    Closing the iterator, or an exception in its user, makes the other crawls stop at their next request.
    """
    throttle = Throttle(config.crawl.delay_seconds)
    if len(portals) == 1:
        # In the user's own thread, where Ctrl-C need not wait for the answer that is under way.
        yield portals[0], crawl(portals[0], store, files, config, limit=limit, word=word, progress=progress)
        return
    workers = max(1, min(config.crawl.portals_at_once, len(portals)))

    def one(portal: PortalSettings) -> CrawlReport | GongkaiError:
        try:
            return crawl(
                portal, store, files, config, limit=limit, word=word, progress=progress, throttle=throttle
            )
        except GongkaiError as error:
            return error

    with ThreadPoolExecutor(workers, thread_name_prefix="crawl") as pool:
        try:
            futures = {pool.submit(one, portal): portal for portal in portals}
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            throttle.stop.set()
            pool.shutdown(cancel_futures=True)


def _crawl(
    portal: PortalSettings,
    store: Store,
    files: FileStore,
    config: Config,
    limit: int | None,
    word: Word | None,
    progress: Callable[[CrawlEvent], None] | None,
    throttle: Throttle | None,
    columns: frozenset[str],
) -> CrawlReport:
    started = time.monotonic()
    runs = store.crawl_memory
    state, resumed = (RunState(portal.name, now(), None), False) if columns else runs.begin_run(portal.name)
    client = portal_client(portal, config.crawl, throttle)
    tally = Tally(portal.name, client, progress)
    mishaps = Mishaps(BugReports(config.bug_reports_path), files, client, tally)
    memory = Memory(store.visits)
    guard = Guard(page_hosts_of(portal))
    since = state.started_at if resumed else None
    visitor = Visitor(client, memory, files, portal, config.crawl, since, guard)
    waiting = closing(Waiting(config.data))
    with closing(client), AttachmentReader(config.attachments) as reader, closing(memory), waiting as later:
        attached = AttachmentFiles(files, store.file_texts, reader)
        attaching = Attaching(memory, visitor, attached, config.crawl.max_attachment_bytes, mishaps)
        reception = Reception(store, portal.name, files)
        recorder = Recorder(portal, store, memory, visitor, attaching, reception, mishaps, later)
        most = min(limit or config.crawl.max_documents, config.crawl.max_documents)
        run = Run(
            portal=portal,
            settings=config.crawl,
            store=store,
            guard=guard,
            memory=memory,
            visitor=visitor,
            scripts=PageScripts(client, guard),
            reception=reception,
            attaching=attaching,
            recorder=recorder,
            tally=tally,
            mishaps=mishaps,
            limit=most,
            started_at=state.started_at,
            word=word or Word(),
            only=columns,
        )
        if not portal.column:
            with mishaps.caught(portal.home):
                run.sitemaps = sitemaps(client, portal.home) or unnamed_sitemaps(client, portal.home)
        stopped = _work(run)
        recorder.close()
    tally.unread_columns = len(run.broken)
    if (days := client.clock.days) is not None:
        tally.note(portal.home, clock_fault(days))
    if not columns:
        runs.end_run(portal.name, stopped, days)
    return tally.report(time.monotonic() - started, resumed, stopped)


def fetch(url: str, config: Config, private_hosts: Sequence[str] = ()) -> Answer:
    """One page, as politely as in a crawl. Raises FetchError."""
    address = normal(url) or url
    guard = Guard([host_of(address)], private_hosts)
    client = Client(config.crawl, guard, Throttle(config.crawl.delay_seconds))
    try:
        return client.get(address)
    finally:
        client.close()


def _work(run: Run) -> str | None:
    """Crawl; a Chinese sentence when the portal went away before the end."""
    try:
        try:
            _pass_through(run, crawl_columns if run.portal.column else discover)
            _pass_through(run, judge_newcomers)
            if not run.only:
                _pass_through(run, recheck)
                _pass_through(run, judge_newcomers)
        except Enough:
            _pass_through(run, judge_newcomers)
            _pass_through(run, partial(settle, asks=False))
        else:
            _pass_through(run, partial(settle, asks=True))
        _pass_through(run, replace_files)
        if not run.only:
            _pass_through(run, decide)
    except PortalDown as down:
        _cut_off(run)
        run.tally.note(run.portal.home, str(down))
        return str(down)
    return SILENT if run.silent else None


def _cut_off(run: Run) -> None:
    """The portal went away: what would be taken on at the end is held back, and believed on a later day.

    Else nothing of it would ever be stored where a portal goes away every night.
    """
    run.attaching.asks = False
    for stage in (judge_newcomers, settle, replace_files):
        _pass_through(run, partial(stage, asks=False, cut_off=True))


def _pass_through(run: Run, stage: Callable[[Run], None]) -> None:
    """One part of the crawl: what fails in it, outside of any page, costs no other part."""
    with run.mishaps.caught(run.portal.home):
        stage(run)
