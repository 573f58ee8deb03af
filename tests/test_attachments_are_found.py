"""From the portal's file to the hit that names it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

import indexer
from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import AttachmentText, Reading
from crawler import crawl
from indexer.building import build
from search_web import create_app


def form() -> bytes:
    document = docx.Document()
    document.add_paragraph("本表一式三份，由村民委员会初审盖章后报送。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def county(tmp_path: Path) -> Config:
    """A portal of one notice with a form, served from files, crawled and indexed."""
    import threading
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(
        '<ul><li><a href="1.html">关于申请高龄津贴的通知</a>2024-03-11</li></ul>', "utf-8"
    )
    (site / "1.html").write_text(
        "<html><body><h1>关于申请高龄津贴的通知</h1><table><tr><td>发文字号</td><td>云岭民发〔2024〕18号</td>"
        "<td>索引号</td><td>000014349/2024-00110</td></tr></table>"
        '<div class="TRS_Editor"><p>年满八十周岁的老年人可以申请高龄津贴，请各乡镇遵照执行。</p>'
        '<p><a href="form.docx">附件：高龄津贴申请表.docx</a></p></div></body></html>',
        "utf-8",
    )
    (site / "form.docx").write_bytes(form())

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/"
        portal = PortalSettings(
            "p", home, private_hosts=("127.0.0.1",), column=(ColumnSettings("通知公告", "index.html"),)
        )
        config = Config(tmp_path / "data", crawl=CrawlSettings(delay_seconds=0), portal=(portal,))
        from corpus.store import open_store

        with open_store(config.store_url) as store:
            assert crawl(portal, store, FileStore(config.files_path), config).new == 1
            build(store, config)
        server.shutdown()
    return config


def search(config: Config, query: str) -> indexer.SearchResponse:
    from corpus.store import open_store

    with open_store(config.store_url) as store:
        return indexer.open_searcher(store, config).search(indexer.SearchRequest(query))


@pytest.mark.parametrize("query", ["村民委员会初审", '"一式三份，由村民委员会"'])
def test_a_hit_says_which_attachment_it_was_found_in(county: Config, query: str) -> None:
    (hit,) = search(county, query).hits
    assert hit.attachment is not None
    assert "申请表" in hit.attachment.title
    assert "一式三份" in "".join(fragment.text for fragment in hit.snippet)


def test_a_hit_in_the_document_s_own_text_names_no_attachment(county: Config) -> None:
    (hit,) = search(county, "八十周岁").hits
    assert hit.attachment is None


@pytest.mark.parametrize(
    "query",
    ["云岭民发〔2024〕18号", "云岭民发[2024]18号", '"云岭民发（2024）18号"', "000014349/2024-00110"],
)
def test_a_document_is_found_by_its_numbers(county: Config, query: str) -> None:
    assert search(county, query).total == 1


def test_pages_show_where_the_hit_stands_and_what_cannot_be_searched(county: Config) -> None:
    from corpus.store import open_store

    client = create_app(county).test_client()
    page = client.get("/search?q=村民委员会初审").get_data(as_text=True)
    assert "附件《" in page
    assert "高龄津贴申请表" in page
    hit = client.get("/api/v1/search?q=村民委员会初审").get_json()["results"][0]
    assert "申请表" in hit["attachment"]["title"]
    with open_store(county.store_url) as store:
        (stored,) = store.catalogue()
        sha256 = stored.document.attachments[0].sha256
        assert sha256 is not None
        store.file_texts.put(AttachmentText(sha256, Reading.NO_TEXT, reader=1))
    assert "扫描件，没有可检索的文字" in client.get(f"/document/{stored.id}").get_data(as_text=True)


def test_a_document_is_indexed_again_when_a_file_of_it_is_read_anew(county: Config) -> None:
    from corpus.store import open_store

    with open_store(county.store_url) as store:
        (stored,) = store.catalogue()
        sha256 = stored.document.attachments[0].sha256
        assert sha256 is not None
        store.file_texts.put(AttachmentText(sha256, Reading.TEXT, "新的读法才读得出", reader=2), stored.id)
        report = build(store, county)
        assert (report.indexed, report.revision) == (1, stored.revision)
        assert build(store, county).indexed == 0
    assert search(county, '"新的读法才读得出"').total == 1
