"""One portal with every trap at once: the crawl ends within its limits, and every good page is stored."""

from __future__ import annotations

import gzip
import time

import pytest
from hostile.server import Exchange
from small_portal import Portal, article, listing

MOST_REQUESTS = 1_500
"""Traps are left after some hundred pages each: calendars, generators, loops."""


def link(url: str, text: str = "通知公告栏目") -> str:
    return f'<a href="{url}">{text}</a>'


def calendar(exchange: Exchange) -> None:
    """Every month leads to the next one and to the one before."""
    month = int(exchange.path.partition("=")[2] or 0)
    body = "".join(link(f"/calendar.html?month={m}", f"第{m}月日程安排") for m in (month - 1, month + 1))
    exchange.answer(f"<html><body><h1>{month}</h1>{body}</body></html>")


def loop(exchange: Exchange) -> None:
    """A relative link that nests without end."""
    exchange.answer(f"<html><body>{link('loop/')}{link('../loop/')}</body></html>")


def generator(exchange: Exchange) -> None:
    """A sub-folder of new names on each page."""
    seed = len(exchange.path)
    body = "".join(link(f"{exchange.path}x{seed}{n}/", f"栏目{seed}{n}") for n in range(5))
    exchange.answer(f"<html><body>{body}</body></html>")


def drip(exchange: Exchange) -> None:
    exchange.begin(Content_Type="text/html", Content_Length="100000")
    for _ in range(1000):
        exchange.wfile.write(b"<p>")
        exchange.wfile.flush()
        time.sleep(0.05)


def bomb(exchange: Exchange) -> None:
    exchange.answer(gzip.compress(b"0" * 60_000_000), Content_Encoding="gzip")


def huge_robots(exchange: Exchange) -> None:
    """50 MB; what a crawler must know stands in the beginning."""
    exchange.begin(Content_Type="text/plain", Content_Length=str(50_000_000))
    exchange.wfile.write(b"User-agent: *\nDisallow: /forbidden/\n")
    filler = b"Disallow: /nothing/here/\n" * 2621
    for _ in range(50_000_000 // len(filler)):
        exchange.wfile.write(filler)


def traps(portal: Portal) -> dict[str, object]:
    nested = "<div>" * 2_000_000
    other = f"http://127.0.0.1:{portal.server.server_address[1] + 1}/"
    return {
        "/calendar.html": calendar,
        "/loop/": loop,
        "/generator/": generator,
        "/drip.html": drip,
        "/bomb.html": bomb,
        "/nested.html": lambda e: e.answer(nested),
        "/inward.html": lambda e: e.redirect(other),
        "/metadata.html": lambda e: e.redirect("http://169.254.169.254/latest/meta-data/"),
        "/round.html": lambda e: e.redirect("/round.html?again=1"),
        "/forbidden/a.html": lambda e: pytest.fail("robots.txt was not read"),
        "/sitemap.xml": lambda e: e.answer(
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
            '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
            "<urlset><url><loc>&c;&e;</loc></url></urlset>",
            Content_Type="application/xml",
        ),
    }


@pytest.mark.any_database
def test_every_good_page_of_a_hostile_portal_is_stored(portal: Portal) -> None:
    routes = traps(portal)
    portal.server.routes.update(routes)  # type: ignore[arg-type]
    portal.server.routes["/robots.txt"] = huge_robots
    body = "".join(link(url) for url in routes) + link("/tzgg/index.html") + link("javascript:void(0)")
    portal.server.page("/", f"<html><body>{body}</body></html>")
    portal.server.otherwise = lambda e: (
        (loop if "/loop/" in e.path else generator)(e) if e.path.endswith("/") else e.answer("", 404)
    )
    names = '<p><a href="/f/..%2f..%2fetc%2fpasswd.pdf">../../etc/passwd.pdf</a></p>'
    portal.server.page("/tzgg/1.html", article(1, extra=names))
    portal.server.page("/f/..%2F..%2Fetc%2Fpasswd.pdf", b"%PDF-1.4 x", Content_Type="application/pdf")
    portal.server.page("/tzgg/index.html", listing(list(range(1, 7)), following=link("/tzgg/index.html")))
    report = portal.crawl(discover=True, max_page_bytes=12_000_000)
    assert set(portal.documents()) == {f"/tzgg/{n}.html" for n in range(1, 7)}
    assert report.requests < MOST_REQUESTS
    reasons = portal.reasons(report)
    assert reasons.keys() >= {"/drip.html", "/bomb.html", "/inward.html", "/metadata.html", "/round.html"}
    assert all(reason.endswith("。") for reason in reasons.values())
    stored = [
        path for path in portal.data.rglob("*") if path.is_file() and path.parent.parent.name == "files"
    ]
    assert all(len(path.name) == 62 for path in stored)
