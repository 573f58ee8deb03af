"""The loop: what a crawl stores, what it reports, and what it leaves alone."""

from __future__ import annotations

import gzip
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import config_at
from hostile.server import silent_port
from small_portal import PARAGRAPH, Portal, article, listing

from corpus.config import CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.store import Store
from crawler import crawl


def test_documents_are_stored_with_their_raw_pages(portal: Portal) -> None:
    report = portal.crawl()
    assert (report.new, report.failed) == (6, 0)
    stored = portal.store.by_url(portal.server.url + "/tzgg/3.html")
    assert stored is not None
    assert stored.document.title == "关于第3号防汛工作的通知"
    assert stored.document.column == "通知公告"
    assert stored.page_sha256 is not None
    assert FileStore(portal.data / "files").get(stored.page_sha256).decode() == article(3)


def test_an_unchanged_portal_brings_nothing_new(portal: Portal) -> None:
    portal.crawl()
    revision = portal.store.last_revision()
    report = portal.crawl()
    assert report.nothing_new
    assert report.unchanged == 6
    assert portal.store.last_revision() == revision


def test_a_revised_page_becomes_a_version(portal: Portal) -> None:
    portal.crawl()
    portal.server.page(
        "/tzgg/2.html", article(2, body="防汛抗旱工作的期限改为下月，其余要求不变，请各乡镇遵照执行。")
    )
    assert portal.crawl().changed == 1
    stored = portal.store.by_url(portal.server.url + "/tzgg/2.html")
    assert stored is not None
    assert len(portal.store.versions(stored.id)) == 2


def test_a_page_that_is_gone_is_withdrawn_on_a_later_visit_and_may_return(portal: Portal) -> None:
    portal.crawl()
    del portal.server.routes["/tzgg/5.html"]
    first = portal.crawl()
    assert (first.missing, first.withdrawn) == (1, 0)
    assert portal.crawl().withdrawn == 1
    assert "/tzgg/5.html" not in portal.documents()
    portal.server.page("/tzgg/5.html", article(5))
    assert portal.crawl().returned == 1
    assert "/tzgg/5.html" in portal.documents()


def test_a_document_that_no_list_names_any_more_stays_while_it_answers(portal: Portal) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", listing([1, 2, 3, 4, 5]))
    assert portal.crawl().nothing_new
    assert "/tzgg/6.html" in portal.documents()


@pytest.mark.parametrize("numbers", [[], [1, 2]])
def test_a_list_that_yields_far_less_is_reported_and_nothing_is_lost(
    portal: Portal, numbers: list[int]
) -> None:
    portal.crawl()
    portal.server.page("/tzgg/index.html", listing(numbers))
    report = portal.crawl()
    assert "上次 6 条" in portal.reasons(report)["/tzgg/index.html"]
    assert len(portal.documents()) == 6
    (column,) = portal.store.crawl_memory.columns("p")
    assert column.entries == 6
    assert column.error is not None


def endless(exchange: object) -> None:
    exchange.begin(Content_Type="text/html")  # type: ignore[attr-defined]
    while True:
        exchange.wfile.write(b"<p>" + b"x" * 65_536)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "misbehave",
    [
        lambda e: e.answer("故障", 500),
        lambda e: e.hold(),
        lambda e: e.redirect("/tzgg/4.html?again"),
        lambda e: e.redirect("http://169.254.169.254/latest/meta-data/"),
        endless,
        lambda e: e.answer(gzip.compress(article(4).encode())[:-40], Content_Encoding="gzip"),
        lambda e: e.answer(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip"),
        lambda e: e.answer(b""),
        lambda e: e.answer(b"\x00\xff" * 500),
    ],
    ids=["500", "silence", "loop", "metadata", "endless", "truncated", "bomb", "empty", "binary"],
)
def test_a_page_that_misbehaves_is_reported_and_the_others_are_stored(
    portal: Portal, misbehave: Callable[[object], None]
) -> None:
    portal.server.routes["/tzgg/4.html"] = misbehave
    report = portal.crawl()
    assert set(portal.documents()) == {f"/tzgg/{n}.html" for n in (1, 2, 3, 5, 6)}
    assert portal.reasons(report)["/tzgg/4.html"].endswith("。")
    portal.server.page("/tzgg/4.html", article(4))
    assert portal.crawl().new == 1


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "utf-8"), ("gb2312", ""), ("utf-8", "gb2312"), ("big5", "big5"), ("utf-16", "gb2312")],
)
def test_a_wrong_or_undeclared_encoding_is_still_read(portal: Portal, encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    body = article(4).replace("<head>", "<head>" + head)
    if encoding == "big5":
        body = body.replace("关", "關").replace("号", "號").replace("为", "為").replace("县", "縣")
    portal.server.page("/tzgg/4.html", body.encode(encoding, "ignore"), Content_Type="text/html")
    portal.crawl()
    assert "防汛" in portal.documents()["/tzgg/4.html"].title


def test_attachments_are_kept_and_a_missing_one_stays_a_link(portal: Portal) -> None:
    links = '<p><a href="/f/a.pdf">附件1：申请表.pdf</a></p><p><a href="/f/none.pdf">附件2：名单.pdf</a></p>'
    portal.server.page("/tzgg/1.html", article(1, extra=links))
    portal.server.page("/f/a.pdf", b"%PDF-1.4 x", Content_Type="application/pdf")
    report = portal.crawl()
    first, second = portal.documents()["/tzgg/1.html"].attachments
    assert (first.size, first.media_type, bool(first.sha256)) == (10, "application/pdf", True)
    assert second.sha256 is None
    assert "/f/none.pdf" in portal.reasons(report)


def test_robots_are_obeyed(portal: Portal) -> None:
    portal.server.page("/robots.txt", "User-agent: *\nDisallow: /tzgg/2.html", Content_Type="text/plain")
    report = portal.crawl()
    assert "/tzgg/2.html" not in portal.server.paths
    assert "robots.txt" in portal.reasons(report)["/tzgg/2.html"]
    assert len(portal.documents()) == 5


def test_an_endless_calendar_ends(portal: Portal) -> None:
    def calendar(exchange: object) -> None:
        page = int(exchange.path.partition("=")[2] or 0)  # type: ignore[attr-defined]
        link = f'<a href="/tzgg/index.html?page={page + 1}">下一页</a>'
        exchange.answer(listing([1, 2, 3], following=link))  # type: ignore[attr-defined]

    portal.server.routes["/tzgg/index.html"] = calendar
    portal.crawl()
    assert len(portal.documents()) == 3
    assert len(portal.server.paths) < 20


def test_a_portal_that_does_not_answer_is_told(store: Store, data: Path) -> None:
    with silent_port() as host:
        portal = PortalSettings("p", f"http://{host}/", private_hosts=("127.0.0.1",))
        config = config_at(data, crawl=CrawlSettings(delay_seconds=0, timeout_seconds=0.3, retries=0))
        report = crawl(portal, store, FileStore(config.files_path), config)
    assert report.problems
    assert store.totals().documents == 0


def test_a_limit_bounds_the_pages_visited(portal: Portal) -> None:
    assert portal.crawl(limit=2).new == 2


def test_an_interrupted_crawl_goes_on_without_asking_again(portal: Portal) -> None:
    config = portal.config
    settings = PortalSettings(
        "p", portal.server.url + "/", private_hosts=("127.0.0.1",),
        column=(ColumnSettings("通知公告", "tzgg/index.html"),),
    )  # fmt: skip

    def stop(event: object) -> None:
        if event.documents == 3:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(settings, portal.store, FileStore(config.files_path), config, progress=stop)
    asked = list(portal.server.paths)
    report = portal.crawl()
    assert report.resumed
    assert len(portal.documents()) == 6
    again = [p for p in portal.server.paths[len(asked) :] if p in asked and p != "/tzgg/index.html"]
    assert again == []


def test_a_full_disk_is_one_clear_error_and_loses_nothing(portal: Portal) -> None:
    """The operating system's limit on the size of a file stands for the disk."""
    portal.server.page("/", listing(list(range(1, 7))))
    for number in range(1, 7):
        portal.server.page(f"/tzgg/{number}.html", article(number, body=(PARAGRAPH + str(number)) * 900))
    command = [
        sys.executable,
        "-B",
        "-m",
        "gongkai",
        "--data",
        str(portal.data / "small"),
        "crawl",
        portal.server.url,
    ]

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))

    run = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small_disk)
    assert run.returncode == 1
    assert "磁盘空间不足" in run.stderr
    assert "Traceback" not in run.stderr
