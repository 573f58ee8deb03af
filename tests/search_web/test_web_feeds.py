"""What programs read: the feed, the sitemap, how to search here, a page's labels and linked data."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from web_county import SITE, settings

from corpus.clock import china_day, today
from corpus.config import Config
from corpus.records import Document
from corpus.store import open_store
from indexer.building import build
from search_web import create_app
from search_web.document.described import kind
from search_web.shared.services import EXTENSION

pytestmark = pytest.mark.any_database

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def _tree(client: FlaskClient, path: str) -> etree._Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return etree.fromstring(answer.data)


def test_the_feed_has_what_a_reader_of_feeds_needs(client: FlaskClient) -> None:
    feed = _tree(client, "/feed.atom")
    entries = feed.findall("a:entry", ATOM)
    assert entries
    ids = [one.findtext("a:id", namespaces=ATOM) for one in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(name and name.startswith("urn:uuid:") for name in ids)
    for one in (feed, *entries):
        assert one.findtext("a:title", namespaces=ATOM)
        assert datetime.fromisoformat(one.findtext("a:updated", namespaces=ATOM)).tzinfo is not None
    assert all(one.find("a:author/a:name", ATOM) is not None for one in [feed])


def test_a_feed_of_a_search_has_the_latest_of_its_documents(client: FlaskClient) -> None:
    everything = len(_tree(client, "/feed.atom").findall("a:entry", ATOM))
    found = _tree(client, "/feed.atom?q=罚款").findall("a:entry", ATOM)
    assert 0 < len(found) < everything


@pytest.mark.parametrize(
    "path",
    [
        "/feed.atom",
        "/feed.atom?q=罚款",
        "/feed.atom?column=政策文件",
        "/feed.atom?q=罚\ufffe款&under=青石县",
        '/feed.atom?q="火星移民"&agency=<b>某局</b>',
    ],
)
def test_every_feed_keeps_the_rules_of_its_standard(client: FlaskClient, path: str) -> None:
    feed = _tree(client, path)
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
    assert grammar.validate(feed), grammar.error_log
    # What the grammar cannot say (RFC 4287, 4.1.1, 4.1.2, 4.2.6, 4.2.7).
    assert feed.find("a:author", ATOM) is not None
    assert feed.find("a:link[@rel='self']", ATOM).get("href").startswith("http://localhost/feed.atom")
    for one in (feed, *feed.findall("a:entry", ATOM)):
        assert ":" in one.findtext("a:id", namespaces=ATOM)
        alternate = one.findall("a:link[@rel='alternate']", ATOM)
        assert len({link.get("type") for link in alternate}) == len(alternate) > 0


def test_no_entry_is_published_after_its_update(tmp_path: Path) -> None:
    own = settings(tmp_path)
    with open_store(own.store_url) as store:
        store.put(Document("u:ahead", "明年的通知", "正文。", published_on=date(2999, 1, 1)))
        store.put(Document("u:past", "去年的通知", "正文。", published_on=date(2020, 1, 1)))
        build(store, own)
    app = create_app(own)
    entries = _tree(app.test_client(), "/feed.atom").findall("a:entry", ATOM)
    published = [one.findtext("a:published", namespaces=ATOM) for one in entries]
    app.extensions[EXTENSION].close()
    assert sorted(published, key=str) == ["2020-01-01T00:00:00+08:00", None]


def test_a_feed_without_entries_tells_of_the_collection_as_it_last_changed(
    client: FlaskClient, config: Config, tmp_path: Path
) -> None:
    with open_store(config.store_url) as store:
        changed = max(stored.changed_at for stored in store.changes_since(0))
    assert _updated(client, "/feed.atom?q=火星移民") == changed
    empty = create_app(settings(tmp_path))
    assert china_day(_updated(empty.test_client(), "/feed.atom")) == today()
    empty.extensions[EXTENSION].close()


def _updated(client: FlaskClient, path: str) -> datetime:
    feed = _tree(client, path)
    assert feed.find("a:entry", ATOM) is None
    return datetime.fromisoformat(feed.findtext("a:updated", namespaces=ATOM))


def test_a_feed_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/feed.atom").headers["ETag"]
    assert client.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304


def test_the_sitemap_leads_to_every_published_document_and_no_other(
    client: FlaskClient, config: Config
) -> None:
    files = [one.text for one in _tree(client, "/sitemap.xml").findall("s:sitemap/s:loc", MAP)]
    pages = {
        one.text.rpartition("/")[2]
        for file in files
        for one in _tree(client, file.removeprefix("http://localhost")).findall("s:url/s:loc", MAP)
    }
    with open_store(config.store_url) as store:
        assert pages == {str(stored.id) for stored in store.catalogue()}
    assert client.get("/sitemap-99.xml").status_code == 404


def test_robots_lead_to_the_sitemap(client: FlaskClient) -> None:
    said = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in said
    assert "Disallow: /staff" in said


def test_a_browser_learns_to_search_here(client: FlaskClient) -> None:
    assert b'template="http://localhost/search?q={searchTerms}"' in client.get("/opensearch.xml").data
    with client.get("/favicon.ico", buffered=True) as icon:
        assert icon.mimetype == "image/svg+xml"


@pytest.mark.parametrize("path", ["/", "/catalogue", "/guide"])
def test_pages_that_are_no_document_describe_themselves_too(client: FlaskClient, path: str) -> None:
    page = etree.HTML(client.get(path).data)
    assert page.find(".//link[@rel='canonical']").get("href") == f"http://localhost{path}"
    assert "信息公开" in page.find(".//meta[@name='description']").get("content")


@pytest.mark.parametrize("path", ["/", "/catalogue", "/guide", "/document/1"])
def test_pages_bear_the_labels_of_the_site(client: FlaskClient, path: str) -> None:
    page = etree.HTML(client.get(path).data)
    tags = {tag.get("name"): tag.get("content") for tag in page.iter("meta")}
    assert (tags["SiteName"], tags["SiteDomain"]) == ("政府信息公开检索", "localhost")


@pytest.mark.parametrize(("path", "kind"), [("/", "website"), ("/document/1", "article")])
def test_a_shared_page_has_what_open_graph_requires(client: FlaskClient, path: str, kind: str) -> None:
    page = etree.HTML(client.get(path).data)
    shared = {tag.get("property"): tag.get("content") for tag in page.iter("meta") if tag.get("property")}
    assert (shared["og:type"], shared["og:url"]) == (kind, f"http://localhost{path}")
    assert shared["og:title"]
    assert shared["og:description"]
    with client.get(shared["og:image"].removeprefix("http://localhost"), buffered=True) as image:
        assert (image.status_code, image.mimetype) == (200, "image/png")


def test_the_service_of_the_guide_says_only_what_a_service_may(client: FlaskClient) -> None:
    page = etree.HTML(client.get("/guide").data)
    said = json.loads(page.find(".//script[@type='application/ld+json']").text)
    # Of GovernmentService and what it is a kind of (schema.org 29).
    assert said.keys() <= {"@context", "@type", "name", "serviceType", "url", "provider"}


def test_a_part_of_the_catalogue_is_not_taken_for_the_whole(client: FlaskClient) -> None:
    page = etree.HTML(client.get("/catalogue?year=2020").data)
    assert page.find(".//link[@rel='canonical']") is None


def test_a_page_says_what_it_is_to_programs(client: FlaskClient, config: Config) -> None:
    with open_store(config.store_url) as store:
        stored = store.by_url(f"{SITE}/2024/0.html")
    page = etree.HTML(client.get(f"/document/{stored.id}").data)
    tags = {tag.get("name"): tag.get("content") for tag in page.iter("meta")}
    assert tags["ArticleTitle"] == stored.document.title
    assert tags["PubDate"] == stored.document.published_on.isoformat()
    assert page.find(".//link[@rel='canonical']").get("href") == f"http://localhost/document/{stored.id}"
    said, trail = (json.loads(one.text) for one in page.iterfind(".//script[@type='application/ld+json']"))
    assert (said["@type"], said["name"]) == ("Article", stored.document.title)
    assert [item["position"] for item in trail["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("genre", "number", "column", "expected"),
    [
        ("地方性法规", None, "政策文件", "Legislation"),
        ("通知", "粤府规〔2020〕1号", "政策文件", "Legislation"),
        (None, "云岭县人民政府令第3号", "政策文件", "Legislation"),
        ("通知", "国发〔2019〕5号", "政策文件", "Article"),
        ("公告", None, "公告公示", "Article"),
        ("工作报告", None, "政策文件", "Report"),
        (None, None, "工作动态", "NewsArticle"),
        (None, None, None, "Article"),
    ],
)
def test_only_what_binds_everybody_is_legislation(
    genre: str | None, number: str | None, column: str | None, expected: str
) -> None:
    document = Document("u:1", "题", "文", genre=genre, document_number=number, column=column)
    assert kind(document) == expected


def test_a_rule_that_ended_says_so_to_programs(tmp_path: Path) -> None:
    own = settings(tmp_path)
    with open_store(own.store_url) as store:
        store.put(Document("u:1", "户外广告办法", "第一条　甲。", genre="规章", validity="全文废止"))
    app = create_app(own)
    page = etree.HTML(app.test_client().get("/document/1").data)
    app.extensions[EXTENSION].close()
    law = json.loads(page.find(".//script[@type='application/ld+json']").text)
    assert law["legislationLegalForce"] == "https://schema.org/NotInForce"
