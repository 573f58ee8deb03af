"""Short texts under several titles: notices that say something else each time, documents of one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from small_portal import Portal, article, listing

from corpus.store import database, schema
from crawler.walk.sayings import is_alike, saying

pytestmark = pytest.mark.any_database

TITLES = (
    "城关镇低保对象公示",
    "河口镇低保对象公示",
    "石桥镇供水价格调整",
    "防汛值班安排",
    "学区划分说明",
    "古树名录",
)
"""Of documents 1 to 6."""
SORRY = "今晚停用，明早上班以前恢复。给您带来的麻烦，我们十分抱歉。"
HOURS = "一二三四五六七八九"


def page(number: int, body: str) -> str:
    said = article(number).replace(f"关于第{number}号防汛工作的通知", TITLES[number - 1])
    return f'{said.partition("<div class=")[0]}<div class="TRS_Editor"><p>{body}</p></div></body></html>'


def show(portal: Portal, said: Callable[[int, str], str], numbers: range = range(1, 7)) -> None:
    """Each says so under its own title; `said` is given its number and title."""
    rows = listing(list(numbers))
    for number in numbers:
        rows = rows.replace(f"关于第{number}号防汛工作的通知", TITLES[number - 1])
        portal.server.page(f"/tzgg/{number}.html", page(number, said(number, TITLES[number - 1])))
    portal.server.page("/tzgg/index.html", rows)


def own(number: int, title: str) -> str:
    return f"{title}的各项要求如下：" + HOURS[number - 1 :] * 9 + "，请遵照执行。"


def letters() -> Iterator[str]:
    """Another one each time, without a digit."""
    for number in count():
        yield "".join("abcdefghkm"[(number * 7 + place * place) % 10] for place in range(20))


SERIALS, TRACES = count(83423), letters()

NOTICES: dict[str, Callable[[int, str], str]] = {
    "number": lambda number, title: f"处理时出现问题，请把编号告诉值班人员。错误编号：{next(SERIALS)}",
    "letters": lambda number, title: f"本栏目正在搬家，请把追踪码告诉值班人员：{next(TRACES)}",
    "time": lambda number, title: f"现在是{HOURS[number]}点{HOURS[-number]}十分，本栏目{SORRY}",
    "title": lambda number, title: f"您要看的《{title}》{SORRY}",
}


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_with_something_else_in_it_each_time_replaces_nothing(portal: Portal, notice: str) -> None:
    show(portal, own)
    portal.crawl()
    before = portal.documents()
    show(portal, NOTICES[notice])
    for _ in range(2):
        assert portal.crawl().held_back == 6
        assert portal.documents() == before
    show(portal, own)
    assert portal.crawl().changed == 0
    assert portal.store.held_back.of("p") == []


@pytest.mark.parametrize("notice", NOTICES)
def test_a_first_night_of_it_publishes_nothing(portal: Portal, notice: str) -> None:
    show(portal, NOTICES[notice])
    for _ in range(2):
        portal.crawl()
        assert portal.documents() == {}
        a_day_passes(portal)
    show(portal, own)
    portal.crawl()
    assert len(portal.documents()) == 6


SORRY_ALONE = "系统繁忙，请稍后再试。错误编号：83423"


@pytest.mark.parametrize(
    ("body", "taken"), [(SORRY_ALONE, False), ("供水价格系统升级，暂停办理，请稍后再来。", True)]
)
def test_one_document_that_reads_like_a_notice_and_names_nothing_of_its_title_waits(
    portal: Portal, body: str, taken: bool
) -> None:
    show(portal, own)
    portal.crawl()
    portal.server.page("/tzgg/3.html", page(3, body))
    assert portal.crawl().changed == taken


def test_a_new_one_waits_too(portal: Portal) -> None:
    show(portal, own)
    portal.server.page("/tzgg/3.html", page(3, SORRY_ALONE))
    for published in (5, 5, 6):
        portal.crawl()
        assert len(portal.documents()) == published
        a_day_passes(portal)


def announced(number: int, title: str) -> str:
    return f"经审核，{title[:3]}本季度新增对象{number + 20}户，现予公示，公示期七天，欢迎群众监督。"


def corrected(number: int, title: str) -> str:
    return f"公示期满，没有收到异议，{title[:3]}的名单自下月起生效，特此公告周知。"


def test_documents_of_one_sentence_each_are_taken_on_and_rewritten_at_once(portal: Portal) -> None:
    show(portal, announced)
    assert portal.crawl().new == 6
    show(portal, corrected)
    assert portal.crawl().changed == 6


UNTIL = "公示期为五个工作日，如有异议请与办公室联系，逾期不再受理。"


def a_day_passes(portal: Portal) -> None:
    engine, seen = database.connect(portal.config.store_url), schema.held_back.c.last_seen_at
    with database.transaction(engine, writes=True) as connection:
        for one in portal.store.held_back.of("p"):
            earlier = schema.held_back.update().where(schema.held_back.c.url == one.url)
            connection.execute(earlier.values({seen: one.last_seen_at - timedelta(days=1)}))
    engine.dispose()


@pytest.mark.parametrize(
    "usual",
    [
        lambda number, title: f"现将有关情况予以公示，请社会各界监督，{UNTIL}",
        lambda number, title: f"本季度简报已编好，共{number + 20}页，请到服务窗口领取，每人限领一份。",
    ],
)
def test_a_sentence_for_all_is_believed_on_the_third_day_and_later_at_once(
    portal: Portal, usual: Callable[[int, str], str]
) -> None:

    show(portal, usual, range(1, 4))
    published = []
    for _ in range(3):
        portal.crawl()
        published.append(len(portal.documents()))
        a_day_passes(portal)
    assert published == [0, 0, 3]
    show(portal, usual)
    assert portal.crawl().new == 3


@pytest.mark.parametrize(
    "act",
    [
        lambda number: f"现将有关情况予以公示，本季度新增{number + 20}人，{UNTIL}",
        lambda number: f"你单位的申请收悉，原则同意，请严格按规模{number + 20}张床位组织实施。此复。",
        lambda number: f"项目编号：YLZC-2024-{number:03}，评审已经结束，结果见服务窗口，各方可以前来查看。",
        lambda number: f"本周城区地表水水质良好，细颗粒物平均浓度{number + 20}微克，监测点运行如常。",
    ],
)
def test_acts_that_differ_in_figures_alone_are_taken_on_at_once(
    portal: Portal, act: Callable[[int], str]
) -> None:
    show(portal, lambda number, title: act(number))
    assert portal.crawl().new == 6


def test_a_sentence_for_some_of_what_comes_is_believed_at_once(portal: Portal) -> None:
    def said(number: int, title: str) -> str:
        if number <= 3:
            return own(number, title)
        return f"现将成交结果予以公示，成交金额{number * 7 + 20}万元，如有异议请与办公室联系。"

    show(portal, said)
    assert portal.crawl().new == 6


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("甲公告", "系统出错，编号12"), ("乙公告", "系统出错，编号345"), True),
        (("第1期简报", "第1期简报共有文章若干"), ("第2期简报", "第2期简报共有文章若干"), True),
        (("2024年1月水质", "1月断面优良9个"), ("2024年2月水质", "2月断面优良8个"), False),
        (("任命王建国", "王建国同志任副局长"), ("任命李建军", "李建军同志任副局长"), False),
        (("三月降水", "三月份降水偏多"), ("五月降水", "五月份降水偏多"), False),
        (("甲公告", "全部停用"), ("乙公告", "修订草案公开征求意见"), False),
    ],
)
def test_what_says_one_thing(one: tuple[str, str], other: tuple[str, str], alike: bool) -> None:
    first, second = saying(*one), saying(*other)
    assert first is not None
    assert second is not None
    assert is_alike(first, second) is is_alike(second, first) is alike


@pytest.mark.parametrize("text", ["长" * 601, "", "甲公告", "Error 83423"])
def test_what_is_too_long_or_says_nothing_beside_its_title_is_not_compared(text: str) -> None:
    assert saying("甲公告", text) is None
