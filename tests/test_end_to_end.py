"""The whole way: a portal over HTTP, the crawl, the store, the index, the interface, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import databases
import pytest
from databases import config_at
from flask.testing import FlaskClient

import crawler
from contracts import document_json
from corpus.annual import Scope, figures
from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.privacy import PersonalKind, catch_up, rows
from corpus.records import Document
from corpus.store import PersonalFilter, Store, open_store
from indexer.building import build
from sample_portal import COLUMNS, Portal, PortalServer, serve
from search_web import create_app


def without_space(text: str) -> str:
    return "".join(text.split())


@dataclass
class Site:
    """A portal being served, and a store that follows it."""

    server: PortalServer
    store: Store
    config: Config
    reports: list[crawler.CrawlReport] = field(default_factory=list)

    def crawl(self, *, columns: bool = True) -> crawler.CrawlReport:
        portal = PortalSettings(
            name="sample",
            home=self.server.url,
            private_hosts=("127.0.0.1",),
            column=tuple(ColumnSettings(name, path) for name, path in COLUMNS) if columns else (),
        )
        self.reports.append(crawler.crawl(portal, self.store, FileStore(self.config.files_path), self.config))
        return self.reports[-1]

    def documents(self) -> dict[str, Document]:
        stored = self.store.catalogue()
        return {"/" + s.document.url.removeprefix(self.server.url): s.document for s in stored}


@contextmanager
def site_at(data: Path) -> Iterator[Site]:
    config = config_at(data, crawl=CrawlSettings(delay_seconds=0, missing_hours=0))
    with serve(Portal()) as server, open_store(config.store_url) as store:
        yield Site(server, store, config)
    databases.forget(data)


@pytest.fixture(scope="module")
def site(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Crawled; where a test lets the portal change, it crawls until all of that is stored."""
    with site_at(tmp_path_factory.mktemp("site")) as made:
        made.crawl()
        yield made


def test_every_document_is_stored_as_the_portal_means_it(site: Site) -> None:
    documents = site.documents()
    expected = {truth.path: truth for truth in site.server.portal.expected}
    assert site.reports[0].failed == 0
    assert documents.keys() == expected.keys()
    wrong = [
        (path, name, getattr(documents[path], name), getattr(truth, name))
        for path, truth in expected.items()
        for name in ("title", "index_number", "document_number", "issued_on", "published_on", "agency")
        if getattr(documents[path], name) != getattr(truth, name)
        # Where no label names the agency, the signature may; the portal's truth has only labels.
        and not (name == "agency" and truth.agency is None)
    ]
    assert wrong == []
    for path, truth in expected.items():
        assert truth.excerpt in without_space(documents[path].text), path
        files = documents[path].attachments
        assert [bool(file.sha256) for file in files] == [True] * truth.attachments, path


def test_what_staff_look_at_has_something_to_look_at(site: Site) -> None:
    counts = {key: len(found) for key, found in figures(site.store, Scope(2026)).counted.items()}
    for key in ("norms_made", "norms_valid", "licences", "penalties", "measures"):
        assert counts[key], key
    catch_up(site.store)
    found = {found["kind"] for found in rows(site.store, PersonalFilter())}
    assert found >= {kind.value for kind in (PersonalKind.IDENTITY, PersonalKind.CARD, PersonalKind.MOBILE)}


def test_columns_are_found_from_the_home_page(tmp_path: Path) -> None:
    with site_at(tmp_path) as site:
        site.crawl(columns=False)
        assert site.documents().keys() == {truth.path for truth in site.server.portal.expected}


def test_a_second_crawl_of_an_unchanged_site_stores_nothing_new(site: Site) -> None:
    revision = site.store.last_revision()
    report = site.crawl()
    assert report.nothing_new
    assert report.unchanged == len(site.server.portal.expected)
    assert site.store.last_revision() == revision


def test_a_later_crawl_finds_what_is_new_changed_and_withdrawn(site: Site) -> None:
    step = site.server.advance()
    first, second = site.crawl(), site.crawl()
    assert first.new == len(step.added)
    assert first.changed == len(step.revised)
    assert first.withdrawn + second.withdrawn == len(step.withdrawn)
    assert site.documents().keys() == {truth.path for truth in site.server.portal.expected}


def shown(client: FlaskClient) -> int:
    """How many documents the search shows, those folded into a hit included."""
    pages = [client.get(f"/api/v1/search?page_size=100&page={n}").get_json() for n in (1, 2)]
    results = [result for page in pages for result in page["results"]]
    assert len(results) == pages[0]["total"]
    return sum(1 + len(result["copies"]) for result in results)


def test_the_index_and_the_interface_follow(site: Site) -> None:
    build(site.store, site.config)
    app = create_app(site.config)
    client = app.test_client()
    truth = next(t for t in site.server.portal.expected if t.document_number)
    found = client.get("/api/v1/search", query_string={"q": f'"{truth.title}"'}).get_json()
    assert truth.title in [result["title"] for result in found["results"]]
    assert shown(client) == len(site.server.portal.expected)

    site.server.advance()
    site.crawl()
    site.crawl()
    build(site.store, site.config)
    assert shown(client) == len(site.server.portal.expected)
    app.extensions["gongkai"].close()


def gongkai(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gongkai", "--data", str(data), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    return run


def test_the_command_goes_the_whole_way(tmp_path: Path) -> None:
    with serve(Portal()) as server:
        crawled = gongkai(tmp_path, "crawl", server.url, "--limit", "20", "--json")
    assert json.loads(crawled.stdout)["new"] == 20
    assert gongkai(tmp_path, "index").returncode == 0
    status = json.loads(gongkai(tmp_path, "status", "--json").stdout)
    assert (status["documents"], status["index"]["documents"], status["index"]["pending"]) == (20, 20, 0)
    found = json.loads(gongkai(tmp_path, "search", "通知", "--limit", "2", "--json").stdout)
    assert len(found["results"]) == 2
    output = tmp_path / "目录.csv"
    assert gongkai(tmp_path, "catalogue", "export", "--output", str(output)).returncode == 0
    assert len(output.read_text(encoding="utf-8-sig").splitlines()) == 21


def test_the_demo_answers_one_query(tmp_path: Path) -> None:
    run = gongkai(tmp_path, "demo", "--once")
    assert run.returncode == 0, run.stderr
    assert "1. " in run.stdout


def test_a_bad_line_of_an_import_shows_in_the_exit_status(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text('{"url": "u", "title": "甲"}\nnonsense\n', encoding="utf-8")
    run = gongkai(tmp_path, "import", str(path))
    assert run.returncode == 1
    assert "第 2 行" in run.stderr
    assert "新增 1" in run.stdout


def test_pages_are_extracted_in_order_and_a_missing_one_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>标题</title><h1>关于甲的通知</h1><p>正文正文正文。</p>", encoding="utf-8")
    run = gongkai(tmp_path, "extract", str(page), str(tmp_path / "none.html"))
    first, second = map(json.loads, run.stdout.splitlines())
    assert set(first) == set(document_json(Document("", "")))
    assert first["title"] == "关于甲的通知"
    assert "none.html：文件不存在" in second["error"]
    assert run.returncode == 1
