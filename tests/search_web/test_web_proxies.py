"""Behind a real reverse proxy with TLS before it and under a sub-path: every address leads back to it."""

from __future__ import annotations

import json
import pickle
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from test_web_server import SERVE
from werkzeug.test import Client

from commands.serving.listening import listen
from corpus.clock import now
from corpus.config import Config
from corpus.staff import make_link
from corpus.store import Account, open_store
from search_web import WebServer
from search_web.overload import REFUSED

pytestmark = pytest.mark.any_database

PREFIX, HOST, READER = "/gongkai", "info.example.gov.cn", "203.0.113.9"
OUTSIDE = f"https://{HOST}{PREFIX}"


class Proxy(BaseHTTPRequestHandler):
    """Does what deploy/nginx.conf does, for a reader who came over TLS."""

    behind: int

    def do_GET(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.behind)
        headers = {
            "Host": self.headers["Host"],
            "Cookie": self.headers.get("Cookie", ""),
            "X-Forwarded-For": READER,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": self.headers["Host"],
            "X-Forwarded-Prefix": PREFIX,
        }
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers["Content-Type"] = self.headers.get("Content-Type", "")
        connection.request(self.command, self.path.removeprefix(PREFIX), body, headers)
        answer = connection.getresponse()
        whole = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole)
        connection.close()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@dataclass
class Behind:
    port: int
    log: Path

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[HTTPResponse, str]:
        assert path.startswith(PREFIX), f"{path} leads away from here"
        connection = HTTPConnection("127.0.0.1", self.port)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body, {"Host": HOST, **form, **headers})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text


@pytest.fixture(scope="module")
def proxied(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    log = tmp_path_factory.mktemp("proxied") / "access.log"
    web = replace(config.web, proxies=1, access_log=str(log), searches_per_minute=50)
    command = [sys.executable, "-c", SERVE, pickle.dumps(replace(config, web=web)).hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        port = urlsplit(process.stdout.readline().strip()).port  # type: ignore[union-attr]
        front = ThreadingHTTPServer(("127.0.0.1", 0), type("Front", (Proxy,), {"behind": port}))
        thread = threading.Thread(target=front.serve_forever)
        thread.start()
        yield Behind(front.server_address[1], log)
        front.shutdown()
        thread.join()
        front.server_close()
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search?q=补贴",
        "/document/1",
        "/catalogue",
        "/guide",
        "/search/advanced",
        "/nowhere",
        "/terminal",
    ],
)
def test_every_address_of_a_page_leads_back_here(proxied: Behind, path: str) -> None:
    _, text = proxied.ask(PREFIX + quote(path, safe="/?="))
    page = BeautifulSoup(text, "lxml")
    found = [
        str(one[name])
        for name in ("href", "src", "action", "data-suggest", "data-view", "content")
        for one in page.select(f"[{name}]")
    ]
    paths = [one for one in found if one.startswith("/")]
    whole = [one for one in found if HOST in one and one != HOST]  # SiteDomain is the name alone.
    assert paths
    assert [one for one in paths if not one.startswith(f"{PREFIX}/")] == []
    assert [one for one in whole if not one.startswith(f"{OUTSIDE}/")] == []
    back = [one for one in paths if "back=" in one]
    assert all(f"back={quote(PREFIX, safe='')}" in one or f"back={PREFIX}" in one for one in back)


def test_addresses_for_elsewhere_are_those_that_the_public_has(proxied: Behind) -> None:
    _, text = proxied.ask(f"{PREFIX}/document/1")
    page = BeautifulSoup(text, "lxml")
    assert page.select_one("link[rel=canonical]")["href"] == f"{OUTSIDE}/document/1"
    assert page.select_one("meta[property='og:url']")["content"] == f"{OUTSIDE}/document/1"
    linked = "".join(
        json.dumps(json.loads(one.text)) for one in page.select("script[type='application/ld+json']")
    )
    assert f'"{OUTSIDE}/document/1"' in linked
    for path in ("/feed.atom", "/sitemap.xml", "/opensearch.xml", "/robots.txt", "/sitemap-0.xml"):
        _, text = proxied.ask(PREFIX + path)
        named = re.findall(rf"https?://{re.escape(HOST)}[^\s<\"']*", text)
        assert named, path
        assert [one for one in named if not one.startswith(f"{OUTSIDE}/")] == [], path


def test_robots_are_told_paths_that_the_public_has(proxied: Behind) -> None:
    _, text = proxied.ask(f"{PREFIX}/robots.txt")
    refused = [line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow")]
    assert refused
    assert [one for one in refused if not one.startswith(f"{PREFIX}/")] == []


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/search/?q=a", "/search?q=a"),
        ("/?q=a", "/search?q=a"),
        (f"/display?mode=elder&back={quote(PREFIX + '/guide', safe='')}", "/guide"),
        ("/display?mode=elder&back=//elsewhere.example", "/"),
        ("/search/advanced?all=a", "/search?q=%22a%22"),
    ],
)
def test_redirects_stay_here(proxied: Behind, path: str, leads: str) -> None:
    answer, _ = proxied.ask(PREFIX + path)
    assert 300 <= answer.status < 400
    there = str(answer.headers["Location"])
    assert there.removeprefix(f"https://{HOST}") == PREFIX + leads


def test_staff_sign_in_over_tls_alone_and_stay_here(proxied: Behind, config: Config) -> None:
    asked, text = proxied.ask(f"{PREFIX}/staff/catalogue")
    going_to = BeautifulSoup(text, "lxml").select_one("input[name=next]")
    assert (asked.status, going_to and going_to["value"]) == (403, f"{PREFIX}/staff/catalogue")
    with open_store(config.store_url) as store:
        account = Account("proxied", "editor", now())
        store.accounts.add(account)
        secret = make_link(store, account, "测试").rpartition("/")[2]
    answer, _ = proxied.ask(f"{PREFIX}/staff/enter/{secret}")
    assert answer.headers["Location"].removeprefix(f"https://{HOST}") == f"{PREFIX}/staff"
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
    session = "; ".join(cookie.partition(";")[0] for cookie in cookies)
    page = BeautifulSoup(proxied.ask(f"{PREFIX}/staff/account", Cookie=session)[1], "lxml")
    token = str(page.select_one("input[name=csrf]")["value"])  # type: ignore[index]
    out, _ = proxied.ask(f"{PREFIX}/staff/sign-out", "POST", urlencode({"csrf": token}), Cookie=session)
    kept, _ = proxied.ask(f"{PREFIX}/display?size=large&back={PREFIX}/")
    every = [
        *cookies,
        *(out.headers.get_all("Set-Cookie") or []),
        *(kept.headers.get_all("Set-Cookie") or []),
    ]
    assert {cookie.partition("Path=")[2].partition(";")[0] for cookie in every} == {PREFIX}
    assert len(every) == len(cookies) + 2


def test_the_log_has_the_readers_address_also_of_who_is_refused(proxied: Behind) -> None:
    statuses = {proxied.ask(f"{PREFIX}/search?q=zz")[0].status for _ in range(52)}
    assert statuses == {200, 429}
    lines = [line for line in proxied.log.read_text().splitlines() if '" 429 ' in line]
    assert lines
    assert all(line.startswith(f"{READER} - - [") for line in lines)
    assert f'"GET {PREFIX}/search HTTP/1.1" 429' in lines[0]


def test_the_log_has_it_also_of_who_was_not_begun(config: Config, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    web = replace(config.web, proxies=1, access_log=str(log))
    told = {"X-Forwarded-For": READER, "X-Forwarded-Prefix": PREFIX}
    with WebServer(listen("127.0.0.1", 0), replace(config, web=web)) as server:
        asking = Client(server._server.application)
        answer = asking.get("/search?q=zz", headers=told, environ_overrides={REFUSED: True})
    assert answer.status_code == 503
    assert re.fullmatch(rf'{READER} - - \[.*\] "GET {PREFIX}/search HTTP/1.1" 503 .*\n', log.read_text())
