from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import config_at

from corpus.config import Config
from corpus.records import Document
from corpus.store import Store, open_store
from indexer.duplicates import Kind, Posting, open_checker, update

RULES = Document(
    url="http://a.test/rules",
    title="云岭县养犬管理办法",
    text="养犬人应当为犬只登记并定期接种疫苗，外出时应当牵引。禁止在校园、医院和公共游泳场所携带犬只。",
)
COVER = "各乡镇人民政府：\n现将《云岭县养犬管理办法》转发给你们，请结合实际认真贯彻执行。\n云岭县司法局"
PAY = (
    "用人单位应当按月向在高温下作业的职工发放津贴，标准为每人每月300元，不得以饮料充抵。\n"
    "津贴由用人单位从成本中列支，所需经费不计入最低工资。\n"
    "人力资源和社会保障部门负责监督检查，职工可以投诉举报。"
)
COVER_TITLE = "关于转发《云岭县养犬管理办法》的通知"


@pytest.fixture
def config(data: Path) -> Config:
    return config_at(data)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        yield opened


def test_a_cover_finds_the_document_that_it_names(store: Store, config: Config) -> None:
    store.put(RULES)
    update(store, config)
    (found,) = open_checker(store, config).check(Posting(COVER, COVER_TITLE))
    assert (found.url, found.kind, found.contained_in) == (RULES.url, Kind.FORWARDS, "posting")
    assert found.similarity == 0
    assert "没有附正文" in found.reason


def test_a_document_finds_the_cover_that_names_it(store: Store, config: Config) -> None:
    store.put(Document(url="http://a.test/cover", title=COVER_TITLE, text=COVER))
    update(store, config)
    (found,) = open_checker(store, config).check(Posting(RULES.text, RULES.title))
    assert (found.url, found.kind, found.contained_in) == (
        "http://a.test/cover",
        Kind.FORWARDS,
        "counterpart",
    )


def test_who_only_cites_a_document_does_not_forward_it(store: Store, config: Config) -> None:
    store.put(RULES)
    update(store, config)
    citing = "根据《云岭县养犬管理办法》，经公开招标，现将犬只收容服务的中标单位公布如下：云岭宠物诊所。"
    assert open_checker(store, config).check(Posting(citing, "关于犬只收容服务中标结果的公告")) == []


def test_a_notice_that_corrects_is_a_kind_of_its_own_even_where_it_prints_the_text_again(
    store: Store, config: Config
) -> None:
    store.put(RULES)
    title = f"关于《{RULES.title}》的更正公告"
    short = "第二条中的“校园”应为“学校”，特此更正。由此给养犬人带来的不便，敬请各位谅解。"
    again = RULES.text.replace("定期", "每年两次")
    store.put(Document(url="http://a.test/again", title=title, text=again))
    store.put(Document(url="http://a.test/short", title=f"更正公告：{RULES.title}", text=short))
    update(store, config)
    for text, kind in ((short, Kind.CORRECTS), (again, Kind.CORRECTS), (RULES.text, Kind.SAME)):
        found = open_checker(store, config).check(Posting(text, f"{RULES.title}（更正）"))
        (ours,) = (one for one in found if one.url == RULES.url)
        assert ours.kind is kind
        assert ("不是重复" in ours.reason) == (kind is Kind.CORRECTS)
        assert ("改动后重印了正文" in ours.reason) == (text is again)
        assert ("本文更正的是这份文件，但没有改动" in ours.reason) == (kind is Kind.SAME)
        assert ours.contained_in is None
    pairs = {(pair.left, pair.right) for pair in store.duplicates.pairs([1, 2, 3])}
    assert not {pair for pair in pairs if 1 in pair}


@pytest.mark.parametrize("posted", ["notice", "rules"])
def test_a_notice_that_prints_the_text_again_names_the_changed_figure_first(
    store: Store, config: Config, posted: str
) -> None:
    rules = Document(url="http://a.test/pay", title="云岭县高温津贴发放办法", text=PAY)
    changed = PAY.replace("300元", "320元")
    notice = Document(url="http://a.test/new", title=f"关于《{rules.title}》的更正公告", text=changed)
    held, ours = (rules, notice) if posted == "notice" else (notice, rules)
    store.put(held)
    update(store, config)
    (found,) = open_checker(store, config).check(Posting.of(ours))
    assert found.kind is Kind.CORRECTS
    assert found.reason.startswith("数字不同：")
    assert "320元" in found.reason
    assert "300元" in found.reason
    corrected = "标题里写明了这份文件" if posted == "notice" else "标题里写明了本文"
    assert corrected in found.reason
