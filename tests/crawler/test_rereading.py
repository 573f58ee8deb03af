"""Stored pages are read again when the extraction got better: nothing is fetched, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from small_portal import Portal, article

from commands import gongkai
from corpus.files import FileStore
from corpus.records import EXTRACTOR
from crawler import explained, reread
from crawler.walk import recorder, rereading
from crawler.walk.rereading import Reread


@pytest.fixture
def better(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """Crawled by an extraction that made titles wrong; the next version is here."""
    monkeypatch.setattr(
        "crawler.walk.recorder._title", lambda document, page, entry: f"某县人民政府{document.title[:5]}"
    )
    portal.crawl()
    monkeypatch.setattr(rereading, "EXTRACTOR", 99)
    return portal


def again(portal: Portal, limit: int | None = None) -> Reread:
    return reread(portal.store, FileStore(portal.config.files_path), portal.config, limit=limit)


def test_documents_are_read_anew_from_the_stored_pages(better: Portal) -> None:
    asked = len(better.server.seen)
    done = again(better)
    assert (done.read, done.changed, done.fields) == (6, 6, {"标题": 6})
    assert better.documents()["/tzgg/3.html"].title == "关于第3号防汛工作的通知"
    assert len(better.server.seen) == asked
    assert again(better).read == 0


@pytest.mark.any_database
@pytest.mark.parametrize(("configured", "agency"), [(True, None), (False, "县水利局")])
def test_a_portal_that_is_not_configured_here_takes_no_agency_away(
    better: Portal, monkeypatch: pytest.MonkeyPatch, configured: bool, agency: str | None
) -> None:
    def without(page: object, family: str | None = None) -> object:
        document, origins = explained(page, family)  # type: ignore[arg-type]
        return replace(document, agency=None), origins

    monkeypatch.setattr(rereading, "explained", without)
    config = replace(better.config, portal=(better.portal,) if configured else ())
    assert reread(better.store, FileStore(config.files_path), config).read == 6
    assert better.documents()["/tzgg/3.html"].agency == agency


@pytest.mark.any_database
def test_the_command_says_what_changed(better: Portal) -> None:
    said = CliRunner().invoke(gongkai, ["--data", str(better.data), "reread", "--json"])
    assert said.exit_code == 0
    report = json.loads(said.stdout)
    assert (report["read"], report["changed"], report["fields"]) == (6, 6, {"标题": 6})
    assert len(report["examples"]) == 6


def test_an_interrupted_rereading_goes_on_where_it_was(better: Portal) -> None:
    assert [again(better, limit=2).read for _ in range(4)] == [2, 2, 2, 0]


@pytest.mark.any_database
def test_a_text_is_not_lost_where_the_new_version_finds_none(
    better: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def worse(page: object, family: str | None = None) -> object:
        document, origins = explained(page, family)  # type: ignore[arg-type]
        return replace(document, text=""), origins

    monkeypatch.setattr(rereading, "explained", worse)
    done = again(better)
    assert (done.changed, done.kept) == (0, 6)
    assert better.documents()["/tzgg/3.html"].text


@pytest.mark.any_database
def test_what_was_read_just_now_does_not_wait_to_be_read_again(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "MOST_UNKEPT", 2)
    portal.crawl()
    assert len(portal.documents()) > 2
    assert portal.store.page_readings.count_older(EXTRACTOR) == 0


@pytest.mark.any_database
def test_the_least_sure_documents_come_first(portal: Portal) -> None:
    portal.server.page("/tzgg/4.html", article(4).replace("发布日期：2024-03-05", ""))
    portal.crawl()
    worst, *rest = portal.store.page_readings.worst("p")
    assert worst.url.endswith("/tzgg/4.html")
    assert worst.sure < rest[0].sure
    said = CliRunner().invoke(gongkai, ["--data", str(portal.data), "status", "--json"]).stdout
    assert json.loads(said)["least_sure"][0]["url"] == worst.url


@pytest.mark.any_database
def test_extract_explains_where_each_field_came_from(portal: Portal) -> None:
    page = portal.data / "page.html"
    page.write_text(article(3), encoding="utf-8")
    said = json.loads(CliRunner().invoke(gongkai, ["extract", str(page), "--explain"]).stdout)
    origins = {one["field"]: one for one in said["origins"]}
    assert origins["title"] == {"field": "title", "where": "页面标题", "sure": 0.95}
    assert origins["published_on"]["where"] == "页面上有名称的日期"
    address = "http://www.a.test/zwgk/index.html?b=2&a=1&utm_source=wx#top"
    again = CliRunner().invoke(gongkai, ["extract", str(page), "--url", address, "--explain"])
    told = json.loads(again.stdout)["address"]
    assert told["kept"] == "http://www.a.test/zwgk/index.html?b=2&a=1"
    assert told["left_out"] == ["#top：页内位置", "utm_source：会话或点击来源"]
    assert "文件夹的首页 index.html" in told["passed_over"]
    assert "origins" not in json.loads(CliRunner().invoke(gongkai, ["extract", str(page)]).stdout)
