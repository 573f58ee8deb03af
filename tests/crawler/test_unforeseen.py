"""Whatever the program does wrong at a page is told at that page, and kept; the crawl goes on."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_portal import Portal, article

from commands import gongkai
from corpus.bug_reports import BugReports

FILE = '<p><a href="/f/1.pdf">附件：名单.pdf</a></p>'

pytestmark = pytest.mark.any_database

ROOMS = (
    ("crawler.fetch.client", "read_body", False),
    ("crawler.walk.visit", "normal", False),
    ("crawler.walk.run", "read_page", False),
    ("crawler.walk.run", "next_part", True),
    ("crawler.walk.column", "read_list", False),
    ("crawler.walk.column", "read_list", True),
    ("crawler.walk.discover", "classify", True),
    ("crawler.walk.discover", "links", True),
    ("crawler.extract.document", "gather", False),
    ("crawler.extract.attachments", "find", True),
    ("crawler.walk.reception", "Reception", True),
    ("crawler.attachments.stored_files", "AttachmentFiles", False),
    ("corpus.store.documents", "Store", False),
)
"""A function in every room that a page passes, and whether the portal is crawled from its home page."""

METHODS = {"AttachmentFiles": "read", "Store": "put", "Reception": "doubts"}


class _Odd(Exception):
    """What nobody foresaw."""


@pytest.fixture
def wide_portal(portal: Portal) -> Portal:
    """With a file, and a home page from which all can be found."""
    portal.server.page("/tzgg/3.html", article(3, extra=FILE))
    portal.server.page("/f/1.pdf", b"%PDF-1.4 x", Content_Type="application/pdf")
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    return portal


@pytest.mark.parametrize(("module", "name", "discover"), ROOMS)
def test_a_crawl_passes_by_what_fails_in_any_room(
    wide_portal: Portal, monkeypatch: pytest.MonkeyPatch, module: str, name: str, discover: bool
) -> None:
    called: list[None] = []

    def fails(*_: object, **__: object) -> None:
        called.append(None)
        raise _Odd(name)

    room = sys.modules[module]
    if name in METHODS:
        monkeypatch.setattr(getattr(room, name), METHODS[name], fails)
    else:
        monkeypatch.setattr(room, name, fails)
    report = wide_portal.crawl(discover=discover)
    told = [problem for problem in report.problems if "report-bug" in problem.reason]
    assert called
    assert report.stopped is None
    assert report.failed >= report.unforeseen == len(told) > 0
    kept = BugReports(wide_portal.config.bug_reports_path).all()
    assert {one.url for one in told} == {one.url for one in kept}


def test_what_failed_is_read_at_the_next_crawl(wide_portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["crawler.extract.document"], "gather", lambda page: 1 / 0)
        assert wide_portal.crawl().unforeseen == 6
    assert (wide_portal.crawl().new, len(wide_portal.documents())) == (6, 6)


def test_only_the_page_itself_is_lost_and_its_bytes_are_kept(
    wide_portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from crawler.extract import explained

    def fails_at_one(page: object, family: str | None = None) -> object:
        if page.url.endswith("/3.html"):  # type: ignore[attr-defined]
            raise RecursionError("maximum recursion depth exceeded")
        return explained(page, family)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.walk.recorder.explained", fails_at_one)
    report = wide_portal.crawl()
    assert set(wide_portal.documents()) == {f"/tzgg/{n}.html" for n in (1, 2, 4, 5, 6)}
    assert (report.new, report.failed, report.unforeseen) == (5, 1, 1)
    (told,) = BugReports(wide_portal.config.bug_reports_path).all()
    target = tmp_path / "out.zip"
    arguments = ["--data", str(wide_portal.data), "report-bug", told.number, "--output", str(target)]
    assert CliRunner().invoke(gongkai, arguments).exit_code == 0
    packed = zipfile.ZipFile(io.BytesIO(target.read_bytes()))
    facts = json.loads(packed.read("report.json"))
    assert facts["url"].endswith("/tzgg/3.html")
    assert "RecursionError" in packed.read("traceback.txt").decode()
    assert packed.read("page.bin").decode() == article(
        3, extra='<p><a href="/f/1.pdf">附件：名单.pdf</a></p>'
    )


def test_bytes_that_never_became_a_page_are_kept_as_they_came(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(pieces: Iterable[bytes], encoding: str, limit: int, cut: bool = False) -> bytes:
        came = b"".join(pieces)
        if cut:
            return came
        raise _Odd

    monkeypatch.setattr(sys.modules["crawler.fetch.client"], "read_body", fails)
    portal.crawl()
    kept = BugReports(portal.config.bug_reports_path)
    (number,) = (one.number for one in kept.all() if one.url.endswith("index.html"))
    page = zipfile.ZipFile(io.BytesIO(kept.read(number))).read("page.bin")
    assert "关于第1号防汛工作的通知" in page.decode()


def test_one_failure_at_one_page_is_one_report_and_the_oldest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.bug_reports.MOST_REPORTS", 3)
    reports = BugReports(tmp_path)

    def fail(url: str) -> str:
        try:
            raise _Odd("x")
        except _Odd as error:
            return reports.keep("p", url, error, b"").number

    assert fail("http://a.test/") == fail("http://a.test/")
    for number in range(5):
        fail(f"http://a.test/{number}")
    assert len(list(reports.all())) == 3


def test_a_number_that_is_none_is_told(tmp_path: Path) -> None:
    for number in ("0000", "../x"):
        result = CliRunner().invoke(gongkai, ["--data", str(tmp_path), "report-bug", number])
        assert result.exit_code != 0
        assert "没有编号为" in str(result.exception) + result.output


def test_status_names_the_pages_at_which_the_program_failed(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["crawler.extract.document"], "gather", lambda page: 1 / 0)
    portal.crawl()
    said = CliRunner().invoke(gongkai, ["--data", str(portal.data), "status"]).output
    assert "程序出错的页面：6 个" in said
