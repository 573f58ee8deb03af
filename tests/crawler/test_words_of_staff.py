"""What was held back is taken on by the word of staff, or when it comes the same way for days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from databases import config_file
from hostile.server import Exchange
from small_portal import Portal

from commands import gongkai
from corpus.files import FileStore
from corpus.store import database, schema
from crawler import Stopped, Word, crawl
from crawler.fetch import Throttle

OTHERS = ["撤销", "任命", "表彰", "招聘", "拍卖", "停电"]


def rewrite(portal: Portal) -> None:
    """All documents become others, under other titles."""
    for number, what in enumerate(OTHERS, 1):
        body = f"<h1>{what}决定书</h1><div class='TRS_Editor'><p>{(what + '事项见下文') * 9}</p></div>"
        portal.server.page(f"/tzgg/{number}.html", f"<html><body>{body}</body></html>")


def break_down(portal: Portal) -> None:
    """All say one thing."""
    for number in range(1, 7):
        portal.server.page(
            f"/tzgg/{number}.html", "<html><body><h1>维护中</h1><p>请稍后再来</p></body></html>"
        )


def a_day_passes(portal: Portal) -> None:
    engine, table = database.connect(portal.config.store_url), schema.held_back
    with database.transaction(engine, writes=True) as connection:
        for answer in portal.store.held_back.of():
            earlier = {"last_seen_at": answer.last_seen_at - timedelta(days=1)}
            connection.execute(table.update().where(table.c.url == answer.url).values(earlier))
    engine.dispose()


def test_what_comes_the_same_way_on_three_days_is_believed(portal: Portal) -> None:
    portal.crawl()
    rewrite(portal)
    changed = []
    for _ in range(3):
        changed += [portal.crawl().changed, portal.crawl().changed]
        a_day_passes(portal)
    assert changed == [0, 0, 0, 0, 6, 0]
    assert portal.store.held_back.of("p") == []


def test_a_notice_is_never_believed(portal: Portal) -> None:
    portal.crawl()
    break_down(portal)
    for _ in range(5):
        assert portal.crawl().changed == 0
        a_day_passes(portal)


def test_what_came_otherwise_begins_anew(portal: Portal) -> None:
    portal.crawl()
    rewrite(portal)
    portal.crawl()
    a_day_passes(portal)
    for number in range(1, 7):
        path = f"/tzgg/{number}.html"
        portal.server.page(path, f"<html><body><h1>改稿</h1><p>{OTHERS[-number] * 40}</p></body></html>")
    portal.crawl()
    assert {answer.days for answer in portal.store.held_back.of("p")} == {1}


def test_the_command_takes_each_word_for_itself(portal: Portal) -> None:
    portal.crawl()
    rewrite(portal)
    assert portal.crawl().held_back == 6
    config = portal.data / "config.toml"
    config_file(
        config,
        "[crawl]\ndelay_seconds = 0\nmissing_hours = 0\nretries = 0\n"
        f'[[portal]]\nname = "p"\nhome = "{portal.server.url}/"\nprivate_hosts = ["127.0.0.1"]\n'
        '[[portal.column]]\nname = "通知公告"\nurl = "tzgg/index.html"\n',
        portal.data,
    )

    def run(*options: str) -> str:
        return CliRunner().invoke(gongkai, ["--config", str(config), "crawl", "p", *options]).output

    assert "有 6 个网址给出的不是原来的文件，暂不采信" in run("--confirm-withdrawals")
    assert "更新 6" in run("--accept-changes")
    for number in range(1, 7):
        del portal.server.routes[f"/tzgg/{number}.html"]
    run()
    assert "有 6 件打不开的文件，暂不撤下" in run("--accept-changes")
    assert "撤下 6" in run("--confirm-withdrawals")


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_crawl_that_is_stopped_before_its_end_loses_nothing(portal: Portal, number: int) -> None:
    """What waits for the end is asked for again."""
    # On a busy machine the request that stops the crawl may take long, and must not be given up.
    portal.settings = replace(portal.settings, timeout_seconds=20, deadline_seconds=40)
    portal.crawl()
    before = portal.documents()
    rewrite(portal)
    path, throttle = f"/tzgg/{number}.html", Throttle(0)
    answer = portal.server.routes[path]

    def stop(exchange: Exchange) -> None:
        throttle.stop.set()
        answer(exchange)

    portal.server.routes[path] = stop
    files = FileStore(portal.config.files_path)
    with pytest.raises(Stopped):
        crawl(portal.portal, portal.store, files, portal.config, throttle=throttle)
    portal.server.routes[path] = answer
    assert portal.documents() == before
    assert portal.crawl().held_back == 6
    assert portal.crawl(word=Word(changes=True)).changed == 6
