"""Numerals, times, places and fields of a query, and that nothing typed breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest
from helpers_indexing import ask
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Filters
from corpus.chinese_numerals import by_digits, from_chinese, to_chinese
from corpus.config import Config, IndexSettings
from corpus.records import Document
from corpus.store import Store
from indexer import SearchRequest, open_searcher
from indexer.building import build
from indexer.query import All, Any, Phrase, Thesaurus, Words, open_thesaurus, parse
from indexer.query.numerals import otherwise
from indexer.query.places import Places, names
from indexer.query.thesaurus import ThesaurusEntry
from indexer.query.times import span, spoken_of
from indexer.text import Segmenter, numbers, open_segmenter

TODAY = date(2026, 11, 24)
NO_THESAURUS = Thesaurus(())
LONGEST = 20_000
LEAST_SECONDS = 0.004
"""What is measured of less is chance."""


@given(st.integers(0, 9_999))
def test_a_number_is_the_same_both_ways(number: int) -> None:
    assert from_chinese(to_chinese(number)) == number


@given(st.integers(1_000, 9_999))
def test_a_year_is_the_same_digit_by_digit(year: int) -> None:
    assert from_chinese(by_digits(str(year))) == year


@given(st.integers(1, 9_999), st.sampled_from(["第{}条", "百分之{}|{}%", "{}日"]))
def test_each_kind_leads_to_the_other(number: int, form: str) -> None:
    chinese, _, arabic = form.partition("|")
    said, meant = chinese.format(to_chinese(number)), (arabic or chinese).format(number)
    if number > 1 or not said.startswith("一日"):
        assert (said, meant) in otherwise(said)
        assert (meant, said) in otherwise(meant)


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("30天", {"30日", "三十日", "三十天"}),
        ("两年", {"2年", "二年"}),
        ("二零二三年", {"2023年"}),
        ("1号文件", {"一号"}),
        ("十六周岁", {"十六岁", "16岁", "16周岁"}),
        ("五险一金", set()),
        ("一年", set()),
        ("3.5元", set()),
    ],
)
def test_numerals_are_found_where_they_count(said: str, ways: set[str]) -> None:
    assert {way for _, way in otherwise(said)} == ways


@given(st.text())
def test_any_text_has_numerals_or_none(text: str) -> None:
    assert all(said in text for said, _ in otherwise(text))
    from_chinese(text)
    spoken_of(text, TODAY)
    names(text)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("2023年社保缴费基数", ["2023 年"]),
        ("二〇二三年五月工资", ["2023 年 5 月"]),
        ("去年低保标准", ["2025 年"]),
        ("十四五规划", ["2021 至 2025 年"]),
        ("国发〔2019〕5号", []),
        ("2000元", []),
        ("前几年", []),
        ("以前年度", []),
    ],
)
def test_a_query_speaks_of_a_time(query: str, shown: list[str]) -> None:
    assert [one.shown for one in spoken_of(query.replace("〔", "(").replace("〕", ")"), TODAY)] == shown


def test_a_span_is_written_in_either_numerals() -> None:
    assert span("二〇二〇年") == span("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert span("二〇二四年二月") == (date(2024, 2, 1), date(2024, 2, 29))
    assert span("昨天") is None


@pytest.mark.parametrize(
    ("agency", "places"),
    [
        ("江南省云岭市白水区教育局", ["江南省", "云岭市", "白水区"]),
        ("广州市人民政府", ["广州市"]),
        ("沙县人民政府", ["沙县"]),
        ("青石市民政局", ["青石市"]),
        ("青石市政府办公室", ["青石市"]),
        ("延边朝鲜族自治州财政局", ["延边朝鲜族自治州"]),
        ("国家市场监督管理总局", []),
        ("住房和城乡建设局", []),
        ("城市管理局", []),
        ("县市场监管局", []),
    ],
)
def test_agencies_are_named_after_places(agency: str, places: list[str]) -> None:
    assert names(agency) == places


def test_places_are_known_by_their_short_names_too() -> None:
    places = Places(["云岭县教育局", "云岭县财政局", "青石县财政局"])
    assert [place.name for place in places.spoken_of("云岭低保", ["云岭", "低保"])] == ["云岭县"]
    assert [place.name for place in places.spoken_of("青石县低保", ["青石县"])] == ["青石县"]
    assert Places(["云岭县教育局", "云岭县财政局"]).spoken_of("云岭县", ["云岭县"]) == ()


@pytest.fixture
def counties(store: Store, config: Config) -> tuple[Store, Config]:
    made = [
        Document(
            url=f"http://portal.test/{county}/{year}",
            title=f"{county}高龄津贴标准",
            text=f"第十二条 高龄津贴每月发放，期限三十日。此件为第{year % 7}次印发。",
            agency=f"{county}民政局",
            published_on=date(year, 6, 1),
        )
        for county in ("云岭县", "青石县")
        for year in range(2018, 2024)
    ]
    store.put_many(made)
    build(store, config)
    return store, config


def test_the_time_comes_first_and_is_a_way_to_narrow(counties: tuple[Store, Config]) -> None:
    response = ask(*counties, "2020年高龄津贴")
    assert {hit.document.document.year for hit in response.hits[:2]} == {2020}
    assert response.total == 12
    assert [(one.field, one.values, one.label) for one in response.narrower] == [
        ("year", (2020,), "2020 年的文件")
    ]


def test_what_is_titled_with_the_year_goes_before_what_speaks_of_it_more(
    store: Store, config: Config
) -> None:
    plans = [
        Document(
            url=f"http://portal.test/{year}", title=f"{year}年度学习计划", text=f"{text}学习计划安排如下。"
        )
        for year, text in ((2017, "2018年怎么学习，2018年学什么。学习计划，学习安排。"), (2018, ""))
    ]
    store.put_many(plans)
    build(store, config)
    assert ask(store, config, "2018年学习计划怎么安排").hits[0].document.document == plans[1]


def test_the_place_comes_first_and_is_a_way_to_narrow(counties: tuple[Store, Config]) -> None:
    response = ask(*counties, "青石县高龄津贴")
    assert {hit.document.document.agency for hit in response.hits[:6]} == {"青石县民政局"}
    assert [(one.field, one.values) for one in response.narrower] == [("agency", ("青石县民政局",))]
    chosen = SearchRequest("青石县高龄津贴", Filters(agency=("青石县民政局",)))
    assert open_searcher(*counties).search(chosen).narrower == ()


@pytest.mark.parametrize("query", ["第12条", "30日", "30天"])
def test_a_numeral_is_found_in_the_other_kind(counties: tuple[Store, Config], query: str) -> None:
    response = ask(*counties, query)
    assert response.total == 12
    assert response.related == ()


@pytest.mark.parametrize("query", ["日期:昨天啊 高龄津贴", "机构:火星局 高龄津贴", "栏目:无 高龄津贴"])
def test_a_field_that_says_nothing_is_told_and_empties_nothing(
    counties: tuple[Store, Config], query: str
) -> None:
    response = ask(*counties, query)
    assert response.total == 12
    assert "当作普通检索词" in response.notes[0]


SPECIAL = '"-|:：“”「」()（）〔〕[]【】.~至 年月日号第条一二三十百千〇0129aA\\/*+?#%OR\n\t\u3000\ud800'


@pytest.mark.parametrize("character", [*SPECIAL, "title:", "日期:", "-机构:", "2019年", "国发(2019)", " OR "])
def test_no_input_takes_long(segmenter: Segmenter, character: str) -> None:
    """Sixteen times the text takes sixteen times as long, not the square of it."""

    def taken(characters: int) -> float:
        text = character * (characters // len(character))
        began = process_time()
        parse(text, segmenter, open_thesaurus(""))
        numbers.document_key(text)
        numbers.index_key(text)
        list(otherwise(text))
        spoken_of(text, TODAY)
        names(text)
        return process_time() - began

    taken(LONGEST // 16)  # reads the tables
    assert taken(LONGEST) < 4 * 16 * max(taken(LONGEST // 16), LEAST_SECONDS)


@given(st.text(alphabet=SPECIAL + "国发低保机构日期", max_size=120))
def test_anything_typed_is_parsed(segmenter: Segmenter, query: str) -> None:
    parsed = parse(query, segmenter, NO_THESAURUS, on=TODAY)
    assert parsed == parse(query, segmenter, NO_THESAURUS, on=TODAY)
    assert not parsed.cut


@pytest.mark.parametrize(
    "query", ["2023年十十月 工伤", "二〇年月 百分之二十五", "第二十五", "年满三十五", "日期:十十年"]
)
def test_numerals_that_are_none_are_no_times(segmenter: Segmenter, query: str) -> None:
    parsed = parse(query, segmenter, open_thesaurus(""))
    assert all(len(time.years) == 1 for time in parsed.times)


@given(st.text("〇一二十百千年月日第五%0-9. 至", max_size=20))
def test_numerals_in_any_order_are_read(text: str) -> None:
    parse(text, open_segmenter(IndexSettings()), open_thesaurus(""))


def test_or_joins_what_stands_beside_it(segmenter: Segmenter) -> None:
    node = parse("低保 城市 OR 农村 OR 牧区", segmenter, open_thesaurus("")).node
    assert isinstance(node, All)
    choice = next(one for one in node.nodes if isinstance(one, Any))
    assert [one.text for one in choice.nodes if isinstance(one, Words)] == ["城市", "农村", "牧区"]
    node = parse('工伤 "认定" OR 赔偿', segmenter, open_thesaurus("")).node
    assert isinstance(node, All)
    words = parse("赔偿", segmenter, open_thesaurus("")).node
    assert isinstance(words, Words)
    assert Any((Phrase("认定"), replace(words, demanded=True))) in node.nodes


@pytest.mark.parametrize("query", ['"工商认定"', "“工商认定”", "国发2019 5号", "000014349/2017-00110"])
def test_quotes_and_numbers_are_meant_as_typed(segmenter: Segmenter, query: str) -> None:
    assert parse(query, segmenter, open_thesaurus("")).literal


def test_a_year_does_not_make_a_query_a_number(segmenter: Segmenter) -> None:
    assert not parse("2023年工商认定标准", segmenter, open_thesaurus("")).literal


def test_a_span_the_wrong_way_round_is_turned(segmenter: Segmenter) -> None:
    turned = parse("日期:2023..2020", segmenter, open_thesaurus("")).node
    assert turned == parse("日期:2020..2023", segmenter, open_thesaurus("")).node


def test_half_a_number_is_told_and_searched_as_words(segmenter: Segmenter) -> None:
    parsed = parse("文号:国发2019 5号", segmenter, NO_THESAURUS)
    assert "文号可以写成" in parsed.notes[0]
    assert "国发" in parsed.terms


def test_a_term_of_letters_is_none_within_a_word() -> None:
    thesaurus = open_thesaurus("")
    assert thesaurus.related("ngo登记")
    assert not thesaurus.related("zhufanggongjijin")


def test_an_official_term_is_not_added_for_what_stands_across_words_or_in_longer_numbers() -> None:
    entries = [ThesaurusEntry("土地承包", "土地承包", ("分地",)), ThesaurusEntry("加班", "加班", ("996",))]
    thesaurus = Thesaurus(entries)
    assert not thesaurus.related("部分地区限电", ("部分", "地区", "限电"))
    assert thesaurus.related("村里分地", ("村里", "分", "地"))
    assert thesaurus.related("部分地区分地", ("部分", "地区", "分", "地"))
    assert not thesaurus.related("1996年的条例")
    assert thesaurus.related("996工作制")


@pytest.mark.parametrize("query", ["退货", "股票", "起诉", "欠款", "抄袭", "扣分", "口罩"])
def test_words_of_documents_lead_to_nothing_narrower(query: str) -> None:
    assert not open_thesaurus("").related(query)
