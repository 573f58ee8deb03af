"""The site over HTTP, and its command."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
import requests
from click.testing import CliRunner

from sample_portal import Portal, PortalServer, serve
from sample_portal.__main__ import main


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with serve(Portal()) as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as open_session:
        open_session.trust_env = False
        yield open_session


def test_every_page_is_served_with_its_type(server: PortalServer, session: requests.Session) -> None:
    for path, resource in server.portal.pages.items():
        answer = session.get(urljoin(server.url, path))
        assert (answer.status_code, answer.content) == (200, resource.body)
        assert answer.headers["Content-Type"] == resource.content_type


def test_a_folder_answers_with_its_index_and_a_query_string_is_ignored(
    server: PortalServer, session: requests.Session
) -> None:
    home = server.portal.pages["/index.html"].body
    assert session.get(server.url).content == home
    assert session.get(server.url + "index.html?from=wx").content == home


def test_head_tells_the_length_and_sends_nothing(server: PortalServer, session: requests.Session) -> None:
    answer = session.head(server.url)
    assert int(answer.headers["Content-Length"]) == len(server.portal.pages["/index.html"].body)
    assert answer.content == b""


def test_an_unchanged_page_is_304_by_tag_and_by_date(server: PortalServer, session: requests.Session) -> None:
    first = session.get(server.url)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for condition in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-Modified-Since": modified},
    ):
        answer = session.get(server.url, headers=condition)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == etag


def test_the_tag_decides_before_the_date(server: PortalServer, session: requests.Session) -> None:
    modified = session.get(server.url).headers["Last-Modified"]
    both = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert session.get(server.url, headers=both).status_code == 200
    assert session.get(server.url, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_changed_page_is_sent_again_to_who_asks_by_date(
    server: PortalServer, session: requests.Session
) -> None:
    lists = [path for path in server.portal.pages if path.endswith("/index.html")]
    seen = {path: session.get(urljoin(server.url, path)) for path in lists}
    before = dict(server.portal.pages)
    server.advance()
    changed = [path for path in lists if server.portal.pages[path] != before[path]]
    assert changed
    for path in changed:
        condition = {"If-Modified-Since": seen[path].headers["Last-Modified"]}
        assert session.get(urljoin(server.url, path), headers=condition).status_code == 200


def test_a_missing_page_is_a_page_of_the_portal(server: PortalServer, session: requests.Session) -> None:
    answer = session.get(server.url + "zwgk/none.html")
    assert answer.status_code == 404
    assert "页面不存在" in answer.text
    assert session.get(server.url).status_code == 200


def test_what_is_withdrawn_answers_404_and_later_410(server: PortalServer, session: requests.Session) -> None:
    (path,) = server.advance().withdrawn
    assert session.get(urljoin(server.url, path)).status_code == 404
    server.advance()
    assert session.get(urljoin(server.url, path)).status_code == 410


def test_the_log_is_silent(
    server: PortalServer, session: requests.Session, capfd: pytest.CaptureFixture[str]
) -> None:
    session.get(server.url + "none")
    assert capfd.readouterr() == ("", "")


def test_the_command_explains_itself_with_an_example() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert "例：python -m sample_portal" in result.output


def test_the_command_says_what_to_do_when_the_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["--port", str(port)])
    assert result.exit_code == 1
    assert "请用 --port 换一个端口" in result.output
    assert "Traceback" not in result.output
