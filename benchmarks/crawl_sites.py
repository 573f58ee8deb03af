"""Crawl saved sites over loopback and say how much of what a plain link walk reaches was stored.

python -m benchmarks.crawl_sites [--data ../shared/data/sites] [--probe] [--verbose]
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import crawler
from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import Document
from corpus.store import open_store
from crawler.pages.markup import dense
from sample_portal.neighbours import SITES, Site

DETAILS = {
    "trs-county": re.compile(r"/t\d{8}_\d+\.html$"),
    "siteserver-county": re.compile(r"/contents/\d+/\d+\.html$"),
}
"""Which addresses of each site are documents: its content system names them so."""

_HREF = re.compile(r"""(?:href\s*=\s*|url\s*=\s*)\\?["']?([^"'\\>\s]+)""", re.IGNORECASE)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder over HTTP; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def reachable(folder: Path, wanted: re.Pattern[str]) -> set[str]:
    """Paths of the documents that a plain walk over href attributes reaches from the home page."""
    seen = {"/index.html"}
    queue = deque(seen)
    found = set()
    while queue:
        path = queue.popleft()
        file = folder / unquote(path.lstrip("/"))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or file.suffix not in (".html", ".htm", ".shtml"):
            continue
        if wanted.search(path):
            found.add(path)
        for href in _HREF.findall(file.read_bytes().decode("utf-8", errors="replace")):
            if (target := _local(path, href)) and target not in seen:
                seen.add(target)
                queue.append(target)
    return found


def _local(path: str, href: str) -> str | None:
    try:
        parts = urlsplit(urldefrag(urljoin(f"http://site{path}", href.strip())).url)
    except ValueError:
        return None
    return parts.path if parts.netloc == "site" and not parts.query else None


@dataclass(frozen=True)
class Measured:
    """What a crawl of a site came to."""

    reachable: set[str]
    stored: dict[str, Document]
    report: crawler.CrawlReport
    again: crawler.CrawlReport

    @property
    def coverage(self) -> float:
        """Share of the reachable documents that are in the store with a title."""
        good = {path for path, document in self.stored.items() if document.title}
        return len(self.reachable & good) / len(self.reachable)


def measure(folder: Path, wanted: re.Pattern[str]) -> Measured:
    """Crawl a saved site twice from its home page."""
    with tempfile.TemporaryDirectory() as data, served(folder) as url:
        config = Config(Path(data), crawl=CrawlSettings(delay_seconds=0, retries=0))
        portal = PortalSettings(folder.name, url + "/", private_hosts=("127.0.0.1",))
        files = FileStore(config.files_path)
        with open_store(config.store_url) as store:
            report = crawler.crawl(portal, store, files, config)
            again = crawler.crawl(portal, store, files, config)
            stored = {s.document.url.removeprefix(url): s.document for s in store.catalogue()}
    return Measured(reachable(folder, wanted), stored, report, again)


def probed_coverage(folder: Path, wanted: re.Pattern[str]) -> tuple[int, float]:
    """Columns that a probe finds, and the share of the reachable documents that a crawl of them stores."""
    with tempfile.TemporaryDirectory() as data, served(folder) as url:
        config = Config(Path(data), crawl=CrawlSettings(delay_seconds=0, retries=0))
        portal = PortalSettings(folder.name, url + "/", private_hosts=("127.0.0.1",))
        found = crawler.probe(portal, config)
        columns = tuple(ColumnSettings(column.name, column.url) for column in found.columns)
        with open_store(config.store_url) as store:
            crawler.crawl(replace(portal, column=columns), store, FileStore(config.files_path), config)
            stored = {s.document.url.removeprefix(url) for s in store.catalogue()}
    documents = reachable(folder, wanted)
    return len(columns), len(documents & stored) / len(documents)


@dataclass(frozen=True)
class Compared:
    """What of a made portal's documents was stored, and how well."""

    columns: int
    """That a probe found; 0 where the crawl began at the home page."""
    missed: list[str]
    titled_otherwise: list[str]
    without_text: list[str]
    problems: list[str]
    nothing_new: bool
    """Whether a second crawl found nothing new."""


def compared(site: Site, *, probing: bool = False) -> Compared:
    """Crawl a made portal from its home page, or the columns of a probe."""
    with tempfile.TemporaryDirectory() as data, site.served() as url:
        config = Config(Path(data), crawl=CrawlSettings(delay_seconds=0, retries=0))
        portal = PortalSettings("made", url + "/", private_hosts=("127.0.0.1",))
        if probing:
            found = crawler.probe(portal, config).columns
            portal = replace(portal, column=tuple(ColumnSettings(one.name, one.url) for one in found))
        with open_store(config.store_url) as store:
            files = FileStore(config.files_path)
            report = crawler.crawl(portal, store, files, config)
            again = crawler.crawl(portal, store, files, config)
            stored = {s.document.url.removeprefix(url): s.document for s in store.catalogue()}
    held = {path: stored[path] for path in site.titles if path in stored}
    return Compared(
        len(portal.column),
        sorted(site.titles.keys() - held.keys()),
        sorted(path for path, one in held.items() if dense(one.title) != dense(site.titles[path])),
        sorted(path for path, one in held.items() if not one.text and path not in site.without_text),
        [f"{problem.url.removeprefix(url)}: {problem.reason}" for problem in report.problems],
        again.nothing_new,
    )


def print_made(probing: bool) -> None:
    """A line for each portal that is made."""
    for name, make in SITES.items():
        site = make()
        for probed in (False, True)[: 1 + probing]:
            found = compared(site, probing=probed)
            start = f"the {found.columns} columns of a probe" if probed else "the home page"
            print(
                f"{name} (made), from {start}: {len(site.titles) - len(found.missed)} of {len(site.titles)}, "
                f"{len(found.titled_otherwise)} under another title, {len(found.without_text)} without text; "
                f"{len(found.problems)} problems; second crawl: nothing new = {found.nothing_new}"
            )


def main() -> None:
    """Measure every site and print a line for each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/sites"))
    arguments.add_argument("--probe", action="store_true", help="also crawl only the columns of a probe")
    arguments.add_argument("--verbose", action="store_true")
    chosen = arguments.parse_args()
    print_made(chosen.probe)
    for name, wanted in DETAILS.items():
        result = measure(chosen.data / name, wanted)
        empty = sum(not d.text for d in result.stored.values())
        other = sorted(set(result.stored) - result.reachable)
        speed = result.report.requests / result.report.seconds
        print(
            f"{name}: coverage {result.coverage:.1%} of {len(result.reachable)}; "
            f"{len(result.stored)} stored, {empty} without text, {len(other)} not in the walk; "
            f"{len(result.report.problems)} problems; "
            f"{speed:.0f} requests/s; second crawl: nothing new = {result.again.nothing_new}"
        )
        if chosen.probe:
            columns, share = probed_coverage(chosen.data / name, wanted)
            print(f"{name}: a probe finds {columns} columns; a crawl of them stores {share:.1%}")
        if chosen.verbose:
            for path in sorted(result.reachable - set(result.stored)):
                print("  missed", path)
            for path in other:
                print("  more", path, result.stored[path].title)
            for path, document in sorted(result.stored.items()):
                print("  ", path, "|", document.column, "|", document.title[:40], "|", len(document.text))
            for problem in result.report.problems:
                print("  !", problem.url, problem.reason)


if __name__ == "__main__":
    main()
