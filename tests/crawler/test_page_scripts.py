"""The scripts that pages load: which are of use, and how often they are looked through."""

from __future__ import annotations

from typing import cast

import pytest

from crawler.families import read
from crawler.fetch import Client, FetchError, Guard
from crawler.pages.page import Page
from crawler.walk import page_scripts
from crawler.walk.page_scripts import PageScripts

FETCHES = "function show(page) { $.get(base + '/articleList', {pageNo: page, channelId: channel}, draw); }"
NAMES = "var base = '/api', channel = 38;"
USELESS = "function larger(size) { document.body.style.fontSize = size + 'px'; }"


class _Answer:
    content_type = "text/javascript; charset=utf-8"

    def __init__(self, text: str) -> None:
        self.body = text.encode()


class _Portal:
    """A client and a guard of a portal that has these scripts."""

    def __init__(self, **scripts: str) -> None:
        self._scripts = scripts
        self.asked: list[str] = []

    def get(self, url: str) -> _Answer:
        self.asked.append(url)
        return _Answer(self._scripts[url.rpartition("/")[2].removesuffix(".js")])

    def allows(self, url: str) -> bool:
        return True


def scripts_of(portal: _Portal) -> PageScripts:
    return PageScripts(cast(Client, portal), cast(Guard, portal))


def page_with(*names: str, body: str = "") -> Page:
    loads = "".join(f"<script src='/js/{name}.js'></script>" for name in names)
    return Page("http://www.a.gov.cn/tzgg/", f"<html>{loads}<h2>通知公告</h2>{body}</html>", "utf-8")


def test_scripts_that_add_nothing_leave_a_page_as_it_is() -> None:
    page = page_with("size", "names")
    scripts = scripts_of(_Portal(size=USELESS, names=NAMES))
    assert scripts.written_into(page) is page


@pytest.mark.parametrize(
    ("loaded", "body"), [(("names", "list"), ""), (("names",), f"<script>{FETCHES}</script>")]
)
def test_names_that_another_script_sets_are_known_to_one_that_fetches(
    loaded: tuple[str, ...], body: str
) -> None:
    page = page_with(*loaded, body=body)
    whole = scripts_of(_Portal(names=NAMES, list=FETCHES)).written_into(page)
    made = read(whole)
    assert made.source == "http://www.a.gov.cn/api/articleList?pageNo=1&channelId=38"


def test_a_menu_that_a_script_only_holds_is_of_use() -> None:
    page = page_with("menu")
    assert scripts_of(_Portal(menu="show({name: '政策文件', url: '/zcwj/'})")).written_into(page) is not page


def test_a_page_is_looked_through_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Page] = []
    made = page_scripts.surely_made
    monkeypatch.setattr(page_scripts, "surely_made", lambda page: looked.append(page) or made(page))
    portal = _Portal(names=NAMES, list=FETCHES)
    scripts, page = scripts_of(portal), page_with("names", "list")
    listed = read(page)
    first = scripts.list_of(page, listed)
    assert first.source is not None
    assert scripts.list_of(page, listed) is first
    assert scripts.written_into(page) is scripts.written_into(page)
    assert (len(looked), len(portal.asked)) == (1, 2)


def test_what_surely_is_a_list_is_kept() -> None:
    rows = "".join(
        f"<li><a href='{n}.html'>关于第{n}号防汛工作的通知</a><i>2024-03-1{n}</i></li>" for n in (1, 2)
    )
    page = page_with("names", "list", body=f"<ul>{rows}</ul>")
    portal = _Portal(names=NAMES, list=FETCHES)
    listed = read(page)
    assert scripts_of(portal).list_of(page, listed) is listed
    assert portal.asked == []


def test_a_script_that_cannot_be_had_adds_nothing() -> None:
    class Silent(_Portal):
        def get(self, url: str) -> _Answer:
            raise FetchError(url, "没有回答")

    page = page_with("list")
    assert scripts_of(Silent()).written_into(page) is page
