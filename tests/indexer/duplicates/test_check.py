from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from databases import config_at

from corpus.config import Config
from corpus.records import Document
from corpus.store import MarkState, Store, open_store
from indexer.duplicates import (
    Counterpart,
    GroupState,
    Kind,
    Posting,
    group_of,
    groups,
    mark,
    open_checker,
    unmark,
    update,
)
from indexer.duplicates.storage import TablesFolder
from indexer.errors import IndexMissing, IndexOutdated, NotChinese, NothingToCompare, TooShort

MATTERS = ("养老服务", "垃圾分类", "渔业补贴", "公园管理", "桥梁检修", "防汛物资", "学校食堂", "历史建筑")
DEEDS = ("应当建立台账并按季度核对", "由主管部门会同财政部门检查", "不得转作其他用途", "可以委托专业机构评估")


def sentences(topic: str) -> list[str]:
    return [
        f"{topic}工作中，{matter}{deed}，负责人须在簿册上写明{matter}的缘由。"
        for matter in MATTERS
        for deed in DEEDS
    ]


RULES = Document(
    url="http://a.test/1",
    title="云岭县社区事务管理办法",
    text="\n".join(sentences("社区事务")),
    agency="云岭县人民政府",
    issued_on=date(2022, 5, 6),
    portal="a",
    column="政策文件",
)
FORM = (
    "根据《公共租赁住房管理办法》，经审核，下列家庭符合2022年度第1批保障条件，现予公示。\n"
    "公示期为2022年3月1日至2022年3月7日，共有家庭136户，轮候资金58200元。\n"
    "公示期内如有异议，请以书面形式向住房保障中心反映，逾期不予受理。"
)


@pytest.fixture
def config(data: Path) -> Config:
    return config_at(data)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.store_url) as opened:
        opened.put(RULES)
        opened.put(Document(url="http://a.test/2", title="2022年度第1批公租房公示", text=FORM))
        yield opened


def check(store: Store, config: Config, text: str, title: str | None = None) -> list[Counterpart]:
    update(store, config)
    return open_checker(store, config).check(Posting(text, title))


def best(store: Store, config: Config, text: str, title: str | None = None) -> Counterpart:
    return check(store, config, text, title)[0]


def test_a_repost_within_a_page_is_the_same(store: Store, config: Config) -> None:
    wrapped = f"首页>政务公开>正文\n{RULES.title}\n来源：本站 浏览次数：12次\n{RULES.text}\n打印本页 关闭窗口"
    found = best(store, config, wrapped, RULES.title)
    assert (found.url, found.kind) == (RULES.url, Kind.SAME)


def test_lines_broken_elsewhere_make_no_difference(store: Store, config: Config) -> None:
    flat = RULES.text.replace("\n", "")
    broken = "\n".join(flat[at : at + 35] for at in range(0, len(flat), 35))
    assert best(store, config, broken).kind is Kind.SAME


def test_a_changed_sentence_makes_it_revised(store: Store, config: Config) -> None:
    changed = RULES.text.replace("不得转作其他用途", "经批准可以调剂使用", 1)
    found = best(store, config, changed, RULES.title)
    assert (found.kind, found.contained_in) == (Kind.REVISED, None)
    assert found.similarity > 0.9


def test_a_long_table_with_one_row_more_is_revised_and_not_reworded(store: Store, config: Config) -> None:
    rows = [
        f"{number}\t{name}\t云岭街道\t{number}20" for number, name in enumerate("甲乙丙丁戊己庚辛壬癸", 1)
    ]
    around = "现将年度重点项目计划下达你们，请认真组织实施。\n序号\t项目\t地点\t投资\n{}\n请按月报送进度。"
    store.put(Document("http://a.test/table", "关于下达年度计划的通知", around.format("\n".join(rows))))
    found = best(
        store, config, around.format("\n".join([*rows, "11\t公园\t白石镇\t90"])), "关于下达年度计划的通知"
    )
    assert found.kind is Kind.REVISED
    assert found.reason.startswith("表格不同：本文多“公园 白石镇”一行。")


def test_a_part_is_an_extract_and_says_in_which_it_stands(store: Store, config: Config) -> None:
    part = "\n".join(sentences("社区事务")[10:20])
    found = best(store, config, part)
    assert (found.kind, found.contained_in, found.containment) == (Kind.EXTRACT, "counterpart", 1.0)


def test_a_notice_around_it_forwards_it(store: Store, config: Config) -> None:
    notice = (
        f"各乡镇人民政府：\n现将《{RULES.title}》转发给你们，请认真贯彻执行。\n{RULES.title}\n{RULES.text}"
    )
    found = best(store, config, notice, f"关于转发《{RULES.title}》的通知")
    assert (found.kind, found.contained_in) == (Kind.FORWARDS, "posting")


@pytest.mark.parametrize("around", ["各乡镇人民政府：\n现将《办法》印发给你们，请认真贯彻执行。\n", ""])
def test_a_figure_changed_in_a_part_is_named_first(store: Store, config: Config, around: str) -> None:
    lines = [
        *sentences("社区事务"),
        "补助的报销比例为95%，一档300元，二档400元，三档500元，四档600元，每年最高3000元。",
    ]
    more = [] if around else sentences("集市")
    store.put(replace(RULES, url="http://a.test/whole", text=around + "\n".join([*lines, *more])))
    update(store, config)
    reasons = []
    part = "\n".join(lines if around else lines[-12:])
    for text in (part, part.replace("95%", "90%")):
        found = next(one for one in check(store, config, text) if one.url == "http://a.test/whole")
        assert found.kind is (Kind.FORWARDS if around else Kind.EXTRACT)
        reasons.append(found.reason)
    assert "原样出现" in reasons[0]
    assert "原样出现" not in reasons[1]
    assert reasons[1].startswith("数字不同：“补助的报销比例为”后，这份文件是 95%，本文是 90%。")


def test_next_years_form_is_of_a_series(store: Store, config: Config) -> None:
    text = FORM.replace("2022", "2023").replace("136", "97").replace("58200", "61300")
    found = best(store, config, text, "2023年度第1批公租房公示")
    assert found.kind is Kind.SERIES
    assert "不是重复" in found.reason


def test_another_matter_has_no_counterpart(store: Store, config: Config) -> None:
    other = (
        "为保障汛期行车安全，本周起对城区下穿通道的排水泵站逐一检修，期间通道实行单向通行，请驾驶人注意标志。"
    )
    assert check(store, config, other) == []


@pytest.mark.parametrize(
    ("text", "error"),
    [("", NothingToCompare), ("  \n，。", NothingToCompare), ("关于开会的通知", TooShort)],
)
def test_too_little_text_is_refused(store: Store, config: Config, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        check(store, config, text)


def test_another_language_is_refused(store: Store, config: Config) -> None:
    with pytest.raises(NotChinese, match="中文"):
        check(store, config, "The council shall keep a register of all decisions. " * 5)


def test_before_the_first_update_it_says_what_to_do(store: Store, config: Config) -> None:
    with pytest.raises(IndexMissing, match="gongkai index"):
        open_checker(store, config).check(Posting(RULES.text))


def test_tables_of_another_layout_are_not_looked_into(store: Store, config: Config) -> None:
    update(store, config)
    folder = TablesFolder(config.duplicates_path)
    folder.switch(replace(folder.current(), layout="another"))
    with pytest.raises(IndexOutdated, match="gongkai index"):
        open_checker(store, config).check(Posting(RULES.text))
    assert "另一版本" in (update(store, config).reason or "")
    assert open_checker(store, config).check(Posting(RULES.text))


def test_copies_fold_and_unfold_with_what_staff_says(store: Store, config: Config) -> None:
    store.put(replace(RULES, url="http://b.test/1", portal="b"))
    first, copy = (store.by_url(url).id for url in (RULES.url, "http://b.test/1"))  # type: ignore[union-attr]
    assert update(store, config).refolded == 2
    assert store.duplicates.copies([first, copy]) == {first: first, copy: first}
    pair = [(RULES.url, "http://b.test/1")]
    mark(store, pair, MarkState.DISTINCT, "王")
    assert store.duplicates.copies([first, copy]) == {}
    assert groups(store, config) == []
    unmark(store, pair)
    assert update(store, config).refolded == 0
    assert store.duplicates.copies([copy]) == {copy: first}


def test_a_group_names_the_one_to_keep_and_stays_handled(store: Store, config: Config) -> None:
    store.put(replace(RULES, url="http://b.test/1", portal="b", agency=None, issued_on=None))
    update(store, config)
    (group,) = groups(store, config, kind=Kind.SAME)
    assert group.keep.url == RULES.url
    assert "元数据最完整" in group.why
    mark(store, group.pairs, MarkState.HANDLED, "王")
    store.put(replace(RULES, url="http://b.test/1", portal="b", agency=None, summary="新的概述"))
    update(store, config)
    handled = group_of(store, config, group.id)
    assert handled is not None
    assert (handled.state, handled.marked and handled.marked.by) == (GroupState.HANDLED, "王")


def test_a_withdrawn_copy_leaves_its_group(store: Store, config: Config) -> None:
    store.put(replace(RULES, url="http://b.test/1"))
    update(store, config)
    store.withdraw("http://b.test/1")
    update(store, config)
    assert groups(store, config) == []


def test_damaged_tables_are_made_again(store: Store, config: Config) -> None:
    update(store, config)
    path = next(config.duplicates_path.glob("*.arrays"))
    path.write_bytes(path.read_bytes()[:-40])
    store.put(replace(RULES, url="http://b.test/1"))
    report = update(store, config)
    assert report.reason is not None
    assert report.signed == 3
    assert open_checker(store, config).check(Posting(RULES.text))[0].kind is Kind.SAME


def test_small_updates_are_merged_and_lose_nothing(store: Store, config: Config) -> None:
    for number in range(12):
        text = "\n".join(sentences(f"第{chr(0x4E00 + number * 37)}类事项"))
        store.put(Document(url=f"http://c.test/{number}", title=f"办法{number}", text=text))
        update(store, config)
    assert len(list(config.duplicates_path.glob("*.arrays"))) <= 8
    assert best(store, config, RULES.text).url == RULES.url
