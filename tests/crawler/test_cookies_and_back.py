"""Pages that give a cookie and send their reader back to what was asked for."""

from __future__ import annotations

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing


def checked(portal: Portal, path: str, body: str, back: str, directly: bool) -> None:
    def respond(exchange: Exchange) -> None:
        if "pass=1" in exchange.headers.get("Cookie", ""):
            exchange.answer(body)
        elif directly:
            exchange.answer(back.format(path), Set_Cookie="pass=1; Path=/")
        else:
            exchange.answer("", 302, Location=f"/check.html?back={path}")

    portal.server.routes[path] = respond


@pytest.mark.parametrize("directly", [False, True])
@pytest.mark.parametrize(
    "back",
    [
        '<html><head><meta http-equiv="refresh" content="0;URL=\'{}\'"></head><body></body></html>',
        "<html><body>正在跳转<script>location.replace('{}')</script></body></html>",
    ],
)
def test_the_page_is_asked_for_again_with_the_cookie(portal: Portal, back: str, directly: bool) -> None:
    checked(portal, "/tzgg/index.html", listing([1, 2]), back, directly)
    for number in (1, 2):
        checked(portal, f"/tzgg/{number}.html", article(number), back, directly)

    def check(exchange: Exchange) -> None:
        exchange.answer(back.format(exchange.path.partition("=")[2]), Set_Cookie="pass=1; Path=/")

    portal.server.routes["/check.html"] = check
    assert portal.crawl().new == 2


def test_the_page_is_asked_for_again_where_the_home_page_came_with_the_cookie(portal: Portal) -> None:
    portal.list([1, 2])

    def respond(exchange: Exchange) -> None:
        if "visitor=1" in exchange.headers.get("Cookie", ""):
            exchange.answer(article(1))
        else:
            exchange.answer("", 302, Location="/", Set_Cookie="visitor=1; Path=/")

    portal.server.routes["/tzgg/1.html"] = respond
    portal.server.routes["/tzgg/2.html"] = lambda exchange: exchange.answer("", 302, Location="/")
    portal.server.page("/", "<html><body><p>首页</p></body></html>")
    assert portal.crawl().new == 1
