"""How quotation marks, operators, blanks, figures and words of elsewhere are read."""

from __future__ import annotations

import pytest

from corpus.config import IndexSettings
from indexer.query import (
    All,
    Any,
    Node,
    Not,
    Phrase,
    Preferred,
    Thesaurus,
    Words,
    agencies,
    law_names,
    parse,
    unquoted,
)
from indexer.query.other_names import other_names
from indexer.query.parse import MOST_DEMANDS, TOO_MANY
from indexer.query.weights import QUOTED
from indexer.text import Segmenter, open_segmenter

NO_THESAURUS = Thesaurus(())


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return open_segmenter(IndexSettings())


def test_chinese_quotation_marks_prefer_and_do_not_demand(segmenter: Segmenter) -> None:
    node = parse("“一卡通办”在哪里申请", segmenter, NO_THESAURUS).node
    assert isinstance(node, Preferred)
    assert (node.wish, node.weight) == (Phrase("一卡通办"), QUOTED)
    assert isinstance(node.node, Words)


@pytest.mark.parametrize("query", ["“一卡通办”", "「一卡通办」", '"一卡通办"', "＂一卡通办＂"])
def test_a_quoted_phrase_alone_is_exact(segmenter: Segmenter, query: str) -> None:
    assert parse(query, segmenter, NO_THESAURUS).node == Phrase("一卡通办")


def test_a_mark_that_no_other_closes_demands_nothing(segmenter: Segmenter) -> None:
    assert isinstance(parse("“宅基地能不能翻建", segmenter, NO_THESAURUS).node, Words)


def test_straight_quotation_marks_demand(segmenter: Segmenter) -> None:
    node = parse('申请"一卡通办"', segmenter, NO_THESAURUS).node
    assert isinstance(node, All)
    assert Phrase("一卡通办") in node.nodes
    assert unquoted('申请"一卡通办"') == "申请 一卡通办"
    assert unquoted("“一卡通办”在哪里申请") == ""


@pytest.mark.parametrize("query", ['什么是"一卡通办"', '"一卡通办"怎么办理', '什么样的算"一卡通办"？'])
def test_what_is_said_around_exact_words_demands_nothing(segmenter: Segmenter, query: str) -> None:
    assert parse(query, segmenter, NO_THESAURUS).node == Phrase("一卡通办")


@pytest.mark.parametrize("sign", ["AND", "and", "And", "&&"])
def test_and_is_an_operator_in_any_case(segmenter: Segmenter, sign: str) -> None:
    node = parse(f"工伤 {sign} 赔偿", segmenter, NO_THESAURUS).node
    assert isinstance(node, All)
    assert [one.text for one in node.nodes if isinstance(one, Words)] == ["工伤", "赔偿"]


@pytest.mark.parametrize("sign", ["OR", "or", "|"])
def test_or_is_an_operator_in_any_case(segmenter: Segmenter, sign: str) -> None:
    assert isinstance(parse(f"工伤 {sign} 赔偿", segmenter, NO_THESAURUS).node, Any)


@pytest.mark.parametrize("between", ["", "，", "（", "“”", "-", "-煤矿"])
@pytest.mark.parametrize("before", ["工伤", '"工伤"', '"保险" 工伤'])
def test_an_or_that_nothing_follows_is_none(segmenter: Segmenter, before: str, between: str) -> None:
    def node(query: str) -> Node:
        return parse(query, segmenter, NO_THESAURUS).node

    excluded = between if between == "-煤矿" else ""
    assert node(f"{before} OR {between} AND 赔偿") == node(f"{before} AND 赔偿 {excluded}")


@pytest.mark.parametrize("form", ["{}|", '"{}" ', "-{} ", "{} AND "])
def test_conditions_beyond_a_bound_are_left_out_and_that_is_said(segmenter: Segmenter, form: str) -> None:
    found = parse("".join(form.format(chr(0x4E00 + n)) for n in range(60)), segmenter, NO_THESAURUS)
    assert len(found.node.nodes) <= MOST_DEMANDS + 1
    assert TOO_MANY in found.notes
    assert not parse(form.format("工伤") + "赔偿", segmenter, NO_THESAURUS).notes


@pytest.mark.parametrize("sign", ["NOT ", "not ", "!", "！", "AND NOT "])
def test_not_and_the_exclamation_mark_exclude(segmenter: Segmenter, sign: str) -> None:
    node = parse(f"工伤 {sign}赔偿", segmenter, NO_THESAURUS).node
    assert isinstance(node, All)
    assert Not(Phrase("赔偿")) in node.nodes


def test_a_dash_of_several_signs_in_a_title_excludes_nothing(segmenter: Segmenter) -> None:
    node = parse("关爱留守儿童 ---县人社局开展活动", segmenter, NO_THESAURUS).node
    assert isinstance(node, Words)
    assert "活动" in node.words


def test_small_words_between_letters_are_words(segmenter: Segmenter) -> None:
    node = parse("research and development", segmenter, NO_THESAURUS).node
    assert isinstance(node, Words)
    assert node.words == ("research", "and", "development")


def test_characters_typed_one_by_one_are_one_text(segmenter: Segmenter) -> None:
    apart, together = (parse(one, segmenter, NO_THESAURUS).node for one in ("工 伤 认 定", "工伤认定"))
    assert apart == together


def test_figures_are_asked_for_whole(segmenter: Segmenter) -> None:
    node = parse("利率 3.5%", segmenter, NO_THESAURUS).node
    assert isinstance(node, Words)
    assert "3.5%" in node.words
    assert not {"3", "5"} & set(node.words)


@pytest.mark.parametrize("query", ["4S 店", "4 S店", "4 S 店", "4s店"])
def test_a_word_of_letters_and_chinese_is_one_however_it_is_set_apart(
    segmenter: Segmenter, query: str
) -> None:
    node = parse(query, segmenter, NO_THESAURUS).node
    assert isinstance(node, Words)
    assert node.text == "4s店"


@pytest.mark.parametrize("query", ["2024 A股上市", "2020 X光机", "2024 A 股上市"])
def test_a_year_is_not_one_with_the_letter_of_the_next_word(segmenter: Segmenter, query: str) -> None:
    words = set(parse(query, segmenter, NO_THESAURUS).terms)
    year, letter, *_ = query.lower().split(" ")
    assert {year, letter[0]} <= words
    assert year + letter[0] not in words


def test_a_figure_and_the_letter_of_the_next_word_are_looked_for_in_both_ways(segmenter: Segmenter) -> None:
    assert {"5", "a", "5a", "级", "景区"} == set(parse("5 A级景区", segmenter, NO_THESAURUS).terms)


@pytest.mark.parametrize(
    ("query", "traditional", "now"),
    [
        ("网路软体目录", True, "网络软件目录"),
        ("襄樊市公交", False, "襄阳市公交"),
        ("中甸旅游", False, "香格里拉市旅游"),
        ("商县核桃", False, "商州区核桃"),
        ("安康专区茶叶", False, "安康市茶叶"),
        ("宜昌县柑橘", False, "夷陵区柑橘"),
        ("南汇滩涂", False, "浦东新区滩涂"),
    ],
)
def test_words_of_elsewhere_and_former_names_are_looked_for_too(
    query: str, traditional: bool, now: str
) -> None:
    assert other_names(query, traditional)[-1] == (query, now)


def test_places_of_today_are_not_exchanged() -> None:
    names = "大同 天津 大理古城 西昌 宿迁市 吉安县 喀什地区 惠州市 江陵县 衡山县 泸县"
    assert {name: said for name in names.split() if (said := other_names(name, False))} == {}
    assert other_names("程序正当", False) == []


@pytest.mark.parametrize(
    ("query", "way"),
    [
        ("编办", "机构编制委员会办公室"),
        ("县纪委 通报", "纪律检查委员会"),
        ("团县委", "共青团"),
        ("人社", "人力资源和社会保障"),
        ("交警队", "交通管理大队"),
        ("国土局", "自然资源和规划局"),
        ("市监局", "市场监督管理局"),
        ("国家金管局", "国家金融监督管理总局"),
    ],
)
def test_agencies_have_other_names(query: str, way: str) -> None:
    assert way in [other for _, other in agencies.other_names(query)]


@pytest.mark.parametrize("query", ["补助 98 000元", "补助 98 000 元", "补助 98,000元"])
def test_thousands_between_blanks_are_one_figure(query: str, segmenter: Segmenter) -> None:
    assert parse(query, segmenter, NO_THESAURUS) == parse("补助 98000元", segmenter, NO_THESAURUS)


@pytest.mark.parametrize("query", ["中文联盟", "网红会议", "集团委托", "个人大额存单", "新编办法"])
def test_a_short_name_within_other_words_is_no_agency(query: str) -> None:
    assert list(agencies.other_names(query)) == []


@pytest.mark.parametrize(
    "query",
    ["绍兴公租房", "洛阳社保", "惠民工程", "渡口安全", "公车改革", "瓦斯爆炸", "工作简讯", "为建商品房征地"],
)
def test_a_name_that_means_something_here_is_no_former_one(query: str) -> None:
    assert other_names(query, traditional=False) == []


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("刑法修正案十一", "刑法修正案(十一)"),
        ("公司法解释三的规定", ""),
        ("婚姻法解释三", "婚姻法解释(三)"),
        ("解释一下工伤", ""),
    ],
)
def test_a_number_behind_a_kind_of_law_stands_in_brackets(typed: str, way: str) -> None:
    assert (way in [instead for _, instead in law_names.other_names(typed)]) == bool(way)
    assert way or not any("(" in instead for _, instead in law_names.other_names(typed))


@pytest.mark.parametrize(
    ("value", "told"), [("日期:昨天", "没有看懂“昨天”"), ("文号:某号", "“某号”不是完整的")]
)
def test_what_is_excluded_and_says_nothing_is_no_word_that_is_wanted(
    segmenter: Segmenter, value: str, told: str
) -> None:
    found = parse(f"工伤 -{value}", segmenter, NO_THESAURUS)
    assert found.node == parse("工伤", segmenter, NO_THESAURUS).node
    assert [told in note and "没有排除任何文件" in note for note in found.notes] == [True]
    (wanted,) = parse(f"工伤 {value}", segmenter, NO_THESAURUS).notes
    assert told in wanted
    assert "普通检索词" in wanted
