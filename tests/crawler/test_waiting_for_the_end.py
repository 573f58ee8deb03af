"""What waits for the end of a crawl is on the disk, and comes in though the portal goes away every night."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from pathlib import Path

from small_portal import Portal, article

from corpus.records import Document, PageState
from corpus.store import database, schema
from crawler.walk.arrivals import Arrival
from crawler.walk.visit import Visit
from crawler.walk.waiting import Unfinished, Waiting

REWRITTEN = (
    "本县自即日起实行全新的古树名木巡护办法，护林员每周上山查看两次，发现枯枝随时登记并上报林业站处理。"
)


def unfinished(number: int, text: str) -> Unfinished:
    url = f"http://a.example/{number}.html"
    visit = Visit(url, url, b"", "0" * 64, True, None, PageState(url))
    document = Document(url, f"第{number}号通知", text=text)
    return Unfinished(document, Arrival(visit, (), None, None, url), False, None, None, number, True)


def test_what_waits_takes_no_memory(tmp_path: Path) -> None:
    waiting, text = Waiting(tmp_path / "data"), "防汛工作的通知" * 3_000
    tracemalloc.start()
    try:
        for number in range(100):
            waiting.add(unfinished(number, f"{number}{text}"))
        waiting.add(unfinished(7, "seven again"))
        assert tracemalloc.get_traced_memory()[0] < 1_000_000, "a text alone has 42,000 bytes"
    finally:
        tracemalloc.stop()
    assert len(list(waiting)) == 100
    assert waiting.get("http://a.example/3.html") == unfinished(3, f"3{text}")
    assert waiting.get("http://a.example/7.html") == unfinished(7, "seven again")
    waiting.close()
    assert not list((tmp_path / "data").iterdir())


def a_day_passes(portal: Portal) -> None:
    engine, seen = database.connect(portal.config.store_url), schema.held_back.c.last_seen_at
    with database.transaction(engine, writes=True) as connection:
        for one in portal.store.held_back.of("p"):
            day_before = schema.held_back.update().where(schema.held_back.c.url == one.url)
            connection.execute(day_before.values({seen: one.last_seen_at - timedelta(days=1)}))
    engine.dispose()


def with_file(portal: Portal, words: str, body: str = "防汛登记表见附件。") -> None:
    page = article(1, body=body, extra='<a href="/f/1.pdf">附件：登记表.pdf</a>')
    portal.server.page("/tzgg/1.html", page)
    portal.server.page("/f/1.pdf", f"%PDF-1.4 {words}".encode(), Content_Type="application/pdf")


def test_a_portal_that_goes_away_every_night_delays_nothing_for_ever(portal: Portal) -> None:
    portal.list(range(1, 10))
    with_file(portal, "form 1")
    portal.crawl()
    # A new file and a text with it, a text that has nothing in common, and a document at one more address.
    portal.server.page("/tzgg/2.html", article(2, body=REWRITTEN).replace("第2项措施", REWRITTEN))
    portal.server.page("/tzgg/13.html", article(3))
    row = '<li><a href="/tzgg/13.html">关于第3号防汛工作的通知</a><span>2024-03-04</span></li>'
    page = portal.listing(range(1, 10)).replace("<li>", f"{row}<li>", 1)
    portal.server.page("/tzgg/index.html", page)
    for number in range(4, 10):
        portal.server.routes[f"/tzgg/{number}.html"] = lambda exchange: exchange.answer("", 403)
    for night in range(1, 4):
        with_file(portal, f"form 1, as of night {night}", body="防汛登记表已经修订，见附件。")
        report = portal.crawl(max_recheck_days=0)
        assert report.stopped is not None
        came = (0, 0, 3) if night < 3 else (1, 2, 0)
        assert (report.new, report.changed, report.held_back) == came
        a_day_passes(portal)
    assert portal.store.held_back.of("p") == []
    documents = portal.documents()
    assert REWRITTEN in documents["/tzgg/2.html"].text
    assert "已经修订" in documents["/tzgg/1.html"].text
    stored = portal.store.by_url(portal.server.url + "/tzgg/1.html")
    assert stored is not None
    assert stored.version == 2
