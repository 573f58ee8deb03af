"""A store that notices overwritten before answers were held back heals, and shows nobody what was false."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import replace

import pytest
from hostile.server import Exchange
from small_portal import PARAGRAPH, Portal, article

from corpus.records import Attachment, Document, Doubt
from corpus.store import database, migrate

OWN = "东西南北中上下左右前后里外"
WORDS = "机房停电检修，今天下午各栏目暂时打不开，晚上恢复，请大家互相转告，谢谢理解。"


@pytest.fixture(autouse=True)
def said_by_each(portal: Portal) -> None:
    """Each document says something of its own."""
    for number in range(1, 7):
        portal.server.page(f"/tzgg/{number}.html", article(number, body=PARAGRAPH + OWN[number] * 9))


def overwrite(
    portal: Portal, numbers: range, *, title: str = "告用户", words: str = WORDS, **more: object
) -> None:
    """As crawls used to do."""
    for number in numbers:
        held = portal.documents()[f"/tzgg/{number}.html"]
        false = replace(
            held, title=title or held.title, text=words.replace("N", str(number)), html=None, **more
        )
        portal.store.put(false, "ff" * 32)  # type: ignore[arg-type]


def migrated(portal: Portal) -> None:
    """What the migration does to a store of the former schema."""
    (path,) = migrate.MIGRATIONS.glob("versions/0009_*.py")
    spec = importlib.util.spec_from_file_location("migration", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    engine = database.connect(portal.config.store_url)
    with database.transaction(engine, writes=True) as connection:
        module._find_overwritten(connection)
    engine.dispose()


def texts(portal: Portal, number: int) -> list[str]:
    """What the versions of a document say, the present one first, in a word."""
    stored = portal.store.by_url(f"{portal.server.url}/tzgg/{number}.html")
    assert stored is not None
    versions = portal.store.versions(stored.id)
    return ["own" if "防汛" in version.document.text else "false" for version in versions]


def marked(portal: Portal) -> set[str]:
    answers = portal.store.held_back.of("p")
    return {answer.url.rpartition("/")[2] for answer in answers if answer.kind is Doubt.OVERWRITTEN}


NOTICES: dict[str, dict[str, str]] = {
    "titled": {},
    "under-the-own-title": {"title": ""},
    "numbered": {"words": WORDS + "流水号 N-7a"},
}


@pytest.mark.parametrize("kind", NOTICES)
def test_what_was_overwritten_heals_at_the_next_crawl(portal: Portal, kind: str) -> None:
    portal.crawl()
    before = portal.documents()
    overwrite(portal, range(1, 7), **NOTICES[kind])
    migrated(portal)
    assert marked(portal) == {f"{number}.html" for number in range(1, 7)}
    report = portal.crawl()
    assert (report.changed, report.held_back) == (6, 0)
    assert portal.documents() == before
    assert [texts(portal, number) for number in range(1, 7)] == [["own"]] * 6
    assert portal.store.held_back.of("p") == []
    assert portal.crawl().unchanged == 6


def test_the_content_that_came_back_stands_since_it_first_came(portal: Portal) -> None:
    portal.crawl()
    stored = next(portal.store.catalogue())
    (first,) = portal.store.versions(stored.id)
    overwrite(portal, range(1, 7))
    migrated(portal)
    portal.crawl()
    (version,) = portal.store.versions(stored.id)
    assert (version.number, version.recorded_at) == (3, first.recorded_at)


@pytest.mark.parametrize("kind", NOTICES)
def test_what_healed_by_itself_long_ago_is_marked_too(portal: Portal, kind: str) -> None:
    portal.crawl()
    before = portal.documents()
    overwrite(portal, range(1, 7), **NOTICES[kind])
    for document in before.values():
        portal.store.put(document)
    migrated(portal)
    assert marked(portal) == set()
    assert [texts(portal, number) for number in range(1, 7)] == [["own"]] * 6


def test_a_list_and_new_documents_that_were_notices_heal_as_well(portal: Portal) -> None:
    portal.crawl()
    overwrite(portal, range(1, 5))
    for path in ("/tzgg/index.html", "/tzgg/7.html"):
        portal.store.put(
            Document(portal.server.url + path, "告用户", text=WORDS, portal="p", column="通知公告")
        )
    portal.server.page("/tzgg/index.html", portal.listing(range(1, 8)))
    portal.server.page("/tzgg/7.html", article(7))
    migrated(portal)
    assert marked(portal) == {*(f"{number}.html" for number in (1, 2, 3, 4, 7)), "index.html"}
    report = portal.crawl()
    assert report.withdrawn == 1
    assert set(portal.documents()) == {f"/tzgg/{number}.html" for number in range(1, 8)}
    assert [texts(portal, number) for number in range(1, 8)] == [["own"]] * 7
    assert portal.store.held_back.of("p") == []


def test_documents_that_differ_in_numbers_alone_heal(portal: Portal) -> None:
    portal.list(range(1, 7))
    portal.crawl()
    overwrite(portal, range(1, 7))
    migrated(portal)
    assert len(marked(portal)) == 6


def test_copies_of_one_document_heal(portal: Portal) -> None:
    """What they say is said by two, and the notice by more."""
    portal.server.page("/tzgg/2.html", article(1, body=PARAGRAPH + OWN[1] * 9))
    portal.crawl()
    overwrite(portal, range(1, 7))
    migrated(portal)
    assert len(marked(portal)) == 6
    portal.crawl()
    assert texts(portal, 1) == texts(portal, 2) == ["own"]


def test_a_night_that_is_no_better_heals_nothing_and_forgets_nothing(portal: Portal) -> None:
    portal.crawl()
    overwrite(portal, range(1, 7))
    migrated(portal)
    routes = dict(portal.server.routes)

    def other(exchange: Exchange) -> None:
        exchange.answer("<html><body><h1>出错了</h1><p>数据库连接失败，请稍后再试。</p></body></html>")

    for path in routes:
        portal.server.routes[path] = other
    assert portal.crawl().changed == 0
    assert len(marked(portal)) == 6
    portal.server.routes.update(routes)
    portal.crawl()
    assert [texts(portal, number) for number in range(1, 7)] == [["own"]] * 6


def voided(portal: Portal) -> None:
    overwrite(portal, range(1, 4), title="", words="本文件自今年七月一日起废止，不再作为行政管理的依据。")


def revised(portal: Portal) -> None:
    overwrite(portal, range(1, 4), title="", words=PARAGRAPH)


def with_the_text_in_a_file(portal: Portal) -> None:
    file = Attachment("http://a.test/f.pdf", "全文", None)
    overwrite(
        portal, range(1, 4), title="", words="全文请下载附件查看，以附件内容为准。", attachments=(file,)
    )


def alone(portal: Portal) -> None:
    overwrite(portal, range(1, 2))


@pytest.mark.parametrize("change", [revised, with_the_text_in_a_file, alone])
def test_what_documents_really_changed_to_is_left_alone(
    portal: Portal, change: Callable[[Portal], None]
) -> None:
    portal.crawl()
    change(portal)
    migrated(portal)
    assert marked(portal) == set()


def test_what_documents_really_were_for_a_time_stays_in_their_history(portal: Portal) -> None:
    portal.crawl()
    voided(portal)
    overwrite(
        portal,
        range(1, 4),
        title="",
        words="依照新规定，由县应急局另行发布办法，此件供查阅，编号 N。" * 3 + "第N项" * 20,
    )
    migrated(portal)
    assert [len(texts(portal, number)) for number in range(1, 4)] == [3] * 3


def test_staff_may_say_that_it_is_right(portal: Portal) -> None:
    portal.crawl()
    voided(portal)
    migrated(portal)
    assert portal.store.held_back.accept(Doubt.OVERWRITTEN, "p") == 3
    assert marked(portal) == set()
    assert [len(texts(portal, number)) for number in range(1, 4)] == [2] * 3
