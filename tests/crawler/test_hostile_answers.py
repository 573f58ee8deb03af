"""Answers that no server should give: each costs its own page, and every good page is stored."""

from __future__ import annotations

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing

pytestmark = pytest.mark.any_database

BAD = (10, 11, 12, 13, 14, 15, 16, 17)


def layers(exchange: Exchange) -> None:
    exchange.answer(article(10), Content_Encoding=", ".join(["gzip"] * 3_000))


def many_headers(exchange: Exchange) -> None:
    exchange.send_response(200)
    for number in range(2_000):
        exchange.send_header(f"X-{number}", "x")
    exchange.end_headers()


def long_header(exchange: Exchange) -> None:
    exchange.answer(article(12), X_Long="x" * 70_000)


def broken_chunks(exchange: Exchange) -> None:
    exchange.begin(Content_Type="text/html", Transfer_Encoding="chunked")
    exchange.wfile.write(b"zz\r\nno number\r\n")
    exchange.close_connection = True


def unknown_codec(exchange: Exchange) -> None:
    exchange.answer(article(14).encode("gbk"), Content_Type="text/html; charset=no-such-codec")


def utf_7(exchange: Exchange) -> None:
    exchange.answer(article(15).encode("utf-7"), Content_Type="text/html; charset=utf-7")


def nested(exchange: Exchange) -> None:
    exchange.answer("<html><body>" + "<b>" * 60_000 + "深</body></html>")


def lists(exchange: Exchange) -> None:
    exchange.answer("<html><body>" + "<ul><li>" * 20_000 + "<a href='/x'>深</a></body></html>")


def test_every_good_page_is_stored_beside_impossible_answers(portal: Portal) -> None:
    numbers = [*range(1, 7), *BAD]
    portal.server.page("/tzgg/index.html", listing(numbers))
    portal.server.page("/", '<html><body><a href="/tzgg/index.html">通知公告</a></body></html>')
    answers = (layers, many_headers, long_header, broken_chunks, unknown_codec, utf_7, nested, lists)
    for number, answer in zip(BAD, answers, strict=True):
        portal.server.routes[f"/tzgg/{number}.html"] = answer
    report = portal.crawl(discover=True, max_page_bytes=2_000_000)
    assert set(portal.documents()) >= {f"/tzgg/{n}.html" for n in range(1, 7)}
    assert portal.documents()["/tzgg/14.html"].text.startswith("为做好本县防汛抗旱工作")
    assert report.stopped is None
    assert report.unforeseen == 0
