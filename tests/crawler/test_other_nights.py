"""Nights of other forms, bad ones and sound ones that look like it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone

import pytest
from hostile.server import Exchange, hostile_server
from small_portal import Portal
from test_sayings import a_day_passes

from corpus.store import database, schema

pytestmark = pytest.mark.any_database

_SAID = """
关于水利局防汛抗旱值守安排的通知
各乡镇水利站实行二十四小时值守，县水利局每两小时汇总一次雨情水情，险情发生后十分钟内报告。
关于县水利局小型水库除险加固的公告
李家沟、石门、碾子坪三座小型水库列入除险加固计划，由县水利局组织施工，工期自三月至九月。
河道采砂许可审批结果公示
经县水利局审查，准予青河采砂场在北岸三公里河段采砂，年采量不超过两万立方米，许可期一年。
农村饮水安全工程招标公告
白杨村、柳树湾饮水安全工程已具备招标条件，投标人须具有水利水电施工总承包三级以上资质，向县水利局报名。
关于调整灌溉用水价格的批复
同意将自流灌区农业用水价格调整为每立方米一角二分，超定额部分加价百分之五十，由县水利局负责解释。
水土保持补偿费征收情况年度通报
全年征收水土保持补偿费四百一十七万元，同比增长百分之九，其中采矿项目占六成，县水利局已全部上缴国库。
节水型小区创建验收名单
锦绣花园、东湖名邸等十一个小区通过验收，人均日用水量下降到九十六升，县水利局予以授牌。
关于表彰河长制工作先进个人的决定
授予王建国、赵文斌等二十名同志河长制工作先进个人称号，由县水利局颁发证书，望再接再厉。
"""
_LINES = _SAID.split()
SUBJECTS = tuple(zip(_LINES[::2], _LINES[1::2], strict=True))
TITLES = [title for title, _ in SUBJECTS]
ENTRIES = [(f"/tzgg/{number}.html", title) for number, title in enumerate(TITLES)]


def page(title: str, text: str, *, more: str = "") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<div>发布日期：2024-03-11 来源：县水利局</div>"
        f'<div class="TRS_Editor"><p>{text}</p>{more}</div></body></html>'
    )


def listing(entries: Sequence[tuple[str, str]], following: str = "", day: str = "2024-03-11") -> str:
    rows = "".join(f'<li><a href="{path}">{title}</a><span>{day}</span></li>' for path, title in entries)
    return f'<html><body><ul class="list">{rows}</ul>{following}</body></html>'


@pytest.fixture
def county(portal: Portal) -> Portal:
    """Eight documents that have nothing in common, crawled once."""
    show(portal)
    portal.crawl()
    assert len(portal.documents()) == 8
    return portal


def paths(kind: str = "/tzgg/{}.html") -> list[str]:
    return [kind.format(number) for number in range(len(SUBJECTS))]


def show(portal: Portal, subjects: Sequence[tuple[str, str]] = SUBJECTS, kind: str = "/tzgg/{}.html") -> None:
    entries = []
    for number, (title, text) in enumerate(subjects):
        portal.server.page(kind.format(number), page(title, text))
        entries.append((kind.format(number), title))
    portal.server.page("/tzgg/index.html", listing(entries))


def in_place(portal: Portal, handler: Callable[[Exchange], None]) -> None:
    for path in paths():
        portal.server.routes[path] = handler


def said(portal: Portal) -> dict[str, tuple[str, str]]:
    return {url: (one.title, one.text) for url, one in portal.documents().items()}


def stays(portal: Portal, nights: int = 2) -> None:
    """Whatever comes in place of the documents, they are as before, and the next sound night heals all."""
    before = said(portal)
    for _ in range(nights):
        report = portal.crawl()
        assert said(portal) == before
        assert report.new == report.changed == report.withdrawn == 0
        a_day_passes(portal)
    show(portal)
    assert portal.crawl().changed == 0
    assert said(portal) == before
    assert portal.store.held_back.of("p") == []


NOTICE = page("系统升级公告", "为提升服务质量，本网站正在进行系统升级，期间暂停访问，由此带来不便敬请谅解。")


def test_a_notice_behind_redirects_over_two_hosts(county: Portal) -> None:
    with hostile_server() as other:
        other.routes["/gate"] = lambda exchange: exchange.redirect(f"{county.server.url}/wh/notice.html")
        county.server.page("/wh/notice.html", NOTICE)
        in_place(county, lambda exchange: exchange.redirect(f"{other.url}/gate?from={exchange.path}"))
        stays(county)


def test_a_page_to_sign_in_behind_a_page_that_only_leads_on(county: Portal) -> None:
    def away(exchange: Exchange) -> None:
        exchange.answer(
            f'<html><head><meta http-equiv="refresh" content="0;url=/login.html?back={exchange.path}"></head>'
        )

    in_place(county, away)
    county.server.page(
        "/login.html",
        page("统一身份认证平台", "请输入用户名和密码登录。忘记密码请与系统管理员联系。"),
    )
    stays(county)


@pytest.mark.parametrize(
    "answer",
    [
        lambda exchange: exchange.answer('{"code":500,"msg":"系统繁忙"}', Content_Type="application/json"),
        lambda exchange: exchange.answer(""),
        lambda exchange: exchange.answer("<html><body></body></html>"),
        lambda exchange: exchange.answer(NOTICE, 203),
        lambda exchange: exchange.answer("Too many connections in /var/www/conn.php on line 3"),
        lambda exchange: exchange.answer("<html><body><div>" + "□" * 300 + "</div></body></html>"),
    ],
    ids=["json", "nothing", "empty", "203", "php", "boxes"],
)
def test_what_is_no_page_of_a_portal(county: Portal, answer: Callable[[Exchange], None]) -> None:
    in_place(county, answer)
    stays(county)


def test_lists_of_a_bad_night_bring_nothing(county: Portal) -> None:
    """The list shows other links, behind all of which is one notice."""
    hot = [
        (f"/hot/{number}.html", f"热点新闻第{name}条报道全文") for number, name in enumerate("一二三四五六")
    ]
    in_place(county, lambda exchange: exchange.answer(NOTICE))
    for path, _ in hot:
        county.server.page(path, NOTICE)
    county.server.page("/tzgg/index.html", listing(hot))
    before = said(county)
    for _ in range(2):
        assert county.crawl().new == 0
        assert said(county) == before
        a_day_passes(county)
    show(county)
    assert county.crawl().changed == 0
    assert said(county) == before


def test_a_storm_of_404_in_one_column(portal: Portal) -> None:
    portal.columns = (("通知公告", "tzgg/index.html"), ("政策文件", "zcwj/index.html"))
    words = zip("甲乙丙丁戊己庚辛", SUBJECTS, strict=True)
    other = [(f"关于{word}事项的规定", f"{word}事项由主管部门受理，{text}") for word, (_, text) in words]
    show(portal)
    entries = [(f"/zcwj/{number}.html", title) for number, (title, _) in enumerate(other)]
    for (path, title), (_, text) in zip(entries, other, strict=True):
        portal.server.page(path, page(title, text))
    portal.server.page("/zcwj/index.html", listing(entries))
    portal.crawl()
    before = said(portal)
    assert len(before) == 16
    for path in paths()[:6]:
        del portal.server.routes[path]
    for _ in range(2):
        assert portal.crawl().withdrawn == 0
        assert said(portal) == before
    show(portal)
    portal.crawl()
    assert said(portal) == before
    assert portal.store.held_back.of("p") == []


def test_all_are_renumbered_at_once(county: Portal) -> None:
    before = {one.title: one.text for one in county.documents().values()}
    for path in paths():
        del county.server.routes[path]
    show(county, kind="/xxgk/2024/t{}.html")
    for _ in range(4):
        county.crawl()
        a_day_passes(county)
    documents = county.documents()
    assert sorted(documents) == sorted(paths("/xxgk/2024/t{}.html"))
    assert {one.title: one.text for one in documents.values()} == before


def test_numbers_that_shift_by_one(county: Portal) -> None:
    """Each address has what the one before had: believed in the end, and nothing twice."""
    first = (
        "关于开展春灌工作的紧急通知",
        "今年春灌自三月二十日开始，分三轮供水，第一轮供水量为八百万立方米，请提前清淤。",
    )
    show(county, [first, *SUBJECTS])
    for _ in range(5):
        county.crawl()
        a_day_passes(county)
    assert [one.title for _, one in sorted(county.documents().items())] == [first[0], *TITLES]


def test_304_to_whoever_asks_for_the_whole(county: Portal) -> None:
    in_place(county, lambda exchange: exchange.answer(b"", 304))
    stays(county)


def test_a_list_in_another_order_each_night(portal: Portal) -> None:
    def paged(order: Sequence[int]) -> None:
        for place in range(0, len(order), 3):
            more = f'<a href="/tzgg/index_{place // 3 + 1}.html">下一页</a>' if place + 3 < len(order) else ""
            path = f"/tzgg/index_{place // 3}.html" if place else "/tzgg/index.html"
            entries = [(f"/tzgg/{number}.html", SUBJECTS[number][0]) for number in order[place : place + 3]]
            portal.server.page(path, listing(entries, more))

    show(portal)
    for order in ("315042", "530241", "104325", "4251630", "26401357"):
        paged([*map(int, order)])
        portal.crawl()
        assert len(portal.documents()) == len(order)


def test_what_is_pinned_with_a_day_to_come_hides_nothing(portal: Portal) -> None:
    entries = ENTRIES
    show(portal)

    def shown(those: Sequence[tuple[str, str]]) -> str:
        pinned = '<li><a href="/tzgg/0.html">' + TITLES[0] + "</a><span>2036-01-01</span></li>"
        return listing(those, '<a href="/tzgg/index_1.html">下一页</a>').replace(
            '"list">', '"list">' + pinned
        )

    portal.server.page("/tzgg/index.html", shown(entries[2:5]))
    portal.server.page("/tzgg/index_1.html", listing(entries[5:], day="2024-03-01"))
    portal.crawl()
    assert len(portal.documents()) == 7
    portal.server.page("/tzgg/index.html", shown(entries[1:4]))
    portal.server.page("/tzgg/index_1.html", listing(entries[4:], day="2024-03-01"))
    assert portal.crawl().new == 1


def test_what_a_clock_of_2036_left_is_due(county: Portal) -> None:
    later = datetime.now(timezone.utc) + timedelta(days=4_000)
    engine = database.connect(county.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        connection.execute(schema.page.update().values(fetched_at=later, received_at=later))
        connection.execute(schema.document.update().values(changed_at=later))
        connection.execute(schema.crawled_column.update().values(checked_at=later, read_whole_at=later))
        connection.execute(schema.crawl_run.update().values(started_at=later, finished_at=later))
    engine.dispose()
    new = (
        "关于公布水质监测结果的函",
        "十二个断面水质达到三类以上标准的有十一个，占比九成一，较上月提高八个百分点。",
    )
    show(county, [*SUBJECTS[:7], (SUBJECTS[7][0], SUBJECTS[7][1] + "各单位要认真学习。"), new])
    report = county.crawl()
    assert (report.new, report.changed, report.withdrawn) == (1, 1, 0)


RENAMED = [(title.replace("水利局", "水务局"), text.replace("水利局", "水务局")) for title, text in SUBJECTS]


def test_a_reform_of_names_is_taken_on_at_once(county: Portal) -> None:
    show(county, RENAMED)
    report = county.crawl()
    assert (report.changed, report.held_back) == (8, 0)
    assert [one.text for one in county.documents().values() if "水利局" in one.text] == []


def test_a_new_template_with_the_same_texts_is_taken_on_at_once(county: Portal) -> None:
    before = {one.title: "".join(one.text.split()) for one in county.documents().values()}
    for path, (title, text) in zip(paths(), SUBJECTS, strict=True):
        county.server.page(
            path,
            f"<html><head><title>{title}_青河县人民政府门户网站</title></head><body>"
            f'<div class="header"><a href="/">首页</a>&gt;<a href="/tzgg/index.html">通知公告</a></div>'
            f'<div class="article"><h2 class="article-title">{title}</h2>'
            f'<div class="info"><span>时间：2024-03-11</span><span>字体：大 中 小</span></div>'
            f'<div id="zoom"><section><span>{text}</span></section></div></div>'
            f'<div class="footer">主办：青河县人民政府办公室 网站标识码：6100000001</div></body></html>',
        )
    report = county.crawl()
    assert report.held_back == 0
    assert {one.title: "".join(one.text.split()) for one in county.documents().values()} == before


def test_many_short_notices_of_their_own_are_taken_on_at_once(county: Portal) -> None:
    short = [
        ("河口镇停水通知", "因主管抢修，河口镇三月十二日八时至十七时停水，请提前储水。"),
        ("城关镇停电通知", "因线路检修，城关镇三月十三日九时至十二时停电，请做好准备。"),
        ("石桥镇道路封闭公告", "石桥镇环城北路三月十四日起封闭施工，过往车辆请绕行。"),
        ("白杨村低保名单公示", "白杨村新增低保对象张桂兰、刘德福两户，公示七天，有异议请向民政办反映。"),
        ("柳树湾危房改造公示", "柳树湾危房改造对象为陈守义、马春花两户，公示五天。"),
        ("办公室电话变更公告", "自三月十五日起，县水利局办公室电话变更为2631188，原号码停用。"),
        ("清明节放假通知", "清明节放假三天，四月四日至六日，七日上班，窗口照常值班。"),
        ("面试时间通知", "面试定于三月二十日上午八时三十分在县职教中心举行，请携带身份证。"),
    ]
    show(county, [*SUBJECTS, *short])
    report = county.crawl()
    assert (report.new, report.held_back) == (8, 0)


def test_a_column_at_another_address_has_the_same_documents(county: Portal) -> None:
    before = said(county)
    county.columns = (("通知公告", "xxgk/tzgg/list.html"),)
    county.server.page("/xxgk/tzgg/list.html", listing(ENTRIES))
    report = county.crawl()
    assert (report.new, report.changed, report.held_back, report.withdrawn) == (0, 0, 0, 0)
    assert said(county) == before


def test_the_home_page_in_place_of_all(county: Portal) -> None:
    news = "".join(f"<li><a href='/news/{n}.html'>青河县召开第{n}次工作会议</a></li>" for n in range(30))
    home = (
        "<html><head><title>青河县人民政府</title></head><body><h1>青河县人民政府</h1><div class='news'><ul>"
        f"{news}</ul></div><div><p>青河县位于省境南部，辖九镇四乡，面积二千一百平方公里，人口三十八万。</p></div></body></html>"
    )
    in_place(county, lambda exchange: exchange.answer(home))
    stays(county)


UNDER_ITS_TITLE = {
    "loading": "数据加载中，请稍候……",
    "nothing": "",
    "captcha": '<img src="/captcha.png"><input name="code"> 请输入图中的验证码后继续浏览',
    "titles": "系统正在维护。您还可以看看：</p><p>" + "</p><p>".join(TITLES),
}


@pytest.mark.parametrize("kind", UNDER_ITS_TITLE)
def test_something_else_under_each_title(county: Portal, kind: str) -> None:
    for path, title in zip(paths(), TITLES, strict=True):
        county.server.page(path, page(title, UNDER_ITS_TITLE[kind]))
    stays(county)


def test_a_search_for_each_title(county: Portal) -> None:
    for number, (title, text) in enumerate(SUBJECTS):
        county.server.routes[f"/tzgg/{number}.html"] = lambda exchange, n=number: exchange.redirect(
            f"/s{n}.html"
        )
        found = f"为您找到相关结果 1 个</p><p>{title}</p><p>{text[:20]}……"
        county.server.page(f"/s{number}.html", page("站内搜索", found))
    stays(county)


def test_a_key_for_one_visit_in_the_address(county: Portal) -> None:
    def with_key(exchange: Exchange) -> None:
        exchange.redirect(f"{exchange.path};jsessionid={len(county.server.seen):08X}")

    before = said(county)
    in_place(county, with_key)
    county.server.otherwise = lambda exchange: exchange.answer(page(*SUBJECTS[int(exchange.path[6])]))
    for _ in range(2):
        report = county.crawl()
        assert (report.new, report.changed, report.held_back) == (0, 0, 0)
        assert said(county) == before


@pytest.mark.parametrize("listed", [True, False])
def test_many_that_are_repealed_at_once(county: Portal, listed: bool) -> None:
    entries = []
    for path, (title, text) in zip(paths(), SUBJECTS, strict=True):
        county.server.page(path, page(f"{title}（已废止）", text))
        entries.append((path, f"{title}（已废止）" if listed else title))
    county.server.page("/tzgg/index.html", listing(entries))
    report = county.crawl()
    assert (report.changed, report.held_back) == (8, 0)


def test_a_reform_of_names_that_lists_lag_behind(county: Portal) -> None:
    for path, (title, text) in zip(paths(), RENAMED, strict=True):
        county.server.page(path, page(title, text))
    report = county.crawl()
    assert (report.changed, report.held_back) == (8, 0)


def test_one_that_no_list_names_moves_behind_a_page_that_only_leads_on(county: Portal) -> None:
    title, text = SUBJECTS[7]
    county.server.page("/tzgg/index.html", listing(ENTRIES[:7]))
    county.server.page("/tzgg/7.html", '<meta http-equiv="refresh" content="0;url=/new/7.html">')
    county.server.page("/new/7.html", page(title, text))
    for _ in range(2):
        county.crawl()
        assert [one.title for one in county.documents().values()].count(title) == 1
    county.server.page("/new/7.html", page(title, text + "各单位要认真学习。"))
    county.crawl()
    assert [one.text[-3:] for one in county.documents().values() if one.title == title] == ["学习。"]
