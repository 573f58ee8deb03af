"""Files of the store that are lost or damaged: never taken for held, fetched again by the next crawl."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.server import Exchange
from small_portal import Portal, article

from corpus.files import FileStore

PDF = b"%PDF-1.4 " + b"x" * 1000


def flip(path: Path) -> None:
    body = path.read_bytes()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


DAMAGE = pytest.mark.parametrize("damage", [Path.unlink, halve, flip])


@pytest.fixture
def crawled(portal: Portal) -> Portal:
    """With one document that has a file; every page has an ETag."""

    def tagged(body: str | bytes, kind: str) -> Callable[[Exchange], None]:
        def answer(exchange: Exchange) -> None:
            if exchange.headers.get("If-None-Match") == '"1"':
                exchange.answer(b"", 304, Content_Type=kind)
            else:
                exchange.answer(body, Content_Type=kind, ETag='"1"')

        return answer

    page = article(1, extra='<p><a href="/f/a.pdf">附件：申请表.pdf</a></p>')
    portal.list(range(1, 2))
    portal.server.routes["/tzgg/1.html"] = tagged(page, "text/html; charset=utf-8")
    portal.server.routes["/f/a.pdf"] = tagged(PDF, "application/pdf")
    portal.crawl()
    portal.server.seen.clear()
    return portal


def files_of(portal: Portal) -> FileStore:
    return FileStore(portal.config.files_path)


@DAMAGE
def test_a_damaged_attachment_is_fetched_again(crawled: Portal, damage: Callable[[Path], None]) -> None:
    (file,) = crawled.documents()["/tzgg/1.html"].attachments
    before = crawled.store.last_revision()
    damage(files_of(crawled).path(str(file.sha256)))
    report = crawled.crawl(max_recheck_days=0)
    assert files_of(crawled).get(str(file.sha256)) == PDF
    assert crawled.store.last_revision() == before, "the document itself did not change"
    assert not crawled.reasons(report)


@DAMAGE
def test_a_damaged_page_is_asked_for_without_conditions(
    crawled: Portal, damage: Callable[[Path], None]
) -> None:
    stored = crawled.store.by_url(f"{crawled.server.url}/tzgg/1.html")
    assert stored is not None
    damage(files_of(crawled).path(str(stored.page_sha256)))
    crawled.crawl(max_recheck_days=0)
    assert files_of(crawled).is_sound(str(stored.page_sha256))
    (asked,) = [seen for seen in crawled.server.seen if seen.path == "/tzgg/1.html"]
    assert "If-None-Match" not in asked.headers


@pytest.mark.parametrize("lost", ["page", "attachment"])
def test_what_was_found_damaged_is_fetched_even_where_the_document_rests(
    crawled: Portal, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr("crawler.walk.visit.is_due", lambda *_: False)
    stored = crawled.store.by_url(f"{crawled.server.url}/tzgg/1.html")
    assert stored is not None
    (file,) = stored.document.attachments
    digest = str(stored.page_sha256 if lost == "page" else file.sha256)
    flip(files_of(crawled).path(digest))
    assert not files_of(crawled).is_sound(digest)
    crawled.crawl()
    assert files_of(crawled).is_sound(digest)


def test_a_page_that_came_back_with_other_bytes_is_not_missed_for_ever(crawled: Portal) -> None:
    url = f"{crawled.server.url}/tzgg/1.html"
    stored = crawled.store.by_url(url)
    assert stored is not None
    files_of(crawled).path(str(stored.page_sha256)).unlink()
    page = article(1, extra='<p><a href="/f/a.pdf">附件：申请表.pdf</a></p>') + "<!-- 第 2 次访问 -->"
    crawled.server.page("/tzgg/1.html", page)
    crawled.crawl(max_recheck_days=0)
    again = crawled.store.by_url(url)
    assert again is not None
    assert (again.version, again.revision) == (stored.version, stored.revision)
    assert files_of(crawled).get(str(again.page_sha256)) == page.encode()


def test_a_damaged_file_is_not_read_for_its_text(crawled: Portal) -> None:
    (file,) = crawled.documents()["/tzgg/1.html"].attachments
    flip(files_of(crawled).path(str(file.sha256)))
    del crawled.server.routes["/f/a.pdf"]
    report = crawled.crawl(max_recheck_days=0)
    assert "/f/a.pdf" in crawled.reasons(report)
    (still,) = crawled.documents()["/tzgg/1.html"].attachments
    assert still == file, "what cannot be had again stays named"
