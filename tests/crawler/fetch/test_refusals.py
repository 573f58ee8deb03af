"""A portal that turns us away is told apart from one in trouble, and left alone for longer each time."""

from __future__ import annotations

import pytest
from hostile.server import HostileServer

from corpus.config import CrawlSettings
from crawler.fetch import Blocked, Client, Guard, HttpFault, Stopped, Throttle
from crawler.fetch.challenge import is_challenge
from crawler.fetch.throttle import LONGEST_PENALTY

QUICK = CrawlSettings(delay_seconds=0, timeout_seconds=1, deadline_seconds=2, retries=2)
SCRIPT = '<html><head><script src="/a8f.js"></script></head><body></body></html>'
CAPTCHA = (
    "<html><head><title>安全验证</title></head><body>请完成验证后继续访问<input name=code></body></html>"
)
LOGIN = "<html><head><title>用户登录</title></head><body>账号 密码 请输入验证码 <input></body></html>"


def client_of(server: HostileServer) -> Client:
    return Client(QUICK, Guard([server.host], [server.host]), Throttle(0))


@pytest.mark.parametrize(
    ("status", "body"),
    [(403, ""), (412, SCRIPT), (521, SCRIPT), (200, CAPTCHA), (503, CAPTCHA),
     (200, "<html><script>var x='__jsl_clearance_s';</script></html>")],
)  # fmt: skip
def test_a_portal_that_turns_us_away_is_asked_once(
    portal_server: HostileServer, status: int, body: str
) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer(body, status)
    with pytest.raises(Blocked) as caught:
        client_of(portal_server).get(portal_server.url + "/a")
    assert caught.value.status == status
    assert str(caught.value).endswith("。")
    assert portal_server.paths == ["/a"]


@pytest.mark.parametrize(("status", "body"), [(412, "条件不符"), (503, "维护中"), (404, CAPTCHA)])
def test_a_fault_is_no_refusal(portal_server: HostileServer, status: int, body: str) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer(body, status)
    with pytest.raises(HttpFault):
        client_of(portal_server).get(portal_server.url + "/a")


def test_a_login_page_and_an_article_about_captchas_are_pages() -> None:
    article = (
        "<html><title>验证码短信管理办法解读</title>" + "访问过于频繁时请稍候。规定正文。" * 60 + "</html>"
    )
    assert not is_challenge(LOGIN.encode())
    assert not is_challenge(article.encode())
    assert is_challenge(CAPTCHA.encode("gb18030"))


def test_pages_of_firewalls_that_have_an_element_for_their_question_are_challenges() -> None:
    shown = (
        '<html><head><title></title><script src="{}"></script></head><body><div id="box"></div></body></html>'
    )
    assert is_challenge(shown.format("/.safeline/challenge/sdk.js").encode())
    assert not is_challenge(shown.format("/static/app.js").encode())


def test_the_pause_grows_with_each_refusal_and_shrinks_with_each_answer() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    throttle = Throttle(1.0, clock=lambda: now[0], sleep=sleep)

    def ask(answer: str) -> None:
        with throttle.turn("a"):
            throttle.refused("a", None) if answer == "no" else throttle.accepted("a")

    for answer in ("yes", "no", "no", "no", "yes", "yes", "yes", "yes"):
        ask(answer)
    assert slept == [1, 3, 5, 9, 5, 3, 1]


def test_the_wait_that_a_portal_asks_for_is_kept_up_to_a_limit(portal_server: HostileServer) -> None:
    portal_server.routes["/a"] = lambda exchange: exchange.answer("", 429, Retry_After="700")
    with pytest.raises(Blocked) as caught:
        client_of(portal_server).get(portal_server.url + "/a")
    assert caught.value.wait == 700
    assert portal_server.paths == ["/a"]
    throttle = Throttle(0)
    throttle.refused("a", 10.0**8)
    assert throttle._penalties["a"] == LONGEST_PENALTY


def test_a_stopped_throttle_lets_nothing_more_through() -> None:
    throttle = Throttle(60.0)
    throttle.stop.set()
    with pytest.raises(Stopped), throttle.turn("a"):
        pytest.fail("a request was let through")


def test_fields_are_posted_and_a_nameless_one_is_json(portal_server: HostileServer) -> None:
    portal_server.page("/queryList", "{}", Content_Type="application/json")
    client = client_of(portal_server)
    client.get(portal_server.url + "/queryList", form=(("current", "2"), ("webSiteCode[]", "县")))
    assert portal_server.seen[-1].body == b"current=2&webSiteCode%5B%5D=%E5%8E%BF"
    client.get(portal_server.url + "/queryList", form=(("", '{"p": 1}'),))
    assert portal_server.seen[-1].body == b'{"p": 1}'
    assert portal_server.seen[-1].headers["Content-Type"] == "application/json"
