"""A crawl that is begun for somebody runs by itself, and says what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from small_portal import Portal, article, listing

from commands.crawl_progress import unpaused
from corpus.config import Config
from corpus.files import FileStore
from corpus.portal_settings import ColumnSettings
from corpus.reading_now import is_read
from corpus.store import PersonalFilter
from crawler import CrawlError, Orders, crawl

NOTICES, RULES = ColumnSettings("通知公告", "tzgg/index.html"), ColumnSettings("政策文件", "zcwj/list.html")


@pytest.fixture
def config(portal: Portal) -> Config:
    """Of a portal of two columns, the second with one document."""
    portal.server.page("/zcwj/list.html", listing([9]))
    portal.server.page("/tzgg/9.html", article(9))
    return replace(portal.config, portal=(replace(portal.portal, column=(NOTICES, RULES)),))


@pytest.fixture
def orders(config: Config) -> Iterator[Orders]:
    made = Orders(config)
    yield made
    made.close()
    made.wait(60)


def test_a_portal_is_crawled_once_at_a_time_and_the_end_is_written_down(
    portal: Portal, orders: Orders, capfd: pytest.CaptureFixture[str]
) -> None:
    orders.start("p", None, "王芳")
    with pytest.raises(CrawlError, match="正在采集"):
        orders.start("p", None, "王芳")
    orders.wait(120)
    (event,) = portal.store.audit.all()
    assert (event.who, event.action, event.detail) == ("王芳", "采集结束", "p")
    assert event.outcome == "读完（新增 7 件）"
    assert "Warning" not in capfd.readouterr().err


def test_one_that_is_ended_at_its_beginning_says_so(
    portal: Portal, orders: Orders, capfd: pytest.CaptureFixture[str]
) -> None:
    orders.start("p", None, "王芳")
    orders.close()
    orders.wait(120)
    assert [event.outcome for event in portal.store.audit.all()] == ["服务停止，采集中断，下次接着采集"]
    assert "Traceback" not in capfd.readouterr().err


def test_what_it_brought_is_looked_through(portal: Portal, orders: Orders) -> None:
    portal.server.page("/tzgg/1.html", article(1, body="救助对象滕某某，身份证号码539926195203170016。" * 3))
    orders.start("p", None, "王芳")
    orders.wait(120)
    assert portal.store.personal_findings.count(PersonalFilter()) == 1


def test_a_portal_that_was_removed_a_moment_before_is_told(portal: Portal, orders: Orders) -> None:
    orders.start("removed", None, "王芳")
    orders.wait(120)
    assert [event.outcome for event in portal.store.audit.all()] == ["这个门户刚刚移除，没有采集"]


def test_a_column_alone_decides_nothing_about_the_others(portal: Portal, config: Config) -> None:
    files = FileStore(config.files_path)
    crawl(config.portal[0], portal.store, files, config)
    runs = portal.store.crawl_memory.runs()
    portal.server.page("/zcwj/list.html", listing([9, 10, 1]))
    portal.server.page("/tzgg/10.html", article(10))
    del portal.server.routes["/tzgg/2.html"]
    report = crawl(config.portal[0], portal.store, files, config, columns=("政策文件",))
    assert (report.new, report.changed, report.withdrawn, report.list_pages) == (1, 0, 0, 1)
    assert portal.store.crawl_memory.runs() == runs
    assert portal.store.visits.published("p") == {"通知公告": 6, "政策文件": 2}


def test_a_paused_column_is_not_read_and_keeps_its_documents(portal: Portal, config: Config) -> None:
    files = FileStore(config.files_path)
    crawl(config.portal[0], portal.store, files, config)
    portal.server.page("/zcwj/list.html", listing([9, 10]))
    portal.server.page("/tzgg/10.html", article(10))
    portal.server.page("/tzgg/index.html", listing([*range(1, 7), 9]))
    paused = replace(config.portal[0], column=(NOTICES, replace(RULES, paused=True)))
    report = crawl(paused, portal.store, files, config)
    assert (report.new, report.withdrawn) == (0, 0)
    assert portal.store.visits.published("p") == {"通知公告": 6, "政策文件": 1}
    resting = replace(paused, column=tuple(replace(one, paused=True) for one in paused.column))
    report = crawl(resting, portal.store, files, config)
    assert (report.list_pages, report.problems[0].reason[:6]) == (0, "栏目都已暂停")
    assert unpaused(replace(config, portal=(paused, resting))) == [paused]
    assert not is_read(replace(config, portal=(resting,)), "p")
