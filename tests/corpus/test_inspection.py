"""The inspection of portals: columns, links, dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from corpus.config import Config
from corpus.inspection import (
    ADVICE,
    NAMES,
    ColumnKind,
    ColumnReport,
    Finding,
    Inspection,
    Kind,
    inspect,
    name_documents,
)
from corpus.inspection.kinds import kind_of
from corpus.inspection.workdays import workdays
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.records import ColumnState, Document, PageState
from corpus.store import Store
from corpus.web_settings import InspectionSettings

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=timezone.utc)
SITE = "https://www.example.test"
CONFIG = Config()
CONFIGURED = Config(portal=(PortalSettings("p", SITE),))


def look(store: Store, config: Config = CONFIG) -> Inspection:
    return inspect(store, config, TODAY)


def column(store: Store, name: str, **changes: object) -> None:
    state = ColumnState("p", name, f"{SITE}/{name}/", entries=20, checked_at=NOW)
    store.crawl_memory.save_column(replace(state, **changes))  # type: ignore[arg-type]


def only(found: Sequence[Finding]) -> Finding:
    (finding,) = found
    return finding


def report(inspection: Inspection, name: str) -> ColumnReport:
    return next(r for r in inspection.columns if r.name == name)


# Columns


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", ColumnKind.NEWS),
        ("今日要闻", ColumnKind.NEWS),
        ("通知公告", ColumnKind.NOTICES),
        ("行政规范性文件", ColumnKind.NOTICES),
        ("政策解读", ColumnKind.OTHER),
        ("领导之窗", ColumnKind.OTHER),
        (None, ColumnKind.OTHER),
    ],
)
def test_a_columns_name_tells_its_kind(name: str | None, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("name", "days", "stale"),
    [
        ("工作动态", 14, False),
        ("工作动态", 15, True),
        ("通知公告", 183, False),
        ("通知公告", 184, True),
        ("领导之窗", 4000, False),
    ],
)
def test_a_column_is_stale_beyond_the_limit_of_its_kind(
    store: Store, name: str, days: int, stale: bool
) -> None:
    column(store, name, latest_on=TODAY - timedelta(days=days))
    found = look(store).select(Kind.STALE_COLUMN)
    assert [f.column for f in found] == [name] * stale
    assert report(look(store), name).idle_days == days


def test_the_limits_can_be_set(store: Store) -> None:
    column(store, "工作动态", latest_on=TODAY - timedelta(days=15))
    patient = Config(inspection=InspectionSettings(news_days=30))
    assert not look(store, patient).findings


def test_documents_tell_the_last_day_where_lists_do_not_and_days_to_come_do_not_count(store: Store) -> None:
    column(store, "工作动态")
    store.put(Document("u1", "甲", column="工作动态", portal="p", published_on=date(2026, 1, 5)))
    store.put(Document("u2", "乙", column="工作动态", portal="p", published_on=date(2027, 1, 5)))
    assert report(look(store), "工作动态").last_on == date(2026, 1, 5)
    assert only(look(store).select(Kind.STALE_COLUMN)).url == f"{SITE}/工作动态/"


def test_a_withdrawn_document_keeps_no_column_fresh(store: Store) -> None:
    store.put(Document("u1", "甲", column="工作动态", portal="p", published_on=date(2026, 1, 5)))
    store.put(Document("u2", "乙", column="工作动态", portal="p", published_on=TODAY))
    store.withdraw("u2")
    assert look(store).counts[Kind.STALE_COLUMN] == 1


def test_a_column_is_judged_by_the_day_on_which_we_read_it(store: Store) -> None:
    column(store, "工作动态", checked_at=NOW - timedelta(days=20), latest_on=TODAY - timedelta(days=21))
    assert not look(store).findings
    assert [f.kind for f in look(store, CONFIGURED).findings] == [Kind.UNCHECKED_COLUMN]


def test_an_empty_column_is_told_from_one_that_cannot_be_read(store: Store) -> None:
    column(store, "空栏", entries=0, error="没有找到列表条目")
    column(store, "坏栏", error="没有找到列表条目")
    column(store, "断栏", entries=0, error="没有找到列表页")
    store.visits.save([PageState(f"{SITE}/断栏/", status=404, error="页面不存在")])
    kinds = {f.column: f.kind for f in look(store).findings}
    assert kinds == {
        "空栏": Kind.EMPTY_COLUMN,
        "坏栏": Kind.UNREAD_COLUMN,
        "断栏": Kind.UNREAD_COLUMN,
    }


def test_a_column_that_the_configuration_dropped_is_not_shown(store: Store) -> None:
    column(store, "旧栏", error="没有找到列表条目")
    portal = PortalSettings("p", SITE, column=(ColumnSettings("新栏", "xl/"),))
    assert not look(store, Config(portal=(portal,))).columns
    old = date(2020, 1, 5)
    store.put(Document("u1", "甲", column="工作动态", portal="p", published_on=old))
    assert look(store, Config(portal=(portal,))).counts[Kind.STALE_COLUMN] == 1, "it was never read"
    column(store, "工作动态", latest_on=old)
    assert not look(store, Config(portal=(portal,))).findings, "nothing new is to come"


def test_a_portal_that_the_configuration_dropped_is_not_judged(store: Store) -> None:
    store.crawl_memory.begin_run("p")
    store.crawl_memory.end_run("p", "网站一再拒绝抓取。")
    column(store, "旧栏", error="没有找到列表条目")
    kinds = {f.kind for f in look(store).findings}
    assert kinds == {Kind.PORTAL_DOWN, Kind.UNREAD_COLUMN}, "by its address alone"
    other = look(store, Config(portal=(PortalSettings("q", SITE),)))
    assert not other.columns
    assert not other.findings


# Portals and links


def test_a_portal_that_could_not_be_read_is_down_since_its_crawl_began(store: Store) -> None:
    started, _ = store.crawl_memory.begin_run("p")
    assert not look(store).findings
    store.crawl_memory.end_run("p", "网站一再拒绝抓取。")
    says = only(look(store).findings).says
    china = started.started_at.astimezone(timezone(timedelta(hours=8)))
    assert says == f"{china:%Y-%m-%d %H:%M} 起没有读完：网站一再拒绝抓取。"
    store.crawl_memory.end_run("p")
    assert not look(store).findings


@pytest.fixture
def dead(store: Store) -> Callable[..., None]:
    """Remembers an address of a portal that was just crawled and does not answer."""
    started, _ = store.crawl_memory.begin_run("p")
    store.crawl_memory.end_run("p")

    def save(**changes: object) -> None:
        at = started.started_at
        state = PageState(f"{SITE}/1.html", 404, fetched_at=at, error="页面不存在", missing_since=at)
        state = replace(state, portal="p", found_on=f"{SITE}/tzgg/")
        store.visits.save([replace(state, **changes)])  # type: ignore[arg-type]

    return save


def test_a_link_to_nothing_is_told_with_the_page_it_stands_on(
    store: Store, dead: Callable[..., None]
) -> None:
    dead()
    finding = only(look(store).findings)
    assert (finding.kind, finding.url, finding.found_on) == (
        Kind.BROKEN_LINK,
        f"{SITE}/1.html",
        f"{SITE}/tzgg/",
    )
    assert "404" in finding.says


def test_a_fault_is_told_when_it_repeats(store: Store, dead: Callable[..., None]) -> None:
    dead(missing_since=None, status=500, error="网站出错（HTTP 500）。", faults=1)
    assert not look(store).findings
    dead(missing_since=None, status=500, error="网站出错（HTTP 500）。", faults=2)
    assert "HTTP 500" in only(look(store).findings).says


def test_a_link_that_no_list_has_had_since_is_not_told(store: Store, dead: Callable[..., None]) -> None:
    dead(fetched_at=datetime.now(timezone.utc) - timedelta(days=8))
    assert not look(store).findings


def test_a_document_taken_away_with_its_link_is_no_broken_link(
    store: Store, dead: Callable[..., None]
) -> None:
    store.put(Document(f"{SITE}/1.html", "甲", portal="p", column="通知公告"))
    dead()
    assert not look(store).findings  # not confirmed yet
    store.withdraw(f"{SITE}/1.html")
    assert not look(store).findings
    dead(fetched_at=datetime.now(timezone.utc))  # a list still led there
    assert only(look(store).findings).title == "甲"


# Dates


def put(store: Store, *dates: tuple[date | None, date | None]) -> None:
    store.put_many(
        [
            Document(f"u{n}", f"第{n}号", issued_on=issued, published_on=published, portal="p", column="栏")
            for n, (issued, published) in enumerate(dates)
        ]
    )


def test_dates_to_come_and_out_of_order_are_told_once(store: Store) -> None:
    put(
        store,
        (date(2026, 3, 1), date(2026, 2, 27)),
        (date(2027, 1, 1), date(2026, 2, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (None, date(2026, 12, 1)),
        (None, None),
    )
    found = {f.title: f for f in name_documents(store, look(store).findings)}
    assert {title: f.kind for title, f in found.items()} == {
        "第0号": Kind.PUBLISHED_BEFORE_ISSUED,
        "第1号": Kind.FUTURE_DATE,
        "第3号": Kind.FUTURE_DATE,
    }
    assert found["第0号"].says == "发布日期 2026-02-27 早于成文日期 2026-03-01。"
    assert found["第1号"].says == "成文日期 2027-01-01 在今天（2026-11-24）之后。"
    assert found["第0号"].url == "u0"


def test_a_whole_column_on_one_day_is_told(store: Store) -> None:
    day = date(2026, 5, 6)
    put(store, *[(day, day)] * 9)
    assert not look(store).findings
    put(store, *[(day, day)] * 18, (date(2026, 6, 1), date(2026, 6, 1)))
    finding = only(look(store).findings)
    assert (finding.kind, finding.column) == (Kind.ONE_DAY, "栏")
    assert "19 份文件中有 18 份" in finding.says
    assert look(store).columns[0].found[Kind.ONE_DAY] == 1


@pytest.mark.parametrize(
    ("issued", "published", "days"),
    [
        # 2024: New Year's Day; the Spring Festival from 10 to 17 February, worked on 4 and 18 February.
        (date(2023, 12, 29), date(2024, 1, 2), 1),
        (date(2024, 2, 2), date(2024, 2, 18), 7),
        # 2005-12-31, a Saturday, was worked (国办发明电〔2005〕35号).
        (date(2005, 12, 30), date(2005, 12, 31), 1),
        # The Spring Festival of 2020 was prolonged to 2 February.
        (date(2020, 1, 23), date(2020, 2, 3), 1),
        (date(2026, 3, 2), date(2026, 3, 2), 0),
    ],
)
def test_working_days_heed_holidays_and_days_worked_in_their_place(
    issued: date, published: date, days: int
) -> None:
    assert workdays(2026).between(issued, published) == days


def test_a_document_is_late_after_twenty_working_days(store: Store) -> None:
    issued = date(2026, 3, 2)  # a Monday; no holiday until Tomb-Sweeping Day in April
    put(store, (issued, date(2026, 3, 30)), (issued, date(2026, 3, 31)))
    finding = only(name_documents(store, look(store).findings))
    assert (finding.kind, finding.title) == (Kind.PUBLISHED_LATE, "第1号")
    assert "隔了 21 个工作日，期限是 20 个工作日" in finding.says
    assert len(look(store, Config(inspection=InspectionSettings(disclosure_workdays=19))).findings) == 2


def test_nothing_was_late_before_the_regulations(store: Store) -> None:
    put(store, (date(2008, 4, 30), date(2009, 1, 1)))
    assert not look(store).findings


def test_beyond_the_announced_holidays_nothing_is_guessed(store: Store) -> None:
    put(store, (date(2098, 3, 2), date(2098, 9, 1)), (date(2098, 3, 2), date(2098, 3, 9)))
    inspection = inspect(store, CONFIG, date(2099, 1, 1))
    assert inspection.counts[Kind.PUBLISHED_LATE] == 0
    assert inspection.unjudged == 1
    assert inspection.calendar[0] == 2001
    assert 2026 <= inspection.calendar[1] < 2098


def test_a_finding_of_every_kind_says_what_it_is_and_what_to_do() -> None:
    assert set(ADVICE) == set(NAMES) == set(Kind)
