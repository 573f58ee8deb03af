"""A host that says when to come back is asked again then; one that wants a cookie gets it back."""

from __future__ import annotations

import pytest
from hostile.server import Exchange, HostileServer, hostile_server

from corpus.config import CrawlSettings
from crawler.fetch import BadAnswer, Blocked, Client, Guard, Throttle
from crawler.fetch.client import MOST_WAITS, UNSAID_WAIT
from crawler.fetch.referer import referer_for
from crawler.fetch.waiting import LONGEST_WAITING, asked_wait

QUICK = CrawlSettings(delay_seconds=0, timeout_seconds=1, deadline_seconds=2, retries=0)


def client_of(server: HostileServer, slept: list[float]) -> Client:
    return Client(QUICK, Guard([server.host], [server.host]), Throttle(0, sleep=slept.append))


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_is_kept_and_the_page_asked_for_again(portal_server: HostileServer, status: int) -> None:
    asked: list[int] = []

    def answer(exchange: Exchange) -> None:
        asked.append(status)
        if len(asked) < 3:
            exchange.answer("", status, Retry_After="40")
        else:
            exchange.answer("<p>通知</p>")

    portal_server.routes["/a"] = answer
    slept: list[float] = []
    assert client_of(portal_server, slept).get(portal_server.url + "/a").status == 200
    assert len(asked) == 3
    assert slept.count(40.0) >= 2


@pytest.mark.parametrize("said", ["-1", "0", "Sun, 06 Nov 1994 08:49:37 GMT", "soon", ""])
def test_a_host_that_says_too_many_and_no_time_to_come_is_asked_again_a_few_times(
    portal_server: HostileServer, said: str
) -> None:
    asked: list[float] = []

    def answer(exchange: Exchange) -> None:
        asked.append(0)
        told = {"Retry_After": said} if said else {}
        exchange.answer("" if len(asked) < 3 else "<p>通知</p>", 429 if len(asked) < 3 else 200, **told)

    portal_server.routes["/a"] = answer
    portal_server.routes["/b"] = lambda exchange: exchange.answer("", 429)
    slept: list[float] = []
    client = client_of(portal_server, slept)
    assert client.get(portal_server.url + "/a").status == 200
    assert {UNSAID_WAIT, UNSAID_WAIT * 2} <= set(slept)
    with pytest.raises(Blocked):
        client.get(portal_server.url + "/b")
    assert portal_server.paths.count("/b") == 1 + MOST_WAITS


def test_a_host_that_asks_to_wait_for_every_page_is_waited_for_an_hour(portal_server: HostileServer) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer("", 429, Retry_After="300")
    slept: list[float] = []
    client = client_of(portal_server, slept)
    for _ in range(6):
        with pytest.raises(Blocked):
            client.get(portal_server.url + "/a")
    # Beside what is asked for, the throttle keeps its own distance before each request.
    assert client._waited == LONGEST_WAITING


def test_another_host_that_a_redirect_leads_to_is_not_told_the_page(portal_server: HostileServer) -> None:
    heard: list[str | None] = []

    def landed(exchange: Exchange) -> None:
        heard.append(exchange.headers.get("Referer"))
        exchange.answer("<p>公告</p>")

    with hostile_server() as elsewhere:
        portal_server.routes["/a"] = lambda exchange: exchange.answer("", 302, Location=elsewhere.url + "/b")
        elsewhere.routes["/b"] = landed
        hosts = [portal_server.host, elsewhere.host]
        client = Client(QUICK, Guard(hosts, hosts), Throttle(0, sleep=lambda seconds: None))
        client.get(portal_server.url + "/a", referer=portal_server.url + "/list.html")
    assert heard == [portal_server.url + "/"]


def test_a_date_is_reckoned_by_the_clock_of_the_host() -> None:
    later = {"Retry-After": "Mon, 04 Mar 2019 08:00:30 GMT", "Date": "Mon, 04 Mar 2019 08:00:00 GMT"}
    assert asked_wait(later) == 30.0
    assert asked_wait({"Retry-After": "Mon, 04 Mar 2019 08:00:30 GMT"}) == 0.0
    assert asked_wait({"Retry-After": "soon"}) is None


def test_a_redirect_to_itself_with_a_cookie_is_followed(portal_server: HostileServer) -> None:
    def answer(exchange: Exchange) -> None:
        if "seen=1" in exchange.headers.get("Cookie", ""):
            exchange.answer("<p>公告</p>")
        else:
            exchange.answer("", 302, Location="/a", Set_Cookie="seen=1; Path=/")

    portal_server.routes["/a"] = answer
    assert "公告" in client_of(portal_server, []).get(portal_server.url + "/a").body.decode()


@pytest.mark.parametrize("whole", [True, False])
def test_a_length_that_is_too_long_costs_no_page_that_is_whole(
    portal_server: HostileServer, whole: bool
) -> None:
    body = "<html><body>决定</body></html>\n" if whole else "<html><body>决定"

    def answer(exchange: Exchange) -> None:
        exchange.begin(
            200, Content_Type="text/html", Content_Length=str(len(body.encode()) + 9), Connection="close"
        )
        exchange.wfile.write(body.encode())

    portal_server.routes["/a"] = answer
    client = client_of(portal_server, [])
    if whole:
        assert "决定" in client.get(portal_server.url + "/a").body.decode()
    else:
        with pytest.raises(BadAnswer):
            client.get(portal_server.url + "/a")


@pytest.mark.parametrize(
    ("kind", "body", "whole"),
    [
        ("application/json", '{"rows": [{"a": 1}]}', True),
        ("application/javascript", 'cb({"rows": []});\n', True),
        ("text/xml", "<urlset><url/></urlset>", True),
        ("application/json", '{"rows": [{"a": 1}', True),
        ("application/json", '{"rows": [{"a": 1', False),
        ("text/xml", "<urlset><url/>", False),
        ("application/octet-stream", "{}", False),
    ],
)
def test_data_that_end_as_they_begin_are_whole(
    portal_server: HostileServer, kind: str, body: str, whole: bool
) -> None:
    """Of an answer that was cut at a bracket its reader tells."""

    def answer(exchange: Exchange) -> None:
        exchange.begin(200, Content_Type=kind, Content_Length=str(len(body) + 9), Connection="close")
        exchange.wfile.write(body.encode())

    portal_server.routes["/a"] = answer
    client = client_of(portal_server, [])
    if whole:
        assert client.get(portal_server.url + "/a").body == body.encode()
    else:
        with pytest.raises(BadAnswer):
            client.get(portal_server.url + "/a")


def test_a_referer_is_what_a_browser_sends() -> None:
    page = "https://www.x.gov.cn/a/index.html"
    assert referer_for(page, "https://www.x.gov.cn/b.docx") == page
    assert referer_for(page, "https://files.x.gov.cn/b.docx") == "https://www.x.gov.cn/"
    assert referer_for(page, "http://www.x.gov.cn/b.docx") is None
