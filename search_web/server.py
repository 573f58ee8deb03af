"""The interface on a port, with waitress."""

from __future__ import annotations

import logging
import resource
import signal
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from types import TracebackType
from typing import Any

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

from corpus.config import Config
from search_web.access_log import AccessLog
from search_web.app import create_app
from search_web.bodies import MOST_OVER, largest_body
from search_web.connections import MOST, Channel
from search_web.duplicates.submitted import MOST_TEXT_BYTES
from search_web.garbage import leave_what_is_made
from search_web.metrics import Counts, Measuring, MetricsServer
from search_web.metrics.exposition import exposed
from search_web.overload import SHED, WAITED, Shedding
from search_web.shared.forwarded import forwarded
from search_web.shared.services import EXTENSION, CrawlOrders, DrawPage, ReadFile, Services

LONGEST_HEADER = 1 << 20
"""Bytes of a request's head: an over-long address then reaches us and gets a page in Chinese."""

FILES = 500
"""Files besides connections that a process may have open: the index, the database, attachments. A guess."""

LOOK_SECONDS = 1.0
"""Between two looks for connections that nothing came from for long: as often as waitress does."""

BEAT_SECONDS = 20.0
"""Between two times that it says that it answers, as long as no request has waited for so long. A guess."""

FINISH_SECONDS = 30.0
"""How long requests that were begun are waited for when it ends: as long as gunicorn does."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Figures of this process and of those that serve with it."""

    listening: socket.socket
    """Where they are asked for; closed by the server."""
    counts: Counts


class WebServer:
    """The interface on a listening socket, which it closes; `run` answers until SIGINT, SIGTERM or `stop`.

    `read_file` reads what staff upload; without one, uploads are not offered; so `draw_page` and pictures,
    and `orders` and crawls begun from a page, `metrics` and figures for Prometheus. `pages`: as in
    `create_app`.
    """

    def __init__(
        self,
        listening: socket.socket,
        config: Config,
        read_file: ReadFile | None = None,
        draw_page: DrawPage | None = None,
        orders: CrawlOrders | None = None,
        metrics: Metrics | None = None,
        pages: int = -1,
    ) -> None:
        """Raises StoreError."""
        try:
            self._app = create_app(config, read_file, draw_page, orders, pages)
        except BaseException:
            listening.close()
            if metrics:
                metrics.listening.close()
            raise
        _allow_files(MOST + FILES)
        self._sockets: dict[int, Any] = {}
        threads = max(1, config.web.threads)
        self._shedding = Shedding(self._app, threads)
        counted: Any = self._shedding
        if metrics:
            counted = Measuring(self._shedding, metrics.counts, WAITED, SHED)
        self._metrics = self._metrics_server(metrics) if metrics else None
        self._refused: deque[Channel] = deque()
        self._held: deque[Channel] = deque()
        self._server = create_server(
            # Around all else: the log has the address of who was refused, too, and not the proxy's.
            AccessLog(forwarded(counted, config.web.proxies), config.access_log_path),
            map=self._sockets,
            sockets=[listening],
            threads=threads,
            connection_limit=MOST,
            ident="gongkai",
            max_request_header_size=LONGEST_HEADER,
            max_request_body_size=MOST_OVER * (config.crawl.max_attachment_bytes + MOST_TEXT_BYTES),
            # What nobody in front of it wrote is not believed.
            clear_untrusted_proxy_headers=not config.web.proxies,
        )
        parts: Services = self._app.extensions[EXTENSION]
        bounds: dict[str, Any] = {"largest_body": staticmethod(partial(largest_body, parts=parts))}
        bounds |= {"behind_proxy": bool(config.web.proxies)}
        self._server.channel_class = type("BoundedChannel", (Channel,), bounds)
        self._server.add_task = self._take
        # It would write a line for each request that waits.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._stopping = False
        self._looked = monotonic()

    def __enter__(self) -> WebServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, answers: Callable[[], None] = lambda: None) -> None:
        """Answer until interrupted or stopped, and finish what was begun; in the main thread.

        `answers` is called at once and every few seconds, unless requests wait as if nothing were answered.
        """
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        if self._metrics:
            self._metrics.start()
        leave_what_is_made()
        said = -BEAT_SECONDS
        with suppress(KeyboardInterrupt):
            while not self._stopping:
                if monotonic() - said >= BEAT_SECONDS and self._longest_wait() < BEAT_SECONDS:
                    said = monotonic()
                    answers()
                self._answer(LOOK_SECONDS)
        self._server.accepting = False
        late = monotonic() + FINISH_SECONDS
        while self._unfinished() and monotonic() < late:
            self._answer(late - monotonic())
        self._server.task_dispatcher.shutdown()

    def stop(self) -> None:
        """Let `run` come to its end; from any thread or signal."""
        self._stopping = True
        self._server.pull_trigger()

    def close(self) -> None:
        """Stop listening and give the store back."""
        self._server.close()
        if self._metrics:
            self._metrics.close()
        self._app.extensions[EXTENSION].close()

    def _metrics_server(self, metrics: Metrics) -> MetricsServer:
        parts: Services = self._app.extensions[EXTENSION]
        return MetricsServer(
            metrics.listening,
            lambda: exposed(metrics.counts.totals(), parts.searcher, parts.store, parts.config),
        )

    def _answer(self, seconds: float) -> None:
        """Take in and send out what there is; wait so long where there is nothing."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._sockets, count=1)
        for _ in range(len(self._held)):
            channel = self._held.popleft()
            # So far it waited for its own reader, which is no sign of too much work.
            channel.requests[0].ended = monotonic()
            self._take(channel)
        while self._refused:
            self._refused.popleft().service()
        if monotonic() - self._looked > LOOK_SECONDS:
            self._looked = monotonic()
            for channel in [one for one in self._server.active_channels.values() if one.is_late()]:
                # Not by `will_close`, which waits until the other side takes something.
                channel.drop()

    def _take(self, channel: Channel) -> None:
        """A request that came: to the threads, or refused between two looks at the connections."""
        if channel.connected and not channel.has_room():
            self._held.append(channel)
            return
        request = channel.requests[0]
        waiting = len(self._server.task_dispatcher.queue)
        # A thread may still be ending what it has answered.
        request.alone = not waiting and self._server.task_dispatcher.active_count <= 1
        request.refused = not request.error and self._shedding.refuses(
            request.path, waiting, self._longest_wait()
        )
        if request.refused:
            self._refused.append(channel)
            self._server.pull_trigger()
        else:
            self._server.task_dispatcher.add_task(channel)

    def _longest_wait(self) -> float:
        """Seconds for which the first request in the queue of the threads has waited; 0 where none does."""
        try:
            return monotonic() - float(self._server.task_dispatcher.queue[0].requests[0].ended)
        except IndexError:
            return 0.0

    def _unfinished(self) -> bool:
        channels = self._server.active_channels.values()
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _allow_files(number: int) -> None:
    """As many open files as it needs, as far as the system lets it: 1,024 are usual, and too few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < number:
        most = number if hard == resource.RLIM_INFINITY else min(number, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
