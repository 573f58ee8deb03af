"""The client against a server that misbehaves."""

from __future__ import annotations

import gzip
import resource
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hostile.server import Exchange, HostileServer, hostile_server, silent_port

from corpus.config import CrawlSettings
from crawler.fetch import (
    BadAnswer,
    Client,
    FetchError,
    Guard,
    HttpFault,
    Refused,
    Throttle,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)

QUICK = CrawlSettings(delay_seconds=0, timeout_seconds=0.3, deadline_seconds=0.6, retries=1)
PATIENT = replace(QUICK, timeout_seconds=10, deadline_seconds=30)
"""Of tests that wait for nothing: a busy machine may take a second for an answer on loopback."""
HASTY = {"timeout_seconds": QUICK.timeout_seconds, "deadline_seconds": QUICK.deadline_seconds}
MakeClient = Callable[..., Client]

DRIPS = 100
"""Bytes that a slow server sends, one in 0.05 s: it takes much longer than the deadline, and not for ever."""


@pytest.fixture
def make_client(portal_server: HostileServer) -> Iterator[MakeClient]:
    clients = []

    def make(*more_hosts: str, **changes: object) -> Client:
        hosts = (portal_server.host, *more_hosts)
        settings = replace(PATIENT, **changes)  # type: ignore[arg-type]
        clients.append(Client(settings, Guard(hosts, hosts), Throttle(settings.delay_seconds)))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def test_a_page_arrives_with_its_headers(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.page("/a.html", "正文", ETag='"1"', Last_Modified="Mon, 11 Mar 2024 00:00:00 GMT")
    client = make_client()
    answer = client.get(portal_server.url + "/a.html")
    assert answer.body.decode() == "正文"
    assert (answer.etag, answer.last_modified) == ('"1"', "Mon, 11 Mar 2024 00:00:00 GMT")
    assert answer.media_type == "text/html"
    assert (client.requests, client.bytes) == (2, len("正文".encode()))


def test_the_user_agent_says_who_we_are(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.page("/", "x")
    make_client().get(portal_server.url + "/")
    assert all(seen.headers["User-Agent"].startswith("Gongkai/") for seen in portal_server.seen)


def test_validators_are_sent_and_304_understood(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    def conditional(exchange: Exchange) -> None:
        same = exchange.headers["If-None-Match"] == '"1"' and exchange.headers["If-Modified-Since"] == "then"
        exchange.begin(304, ETag='"1"') if same else exchange.answer("new")

    portal_server.routes["/a"] = conditional
    answer = make_client().get(portal_server.url + "/a", etag='"1"', last_modified="then")
    assert answer.not_modified
    assert answer.body == b""


def test_a_silent_server_times_out() -> None:
    with silent_port() as host:
        client = Client(replace(QUICK, retries=0), Guard([host], [host]), Throttle(0))
        with pytest.raises(TimedOut, match=r"0\.3 秒没有回应"):
            client.get(f"http://{host}/")
        client.close()


def test_a_host_that_did_not_answer_is_not_asked_again_for_every_page() -> None:
    with silent_port() as host:
        client = Client(replace(QUICK, retries=0), Guard([host], [host]), Throttle(0))
        for path in "abc":
            with pytest.raises(TimedOut):
                client.get(f"http://{host}/{path}")
        assert client.requests == 1
        client.close()


def test_a_closed_port_is_unreachable(make_client: MakeClient) -> None:
    with silent_port() as host:
        pass
    with pytest.raises(Unreachable):
        make_client(host).get(f"http://{host}/")


def test_an_unknown_name_is_unreachable(make_client: MakeClient) -> None:
    with pytest.raises(Unreachable, match="找不到主机"):
        make_client("portal.invalid").get("http://portal.invalid/")


def test_a_fault_that_passes_is_tried_again(portal_server: HostileServer, make_client: MakeClient) -> None:
    statuses = iter([500, 503, 200])
    portal_server.routes["/a"] = lambda exchange: exchange.answer("ok", next(statuses))
    assert make_client(retries=2).get(portal_server.url + "/a").body == b"ok"


def test_a_fault_that_stays_is_reported(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer("", 500)
    with pytest.raises(HttpFault) as caught:
        make_client(retries=2).get(portal_server.url + "/a")
    assert caught.value.status == 500
    assert portal_server.paths == ["/a"] * 3


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_is_asked_for_once(
    portal_server: HostileServer, make_client: MakeClient, status: int
) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer("", status)
    with pytest.raises(HttpFault) as caught:
        make_client(retries=2).get(portal_server.url + "/a")
    assert caught.value.gone
    assert portal_server.paths == ["/a"]


def endless(exchange: Exchange) -> None:
    exchange.begin(Content_Type="text/html", Connection="close")
    piece = b"<p>" + b"x" * 65_533
    for _ in range(2**31 // len(piece)):
        exchange.wfile.write(piece)


def test_a_body_of_two_gigabytes_stops_at_the_limit(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    portal_server.routes["/a"] = endless
    client = make_client(max_page_bytes=1_000_000)
    with pytest.raises(TooLarge):
        client.get(portal_server.url + "/a")
    assert client.bytes < 1_500_000


def test_a_declared_length_beyond_the_limit_is_not_read(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.begin(Content_Length=str(2**31))
    client = make_client(max_page_bytes=1_000)
    with pytest.raises(TooLarge):
        client.get(portal_server.url + "/a")


def test_a_gzip_bomb_costs_little_memory(portal_server: HostileServer, make_client: MakeClient) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(50)) + packer.flush()
    portal_server.page("/a", bomb, Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge):
        make_client(deadline_seconds=30).get(portal_server.url + "/a")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_pages_are_unfolded(
    portal_server: HostileServer, make_client: MakeClient, encoding: str
) -> None:
    text = "公开" * 200_000
    packed = gzip.compress(text.encode()) if encoding == "gzip" else zlib.compress(text.encode())
    portal_server.page("/a", packed, Content_Encoding=encoding)
    assert make_client().get(portal_server.url + "/a").body.decode() == text


def test_a_truncated_gzip_is_a_bad_answer(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.page("/a", gzip.compress("公开".encode() * 999)[:-20], Content_Encoding="gzip")
    with pytest.raises(BadAnswer, match="不完整"):
        make_client().get(portal_server.url + "/a")


def test_plain_text_declared_as_gzip_is_a_bad_answer(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    portal_server.page("/a", "<html>", Content_Encoding="gzip")
    with pytest.raises(BadAnswer):
        make_client().get(portal_server.url + "/a")


def test_a_body_shorter_than_declared_is_a_bad_answer(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    def short(exchange: Exchange) -> None:
        exchange.begin(Content_Length="100")
        exchange.wfile.write(b"half")
        exchange.close_connection = True

    portal_server.routes["/a"] = short
    with pytest.raises(BadAnswer, match="不完整"):
        make_client().get(portal_server.url + "/a")


def test_broken_chunks_are_a_bad_answer(portal_server: HostileServer, make_client: MakeClient) -> None:
    def broken(exchange: Exchange) -> None:
        exchange.begin(Transfer_Encoding="chunked")
        exchange.wfile.write(b"5\r\nhello\r\nZZZ\r\n")
        exchange.close_connection = True

    portal_server.routes["/a"] = broken
    with pytest.raises(BadAnswer):
        make_client().get(portal_server.url + "/a")


def test_a_slow_drip_ends_at_the_deadline(portal_server: HostileServer, make_client: MakeClient) -> None:
    came_to_its_end = threading.Event()

    def drip(exchange: Exchange) -> None:
        exchange.begin(Content_Type="text/html", Connection="close")
        for _ in range(DRIPS):
            exchange.server.ended.wait(0.05)
            exchange.wfile.write(b"x")
            exchange.wfile.flush()
        came_to_its_end.set()
        exchange.close_connection = True

    portal_server.routes["/a"] = drip
    with pytest.raises(TimedOut, match="没有传完"):
        make_client(**HASTY).get(portal_server.url + "/a")
    assert not came_to_its_end.is_set()
    assert portal_server.paths == ["/a"]


def test_dripping_headers_end_at_the_deadline(portal_server: HostileServer, make_client: MakeClient) -> None:
    def drip(exchange: Exchange) -> None:
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(DRIPS):
            exchange.server.ended.wait(0.05)
            exchange.wfile.write(b"x")
        exchange.wfile.write(b"\r\nContent-Length: 0\r\n\r\n")

    portal_server.routes["/a"] = drip
    with pytest.raises(TimedOut, match="没有传完"):
        make_client(**HASTY).get(portal_server.url + "/a")


def test_not_http_is_a_bad_answer(portal_server: HostileServer, make_client: MakeClient) -> None:
    def noise(exchange: Exchange) -> None:
        exchange.wfile.write(b"\x00\x01 hello\r\n\r\n")
        exchange.close_connection = True

    portal_server.routes["/a"] = noise
    with pytest.raises(FetchError):
        make_client().get(portal_server.url + "/a")


def test_redirects_are_followed(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.redirect("b/?x=1#part")
    portal_server.page("/b/", "there")
    answer = make_client().get(portal_server.url + "/a")
    assert answer.url == portal_server.url + "/b/?x=1"
    assert answer.requested_url == portal_server.url + "/a"


def test_a_location_in_raw_bytes_is_kept(portal_server: HostileServer, make_client: MakeClient) -> None:
    raw = "/公开.html".encode().decode("latin-1")
    portal_server.routes["/a"] = lambda exchange: exchange.redirect(raw)
    portal_server.page("/%E5%85%AC%E5%BC%80.html", "there")
    assert make_client().get(portal_server.url + "/a").body == b"there"


def test_an_endless_redirect_ends(portal_server: HostileServer, make_client: MakeClient) -> None:
    steps = iter(range(1000))
    portal_server.otherwise = lambda exchange: exchange.redirect(f"/{next(steps)}")
    portal_server.page("/robots.txt", "")
    with pytest.raises(TooManyRedirects):
        make_client(max_redirects=5).get(portal_server.url + "/a")
    assert len(portal_server.paths) == 6


def test_a_redirect_to_itself_ends_at_once(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.redirect("/a")
    with pytest.raises(TooManyRedirects):
        make_client().get(portal_server.url + "/a")
    assert portal_server.paths == ["/a"]


@pytest.mark.parametrize("target", ["http://169.254.169.254/meta", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_a_redirect_to_elsewhere_is_refused(
    portal_server: HostileServer, make_client: MakeClient, target: str
) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.redirect(target)
    with pytest.raises(Refused):
        make_client().get(portal_server.url + "/a")


def test_a_redirect_to_another_port_is_refused(portal_server: HostileServer, make_client: MakeClient) -> None:
    with hostile_server() as other:
        portal_server.routes["/a"] = lambda exchange: exchange.redirect(other.url + "/secret")
        with pytest.raises(Refused, match="不是该门户的网站"):
            make_client().get(portal_server.url + "/a")
        assert other.seen == []


def test_a_private_address_is_refused_before_anything_is_sent(portal_server: HostileServer) -> None:
    client = Client(PATIENT, Guard([portal_server.host]), Throttle(0))
    with pytest.raises(Refused, match="内部网络"):
        client.get(portal_server.url + "/")
    assert portal_server.seen == []
    client.close()


def test_a_connection_is_kept_between_requests(portal_server: HostileServer, make_client: MakeClient) -> None:
    portal_server.page("/robots.txt", "")
    portal_server.page("/a", "x")
    client = make_client()
    for _ in range(3):
        client.get(portal_server.url + "/a")
    assert len({seen.client_address for seen in portal_server.seen}) == 1


def test_the_pause_between_requests_is_kept(portal_server: HostileServer) -> None:
    now, slept = [100.0], []
    throttle = Throttle(2.0, clock=lambda: now[0], sleep=slept.append)
    client = Client(PATIENT, Guard([portal_server.host], [portal_server.host]), throttle)
    portal_server.page("/a", "x")
    client.get(portal_server.url + "/a")
    client.get(portal_server.url + "/a")
    assert slept == [2.0, 2.0]
    client.close()


def test_the_clock_runs_only_while_a_request_does(
    portal_server: HostileServer, make_client: MakeClient
) -> None:
    portal_server.page("/a", "x")
    client = make_client(**HASTY)
    client.get(portal_server.url + "/a")
    time.sleep(QUICK.deadline_seconds * 1.2)
    assert client.get(portal_server.url + "/a").body == b"x"
